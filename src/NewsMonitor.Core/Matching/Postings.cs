using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace NewsMonitor.Core.Matching;

/// <summary>
/// Which rules a clue leads to. A clue has runs: the rules under it that need the same clues in the same way stand together,
/// so that one look at the item decides on all of them. The second clues stand in an array of their own, so that passing
/// over the runs of which the item lacks it reads nothing else.
/// </summary>
internal sealed class Postings
{
    private readonly int[] firstRuns;
    private readonly int[] seconds;
    private readonly Run[] runs;
    private readonly int[] rules;

    private Postings(int[] firstRuns, int[] seconds, Run[] runs, int[] rules, int[] always) =>
        (this.firstRuns, this.seconds, this.runs, this.rules, Always) = (firstRuns, seconds, runs, rules, always);

    /// <summary>Rules that have no clue, and are asked for every item.</summary>
    public int[] Always { get; }

    /// <summary>The number of the first run of a clue, and the number behind its last.</summary>
    public (int First, int Behind) RunsOf(int clue) =>
        clue + 1 < firstRuns.Length ? (firstRuns[clue], firstRuns[clue + 1]) : default;

    /// <summary>The second clue of every run.</summary>
    public ReadOnlySpan<int> Seconds => seconds;

    /// <summary>A run by its number.</summary>
    public ref readonly Run this[int run] => ref runs[run];

    /// <summary>The rules of a run, by their place.</summary>
    public ReadOnlySpan<int> RulesOf(in Run run) => rules.AsSpan(run.First, run.Count);

    /// <summary>Files each rule under its rarest clues.</summary>
    /// <param name="compiled">The rules.</param>
    /// <param name="book">Their clues.</param>
    /// <param name="decided">Told the place of each rule whose filing is all that it asks for.</param>
    public static Postings Of(ReadOnlySpan<CompiledRule> compiled, ClueBook book, Action<int> decided)
    {
        var weights = new ClueWeights(book.Weights());
        var conditions = new Dictionary<Node, int>(ReferenceEqualityComparer.Instance);
        foreach (var rule in compiled)
            rule.Condition.Count(weights);
        var entries = new List<Entry>(compiled.Length);
        var always = new List<int>();
        for (var place = 0; place < compiled.Length; place++)
        {
            var rule = compiled[place];
            if (rule.Filings(weights) is not { } filings)
            {
                always.Add(place);
                continue;
            }
            // Number 0 is for rules that must be asked one by one.
            var condition = rule.IsSelective ? 0 : conditions.GetValueOrDefault(rule.Condition);
            if (condition == 0 && !rule.IsSelective)
                conditions.Add(rule.Condition, condition = conditions.Count + 1);
            foreach (var filing in filings)
                entries.Add(new Entry(filing, condition, place, filings.Count == 1));
            if (filings is [{ Test.IsAll: true }])
                decided(place);
        }
        return Grouped(CollectionsMarshal.AsSpan(entries), book.Count, [.. always]);
    }

    private static Postings Grouped(Span<Entry> sorted, int clues, int[] always)
    {
        sorted.Sort();
        var firstRuns = new int[clues + 1];
        var (seconds, runs) = (new List<int>(), new List<Run>());
        var rules = new int[sorted.Length];
        var clue = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            ref readonly var entry = ref sorted[i];
            while (clue < entry.Clue)
                firstRuns[++clue] = runs.Count;
            if (i == 0 || !entry.IsWith(sorted[i - 1]))
            {
                seconds.Add(entry.Second);
                runs.Add(entry.Run(i));
            }
            CollectionsMarshal.AsSpan(runs)[^1].Count++;
            rules[i] = entry.Rule;
        }
        while (clue < clues)
            firstRuns[++clue] = runs.Count;
        return new Postings(firstRuns, [.. seconds], [.. runs], rules, always);
    }

    /// <summary>Rules that need the same clues in the same way.</summary>
    internal struct Run
    {
        /// <summary>The third clue that they need; <see cref="Filing.NoClue"/> for none.</summary>
        public int Third;

        /// <summary>The clue that a veto needs; <see cref="Filing.NoClue"/> for no veto.</summary>
        public int Unless;

        /// <summary>Where its rules begin.</summary>
        public int First;

        /// <summary>How many they are.</summary>
        public int Count;

        /// <summary>How clue and second clue must stand to each other.</summary>
        public PairTerms Test;

        /// <summary>True when the rules have one condition, so that one answer is that of all.</summary>
        public bool IsOne;

        /// <summary>True when its rules stand nowhere else.</summary>
        public bool IsOnly;
    }

    /// <summary>A filing of a rule, as numbers to sort by.</summary>
    private readonly struct Entry(Filing filing, int condition, int rule, bool isOnly) : IComparable<Entry>
    {
        private readonly ulong clues = Packed(filing.Clue, filing.Second);
        private readonly ulong others = Packed(filing.Third, filing.Unless);

        /// <summary>Rules whose filing is all that they ask for stand together, whatever their conditions.</summary>
        private readonly ulong terms = Packed(
            (filing.Test.Code << 1) | (isOnly ? 1 : 0),
            filing.Test is { IsAll: true, IsFullName: false } && filing.Unless == Filing.NoClue ? 0 : condition
        );

        public int Clue => (int)(clues >> 32);

        public int Second => (int)clues;

        public int Rule => rule;

        /// <summary>A run of the same clues and terms that begins with this entry.</summary>
        public Run Run(int first) =>
            new()
            {
                Third = (int)(others >> 32),
                Unless = (int)others,
                First = first,
                Test = PairTerms.OfCode((int)(terms >> 33)),
                IsOne = (int)terms != 0,
                IsOnly = ((terms >> 32) & 1) != 0,
            };

        public bool IsWith(in Entry other) => clues == other.clues && others == other.others && terms == other.terms;

        public int CompareTo(Entry other) =>
            clues != other.clues ? clues.CompareTo(other.clues)
            : others != other.others ? others.CompareTo(other.others)
            : terms != other.terms ? terms.CompareTo(other.terms)
            : Rule.CompareTo(other.Rule);

        private static ulong Packed(int high, int low) => ((ulong)(uint)high << 32) | (uint)low;
    }
}
