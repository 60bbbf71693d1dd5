using NewsMonitor.Core.Text;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Matching;

/// <summary>What the words around the name of a place say of it: a place, a person, a bird.</summary>
internal static class PlaceContext
{
    /// <summary>The class of words that go with states and their cities: governments, armies, money, what a spokesman does.</summary>
    private const string State = "state";

    /// <summary>True when the name may be something else here, and nothing else in its sentence says that it is a place.</summary>
    public static bool IsDoubtful(Search search, PlaceName name, PlaceSign sign, int at) =>
        sign.IsShared
        || (sign.IsHomograph && IsBehindArticle(search.Reading, at))
        || (
            (sign.IsHomograph || name.IsAcronym)
            && TellsNothing(search.Reading, name, at)
            && !HasSecondSign(search, name, at)
        );

    /// <summary>
    /// <i>Michael Jordan</i>, <i>Chad Pennington</i>, <i>Israel Adesanya</i>: a given name before the place, or the place
    /// itself where a given name stands, before a surname.
    /// </summary>
    public static bool IsInPersonsName(Search search, PlaceName name, int at) =>
        name.Words.Length == 1
        && !name.IsPeople
        && !name.IsAcronym
        && (HasGivenNameBefore(search.Reading, at) || HasSurnameBehind(search, at));

    private static bool HasGivenNameBefore(ItemReading reading, int at) =>
        at > 0
        && reading.Words[at - 1].IsCapital
        && reading.Adjoins(at - 1)
        && (reading.Traits(at - 1) & WordTraits.GivenName) != 0;

    private static bool HasSurnameBehind(Search search, int at)
    {
        var reading = search.Reading;
        var next = at + 1;
        if (next >= reading.Count || !reading.Adjoins(at) || reading.Words[next].Shape != Shape.Capitalised)
            return false;
        return (reading.Traits(at) & WordTraits.GivenName) != 0
            || (!reading.Words[next].Joined && IsUnknown(search, next));
    }

    /// <summary>A capital that is neither an ordinary word nor another place: in all likelihood a surname.</summary>
    private static bool IsUnknown(Search search, int at) =>
        (
            search.Reading.Traits(at)
            & (WordTraits.Dictionary | WordTraits.Function | WordTraits.Title | WordTraits.OtherCapital)
        ) == 0
        && search.Book.Places.Names.LongestAt(search.Reading, at) is null;

    /// <summary>True where a capital letter says nothing: first in a sentence, or where every word has one.</summary>
    private static bool TellsNothing(ItemReading reading, PlaceName name, int at) =>
        reading.IsShouted(at) || (!name.IsAcronym && (reading.OpensSentence(at) || reading.IsInTitleCase(at)));

    /// <summary><i>A turkey</i>, <i>a chad</i>: no country has that before it.</summary>
    private static bool IsBehindArticle(ItemReading reading, int at) =>
        at > 0 && reading.SameSentence(at - 1, at) && reading.Folded(at - 1) is "a" or "an";

    /// <summary>A word of government, arms or money, another place, or the possessive, in the same sentence.</summary>
    private static bool HasSecondSign(Search search, PlaceName name, int at)
    {
        var reading = search.Reading;
        if (reading.IsPossessive(at + name.Words.Length - 1))
            return true;
        var (first, behind) = reading.SentenceAt(reading.Words[at].Sentence);
        for (var other = first; other < behind; other++)
            if ((other < at || other >= at + name.Words.Length) && IsSign(search, other))
                return true;
        return false;
    }

    private static bool IsSign(Search search, int at) =>
        search.IsOfClass(State, at)
        || (
            search.Reading.Words[at].IsCapital
            && search.Book.Places.Names.LongestAt(search.Reading, at) is { IsAcronym: false }
        );
}
