using NewsMonitor.Core.Text;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Matching;

/// <summary>What a look at two clues alone says of a condition.</summary>
internal enum PairVerdict
{
    /// <summary>They never stand so: it does not hold.</summary>
    No,

    /// <summary>They stand so.</summary>
    Yes,

    /// <summary>The condition itself must be asked.</summary>
    Unsure,
}

/// <summary>Two concepts in one sentence, close together: the heart of most rules, asked without touching a rule.</summary>
internal static class Pair
{
    /// <summary>Looks at the nearest pairs of both clues.</summary>
    public static PairVerdict Ask(Search search, int clue, int second, PairTerms terms)
    {
        var (one, other) = terms.IsReversed ? (second, clue) : (clue, second);
        var (a, b) = (search.FirstOf(one), search.FirstOf(other));
        var verdict = PairVerdict.No;
        while (a >= 0 && b >= 0)
        {
            ref readonly var first = ref search.At(a);
            ref readonly var last = ref search.At(b);
            if (search.Reading.SameSentence(first.First, last.First))
            {
                var met = Meet(search.Reading, first, last, terms);
                if (met == PairVerdict.Yes)
                    return met;
                verdict = met == PairVerdict.No ? verdict : met;
            }
            if (first.First < last.First)
                a = first.Next;
            else
                b = last.Next;
        }
        return verdict;
    }

    /// <summary>
    /// A given name right before a surname is the whole name. One that stands elsewhere in its sentence may belong to it, if
    /// nothing but names stands between; all others say nothing.
    /// </summary>
    public static PairVerdict AskName(Search search, int surname, int given)
    {
        var bearers = search.Book.Surnames.NamesakesOf(surname)!;
        var verdict = PairVerdict.No;
        for (var at = search.FirstOf(surname); at >= 0; at = search.At(at).Next)
        for (var name = search.FirstOf(given); name >= 0; name = search.At(name).Next)
        {
            var met = MeetName(search.Reading, bearers, search.At(at), search.At(name));
            if (met == PairVerdict.Yes)
                return met;
            verdict = met == PairVerdict.No ? verdict : met;
        }
        return verdict;
    }

    private static PairVerdict MeetName(
        ItemReading reading,
        Namesakes bearers,
        in Occurrence surname,
        in Occurrence given
    )
    {
        if (!reading.SameSentence(surname.First, given.First))
            return PairVerdict.No;
        if (given.Last >= surname.First)
            return PairVerdict.Unsure;
        for (var at = surname.First - 1; at > given.Last; at--)
            if (!reading.Adjoins(at) || !(NameWords.IsSmallWord(reading, at) || NameWords.IsNameWord(reading, at)))
                return PairVerdict.No;
        return
            given.Last == surname.First - 1
            && given.Reason == EvidenceReason.SpellingVariant
            && reading.Adjoins(given.Last)
            && bearers.AreNamedBy(reading, surname)
            ? PairVerdict.Yes
            : PairVerdict.Unsure;
    }

    private static PairVerdict Meet(ItemReading reading, in Occurrence one, in Occurrence other, PairTerms terms)
    {
        if (Overlap(one, other))
            return PairVerdict.Unsure;
        if (terms.InOrder && one.First >= other.First)
            return PairVerdict.No;
        if (IsObjectElsewhere(reading, one, other) || IsObjectElsewhere(reading, other, one))
            return PairVerdict.No;
        if (Gap(reading, one, other, terms.HasSlot) > terms.Within)
            return PairVerdict.No;
        if (one.IsWeak || other.IsWeak || (terms.HasSlot && IsTaken(reading, one, other)))
            return PairVerdict.Unsure;
        return PairVerdict.Yes;
    }

    /// <summary>Two concepts may not share a word; a word may stand between a verb and its particle.</summary>
    public static bool Overlap(in Occurrence one, in Occurrence other) =>
        one.First == other.First || one.First == other.Last || one.Last == other.First || one.Last == other.Last;

    /// <summary>
    /// <i>Troops guard bank after cash withdrawal</i>: the withdrawal has a noun of its own right before it, so it is no
    /// troop withdrawal. Adjectives, numbers, participles and proper names do not take the place.
    /// </summary>
    public static bool IsTaken(ItemReading reading, in Occurrence one, in Occurrence other)
    {
        var head = other.First;
        return one.First < head - 1
            && one.Last < head - 1
            && IsHeadOf(reading.Traits(head), reading.Traits(head - 1))
            && reading.Adjoins(head - 1)
            && !IsCoordinated(reading, one, other)
            && IsNoProperName(reading, head - 1);
    }

    private static bool IsNoProperName(ItemReading reading, int at) =>
        reading.Words[at].Shape == Shape.Lower
        || ((reading.Traits(at) & WordTraits.OtherCapital) == 0 && reading.IsInTitleCase(at));

    /// <summary>
    /// A noun, and a noun of its own before it. What may be a verb is one behind a plural (<i>drivers strike</i>), and a word
    /// that is as often a verb is a noun only in the singular behind a singular: <i>roof collapse</i>, but <i>shares
    /// collapse</i>, <i>maker recalls</i>.
    /// </summary>
    private static bool IsHeadOf(WordTraits head, WordTraits before) =>
        (before & WordTraits.Noun) != 0
        && (
            (head & WordTraits.Noun) != 0
                ? (before & WordTraits.Inflected) == 0 || (head & WordTraits.Verb) == 0
                : (head & WordTraits.MayBeNoun) != 0 && ((before | head) & WordTraits.Inflected) == 0
        );

    /// <summary>
    /// <i>Jet bringing minister home from visit to troops</i>: what is brought home stands between the verb and its particle,
    /// or before them; with something else there, a word behind is not it.
    /// </summary>
    public static bool IsObjectElsewhere(ItemReading reading, in Occurrence verb, in Occurrence other) =>
        verb.Reason == EvidenceReason.ParticleVerb
        && other.First > verb.Last
        && reading.Cost(verb.First + 1, verb.Last) > 0;

    /// <summary>
    /// <i>Missile and drone strikes</i>, <i>missile, drone strikes</i>: both nouns belong to the head, and neither takes the
    /// place of the other.
    /// </summary>
    public static bool IsCoordinated(ItemReading reading, in Occurrence one, in Occurrence other)
    {
        var (noun, head) = (one.Last, other.First);
        var isJoined =
            (noun == head - 3 && reading.IsConjunction(noun + 1))
            || (noun == head - 2 && reading.Words[head - 1].AfterComma);
        return isJoined
            && (reading.Traits(noun) & WordTraits.Inflected) == 0
            && (reading.Traits(head - 1) & (WordTraits.Noun | WordTraits.MayBeNoun)) != 0
            && reading.Adjoins(head - 1);
    }

    private static int Gap(ItemReading reading, in Occurrence one, in Occurrence other, bool hasSlot)
    {
        if (hasSlot && IsCoordinated(reading, one, other))
            return 1;
        var first = Math.Min(one.First, other.First);
        var last = Math.Max(one.Last, other.Last);
        return reading.Cost(first, last + 1)
            - Cost(reading, one)
            - Cost(reading, other)
            - reading.OfficeCredit(first, last)
            + reading.PartingCost(first, last);
    }

    private static int Cost(ItemReading reading, in Occurrence occurrence) =>
        reading.Cost(occurrence.First, occurrence.First + 1)
        + (occurrence.Last == occurrence.First ? 0 : reading.Cost(occurrence.Last, occurrence.Last + 1));
}
