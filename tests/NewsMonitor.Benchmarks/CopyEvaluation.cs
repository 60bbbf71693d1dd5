using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Text.Json;
using NewsMonitor.Core.Stories;
using NewsMonitor.Core.Text;

namespace NewsMonitor.Benchmarks;

/// <summary>
/// <c>copies</c>: which items of real streams have the text of another outlet. Nobody has labelled them: every pair that could
/// be one, by a measure much looser than the one under test, is printed with its verdict, to be read.
/// </summary>
internal static class CopyEvaluation
{
    private const double WorthReading = 0.25;

    public static Command Create()
    {
        var data = new Option<string>("--data")
        {
            Description = "A folder of streams: ndjson with id, title, description, source, collectedAt",
            HelpName = "DIR",
            Required = true,
        };
        var pairs = new Option<bool>("--pairs") { Description = "Print every pair that is worth reading" };
        var command = new Command("copies", "Copies between the outlets of real streams, pair by pair and in stories.")
        {
            data,
            pairs,
        };
        command.SetAction(given => Run(given.GetRequiredValue(data), given.GetValue(pairs)));
        return command;
    }

    private static void Run(string folder, bool prints)
    {
        var items = Directory
            .EnumerateFiles(folder, "*.ndjson")
            .Order(StringComparer.Ordinal)
            .SelectMany(File.ReadLines)
            .Select(Read)
            .ToArray();
        var verdicts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var (candidates, copies) = (0, new HashSet<string>(StringComparer.Ordinal));
        foreach (var (earlier, later, share) in Pairs(items))
        {
            var copy = CopySearch.In([MemberOf(earlier)], MemberOf(later).Member).Copy;
            var verdict = VerdictOf(copy);
            verdicts[verdict] = verdicts.GetValueOrDefault(verdict) + 1;
            candidates++;
            if (copy is { IsTrue: true })
                copies.Add(later.Key);
            if (prints)
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{verdict}\t{share:0.00}\t{earlier.Feed}\t{later.Feed}\n  {earlier.Title} || {earlier.Summary}\n  {later.Title} || {later.Summary}"
                    )
                );
        }
        Measure.Print("items, pairs worth reading", $"{items.Length:N0}, {candidates:N0}");
        foreach (var (verdict, count) in verdicts)
            Measure.Print($"  {verdict}", $"{count:N0}");
        InStories(items, copies);
    }

    /// <summary>All items as one rule would find them: a copy is found in the story that it joins.</summary>
    private static void InStories(StoryItem[] items, HashSet<string> copies)
    {
        var index = new StoryIndex("rule", new StorySettings());
        var (found, alone, changed) = (0, 0, 0);
        foreach (var item in items)
        {
            var step = index.Add(item);
            found += step.Member.IsCopy ? 1 : 0;
            changed += step.Member.Copy is { IsTrue: false } ? 1 : 0;
            alone += copies.Contains(item.Key) && !step.Member.IsCopy ? 1 : 0;
        }
        Measure.Print(
            "copies among pairs, found in their stories",
            $"{copies.Count:N0}, {found:N0}",
            $"{alone} not found"
        );
        Measure.Print("texts of their own made from another", $"{changed:N0}");
    }

    private static string VerdictOf(TextCopy? copy) =>
        copy is null ? "own"
        : !copy.IsTrue ? $"changed {string.Join('+', copy.Changed)}"
        : copy.SaysMore ? "copy and more"
        : "copy";

    private static OpenMember MemberOf(StoryItem item) =>
        new(
            new StoryMember(
                item.Key,
                item.Feed,
                item.At,
                item.Title,
                [],
                StanceReader.Read(item.Title, item.Summary, item.Body, item.Matched),
                null
            )
            {
                Print = TextPrint.Of(item),
            },
            [],
            []
        );

    private static IEnumerable<(StoryItem Earlier, StoryItem Later, double Share)> Pairs(StoryItem[] items)
    {
        var prints = items.Select(TextPrint.Of).ToArray();
        var byShingle = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var at = 0; at < items.Length; at++)
        {
            var near = new HashSet<int>();
            foreach (var key in KeysOf(prints[at]))
            {
                if (!byShingle.TryGetValue(key, out var holders))
                    byShingle[key] = holders = [];
                near.UnionWith(holders);
                holders.Add(at);
            }
            var comparison = new TextComparison(prints[at]);
            foreach (var other in near.Order().Where(other => items[other].Feed != items[at].Feed))
                if (
                    comparison.With(prints[other]).Share is var share
                    && (share >= WorthReading || comparison.IsSameHeadline(prints[other]))
                )
                    yield return (items[other], items[at], share);
        }
    }

    /// <summary>Every four words of the text, and the whole headline.</summary>
    private static HashSet<string> KeysOf(TextPrint print) =>
        [
            .. Enumerable
                .Range(0, Math.Max(0, print.Text.Length - 3))
                .Select(at => string.Join(' ', print.Text.Skip(at).Take(4).Select(TextPrint.Bare))),
            "=" + string.Join(' ', print.Headline.Select(TextPrint.Bare)),
        ];

    private static StoryItem Read(string line)
    {
        using var json = JsonDocument.Parse(line);
        return new()
        {
            Key = Text("source") + "/" + Text("id"),
            Feed = Text("source"),
            At = DateTimeOffset.Parse(Text("collectedAt"), CultureInfo.InvariantCulture),
            Title = HtmlText.ToText(Text("title")),
            Summary = HtmlText.ToText(Text("description")),
        };

        string Text(string name) =>
            json.RootElement.TryGetProperty(name, out var value) ? WebUtility.HtmlDecode(value.GetString() ?? "") : "";
    }
}
