using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using NewsMonitor.Configuration;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Commands;

/// <summary><c>monitor explain rule ID</c>: every form that a rule will match.</summary>
internal static class ExplainRuleCommand
{
    public static Command Create()
    {
        var rule = new Argument<string>("rule") { Description = "The id of the rule" };
        var config = CommonOptions.Config();
        var format = CommonOptions.Format("text", "json");
        var command = new Command(
            "rule",
            """
            Print every form that a rule will match, leaf by leaf: inflections, verb and noun of a family, verbs with their
            particle, synonyms strong and weak, names in their shapes, places with their people and cities. A folder with rules
            alone is enough.

            Words and places are listed whole. Spellings of names are found by their distance and not by a list: they are shown
            by examples, and so is what is too far away. What you do not want goes under never:, what you miss under also:, or
            into words/*.yaml for all rules.

              monitor explain rule iraq-troop-withdrawal
              monitor explain rule soleimani --format json
            """
        )
        {
            rule,
            config,
            format,
        };
        command.SetAction(arguments =>
            Run(
                arguments.GetRequiredValue(config),
                arguments.GetRequiredValue(rule),
                arguments.GetRequiredValue(format),
                arguments.InvocationConfiguration
            )
        );
        return command;
    }

    private static int Run(string folder, string ruleId, string format, InvocationConfiguration streams)
    {
        var result = ConfigurationLoader.Load(folder, ConfigurationScope.RulesOnly, runTests: false);
        if (result is not Loaded { Configuration: var configuration })
            return ConfigurationPrinting.Refuse((Refused)result, streams.Error);
        if (configuration.Rules.FirstOrDefault(rule => rule.Id == ruleId) is not { } rule)
            return Lines.NoSuchRule(ruleId, configuration.Rules, streams.Error);
        var leaves = RuleForms.Of(rule, Meanings.Shipped.With(configuration.Words));
        if (format == "json")
            streams.Output.WriteLine(JsonText.Of(json => Write(json, rule, leaves), isIndented: true));
        else
            Print(rule, leaves, streams.Output);
        return ExitCode.Ok;
    }

    private static void Print(WatchRule rule, ImmutableArray<LeafForms> leaves, TextWriter output)
    {
        output.WriteLine($"{rule.Name} ({rule.Id}), {rule.Position}");
        foreach (var leaf in leaves)
        {
            output.WriteLine();
            output.WriteLine($"{(leaf.IsVeto ? "not " : "")}{leaf.Leaf}");
            if (leaf.Where.Length > 0)
                output.WriteLine($"  {leaf.Where}");
            foreach (var group in leaf.Groups)
                Print(group, output);
        }
    }

    private static void Print(FormGroup group, TextWriter output)
    {
        output.WriteLine($"  {group.Of}, {group.Kind}{(group.Needs.Length > 0 ? $" ({group.Needs})" : "")}:");
        output.WriteLine($"      {string.Join(", ", group.Forms)}");
    }

    private static void Write(Utf8JsonWriter json, WatchRule rule, ImmutableArray<LeafForms> leaves)
    {
        json.WriteStartObject();
        json.WriteString("rule", rule.Id);
        json.WriteString("name", rule.Name);
        json.WriteString("where", rule.Position.ToString());
        json.WriteStartArray("leaves");
        foreach (var leaf in leaves)
        {
            json.WriteStartObject();
            json.WriteString("leaf", leaf.Leaf);
            json.WriteBoolean("veto", leaf.IsVeto);
            json.WriteString("stands", leaf.Where);
            json.WriteStartArray("groups");
            foreach (var group in leaf.Groups)
                Write(json, group);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FormGroup group)
    {
        json.WriteStartObject();
        json.WriteString("of", group.Of);
        json.WriteString("kind", group.Kind);
        json.WriteString("needs", group.Needs);
        json.WriteStrings("forms", group.Forms);
        json.WriteEndObject();
    }
}
