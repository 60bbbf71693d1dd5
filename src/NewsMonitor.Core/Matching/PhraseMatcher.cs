using System.Collections.Immutable;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Text;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Matching;

/// <summary>The concepts of a phrase, in one sentence, in any order, close together. A single word is a phrase of one.</summary>
internal sealed class PhraseMatcher : LeafMatcher
{
    /// <summary>What it costs, in words of gap, when another clause begins between the matched words.</summary>
    private const int ClauseCost = 5;

    private readonly ImmutableArray<Concept> concepts;
    private readonly int within;

    public PhraseMatcher(Phrase leaf)
        : this(leaf, "phrase", leaf.Terms.Gap) { }

    public PhraseMatcher(Word leaf)
        : this(leaf, "word", LeafTerms.DefaultWithin) { }

    private PhraseMatcher(Leaf leaf, string kind, int within)
        : base(leaf, kind)
    {
        this.within = within;
        concepts = [.. ConceptsOf(leaf.Words)];
        Keys = concepts.IsEmpty ? [] : [.. concepts.MinBy(concept => concept.Keys.Count())!.Keys];
    }

    public override IReadOnlyCollection<string> Keys { get; }

    /// <summary>The concepts of the content words; hyphenated pairs are one.</summary>
    public static IEnumerable<Concept> ConceptsOf(string words)
    {
        var tokens = Tokeniser.Read(words).Tokens;
        for (var at = 0; at < tokens.Count; at++)
            if (at + 1 < tokens.Count && tokens[at + 1].Joined)
                yield return Concept.OfCompound(tokens[at].Word, tokens[++at].Word);
            else if (!Words.IsFunctionWord(tokens[at].Word) || tokens[at].Shape == Shape.Capitals)
                yield return Concept.Of(tokens[at].Word);
    }

    protected override Evidence? FindIn(FieldText field)
    {
        if (concepts.IsEmpty || Occurrences(field) is not { } occurrences)
            return null;
        Candidate? best = null;
        foreach (var start in occurrences.SelectMany(list => list).Select(found => found.First).Distinct().Order())
            if (From(start, field, occurrences) is { } candidate && (best is null || candidate.IsBetterThan(best)))
                best = candidate;
        return best is null ? null : EvidenceOf(field, best);
    }

    /// <summary>Where each concept occurs; null when one does not.</summary>
    private List<Occurrence>[]? Occurrences(FieldText field)
    {
        var all = new List<Occurrence>[concepts.Length];
        for (var i = 0; i < concepts.Length; i++)
        {
            all[i] = [];
            for (var at = 0; at < field.Tokens.Count; at++)
                if (concepts[i].At(field, at) is { } found)
                    all[i].Add(found);
            if (all[i].Count == 0)
                return null;
        }
        return all;
    }

    /// <summary>The closest way to hold every concept with nothing left of a start; null when it is not close enough.</summary>
    private Candidate? From(int start, FieldText field, List<Occurrence>[] occurrences)
    {
        var chosen = new List<Occurrence>(concepts.Length);
        foreach (var list in occurrences.OrderBy(list => list.Count))
        {
            var next = list.FirstOrDefault(
                found => found.First >= start && !chosen.Exists(other => Overlap(other, found)),
                None
            );
            if (next == None || field.Tokens[next.First].Sentence != field.Tokens[start].Sentence)
                return null;
            chosen.Add(next);
        }
        var candidate = new Candidate(chosen, Gap(field, chosen));
        return candidate.First == start && candidate.Gap <= within ? candidate : null;
    }

    private static Occurrence None => new(-1, -1, default);

    /// <summary>Two concepts may not share a word; a word may stand between a verb and its particle.</summary>
    private static bool Overlap(Occurrence one, Occurrence other) =>
        one.First == other.First || one.First == other.Last || one.Last == other.First || one.Last == other.Last;

    /// <summary>The content words between the first and the last matched word, and what clause boundaries between them cost.</summary>
    private static int Gap(FieldText field, List<Occurrence> chosen)
    {
        var gap = 0;
        var last = chosen.Max(found => found.Last);
        for (var at = chosen.Min(found => found.First); at < last; at++)
        {
            var word = field.Tokens[at].Word;
            if (chosen.Exists(found => at == found.First || at == found.Last))
                continue;
            if (Words.IsClauseBoundary(word))
                gap += ClauseCost;
            else if (!Words.IsFunctionWord(word))
                gap++;
        }
        return gap;
    }

    private Evidence EvidenceOf(FieldText field, Candidate best) =>
        field.Evidence(
            Label,
            best.First,
            best.Last,
            best.Chosen.SelectMany(found => new[] { found.First, found.Last }),
            best.Chosen.Max(found => found.Reason)
        );

    private sealed record Candidate(List<Occurrence> Chosen, int Gap)
    {
        public int First { get; } = Chosen.Min(found => found.First);

        public int Last { get; } = Chosen.Max(found => found.Last);

        public bool IsBetterThan(Candidate other) =>
            (Gap, Last - First, First).CompareTo((other.Gap, other.Last - other.First, other.First)) < 0;
    }
}
