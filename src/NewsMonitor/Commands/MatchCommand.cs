using System.Collections.Immutable;
using System.CommandLine;
using NewsMonitor.Configuration;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Vocabulary;
using NewsMonitor.Deliveries;

namespace NewsMonitor.Commands;

/// <summary><c>monitor match</c>: which rules match these items, and why.</summary>
internal static class MatchCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file")
        {
            Description =
                "Items as NDJSON (id, title, summary, body, link, published, feed), or a text: title, then body. - reads standard input",
        };
        var config = CommonOptions.Config();
        var rule = new Option<string?>("--rule") { Description = "Only this rule, by id", HelpName = "ID" };
        var whyNot = new Option<bool>("--why-not")
        {
            Description =
                "Also say of each rule that does not match what keeps it from matching, and what would change that",
        };
        var format = CommonOptions.Format("text", "ndjson");
        var command = new Command(
            "match",
            """
            Try the rules on items of your own: one line for each item and rule that match, with the words that matched.
            Sends nothing. A folder with rules alone is enough, and they need no notify.

              monitor match news.txt
              monitor match --config config --rule iraq-troop-withdrawal items.ndjson --format ndjson
              echo "US denies it will withdraw troops from Iraq" | monitor match -
              monitor match --rule soleimani --why-not news.txt       what would have to change

            An item that names no feed is tried as if it came from any feed, whatever "feeds:" of a rule says.
            Offsets (start, end) count UTF-16 units in the text of the field.
            """
        )
        {
            file,
            config,
            rule,
            whyNot,
            format,
        };
        command.SetAction(arguments =>
            Run(
                arguments.GetRequiredValue(config),
                arguments.GetValue(rule),
                arguments.GetRequiredValue(file),
                new(arguments.GetRequiredValue(format) == "ndjson", arguments.GetValue(whyNot)),
                arguments.InvocationConfiguration
            )
        );
        return command;
    }

    private static int Run(
        string folder,
        string? ruleId,
        string file,
        Printing printing,
        InvocationConfiguration streams
    ) =>
        ConfigurationLoader.Load(folder, ConfigurationScope.RulesOnly) switch
        {
            Loaded { Configuration: var configuration } => Run(configuration, ruleId, file, printing, streams),
            Refused refused => ConfigurationPrinting.Refuse(refused, streams.Error),
            var other => throw new InvalidOperationException($"a configuration cannot be {other}"),
        };

    private static int Run(
        MonitorConfiguration configuration,
        string? ruleId,
        string file,
        Printing printing,
        InvocationConfiguration streams
    )
    {
        var rules = configuration.Rules;
        var chosen = ruleId is null ? rules : [.. rules.Where(rule => rule.Id == ruleId)];
        if (ruleId is not null && chosen.IsEmpty)
            return Lines.NoSuchRule(ruleId, rules, streams.Error);
        try
        {
            using var input = file == "-" ? StandardInput.Open() : File.OpenText(file);
            return Run(
                new Trial(chosen, configuration.Feeds, Meanings.Shipped.With(configuration.Words)),
                input,
                printing,
                streams
            );
        }
        catch (Exception fault) when (FileFault.Is(fault))
        {
            streams.Error.WriteLine($"{file}: {FileFault.InWords(file, fault)}");
            return ExitCode.Usage;
        }
    }

    /// <summary>Matches every item that can be read; a line that cannot is reported and costs only itself.</summary>
    private static int Run(Trial trial, TextReader input, Printing printing, InvocationConfiguration streams)
    {
        var (items, matches, code) = (0, 0, ExitCode.Ok);
        foreach (var read in ItemReader.Read(input))
        {
            if (read.Item is not { } item)
            {
                streams.Error.WriteLine(read.Problem);
                code = ExitCode.Failed;
                continue;
            }
            items++;
            var found = trial.FindMatches(item);
            matches += found.Length;
            foreach (var match in found)
                streams.Output.WriteLine(printing.AsJson ? Json(match) : Text(match));
            if (printing.SaysWhyNot)
                foreach (var (rule, misses) in trial.WhyNot(item, found))
                    streams.Output.WriteLine(printing.AsJson ? Json(item, rule, misses) : Text(item, rule, misses));
        }
        if (matches == 0 && !printing.AsJson)
            streams.Error.WriteLine(
                $"No match: {Lines.Counted(trial.Rules, "rule")} tried on {Lines.Counted(items, "item")}."
            );
        streams.Output.Flush();
        return code;
    }

    // Titles come from outside: nothing in them may move the cursor or break the line.
    private static string Text(Match match) =>
        $"{CleanText.Line(match.Item.Key)}\t{match.Rule.Id}\t{CleanText.Line(match.Item.Title)}\n    {CleanText.Line(Explanation.Of(match.Evidence))}";

    private static string Text(Item item, WatchRule rule, ImmutableArray<NearMiss> misses) =>
        $"{CleanText.Line(item.Key)}\t{rule.Id}\t{CleanText.Line(item.Title)}\n    {Lines.WhyNot(misses)}";

    private static string Json(Match match) =>
        JsonText.Of(json =>
        {
            json.WriteStartObject();
            json.WriteString("item", match.Item.Key);
            json.WriteString("rule", match.Rule.Id);
            json.WriteEvidence(match.Evidence);
            json.WriteEndObject();
        });

    private static string Json(Item item, WatchRule rule, ImmutableArray<NearMiss> misses) =>
        JsonText.Of(json =>
        {
            json.WriteStartObject();
            json.WriteString("item", item.Key);
            json.WriteString("rule", rule.Id);
            json.WriteMisses(misses);
            json.WriteEndObject();
        });

    /// <summary>How to print.</summary>
    /// <param name="AsJson">One JSON object a line instead of text.</param>
    /// <param name="SaysWhyNot">Rules that do not match are printed, too.</param>
    private sealed record Printing(bool AsJson, bool SaysWhyNot);
}
