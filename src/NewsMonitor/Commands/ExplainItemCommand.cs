using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using NewsMonitor.Configuration;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Vocabulary;
using NewsMonitor.Deliveries;
using NewsMonitor.Ledger;

namespace NewsMonitor.Commands;

/// <summary><c>monitor explain item KEY|FILE</c>: what became of an item, stage by stage.</summary>
internal static class ExplainItemCommand
{
    private const int MostItems = 20;
    private const int MostMisses = 10;

    public static Command Create()
    {
        var item = new Argument<string>("item")
        {
            Description =
                "An item of the ledger by key, guid or link as listings and alerts show it; or a file as for 'monitor match'. - reads standard input",
        };
        var config = CommonOptions.Config();
        var all = new Option<bool>("--all")
        {
            Description = $"Say of every rule why it does not match, and not only of the nearest {MostMisses}",
        };
        var format = CommonOptions.Format("text", "json");
        var command = new Command(
            "item",
            """
            Follow an item through every stage: when it was seen, which of the rules as they are now match it and why, which do
            not and what is nearest to making them match, which alerts it owes and how far they have come. Works beside
            'monitor run', and changes nothing.

            What an item says is kept for a week ("texts:" under "retention:"); of older ones only the alerts are known.

              monitor explain item https://example.org/story
              monitor explain item g-5d41402abc4b2a76
              monitor explain item news.txt --all
            """
        )
        {
            item,
            config,
            all,
            format,
        };
        command.SetAction(arguments =>
            Run(
                arguments.GetRequiredValue(config),
                arguments.GetRequiredValue(item),
                new(arguments.GetRequiredValue(format) == "json", arguments.GetValue(all)),
                arguments.InvocationConfiguration
            )
        );
        return command;
    }

    private static int Run(string folder, string name, Printing printing, InvocationConfiguration streams)
    {
        var result = ConfigurationLoader.Load(folder);
        if (result is not Loaded { Configuration: var configuration })
            return ConfigurationPrinting.Refuse((Refused)result, streams.Error);
        try
        {
            using var archive = LedgerArchive.Open(configuration.DataFolder);
            var stories = Found(name, archive, streams.Error);
            if (stories.IsEmpty)
                return NotFound(name, archive, streams.Error);
            var trial = new Trial(
                [.. configuration.Rules.Where(rule => rule.Enabled)],
                configuration.Feeds,
                Meanings.Shipped.With(configuration.Words)
            );
            foreach (var story in stories.Select(story => story.Tried(trial)))
                streams.Output.WriteLine(
                    printing.AsJson ? JsonText.Of(story.Write, isIndented: true) : story.Text(printing.All)
                );
            return ExitCode.Ok;
        }
        catch (LedgerUnavailable fault)
        {
            streams.Error.WriteLine(fault.Message);
            return ExitCode.Failed;
        }
        catch (Exception fault) when (FileFault.Is(fault))
        {
            streams.Error.WriteLine($"{name}: {FileFault.InWords(name, fault)}");
            return ExitCode.Failed;
        }
    }

    private static int NotFound(string name, LedgerArchive? archive, TextWriter error)
    {
        error.WriteLine(
            archive is null
                ? $"{name} is no file, and there is no ledger yet to look it up in."
                : $"{name} is no file, and the ledger knows no item of this key, guid or link. It was never listed by a feed while Monitor ran, or is forgotten."
        );
        return ExitCode.Failed;
    }

    /// <summary>A file wins over a key; the items of a file are looked up by what identifies them.</summary>
    private static ImmutableArray<ItemPath> Found(string name, LedgerArchive? archive, TextWriter error)
    {
        if (name != "-" && !File.Exists(name))
            return
            [
                .. (archive?.Find(name, MostItems) ?? []).Select(known => ItemPath.Of(known, archive!.AlertsOf(known))),
            ];
        using var input = name == "-" ? StandardInput.Open() : File.OpenText(name);
        var paths = ImmutableArray.CreateBuilder<ItemPath>();
        foreach (var (item, problem) in ItemReader.Read(input))
            if (item is null)
                error.WriteLine(problem);
            else
                paths.Add(PathOf(item, archive));
        return paths.ToImmutable();
    }

    private static ItemPath PathOf(Item item, LedgerArchive? archive)
    {
        var known = new[] { item.Guid, item.Link?.AbsoluteUri }
            .OfType<string>()
            .SelectMany(name => archive?.Find(name, MostItems) ?? [])
            .FirstOrDefault(known => item.Feed.Length == 0 || item.Feed == known.Feed);
        return known is null ? new ItemPath(item, null, []) : new ItemPath(item, known, archive!.AlertsOf(known));
    }

    /// <summary>How to print.</summary>
    /// <param name="AsJson">JSON instead of text.</param>
    /// <param name="All">Every rule that does not match.</param>
    private sealed record Printing(bool AsJson, bool All);

    /// <summary>The way of an item through the stages.</summary>
    /// <param name="Item">What it says; null when that is not kept any more.</param>
    /// <param name="Known">What the ledger remembers of it; null when it has never seen it.</param>
    /// <param name="Alerts">What it owes.</param>
    private sealed record ItemPath(Item? Item, RememberedItem? Known, ImmutableArray<OwedAlert> Alerts)
    {
        private ImmutableArray<Match> Matches { get; init; } = [];
        private ImmutableArray<(WatchRule Rule, ImmutableArray<NearMiss> Misses)> Misses { get; init; } = [];

        /// <summary>Of an item whose text is gone, an alert still has the headline and the summary.</summary>
        public static ItemPath Of(RememberedItem known, ImmutableArray<OwedAlert> alerts) =>
            new(known.Text ?? alerts.FirstOrDefault()?.Alert.Item, known, alerts);

        public ItemPath Tried(Trial trial)
        {
            if (Item is null)
                return this;
            var matches = trial.FindMatches(Item);
            return this with
            {
                Matches = matches,
                Misses = [.. trial.WhyNot(Item, matches).OrderBy(pair => pair.Misses.Sum(miss => miss.Distance))],
            };
        }

        public string Text(bool all)
        {
            var lines = new List<string>
            {
                $"item    {(Item is null ? "(what it said is not kept any more)" : CleanText.Line(Item.Title))}",
            };
            lines.Add($"seen    {SeenInWords()}");
            if (ArticleInWords() is { } article)
                lines.Add($"article {article}");
            lines.AddRange(
                Matches.Select(match => $"rule  + {match.Rule.Id}: {CleanText.Line(Explanation.Of(match.Evidence))}")
            );
            var shown = all ? Misses : [.. Misses.Take(MostMisses)];
            lines.AddRange(shown.Select(pair => $"rule  - {pair.Rule.Id}: {Lines.WhyNot(pair.Misses)}"));
            if (shown.Length < Misses.Length)
                lines.Add($"        {Misses.Length - shown.Length} more rules do not match; --all shows them");
            lines.AddRange(Alerts.Select(owed => $"alert   {AlertInWords(DeliveryRow.Of(owed))}"));
            if (Alerts.IsEmpty && Known is not null)
                lines.Add(
                    Matches.IsEmpty
                        ? "alert   none: no rule matches"
                        : "alert   none, although a rule matches now: the rule came or was changed later, or the item was there at the first poll of its feed, which only learns"
                );
            return string.Join('\n', lines);
        }

        public void Write(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            json.WriteString("item", Item?.Key);
            json.WriteString("title", Item?.Title);
            json.WriteString("feed", Known?.Feed ?? Item?.Feed);
            json.WriteString("article", ArticleInWords());
            json.WriteBoolean("seen", Known is not null);
            json.WriteString("first_seen", Known?.FirstSeen.UtcDateTime.ToString("O"));
            json.WriteString("last_listed", Known?.LastListed.UtcDateTime.ToString("O"));
            if (Known is not null)
                json.WriteBoolean("still_listed", Known.IsListed);
            json.WriteStartArray("matches");
            foreach (var match in Matches)
            {
                json.WriteStartObject();
                json.WriteString("rule", match.Rule.Id);
                json.WriteEvidence(match.Evidence);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("misses");
            foreach (var (rule, misses) in Misses)
            {
                json.WriteStartObject();
                json.WriteString("rule", rule.Id);
                json.WriteMisses(misses);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WritePropertyName("alerts");
            JsonSerializer.Serialize(
                json,
                [.. Alerts.Select(DeliveryRow.Of)],
                DeliveryRowJson.Default.DeliveryRowArray
            );
            json.WriteEndObject();
        }

        private string? ArticleInWords() =>
            Item is null or { Article.Length: 0, ArticleRemark: null } ? null
            : Item.Article.Length == 0 ? CleanText.Line(Item.ArticleRemark!)
            : Item.ArticleRemark is { } remark ? $"read from its page; {CleanText.Line(remark)}"
            : "read from its page";

        private string SeenInWords() =>
            Known is null
                ? "never: the ledger does not know it"
                : $"{Lines.Time(Known.FirstSeen)} in {Known.Feed}, {(Known.IsListed ? "still listed" : $"last listed {Lines.Time(Known.LastListed)}")}";

        private static string AlertInWords(DeliveryRow row)
        {
            var when = row.Settled ?? row.NextAttempt;
            var why = row.Reason is null ? "" : $", last failure: {row.Reason}";
            return CleanText.Line(
                $"{row.Rule} to {row.Receiver}: {row.State} {Lines.Time(when)}, owed since {Lines.Time(row.OwedSince)}, {Lines.Counted(row.Attempts, "attempt")}{why}"
            );
        }
    }
}
