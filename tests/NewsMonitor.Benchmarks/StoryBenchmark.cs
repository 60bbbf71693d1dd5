using System.CommandLine;
using System.Globalization;
using System.Text;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Stories;

namespace NewsMonitor.Benchmarks;

/// <summary>
/// How fast the stories of one rule take items, and in how much memory: invented headlines with summaries, a new event every
/// few items, each told for some days; the windows of 14 days close most of them on the way.
/// </summary>
internal static class StoryBenchmark
{
    private static readonly DateTimeOffset Start = new(2020, 1, 6, 0, 0, 0, TimeSpan.Zero);

    public static Command Create()
    {
        var count = new Option<int>("--items") { Description = "How many items", DefaultValueFactory = _ => 100_000 };
        var every = new Option<int>("--seconds")
        {
            Description = "Seconds between two items",
            DefaultValueFactory = _ => 60,
        };
        var command = new Command("story-speed", "Items a second through the stories of one rule, and through copies")
        {
            count,
            every,
        };
        command.SetAction(result => Run(result.GetValue(count), result.GetValue(every)));
        return command;
    }

    private static void Run(int count, int every)
    {
        var press = new Press(7);
        var items = Enumerable
            .Range(0, count)
            .Select(number => press.Item(number, Start.AddSeconds((double)number * every)))
            .ToArray();
        var index = new StoryIndex("rule", new StorySettings());
        var block = Math.Max(1, count / 10);
        var closed = 0;
        var began = 0;
        for (var from = 0; from < count; from += block)
        {
            var until = Math.Min(count, from + block);
            var took = Measure.Time(() =>
            {
                for (var at = from; at < until; at++)
                    began += Begun(index.Add(items[at]));
            });
            closed = began - index.OpenCount;
            var memory = GC.GetTotalMemory(forceFullCollection: true) / 1_048_576.0;
            Measure.PrintRate(
                $"items {from:N0} to {until:N0}",
                until - from,
                "items",
                took,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{index.OpenCount} open, {closed} closed, {memory:0} MB with the items"
                )
            );
        }
        var stance = Measure.Time(() =>
        {
            foreach (var item in items.Take(20_000))
                StanceReader.Read(item.Title, item.Summary, item.Body, item.Matched);
        });
        Measure.PrintRate("of these, stances alone", Math.Min(20_000, count), "items", stance);
    }

    /// <summary>So many stories more were begun than were joined into others.</summary>
    private static int Begun(StoryStep step) =>
        (step.IsNew ? 1 : 0) + (step.SplitOff is null ? 0 : 1) - step.Absorbed.Length;

    /// <summary>Invented events: each has names and words of its own, and shares the words of its kind with others.</summary>
    private sealed class Press(int seed)
    {
        private static readonly string[] Kinds =
        [
            "troops leave base",
            "minister resigns over budget",
            "strike halts trains",
            "fire destroys market",
            "court rejects appeal",
            "storm floods coast",
            "bank cuts jobs",
            "bomb kills soldiers",
            "parliament passes law",
            "talks end without deal",
        ];
        private static readonly string[] Turns =
        [
            "officials say",
            "despite protests",
            "amid new doubts",
            "after a long night",
            "ministry denies report",
            "sources confirm",
            "as inquiry begins",
            "police said on Monday",
            "what happens next is open",
            "leaders call for calm",
        ];

        private readonly Random chance = new(seed);
        private readonly List<string[]> events = [];

        public StoryItem Item(int number, DateTimeOffset at)
        {
            if (events.Count == 0 || chance.Next(6) == 0)
                events.Add([
                    Kinds[chance.Next(Kinds.Length)],
                    Name(),
                    Name(),
                    Name(),
                    chance.Next(3, 900).ToString(CultureInfo.InvariantCulture),
                    Word(),
                    Word(),
                ]);
            var recent = Math.Min(events.Count, 600);
            var told = events[events.Count - 1 - (int)(recent * Math.Pow(chance.NextDouble(), 3))];
            var title = $"{told[1]} {told[0]} near {told[2]} {Turns[chance.Next(Turns.Length)]}";
            var summary = new StringBuilder(
                $"{told[3]} said {told[4]} people saw the {told[5]} {Word()} at {told[2]}. "
            );
            summary.Append(
                CultureInfo.InvariantCulture,
                $"The {told[6]} of {told[1]} was {Word()} {Turns[chance.Next(Turns.Length)]}, {Name()} said."
            );
            return new StoryItem
            {
                Key = string.Create(CultureInfo.InvariantCulture, $"item-{number}"),
                Feed = string.Create(CultureInfo.InvariantCulture, $"feed-{chance.Next(40)}"),
                At = at,
                Title = title,
                Summary = summary.ToString(),
                Matched =
                [
                    new MatchedWord(
                        ItemField.Title,
                        told[1].Length + 1,
                        told[1].Length + 1 + told[0].IndexOf(' ', StringComparison.Ordinal)
                    ),
                ],
            };
        }

        private string Word()
        {
            var word = new StringBuilder();
            for (var syllable = chance.Next(2, 4); syllable > 0; syllable--)
                word.Append("bcdfgklmnprstvz"[chance.Next(15)])
                    .Append("aeiou"[chance.Next(5)])
                    .Append("nrlst"[chance.Next(5)]);
            return word.ToString();
        }

        private string Name() => string.Concat(Word() is var word ? char.ToUpperInvariant(word[0]) : ' ', word[1..]);
    }
}
