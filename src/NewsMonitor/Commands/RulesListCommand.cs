using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using NewsMonitor.Configuration;
using NewsMonitor.Core.Rules;
using NewsMonitor.Ledger;

namespace NewsMonitor.Commands;

/// <summary><c>monitor rules list</c>: every rule with what it has found.</summary>
internal static class RulesListCommand
{
    private static readonly string[] Headings = ["Rule", "State", "Last match", "7 days", "30 days", "Tests", "Where"];

    public static Command Create()
    {
        var config = CommonOptions.Config();
        var format = CommonOptions.Format("text", "json", "ndjson");
        var idle = new Option<bool>("--idle")
        {
            Description = "Only enabled rules that have matched nothing that is remembered",
        };
        var command = new Command(
            "list",
            """
            List every rule with when it last matched and how many items in 7 and 30 days. Works beside 'monitor run'.

            A rule that never matches is either a quiet watch or a mistake: 'monitor check --rule ID' shows what it misses by
            little, 'monitor explain rule ID' every form that it finds. Matches are counted from the alerts in the ledger,
            which are remembered as long as their items ("retention:" in monitor.yaml).

              monitor rules list
              monitor rules list --idle
              monitor rules list --format ndjson
            """
        )
        {
            config,
            idle,
            format,
        };
        command.SetAction(arguments =>
            List(
                arguments.GetRequiredValue(config),
                arguments.GetValue(idle),
                arguments.GetRequiredValue(format),
                arguments.InvocationConfiguration
            )
        );
        return command;
    }

    private static int List(string folder, bool onlyIdle, string format, InvocationConfiguration streams) =>
        ConfigurationLoader.Load(folder) switch
        {
            Loaded loaded => List(loaded.Configuration, onlyIdle, format, streams),
            Refused refused => ConfigurationPrinting.Refuse(refused, streams.Error),
            var other => throw new InvalidOperationException($"a configuration cannot be {other}"),
        };

    private static int List(
        MonitorConfiguration configuration,
        bool onlyIdle,
        string format,
        InvocationConfiguration streams
    )
    {
        try
        {
            using var archive = LedgerArchive.Open(configuration.DataFolder);
            if (archive is null)
                streams.Error.WriteLine(
                    $"There is no ledger in {configuration.DataFolder} yet: 'monitor run' makes it."
                );
            var hits = archive?.HitsAt(TimeProvider.System.GetUtcNow()) ?? ImmutableDictionary<string, RuleHits>.Empty;
            var rows = configuration.Rules.Select(rule => RuleRow.Of(rule, hits.GetValueOrDefault(rule.Id)));
            Print(
                [.. rows.Where(row => !onlyIdle || row is { Enabled: true, LastMatch: null })],
                format,
                streams.Output
            );
            return ExitCode.Ok;
        }
        catch (LedgerUnavailable fault)
        {
            streams.Error.WriteLine(fault.Message);
            return ExitCode.Failed;
        }
    }

    private static void Print(RuleRow[] rows, string format, TextWriter output)
    {
        if (format == "json")
            output.WriteLine(JsonSerializer.Serialize(rows, RuleRowJson.Default.RuleRowArray));
        else if (format == "ndjson")
            foreach (var row in rows)
                output.WriteLine(JsonSerializer.Serialize(row, RuleRowJson.Default.RuleRow));
        else
            Lines.PrintTable(Headings, rows.Select(Cells), output);
    }

    private static string[] Cells(RuleRow row) =>
        [
            row.Id,
            !row.Enabled ? "off"
            : row.LastMatch is null ? "never matched"
            : "ok",
            Lines.Time(row.LastMatch),
            row.Matches7Days.ToString(CultureInfo.InvariantCulture),
            row.Matches30Days.ToString(CultureInfo.InvariantCulture),
            row.Tests.ToString(CultureInfo.InvariantCulture),
            row.Where,
        ];
}

/// <summary>One rule as <c>rules list</c> prints it.</summary>
internal sealed record RuleRow(
    string Id,
    string Name,
    bool Enabled,
    DateTimeOffset? LastMatch,
    [property: JsonPropertyName("matches_7_days")] int Matches7Days,
    [property: JsonPropertyName("matches_30_days")] int Matches30Days,
    int Tests,
    string Where
)
{
    /// <summary>Puts together what configuration and ledger know.</summary>
    public static RuleRow Of(WatchRule rule, RuleHits? hits) =>
        new(
            rule.Id,
            rule.Name,
            rule.Enabled,
            hits?.Last,
            hits?.Week ?? 0,
            hits?.Month ?? 0,
            rule.Tests.Match.Length + rule.Tests.NoMatch.Length,
            rule.Position.ToString()
        );
}

/// <summary>Rules as JSON, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RuleRow[]))]
internal sealed partial class RuleRowJson : JsonSerializerContext;
