using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace NewsMonitor.Core.Matching;

/// <summary>
/// Which rules a clue leads to. A clue has runs: the rules under it that need the same second clue in the same way stand
/// together, so that one look at the item decides on all of them.
/// </summary>
internal sealed class Postings
{
    private readonly int[] firstRuns;
    private readonly Run[] runs;
    private readonly int[] rules;

    private Postings(int[] firstRuns, Run[] runs, int[] rules, int[] always) =>
        (this.firstRuns, this.runs, this.rules, Always) = (firstRuns, runs, rules, always);

    /// <summary>Rules that have no clue, and are asked for every item.</summary>
    public int[] Always { get; }

    /// <summary>The runs of a clue.</summary>
    public ReadOnlySpan<Run> RunsOf(int clue) =>
        clue + 1 < firstRuns.Length ? runs.AsSpan(firstRuns[clue]..firstRuns[clue + 1]) : [];

    /// <summary>The rules of a run, by their place.</summary>
    public ReadOnlySpan<int> RulesOf(in Run run) => rules.AsSpan(run.First, run.Count);

    /// <summary>Files each rule under its rarest clues.</summary>
    public static Postings Of(ImmutableArray<CompiledRule> compiled, ClueBook book)
    {
        var weights = new ClueWeights(book.Weights());
        foreach (var rule in compiled)
            rule.Condition.Count(weights);
        var entries = new List<Entry>(compiled.Length);
        var always = new List<int>();
        for (var rule = 0; rule < compiled.Length; rule++)
            if (compiled[rule].Filings(weights) is { } filings)
                foreach (var filing in filings)
                    entries.Add(new Entry(filing, rule));
            else
                always.Add(rule);
        return Grouped(entries, book.Count, [.. always]);
    }

    private static Postings Grouped(List<Entry> entries, int clues, int[] always)
    {
        var sorted = CollectionsMarshal.AsSpan(entries);
        sorted.Sort();
        var firstRuns = new int[clues + 1];
        var runs = new List<Run>();
        var rules = new int[sorted.Length];
        var clue = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            ref readonly var entry = ref sorted[i];
            while (clue < entry.Clue)
                firstRuns[++clue] = runs.Count;
            if (i == 0 || !entry.IsWith(sorted[i - 1]))
                runs.Add(new Run(entry.Second, i, 0, PairTerms.OfCode(entry.Code)));
            runs[^1] = runs[^1] with { Count = i - runs[^1].First + 1 };
            rules[i] = entry.Rule;
        }
        while (clue < clues)
            firstRuns[++clue] = runs.Count;
        return new Postings(firstRuns, [.. runs], rules, always);
    }

    /// <summary>Rules that need the same second clue in the same way.</summary>
    internal readonly record struct Run(int Second, int First, int Count, PairTerms Test);

    /// <summary>A filing of a rule, as two numbers to sort by.</summary>
    private readonly struct Entry(Filing filing, int rule) : IComparable<Entry>
    {
        private readonly ulong clues = ((ulong)filing.Clue << 32) | (uint)filing.Second;
        private readonly ulong rest = ((ulong)filing.Test.Code << 32) | (uint)rule;

        public int Clue => (int)(clues >> 32);

        public int Second => (int)clues;

        public int Code => (int)(rest >> 32);

        public int Rule => (int)rest;

        public bool IsWith(in Entry other) => clues == other.clues && Code == other.Code;

        public int CompareTo(Entry other) =>
            clues == other.clues ? rest.CompareTo(other.rest) : clues.CompareTo(other.clues);
    }
}
