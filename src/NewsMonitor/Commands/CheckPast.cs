using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using NewsMonitor.Configuration;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Vocabulary;
using NewsMonitor.Deliveries;
using NewsMonitor.Ledger;

namespace NewsMonitor.Commands;

/// <summary>What the rules of a configuration would have found in the last days: the part of <c>check</c> that looks into the ledger.</summary>
internal sealed class CheckPast
{
    /// <summary>With more rules than this, only those that a person should look at are printed one by one.</summary>
    private const int MostPrinted = PastTrial.MostRulesWithMisses;

    private readonly ImmutableArray<PastFinding> findings;

    private CheckPast(ImmutableArray<PastFinding> findings) => this.findings = findings;

    /// <summary>A warning for each rule that matches too much.</summary>
    public ImmutableArray<ConfigurationProblem> TooBroad =>
        [
            .. findings
                .Where(finding => finding.IsTooBroad)
                .Select(finding => new ConfigurationProblem(finding.Rule.Position, InWords(finding))),
        ];

    /// <summary>How many warnings there are.</summary>
    public int Warnings => findings.Count(finding => finding.IsTooBroad);

    /// <summary>One line: how many items the rules were tried on.</summary>
    public string Summary =>
        Items == 0
            ? "none yet"
            : $"{Lines.Counted(Items, "item")} of the last {PastTrial.Span.TotalDays:0} days; "
                + $"{Lines.Counted(findings.Count(finding => finding.Matches > 0), "rule")} would have matched some";

    private int Items => findings.IsEmpty ? 0 : findings[0].Items;

    /// <summary>Tries the rules; null when there is no ledger yet, or none that can be read, which is said.</summary>
    /// <param name="configuration">A good configuration.</param>
    /// <param name="ruleId">Only this rule; null for all that are enabled.</param>
    /// <param name="error">Where to say what cannot be read.</param>
    public static CheckPast? Try(MonitorConfiguration configuration, string? ruleId, TextWriter error)
    {
        try
        {
            using var archive = LedgerArchive.Open(configuration.DataFolder);
            if (archive is null)
                return null;
            var rules = configuration.Rules.Where(rule => ruleId is null ? rule.Enabled : rule.Id == ruleId);
            var trial = new PastTrial([.. rules], configuration.Feeds, Meanings.Shipped.With(configuration.Words));
            var since = TimeProvider.System.GetUtcNow() - PastTrial.Span;
            return new CheckPast(trial.Run(archive.ItemsSince(since)));
        }
        catch (LedgerUnavailable fault)
        {
            error.WriteLine($"the rules were not tried on past items: {fault.Message}");
            return null;
        }
    }

    /// <summary>Prints a warning a line, as those of the files are.</summary>
    public void Warn(TextWriter error)
    {
        foreach (var warning in TooBroad)
            error.WriteLine($"{warning.Position}    warning: {warning.Message}");
    }

    /// <summary>Prints what each rule would have found.</summary>
    public void Print(TextWriter output)
    {
        if (Items == 0)
            return;
        var shown = findings.Length <= MostPrinted ? findings : [.. findings.Where(finding => finding.IsTooBroad)];
        foreach (var finding in shown)
            Print(finding, output);
        if (shown.Length < findings.Length)
            output.WriteLine(
                $"{Lines.Counted(findings.Length - shown.Length, "rule")} more: see one with --rule ID, all with --format json"
            );
    }

    /// <summary>Writes the same for programs.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("past");
        json.WriteNumber("days", PastTrial.Span.TotalDays);
        json.WriteNumber("items", Items);
        json.WriteStartArray("rules");
        foreach (var finding in findings)
            Write(json, finding);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Print(PastFinding finding, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"{finding.Rule.Id}: {finding.Matches:N0} of {finding.Items:N0}");
        foreach (var match in finding.Examples)
            output.WriteLine($"  + {Headline(match.Item)}\n      {CleanText.Line(Explanation.Of(match.Evidence))}");
        foreach (var miss in finding.NearMisses)
            output.WriteLine($"  ~ {Headline(miss.Item)}\n      {Lines.WhyNot(miss.Misses)}");
    }

    private static string Headline(Item item) =>
        CleanText.Line(item.Title.Length > 0 ? item.Title : item.Summary) is { Length: > 0 } text
            ? CleanText.Cut(text, 140)
            : "(no headline)";

    private static void Write(Utf8JsonWriter json, PastFinding finding)
    {
        json.WriteStartObject();
        json.WriteString("rule", finding.Rule.Id);
        json.WriteNumber("matches", finding.Matches);
        json.WriteBoolean("too_broad", finding.IsTooBroad);
        json.WriteStartArray("examples");
        foreach (var match in finding.Examples)
        {
            WriteItem(json, match.Item);
            json.WriteEvidence(match.Evidence);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("near_misses");
        foreach (var miss in finding.NearMisses)
        {
            WriteItem(json, miss.Item);
            json.WriteMisses(miss.Misses);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteItem(Utf8JsonWriter json, Item item)
    {
        json.WriteStartObject();
        json.WriteString("item", item.Key);
        json.WriteString("feed", item.Feed);
        json.WriteString("title", item.Title);
    }

    private static string InWords(PastFinding finding) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"\"{finding.Rule.Name}\" would have matched {finding.Matches:N0} of the {finding.Items:N0} items of the last {PastTrial.Span.TotalDays:0} days ({finding.Share:P1}), more than anybody reads. Add a line that must hold as well, such as places: or names:, or say with not: what you do not mean."
        );
}
