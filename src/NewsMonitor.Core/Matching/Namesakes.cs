using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Vocabulary;
using static NewsMonitor.Core.Matching.NameWords;

namespace NewsMonitor.Core.Matching;

/// <summary>
/// Everybody of one surname for whom rules ask with one given name. Where an item holds no word that may be a given name, it
/// says the same of all of them: one look decides for every rule. What it cannot decide is marked as doubtful, and the rules
/// are asked one by one.
/// </summary>
internal sealed class Namesakes
{
    /// <summary>A given name behind the surname, titles before it included, ends within so many words.</summary>
    private const int FarthestPiece = 10;

    private readonly int surname;
    private readonly NamePart name;
    private readonly NameMatcher anybody;

    public Namesakes(NamePart surname, int clue, int alone, int doubtful)
    {
        (this.surname, name, Alone, Doubtful) = (clue, surname, alone, doubtful);
        anybody = new NameMatcher(new PersonName { Words = surname.Word }, NamedPerson.Bearing(surname), clue);
    }

    /// <summary>The clue that the surname stands so that it means everybody who bears it.</summary>
    public int Alone { get; }

    /// <summary>The clue that the surname stands where only the rule itself can tell.</summary>
    public int Doubtful { get; }

    /// <summary>The clues that the item holds, beside the surname.</summary>
    public (bool IsAlone, bool IsDoubtful) Look(Search search)
    {
        var isDoubtful = false;
        var mayBeAlone = false;
        for (var at = search.FirstOf(surname); at >= 0; at = search.At(at).Next)
        {
            ref readonly var found = ref search.At(at);
            isDoubtful |= IsDoubtfulAt(search.Reading, found);
            mayBeAlone |= MayBeAlone(search.Reading, found);
        }
        return (mayBeAlone && anybody.Holds(search), isDoubtful);
    }

    /// <summary>
    /// An initial, a given name in pieces, or the whole name as one word: nothing of that is found by the given name.
    /// </summary>
    private bool IsDoubtfulAt(ItemReading reading, in Occurrence found) =>
        (
            reading.MayHoldPieces(reading.Words[found.First].Sentence)
            && (HasPieceBefore(reading, found.First) || HasPieceBehind(reading, found.Last))
        ) || !AreNamedBy(reading, found);

    /// <summary>True when the words found spell the surname, and not somebody's whole name as one word.</summary>
    public bool AreNamedBy(ItemReading reading, in Occurrence found) =>
        found.First < found.Last || SurnameBook.IsSpelling(reading.Spelled(found.Last), name);

    private static bool HasPieceBefore(ItemReading reading, int first)
    {
        for (var at = first - 1; at >= 0 && reading.Adjoins(at); at--)
            if (IsInitial(reading, at) || IsInitials(reading, at) || IsPiece(reading, at))
                return true;
            else if (!IsSmallWord(reading, at) && !IsNameWord(reading, at))
                return false;
        return false;
    }

    private static bool HasPieceBehind(ItemReading reading, int last)
    {
        var behind = Math.Min(reading.Count, last + FarthestPiece);
        for (var at = last + 1; at < behind && reading.SameSentence(last, at); at++)
            if (reading.Words[at].Joined)
                return true;
        return false;
    }

    /// <summary>A word that may be one name with the word before it.</summary>
    private static bool IsPiece(ItemReading reading, int at) =>
        reading.Words[at].Joined || Has(reading, at, WordTraits.NameEnd);

    /// <summary>Behind a title, or as a word that is rare enough; all else is left to the closer look.</summary>
    private static bool MayBeAlone(ItemReading reading, in Occurrence found) =>
        found.First < found.Last
        || !IsCommonWord(reading, found.Last)
        || reading.HasTitle(reading.Words[found.First].Sentence);
}
