using System.Collections.Immutable;
using System.CommandLine;
using NewsMonitor.Configuration;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Stories;
using NewsMonitor.Core.Vocabulary;
using NewsMonitor.Deliveries;

namespace NewsMonitor.Commands;

/// <summary><c>monitor rules test</c>: lets every rule prove itself on its own examples.</summary>
internal static class RulesTestCommand
{
    private static readonly string[] Headings = ["Rule", "Result", "Expected", "Example", "Why"];

    public static Command Create()
    {
        var rule = new Argument<string?>("rule")
        {
            Description = "Only this rule, by id",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var config = CommonOptions.Config();
        var format = CommonOptions.Format("text", "ndjson");
        var command = new Command(
            "test",
            """
            Run the tests that stand in the rules, and say of each why it matched, or what kept it from matching.

            'check' and the running worker run them too and refuse the files when one fails; here all of them are shown. A
            folder with rules alone is enough.

              monitor rules test
              monitor rules test iraq-troop-withdrawal
              monitor rules test --format ndjson

            Exit code: 0 when all hold, 1 when one fails, 2 when the rules cannot be read.
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
                arguments.GetValue(rule),
                arguments.GetRequiredValue(format),
                arguments.InvocationConfiguration
            )
        );
        return command;
    }

    private static int Run(string folder, string? ruleId, string format, InvocationConfiguration streams) =>
        ConfigurationLoader.Load(folder, ConfigurationScope.RulesOnly, runTests: false) switch
        {
            Loaded loaded => Run(loaded.Configuration, ruleId, format, streams),
            Refused refused => ConfigurationPrinting.Refuse(refused, streams.Error),
            var other => throw new InvalidOperationException($"a configuration cannot be {other}"),
        };

    private static int Run(
        MonitorConfiguration configuration,
        string? ruleId,
        string format,
        InvocationConfiguration streams
    )
    {
        var chosen = configuration.Rules.Where(rule => ruleId is null || rule.Id == ruleId).ToImmutableArray();
        if (ruleId is not null && chosen.IsEmpty)
            return Lines.NoSuchRule(ruleId, configuration.Rules, streams.Error);
        var meanings = Meanings.Shipped.With(configuration.Words);
        var results = chosen
            .SelectMany(rule => RuleTester.Run(rule, meanings).Select(result => (rule, result)))
            .ToImmutableArray();
        Print(results, format, streams.Output);
        var failed = results.Count(pair => !pair.result.Holds);
        var without = chosen.Count(rule => rule.Tests.Match.IsEmpty && rule.Tests.NoMatch.IsEmpty);
        streams.Error.WriteLine(
            $"{Lines.Counted(results.Length, "test")} of {Lines.Counted(chosen.Length, "rule")}: {failed} failed; {Lines.Counted(without, "rule")} without tests"
        );
        return failed == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    private static void Print(
        ImmutableArray<(WatchRule Rule, RuleTestResult Result)> results,
        string format,
        TextWriter output
    )
    {
        if (format == "ndjson")
            foreach (var (rule, result) in results)
                output.WriteLine(Json(rule, result));
        else
            Lines.PrintTable(Headings, results.Select(pair => Cells(pair.Rule, pair.Result)), output);
    }

    private static string[] Cells(WatchRule rule, RuleTestResult result) =>
        [
            rule.Id,
            result.Holds ? "ok" : "FAILED",
            result.ShouldMatch ? "match" : "no match",
            CleanText.Line(result.Test.Text),
            CleanText.Line(Why(result)),
        ];

    private static string Why(RuleTestResult result) =>
        result.Match is { } match ? Explanation.Of(match.Evidence) : string.Join(" And ", result.Misses);

    private static string Json(WatchRule rule, RuleTestResult result) =>
        JsonText.Of(json =>
        {
            json.WriteStartObject();
            json.WriteString("rule", rule.Id);
            json.WriteBoolean("ok", result.Holds);
            json.WriteBoolean("should_match", result.ShouldMatch);
            json.WriteBoolean("matches", result.Match is not null);
            json.WriteString("example", result.Test.Text);
            json.WriteString("where", result.Test.Position.ToString());
            json.WriteEvidence(result.Match?.Evidence ?? []);
            json.WriteMisses(result.Misses);
            json.WriteEndObject();
        });
}
