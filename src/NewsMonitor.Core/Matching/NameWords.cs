using NewsMonitor.Core.Text;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Matching;

/// <summary>What one word of a text is to a name.</summary>
internal static class NameWords
{
    /// <summary>A title that is no given name as well, as <i>Sultan</i> is.</summary>
    public static bool IsBareTitle(ItemReading reading, int at) =>
        Has(reading, at, WordTraits.Title) && !Has(reading, at, WordTraits.GivenName);

    /// <summary>A word that may stand in a name: a capital, or behind a hyphen (<i>Jong-un</i>).</summary>
    public static bool IsNameWord(ItemReading reading, int at) =>
        reading.Words[at].IsCapital || reading.Words[at].Joined;

    /// <summary><i>Al Gore</i>, <i>Ben Affleck</i>; not <i>al-Assad</i> nor <i>AL-ASSAD</i>.</summary>
    public static bool IsGiven(ItemReading reading, int at) =>
        reading.Words[at].Shape == Shape.Capitalised
        && Has(reading, at, WordTraits.GivenName)
        && !(at + 1 < reading.Count && reading.Words[at + 1].Joined);

    /// <summary>
    /// A capital that may be somebody's given name. Where every word has one, only what is no ordinary word; an acronym and
    /// a place never.
    /// </summary>
    public static bool MayBeGivenName(ItemReading reading, int at)
    {
        if (!IsUnknownCapital(reading, at))
            return false;
        return Has(reading, at, WordTraits.GivenName) || !Has(reading, at, WordTraits.Dictionary);
    }

    /// <summary>A capital that is no title, no place, no acronym and no function word.</summary>
    public static bool IsUnknownCapital(ItemReading reading, int at)
    {
        const WordTraits NoName = WordTraits.Title | WordTraits.Function | WordTraits.NameSuffix;
        if (!reading.Words[at].IsCapital || IsInitial(reading, at))
            return false;
        if (Has(reading, at, WordTraits.GivenName))
            return !Has(reading, at, WordTraits.Title | WordTraits.Function);
        if (Has(reading, at, NoName))
            return false;
        return !Has(reading, at, WordTraits.OtherCapital)
            && !IsAcronym(reading, at)
            && char.IsLetter(FirstLetter(reading, at));
    }

    /// <summary>True where every word has a capital.</summary>
    public static bool CapitalsTellNothing(ItemReading reading, int at) =>
        reading.IsShouted(at) || reading.IsInTitleCase(at);

    /// <summary><i>EU</i>, <i>NATO</i>.</summary>
    private static bool IsAcronym(ItemReading reading, int at) =>
        reading.Words[at].Shape == Shape.Capitals && !reading.IsShouted(at) && reading.Folded(at).Length <= 5;

    /// <summary>An ordinary word that the news uses often.</summary>
    public static bool IsCommonWord(ItemReading reading, int at) => Has(reading, at, WordTraits.Common);

    /// <summary>A letter that stands for a name.</summary>
    public static bool IsInitial(ItemReading reading, int at) =>
        reading.Words[at].End - reading.Words[at].Start == 1 && reading.Words[at].IsCapital;

    /// <summary><i>G.W.</i>: initials with their stops, read as one word. Not so <i>U.S.</i></summary>
    public static bool IsInitials(ItemReading reading, int at) =>
        reading.Words[at].Shape == Shape.Capitals
        && reading.Written(at).Contains('.')
        && !PersonNames.IsAcronym(reading.Folded(at));

    /// <summary>A particle, or an article before a hyphen.</summary>
    public static bool IsSmallWord(ItemReading reading, int at) =>
        Has(reading, at, WordTraits.Particle)
        || (Has(reading, at, WordTraits.Article) && at + 1 < reading.Count && reading.Words[at + 1].Joined);

    /// <summary>True when the word may be a spelling of a name.</summary>
    public static bool IsNear(ItemReading reading, int at, NamePart name, double widest) =>
        NameSpelling.AreNear(reading.Spelled(at), name.Spelling, widest);

    /// <summary>True when the word has one of these traits.</summary>
    public static bool Has(ItemReading reading, int at, WordTraits traits) => (reading.Traits(at) & traits) != 0;

    /// <summary>The first letter of a word; NUL for a number that no rule asks for.</summary>
    public static char FirstLetter(ItemReading reading, int at) =>
        reading.Folded(at) is { Length: > 0 } word ? word[0] : '\0';
}
