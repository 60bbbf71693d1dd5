using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Text;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Benchmarks;

/// <summary>How fast rules are found in items, from a thousand rules to a million.</summary>
internal static class MatchingBenchmark
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(3);
    private static readonly FeedOrigin Feed = new("feed", "Feed", []);

    public static Command Create()
    {
        var rules = new Option<string>("--rules")
        {
            Description = "How many rules, several with commas; k and M are understood",
            DefaultValueFactory = _ => "1k,10k,100k,1M",
        };
        var items = new Option<string>("--items") { Description = "Items as NDJSON", Required = true };
        var mix = new Option<string>("--mix")
        {
            Description =
                "full (phrases, names, places, boolean) or forms (phrases of inflections, near, and, or, not)",
            DefaultValueFactory = _ => "full",
        };
        var article = new Option<int>("--article")
        {
            Description = "Join items into articles of so many characters; 0 for the items as they are",
        };
        var found = new Option<int>("--found")
        {
            Description =
                "Of a hundred phrases, how many are drawn from one sentence of the items and so are found there",
            DefaultValueFactory = _ => 50,
        };
        var seed = new Option<int>("--seed") { Description = "Draws other rules", DefaultValueFactory = _ => 1 };
        var command = new Command(
            "matching",
            "Items per second and core, time per item, memory and build time, beside the floor: words and one look-up each."
        )
        {
            rules,
            items,
            mix,
            article,
            found,
            seed,
        };
        command.SetAction(arguments =>
        {
            var read = BenchmarkItems.Read(arguments.GetRequiredValue(items), arguments.GetValue(article));
            var forms = arguments.GetRequiredValue(mix) == "forms";
            ImmutableArray<WatchRule> Draw(int count)
            {
                var drawing = new RuleDrawing(read, arguments.GetValue(seed), arguments.GetValue(found));
                return [.. forms ? drawing.Forms(count) : drawing.Mixed(count)];
            }
            Run([.. arguments.GetRequiredValue(rules).Split(',').Select(Count)], read, Draw);
        });
        return command;
    }

    private static void Run(
        ImmutableArray<int> counts,
        ImmutableArray<Item> items,
        Func<int, ImmutableArray<WatchRule>> draw
    )
    {
        var characters = items.Sum(item => (long)item.Title.Length + item.Summary.Length + item.Body.Length);
        Measure.Print("items", $"{items.Length:N0}", $"{characters / items.Length:N0} characters each");
        var floor = PrintFloor(items, characters);
        var slowest = 0d;
        foreach (var count in counts)
        {
            var rate = Run(draw, count, items, characters);
            slowest = slowest == 0 ? rate : slowest;
            Measure.Print(
                "  of the floor",
                $"{rate / floor:0.00}",
                $"{slowest / rate:0.0} times the cost of the first"
            );
        }
    }

    private static double Run(
        Func<int, ImmutableArray<WatchRule>> draw,
        int count,
        ImmutableArray<Item> items,
        long characters
    )
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var rules = draw(count);
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        RuleIndex? index = null;
        var built = Measure.Time(() => index = RuleIndex.Build(rules));
        Measure.Print(
            $"{count:N0} rules: build",
            $"{built.TotalSeconds:0.00} s",
            string.Create(CultureInfo.InvariantCulture, $"{held / 1e6:0} MB of rules as given")
        );
        var finder = new Finder(index!.Parts[0]);
        long hits = 0;
        var rate = Rate(items, item => hits += finder.Find(item, Feed).Length, out var rounds);
        Measure.Print(
            "  matching",
            $"{rate:N0} items/s",
            $"{rate * characters / items.Length / 1e6:0.0} MB/s, user CPU of one core"
        );
        Measure.Print("  hits", $"{(double)hits / rounds / items.Length:0.000} an item");
        PrintTimes(items, finder);
        PrintMemory(items, finder, before);
        PrintAdding(index);
        GC.KeepAlive(index);
        return rate;
    }

    private static double PrintFloor(ImmutableArray<Item> items, long characters)
    {
        long known = 0;
        var lexicon = Lexicon.Shared;
        var rate = Rate(
            items,
            item =>
            {
                var look = lexicon.Look();
                known += Words(item.Title, look) + Words(item.Summary, look) + Words(item.Body, look);
            },
            out _
        );
        Measure.Print(
            "floor: words and one look-up",
            $"{rate:N0} items/s",
            $"{rate * characters / items.Length / 1e6:0.0} MB/s"
        );
        return rate;
    }

    private static int Words(string text, Lexicon.View look)
    {
        var known = 0;
        var scanner = new WordScanner(text, stackalloc char[WordScanner.BufferLength]);
        while (scanner.Next())
            known += look.Find(scanner.Hash);
        return known & 1;
    }

    /// <summary>Items per second of user CPU, over whole passes, after one pass to warm up.</summary>
    private static double Rate(ImmutableArray<Item> items, Action<Item> work, out int passes)
    {
        foreach (var item in items)
            work(item);
        foreach (var item in items)
            work(item);
        using var process = Process.GetCurrentProcess();
        var start = process.UserProcessorTime;
        passes = 2;
        var measured = 0;
        do
        {
            foreach (var item in items)
                work(item);
            passes++;
            measured++;
            process.Refresh();
        } while (process.UserProcessorTime - start < Shortest);
        return (double)items.Length * measured / (process.UserProcessorTime - start).TotalSeconds;
    }

    private static void PrintTimes(ImmutableArray<Item> items, Finder finder)
    {
        var times = new double[items.Length];
        for (var i = 0; i < items.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            finder.Find(items[i], Feed);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }
        Array.Sort(times);
        Measure.Print(
            "  an item takes p50 / p99 / worst",
            $"{times[times.Length / 2]:0.0} / {times[times.Length * 99 / 100]:0.0} / {times[^1]:0} µs"
        );
    }

    private static void PrintMemory(ImmutableArray<Item> items, Finder finder, long before)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        foreach (var item in items)
            finder.Find(item, Feed);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        using var process = Process.GetCurrentProcess();
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        Measure.Print("  allocated", $"{(double)allocated / items.Length:0.0} bytes an item");
        Measure.Print(
            "  memory",
            $"{held / 1e6:0} MB of rules and index",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{process.WorkingSet64 / 1e6:0} MB resident in all, items included"
            )
        );
    }

    private static void PrintAdding(RuleIndex index)
    {
        var rule = new WatchRule
        {
            Id = "one-more",
            Name = "One more",
            Condition = new Phrase { Words = "glacier harvest" },
        };
        index.With(rule);
        Measure.Print("  one rule more", $"{Measure.Time(() => index.With(rule)).TotalMilliseconds:0.0} ms");
    }

    private static int Count(string text) =>
        text.Trim() switch
        {
            [.. var thousands, 'k'] => int.Parse(thousands, CultureInfo.InvariantCulture) * 1_000,
            [.. var millions, 'M'] => int.Parse(millions, CultureInfo.InvariantCulture) * 1_000_000,
            var plain => int.Parse(plain, CultureInfo.InvariantCulture),
        };
}
