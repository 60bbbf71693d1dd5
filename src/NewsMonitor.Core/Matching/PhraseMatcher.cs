using System.Collections.Immutable;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Matching;

/// <summary>
/// The concepts of a phrase, in one stretch of text, in any order, close together. A single word is a phrase of one.
/// </summary>
internal sealed class PhraseMatcher : LeafMatcher
{
    /// <summary>How many occurrences of the last concept are tried when a nearer one is taken by another noun.</summary>
    private const int SecondLooks = 3;

    private readonly int[] clues;
    private readonly int within;
    private readonly Stretch stretch;
    private readonly bool inOrder;

    /// <summary>True when the phrase is a noun with a noun before it, so that another noun in that slot makes it another thing.</summary>
    private readonly bool hasModifierSlot;

    public PhraseMatcher(Leaf leaf, ClueBook book)
        : this(leaf, Concept.Of(leaf), book) { }

    /// <summary>Words that must stand near each other are a phrase of their concepts.</summary>
    public PhraseMatcher(Near near, IReadOnlyList<Leaf> words, ClueBook book)
        : this(
            new Word
            {
                Words = string.Join(", ", words.Select(word => word.Words)),
                Terms = words[0].Terms with { Within = near.Within, InOrder = near.InOrder, Same = near.Same },
            },
            [.. words.SelectMany(word => Concept.Of(word))],
            book
        )
    {
        Label = $"near: {Leaf.Words}";
        hasModifierSlot = false;
    }

    private PhraseMatcher(Leaf leaf, ImmutableArray<ConceptTerms> concepts, ClueBook book)
        : base(leaf)
    {
        clues = [.. concepts.Select(book.Of)];
        stretch = leaf.Terms.Reach;
        within = leaf.Terms.Within is null && stretch != Stretch.Sentence ? int.MaxValue : leaf.Terms.Gap;
        inOrder = leaf.Terms.InOrder;
        hasModifierSlot =
            leaf.Terms.By is MatchLevel.Meaning
            && concepts.Length > 1
            && Words.IsNoun(concepts[0].Word)
            && Words.MayBeNoun(concepts[^1].Word);
    }

    /// <inheritdoc/>
    public override void Count(ClueWeights weights)
    {
        foreach (var clue in clues)
            weights.Count(clue);
    }

    /// <summary>True when the leaf alone makes the same phrase again.</summary>
    public bool IsRepeatable => Label is null;

    /// <summary>Under its rarest concept beside the next; two concepts close together are all that most phrases ask for.</summary>
    public override IReadOnlyList<Filing> Filings(ClueWeights weights) =>
        clues.Distinct().OrderBy(weights.Of).ToArray() switch
        {
            [] => [],
            [var only] => [Filing.Of(only, isAll: IsPlain && clues.Length == 1)],
            [var one, var second] => [new Filing(one, second, Filing.NoClue, Filing.NoClue, PairOf(one, second))],
            [var one, var second, var third, ..] =>
            [
                new Filing(one, second, third, Filing.NoClue, PairOf(one, second)),
            ],
        };

    /// <summary>More concepts may stand between the two: each is one word, or a verb and its particle.</summary>
    private PairTerms PairOf(int one, int second)
    {
        var between = within + (2L * (clues.Length - 2));
        if (stretch != Stretch.Sentence || between > byte.MaxValue)
            return default;
        var isReversed = Array.IndexOf(clues, one) > Array.IndexOf(clues, second);
        var isAll = clues.Length == 2 && IsPlain;
        return new PairTerms(
            IsAsked: true,
            (byte)between,
            isReversed,
            inOrder,
            HasSlot: hasModifierSlot,
            IsFullName: false,
            isAll
        );
    }

    /// <inheritdoc/>
    public override void Find(Search search, Sightings sightings)
    {
        foreach (var clue in clues)
            if (!search.Has(clue))
                return;
        if (clues.Length == 1)
            FindOne(search, sightings);
        else if (clues.Length > 1)
            FindTogether(search, sightings);
    }

    /// <summary>True when a sighting of the phrase holds these words.</summary>
    public bool Covers(Search search, int first, int last)
    {
        var sightings = search.Borrow();
        sightings.Look(this, int.MaxValue);
        var covers = false;
        foreach (var sighting in sightings.Found)
            covers |= sighting.First <= first && last <= sighting.Last;
        search.GiveBack(sightings);
        return covers;
    }

    private void FindOne(Search search, Sightings sightings)
    {
        for (var at = search.FirstOf(clues[0]); at >= 0; at = search.At(at).Next)
        {
            var found = search.At(at);
            Span<int> marks = [found.First, found.Last];
            if (sightings.Offer(found.First, found.Last, 0, found.Reason, found.IsWeak, marks))
                return;
        }
    }

    /// <summary>
    /// From every occurrence of every concept, the nearest occurrences of the others to its right: each smallest stretch that
    /// holds all concepts is met once, in time linear to the number of occurrences.
    /// </summary>
    private void FindTogether(Search search, Sightings sightings)
    {
        Span<int> starts = stackalloc int[clues.Length];
        Span<int> nearest = stackalloc int[clues.Length];
        Span<int> chosen = stackalloc int[clues.Length];
        for (var i = 0; i < clues.Length; i++)
            starts[i] = nearest[i] = search.FirstOf(clues[i]);
        while (Leftmost(search, starts) is >= 0 and var concept)
        {
            var start = starts[concept];
            starts[concept] = search.At(start).Next;
            if (!Choose(search, concept, start, nearest, chosen))
                continue;
            if (OfferChosen(search, sightings, chosen))
                return;
        }
    }

    private static int Leftmost(Search search, ReadOnlySpan<int> starts)
    {
        var leftmost = -1;
        for (var i = 0; i < starts.Length; i++)
            if (starts[i] >= 0 && (leftmost < 0 || search.At(starts[i]).First < search.At(starts[leftmost]).First))
                leftmost = i;
        return leftmost;
    }

    private bool Choose(Search search, int concept, int start, Span<int> nearest, Span<int> chosen)
    {
        chosen.Fill(-1);
        chosen[concept] = start;
        var from = search.At(start).First;
        for (var i = 0; i < clues.Length; i++)
        {
            if (i == concept)
                continue;
            while (nearest[i] >= 0 && search.At(nearest[i]).First < from)
                nearest[i] = search.At(nearest[i]).Next;
            var at = nearest[i];
            while (at >= 0 && IsTaken(search, at, chosen))
                at = search.At(at).Next;
            if (at < 0 || !InOneStretch(search.Reading, from, search.At(at).First))
                return false;
            chosen[i] = at;
        }
        return true;
    }

    private bool InOneStretch(ItemReading reading, int one, int other) =>
        stretch switch
        {
            Stretch.Sentence => reading.Words[one].Sentence == reading.Words[other].Sentence,
            Stretch.Paragraph => reading.Words[one].Paragraph == reading.Words[other].Paragraph,
            _ => true,
        };

    /// <summary>Two concepts may not share a word; a word may stand between a verb and its particle.</summary>
    private static bool IsTaken(Search search, int at, ReadOnlySpan<int> chosen)
    {
        var one = search.At(at);
        foreach (var taken in chosen)
            if (taken >= 0)
            {
                var other = search.At(taken);
                if (
                    one.First == other.First
                    || one.First == other.Last
                    || one.Last == other.First
                    || one.Last == other.Last
                )
                    return true;
            }
        return false;
    }

    private bool OfferChosen(Search search, Sightings sightings, Span<int> chosen)
    {
        for (var look = 0; look < SecondLooks; look++)
        {
            if (inOrder && !IsInOrder(search, chosen))
                return false;
            if (!IsTakenByAnotherNoun(search, chosen))
                return OfferSpan(search, sightings, chosen);
            var next = search.At(chosen[^1]).Next;
            if (next < 0 || !InOneStretch(search.Reading, search.At(chosen[0]).First, search.At(next).First))
                return false;
            chosen[^1] = next;
        }
        return false;
    }

    private bool OfferSpan(Search search, Sightings sightings, ReadOnlySpan<int> chosen)
    {
        Span<int> marks = stackalloc int[chosen.Length * 2];
        var (first, last, reason, isWeak) = (int.MaxValue, 0, EvidenceReason.SameWords, false);
        for (var i = 0; i < chosen.Length; i++)
        {
            var found = search.At(chosen[i]);
            (marks[2 * i], marks[(2 * i) + 1]) = (found.First, found.Last);
            (first, last) = (Math.Min(first, found.First), Math.Max(last, found.Last));
            reason = found.Reason > reason ? found.Reason : reason;
            isWeak |= found.IsWeak;
        }
        if (IsObjectElsewhere(search, chosen))
            return false;
        var gap = GapOf(search, first, last, chosen, marks);
        return gap <= within && sightings.Offer(first, last, gap, reason, isWeak, marks);
    }

    private static bool IsObjectElsewhere(Search search, ReadOnlySpan<int> chosen)
    {
        foreach (var verb in chosen)
        foreach (var other in chosen)
            if (verb != other && Pair.IsObjectElsewhere(search.Reading, search.At(verb), search.At(other)))
                return true;
        return false;
    }

    private int GapOf(Search search, int first, int last, ReadOnlySpan<int> chosen, ReadOnlySpan<int> marks)
    {
        if (
            hasModifierSlot
            && chosen.Length == 2
            && Pair.IsCoordinated(search.Reading, search.At(chosen[0]), search.At(chosen[1]))
        )
            return 1;
        var gap = Gap(search.Reading, first, last, marks) - search.Reading.OfficeCredit(first, last);
        return gap > within || stretch != Stretch.Sentence ? gap : gap + search.Reading.PartingCost(first, last);
    }

    /// <summary>What stands between the first and the last matched word, the matched words left out.</summary>
    private static int Gap(ItemReading reading, int first, int last, ReadOnlySpan<int> marks)
    {
        var gap = reading.Cost(first, last + 1);
        for (var i = 0; i < marks.Length; i += 2)
        {
            gap -= reading.Cost(marks[i], marks[i] + 1);
            if (marks[i + 1] != marks[i])
                gap -= reading.Cost(marks[i + 1], marks[i + 1] + 1);
        }
        return gap;
    }

    private static bool IsInOrder(Search search, ReadOnlySpan<int> chosen)
    {
        for (var i = 1; i < chosen.Length; i++)
            if (search.At(chosen[i - 1]).First >= search.At(chosen[i]).First)
                return false;
        return true;
    }

    private bool IsTakenByAnotherNoun(Search search, ReadOnlySpan<int> chosen) =>
        hasModifierSlot
        && Pair.IsTaken(search.Reading, search.At(chosen[0]), search.At(chosen[^1]))
        && !IsChosen(search, chosen, search.At(chosen[^1]).First - 1)
        && !IsOfFirstConcept(search, search.At(chosen[^1]).First - 1)
        && !IsOneLongNoun(search, chosen);

    /// <summary><i>Ebola virus outbreak</i>: the other noun is another word for what the rule asks for.</summary>
    private bool IsOfFirstConcept(Search search, int word)
    {
        for (var at = search.FirstOf(clues[0]); at >= 0; at = search.At(at).Next)
            if (search.At(at).Last == word)
                return true;
        return false;
    }

    /// <summary><i>coal mine gas explosion</i>: behind two words of the phrase, a noun more is a part of the same thing.</summary>
    private static bool IsOneLongNoun(Search search, ReadOnlySpan<int> chosen)
    {
        var taken = search.At(chosen[^1]).First - 1;
        return IsChosen(search, chosen, taken - 1)
            && IsChosen(search, chosen, taken - 2)
            && search.Reading.Adjoins(taken - 1)
            && search.Reading.Adjoins(taken - 2);
    }

    private static bool IsChosen(Search search, ReadOnlySpan<int> chosen, int word)
    {
        foreach (var at in chosen)
            if (search.At(at).First <= word && word <= search.At(at).Last)
                return true;
        return false;
    }
}
