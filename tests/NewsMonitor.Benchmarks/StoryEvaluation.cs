using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using NewsMonitor.Core.Stories;

namespace NewsMonitor.Benchmarks;

/// <summary>
/// How well items are gathered into stories, over labelled sets: one pass in the order of the file, one minute apart. "Told"
/// counts the story that each item was given when it came; "end" the stories after all joins and splits.
/// </summary>
internal static class StoryEvaluation
{
    private static readonly DateTimeOffset Start = new(2020, 1, 6, 0, 0, 0, TimeSpan.Zero);

    public static Command Create()
    {
        var folder = new Option<DirectoryInfo>("--data")
        {
            Description = "The folder with google-news.jsonl and ecb-train.jsonl",
            Required = true,
        };
        var sweep = new Option<bool>("--sweep") { Description = "Print the figures for other thresholds, too" };
        var command = new Command("stories", "B-cubed and pairwise F1 of stories over labelled sets") { folder, sweep };
        command.SetAction(result => Run(result.GetRequiredValue(folder), result.GetValue(sweep)));
        return command;
    }

    private static void Run(DirectoryInfo folder, bool sweep)
    {
        foreach (var file in folder.GetFiles("*.jsonl").OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            var items = ReadItems(file).ToArray();
            Gather(file.Name, items, new StorySettings());
            if (!sweep)
                continue;
            foreach (var (what, settings) in Others())
                Gather($"  {what}", items, settings);
        }
    }

    private static IEnumerable<(string, StorySettings)> Others()
    {
        var usual = new StorySettings();
        foreach (var change in (double[])[-2, -1, 1, 2])
            yield return (Named("join at", usual.JoinAt + change), usual with { JoinAt = usual.JoinAt + change });
        foreach (var at in (double[])[0, 2, 10, 20, 1e9])
            yield return (Named("split at", at), usual with { SplitAt = at });
        foreach (var at in (double[])[1, 1.5, 3, 4, 1e9])
            yield return (Named("merge per word", at), usual with { MergePerWord = at });
        foreach (var hours in (double[])[24, 168, 1_000])
            yield return (Named("memory hours", hours), usual with { Memory = TimeSpan.FromHours(hours) });
    }

    private static string Named(string what, double value) =>
        string.Create(CultureInfo.InvariantCulture, $"{what} {value:0.##}");

    private static void Gather(string name, Labelled[] items, StorySettings settings)
    {
        var index = new StoryIndex("all", settings);
        var told = new string[items.Length];
        var sure = new bool[items.Length];
        var end = new Dictionary<string, string>(StringComparer.Ordinal);
        var (splits, merges) = (0, 0);
        var into = new Dictionary<string, string>(StringComparer.Ordinal);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        for (var at = 0; at < items.Length; at++)
        {
            var step = index.Add(items[at].At(Start.AddMinutes(at)));
            told[at] = step.Story.Id;
            sure[at] = step.Member.Join is { IsCertain: true };
            end[step.Member.Key] = step.Story.Id;
            merges += step.Absorbed.Length;
            foreach (var gone in step.Absorbed)
                into[gone] = step.Story.Id;
            foreach (
                var part in (StoryPicture?[])[step.SplitOff, step.SplitOff is null ? null : index.Find(step.Story.Id)]
            )
            foreach (var member in part?.Members ?? [])
                end[member.Key] = part!.Story.Id;
            splits += step.SplitOff is null ? 0 : 1;
        }
        watch.Stop();
        var atEnd = items.Select(item => Final(end[item.Id], into)).ToArray();
        var gold = items.Select(item => item.Story).ToArray();
        Print($"{name}, told", told, gold);
        Print($"{name}, end", atEnd, gold);
        PrintHeld(items, told, sure);
        Measure.PrintRate(
            $"  {splits} splits, {merges} joins, {index.OpenCount} open",
            items.Length,
            "items",
            watch.Elapsed
        );
        if (items[0].Topic.Length > 0)
            PrintTwins(items, atEnd);
    }

    private static string Final(string id, Dictionary<string, string> into)
    {
        var steps = 0;
        while (into.TryGetValue(id, out var next) && next != id && steps++ < 1_000)
            id = next;
        return id;
    }

    private static void Print(string what, string[] found, string[] gold)
    {
        var score = ClusterScore.Of(found, gold);
        Measure.Print(
            what,
            $"B3 {score.BCubed:0.000}  pair {score.Pairwise:0.000}",
            string.Create(
                CultureInfo.InvariantCulture,
                $"B3 P {score.BPrecision:0.000} R {score.BRecall:0.000}, pair P {score.PairPrecision:0.000} R {score.PairRecall:0.000}, NMI {score.Nmi:0.000}, {score.Found} stories of {score.Gold}"
            )
        );
    }

    /// <summary>Of the items whose alert would be held back: how many belong to the story that most items before them in it belong to.</summary>
    private static void PrintHeld(Labelled[] items, string[] told, bool[] sure)
    {
        var seen = new Dictionary<string, Dictionary<string, int>>(StringComparer.Ordinal);
        var (held, right) = (0, 0);
        for (var at = 0; at < items.Length; at++)
        {
            if (!seen.TryGetValue(told[at], out var labels))
                seen[told[at]] = labels = new(StringComparer.Ordinal);
            if (sure[at])
            {
                held++;
                right += labels.ContainsKey(items[at].Story) ? 1 : 0;
            }
            labels[items[at].Story] = labels.GetValueOrDefault(items[at].Story) + 1;
        }
        Measure.Print(
            "  held back",
            $"{(double)held / items.Length:0.000} of all",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{(double)right / Math.Max(1, held):0.000} of them after an item of the same event in the story"
            )
        );
    }

    /// <summary>Twin events are apart when most items of the one are in another story than most items of the other.</summary>
    private static void PrintTwins(Labelled[] items, string[] found)
    {
        var topics = items.Select((item, at) => (item, Story: found[at])).GroupBy(one => one.item.Topic).ToArray();
        var together = topics
            .Where(topic =>
                topic.GroupBy(one => one.item.Story).Select(MostCommon).Distinct().Count()
                < topic.Select(one => one.item.Story).Distinct().Count()
            )
            .Select(topic => topic.Key)
            .ToArray();
        Measure.Print(
            "  twin events apart",
            $"{topics.Length - together.Length} of {topics.Length}",
            $"together: {string.Join(", ", together)}"
        );
    }

    private static string MostCommon(IGrouping<string, (Labelled, string Story)> items) =>
        items
            .GroupBy(one => one.Story)
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .First()
            .Key;

    private static IEnumerable<Labelled> ReadItems(FileInfo file)
    {
        foreach (var line in File.ReadLines(file.FullName))
        {
            using var document = JsonDocument.Parse(line);
            var item = document.RootElement;
            yield return item.TryGetProperty("textCleaned", out var text)
                ? new Labelled(
                    item.GetProperty("Id").GetString()!,
                    text.GetString()!,
                    "",
                    item.GetProperty("clusterNo").GetInt32().ToString(CultureInfo.InvariantCulture),
                    ""
                )
                : new Labelled(
                    item.GetProperty("id").GetString()!,
                    "",
                    item.GetProperty("text").GetString()!,
                    item.GetProperty("story").GetString()!,
                    item.GetProperty("topic").GetString()!
                );
        }
    }

    private sealed record Labelled(string Id, string Title, string Text, string Story, string Topic)
    {
        public StoryItem At(DateTimeOffset at) =>
            new()
            {
                Key = Id,
                Feed = "all",
                At = at,
                Title = Title,
                Summary = Text,
            };
    }
}
