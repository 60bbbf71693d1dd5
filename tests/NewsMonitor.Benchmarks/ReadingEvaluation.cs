using System.Collections.Immutable;
using System.CommandLine;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Benchmarks;

/// <summary>
/// How right phrases are, over real items that a person has read: the pool is what each phrase finds as an editor writes it,
/// and what it finds with all its words anywhere in the item. The verdicts are kept, the texts are not ours.
/// </summary>
internal static class ReadingEvaluation
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Readings");
    private static readonly LeafTerms Widest = LeafTerms.Default with { By = MatchLevel.Widest };

    /// <summary>A phrase never reaches over the end of a sentence: what it can find at all, however far its words stand apart.</summary>
    private static readonly LeafTerms InSentence = Widest with { Same = Stretch.Sentence, Within = 1_000 };

    public static Command Create()
    {
        var items = new Option<string>("--items")
        {
            Description = "The items that were read, as NDJSON: a file, or a folder of them",
            Required = true,
        };
        var list = new Option<string?>("--list")
        {
            Description = "Print texts: all, or only those that are unread, false or missed",
        };
        list.AcceptOnlyFromAmong("all", "unread", "false", "missed");
        var command = new Command("reading", "Precision and recall of phrases by the verdicts of a reader")
        {
            items,
            list,
        };
        command.SetAction(arguments =>
            Run(
                [.. BenchmarkItems.Read(arguments.GetRequiredValue(items)).DistinctBy(item => item.Key)],
                arguments.GetValue(list)
            )
        );
        return command;
    }

    private static int Run(ImmutableArray<Item> items, string? list)
    {
        var verdicts = Verdicts();
        var (total, inSentence) = (new Tally(), new Tally());
        var each = new List<Tally>();
        foreach (var phrase in Lines("rules.txt"))
        {
            var pool = Read(phrase, items, verdicts);
            each.Add(Print(phrase, pool, list));
            total += each[^1];
            inSentence += Tally.Of(pool.Where(one => one.IsInSentence));
        }
        total.Print("all");
        inSentence.Print("all with the words in one sentence");
        Measure.Print(
            "mean of the phrases",
            $"P {each.Average(tally => tally.Precision):0.000}  R {each.Average(tally => tally.Recall):0.000}"
        );
        return total.Unread == 0 ? 0 : 1;
    }

    private static Tally Print(string phrase, List<Reading> pool, string? list)
    {
        foreach (var one in pool.Where(one => list == "all" || one.Kind == list))
            Console.WriteLine(
                $"{phrase}\t{one.Item.Key}\t{(one.IsHit ? "hit" : "-")}\t{one.Quoted}\t{one.Item.Title} // {one.Item.Summary.ReplaceLineEndings(" ")}"
            );
        var tally = Tally.Of(pool);
        tally.Print(phrase);
        return tally;
    }

    private static List<Reading> Read(
        string phrase,
        ImmutableArray<Item> items,
        Dictionary<(string Phrase, string Item), bool> verdicts
    )
    {
        var matcher = new Matcher(
            RuleIndex.Build([Rule("asked", LeafTerms.Default), Rule("widest", Widest), Rule("sentence", InSentence)])
        );
        var pool = new List<Reading>();
        foreach (var item in items)
            if (matcher.FindMatches(item, DrawnRules.Feed) is { IsEmpty: false } matches)
            {
                var hit = matches.FirstOrDefault(match => match.Rule.Id == "asked");
                pool.Add(
                    new Reading(
                        item,
                        hit is not null,
                        matches.Any(match => match.Rule.Id != "widest"),
                        string.Join(" | ", (hit ?? matches[0]).Evidence.Select(evidence => evidence.Words)),
                        verdicts.TryGetValue((phrase, item.Key), out var verdict) ? verdict : null
                    )
                );
            }
        return pool;

        WatchRule Rule(string id, LeafTerms terms) =>
            new()
            {
                Id = id,
                Name = id,
                Condition = new Phrase { Words = phrase, Terms = terms },
            };
    }

    /// <summary>Rows of <c>phrase TAB verdict TAB ids of items</c>.</summary>
    private static Dictionary<(string Phrase, string Item), bool> Verdicts() =>
        Lines("verdicts.tsv")
            .Select(line => line.Split('\t'))
            .SelectMany(row => row[2].Split(' ').Select(item => ((row[0], item), row[1] == "right")))
            .ToDictionary(pair => pair.Item1, pair => pair.Item2);

    private static IEnumerable<string> Lines(string file) =>
        File.ReadLines(Path.Combine(Folder, file)).Where(line => line.Length > 0 && line[0] != '#');

    /// <summary>An item of the pool of a phrase.</summary>
    /// <param name="Item">The item.</param>
    /// <param name="IsHit">True when the phrase finds it as an editor writes it.</param>
    /// <param name="IsInSentence">True when all its words stand in one sentence.</param>
    /// <param name="Quoted">The words that were found.</param>
    /// <param name="Verdict">True when the item tells what an editor means by the phrase; null when nobody has read it.</param>
    private sealed record Reading(Item Item, bool IsHit, bool IsInSentence, string Quoted, bool? Verdict)
    {
        public string Kind =>
            (IsHit, Verdict) switch
            {
                (_, null) => "unread",
                (true, false) => "false",
                (false, true) => "missed",
                _ => "well",
            };
    }

    /// <summary>How many items were found rightly and wrongly, missed, left out rightly, and not read.</summary>
    private readonly record struct Tally(int Right, int False, int Missed, int LeftOut, int Unread)
    {
        public double Precision => Share(Right, False);

        public double Recall => Share(Right, Missed);

        public static Tally Of(IEnumerable<Reading> pool)
        {
            var tally = new Tally();
            foreach (var one in pool)
                tally += (one.IsHit, one.Verdict) switch
                {
                    (_, null) => new Tally(0, 0, 0, 0, 1),
                    (true, true) => new Tally(1, 0, 0, 0, 0),
                    (true, false) => new Tally(0, 1, 0, 0, 0),
                    (false, true) => new Tally(0, 0, 1, 0, 0),
                    (false, false) => new Tally(0, 0, 0, 1, 0),
                };
            return tally;
        }

        public static Tally operator +(Tally one, Tally other) =>
            new(
                one.Right + other.Right,
                one.False + other.False,
                one.Missed + other.Missed,
                one.LeftOut + other.LeftOut,
                one.Unread + other.Unread
            );

        public void Print(string what) =>
            Measure.Print(
                what,
                $"P {Precision:0.000}  R {Recall:0.000}",
                FormattableString.Invariant(
                    $"{Right} right, {False} false, {Missed} missed, {LeftOut} left out, {Unread} without a verdict"
                )
            );

        private static double Share(int part, int rest) => part == 0 ? 0 : (double)part / (part + rest);
    }
}
