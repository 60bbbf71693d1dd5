using System.Collections.Immutable;

namespace NewsMonitor.Core.Matching;

/// <summary>
/// Which rules a clue leads to. A clue has runs: the rules under it that need the same second clue stand together, so that
/// one look at the item passes over all of them.
/// </summary>
internal sealed class Postings
{
    /// <summary>The second clue of a run whose rules need no other, or one of several.</summary>
    public const int NoClue = 0;

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

    /// <summary>The rules of a run, by their order.</summary>
    public ReadOnlySpan<int> RulesOf(in Run run) => rules.AsSpan(run.First, run.Count);

    /// <summary>Files each rule under its rarest group of clues.</summary>
    public static Postings Of(ImmutableArray<CompiledRule> compiled, ClueBook book)
    {
        var required = compiled.Select(rule => rule.Condition.Required.ToArray()).ToArray();
        var weights = book.Weights();
        foreach (var groups in required)
        foreach (var group in groups)
        foreach (var clue in group)
            weights[clue]++;
        var filed = new List<Filed>(compiled.Length * 2);
        var always = new List<int>();
        for (var rule = 0; rule < required.Length; rule++)
            if (required[rule].Length == 0)
                always.Add(rule);
            else
                File(rule, required[rule], weights, filed);
        filed.Sort();
        return Grouped(filed, book.Count, [.. always]);
    }

    private static void File(int rule, int[][] groups, long[] weights, List<Filed> filed)
    {
        Array.Sort(groups, (one, other) => Weight(one, weights).CompareTo(Weight(other, weights)));
        var second = groups.Length > 1 && groups[1] is [var only] ? only : NoClue;
        foreach (var clue in groups[0])
            filed.Add(new Filed(clue, second, rule));
    }

    private static long Weight(int[] group, long[] weights)
    {
        long sum = 0;
        foreach (var clue in group)
            sum += weights[clue];
        return sum;
    }

    private static Postings Grouped(List<Filed> filed, int clues, int[] always)
    {
        var firstRuns = new int[clues + 1];
        var runs = new List<Run>();
        var rules = new int[filed.Count];
        var clue = 0;
        for (var i = 0; i < filed.Count; i++)
        {
            var entry = filed[i];
            rules[i] = entry.Rule;
            var isNewRun = i == 0 || entry.Clue != filed[i - 1].Clue || entry.Second != filed[i - 1].Second;
            while (clue < entry.Clue)
                firstRuns[++clue] = runs.Count;
            if (isNewRun)
                runs.Add(new Run(entry.Second, i, 0));
            runs[^1] = runs[^1] with { Count = i - runs[^1].First + 1 };
        }
        while (clue < clues)
            firstRuns[++clue] = runs.Count;
        return new Postings(firstRuns, [.. runs], rules, always);
    }

    /// <summary>Rules that need the same second clue.</summary>
    internal readonly record struct Run(int Second, int First, int Count);

    private readonly record struct Filed(int Clue, int Second, int Rule) : IComparable<Filed>
    {
        public int CompareTo(Filed other) => (Clue, Second, Rule).CompareTo((other.Clue, other.Second, other.Rule));
    }
}
