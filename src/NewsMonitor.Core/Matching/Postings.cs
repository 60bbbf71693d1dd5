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
        var conditions = new Dictionary<Node, int>(ReferenceEqualityComparer.Instance);
        foreach (var rule in compiled)
            rule.Condition.Count(weights);
        var entries = new List<Entry>(compiled.Length);
        var always = new List<int>();
        for (var rule = 0; rule < compiled.Length; rule++)
        {
            if (compiled[rule].Filings(weights) is not { } filings)
            {
                always.Add(rule);
                continue;
            }
            // Number 0 is for rules that must be asked one by one.
            var condition = compiled[rule].IsSelective ? 0 : conditions.GetValueOrDefault(compiled[rule].Condition);
            if (condition == 0 && !compiled[rule].IsSelective)
                conditions.Add(compiled[rule].Condition, condition = conditions.Count + 1);
            foreach (var filing in filings)
                entries.Add(new Entry(filing, condition, rule));
        }
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
                runs.Add(new Run(entry.Second, i, 0, PairTerms.OfCode(entry.Code), entry.Condition != 0));
            runs[^1] = runs[^1] with { Count = i - runs[^1].First + 1 };
            rules[i] = entry.Rule;
        }
        while (clue < clues)
            firstRuns[++clue] = runs.Count;
        return new Postings(firstRuns, [.. runs], rules, always);
    }

    /// <summary>Rules that need the same second clue in the same way.</summary>
    /// <param name="Second">The second clue.</param>
    /// <param name="First">Where its rules begin.</param>
    /// <param name="Count">How many they are.</param>
    /// <param name="Test">How the two clues must stand to each other.</param>
    /// <param name="IsOne">True when the rules have one condition, so that one answer is that of all.</param>
    internal readonly record struct Run(int Second, int First, int Count, PairTerms Test, bool IsOne);

    /// <summary>A filing of a rule, as two numbers to sort by.</summary>
    private readonly struct Entry(Filing filing, int condition, int rule) : IComparable<Entry>
    {
        /// <summary>Room for 67 million rules; the terms of a pair and the condition share the rest.</summary>
        private const int RuleBits = 26;

        private const int ConditionBits = 25;

        private readonly ulong clues = ((ulong)filing.Clue << 32) | (uint)filing.Second;

        private readonly ulong rest =
            ((ulong)filing.Test.Code << (RuleBits + ConditionBits))
            | ((ulong)(filing.Test.IsAll ? 0 : condition) << RuleBits)
            | (uint)rule;

        public int Clue => (int)(clues >> 32);

        public int Second => (int)clues;

        public int Code => (int)(rest >> (RuleBits + ConditionBits));

        public int Condition => (int)(rest >> RuleBits) & ((1 << ConditionBits) - 1);

        public int Rule => (int)rest & ((1 << RuleBits) - 1);

        public bool IsWith(in Entry other) => clues == other.clues && rest >> RuleBits == other.rest >> RuleBits;

        public int CompareTo(Entry other) =>
            clues == other.clues ? rest.CompareTo(other.rest) : clues.CompareTo(other.clues);
    }
}
