using NewsMonitor.Core.Vocabulary;
using static NewsMonitor.Core.Matching.NamePieces;
using static NewsMonitor.Core.Matching.NameWords;

namespace NewsMonitor.Core.Matching;

/// <summary>A name of the rule, other than the surname, found in the text: which, and its words.</summary>
internal readonly record struct GivenName(int Part, int First, int Last);

/// <summary>Whether the names around a given name and a surname agree with the rule.</summary>
internal static class NameAgreement
{
    /// <summary>How many names that the rule does not have may stand between the given name and the surname.</summary>
    public const int MiddleNames = 2;

    /// <summary>How many names of the rule, between given name and surname, the text may leave out.</summary>
    private const int MostLeftOut = 2;

    /// <summary>The first name tells a person, the second one beside a rare surname; any other only with one more before it.</summary>
    public static bool IsEnough(ItemReading reading, NamedPerson person, int part, int first) =>
        part == 0
        || (part == 1 && (person.IsFamilyFirst || !IsCommon(person.Surname)))
        || (
            first > 0
            && reading.Adjoins(first - 1)
            && GivenPartEndingAt(reading, first - 1, person.Parts[part - 1]) is not null
        );

    /// <summary>A surname that too many people bear to tell one.</summary>
    public static bool IsCommon(NamePart surname) =>
        surname.IsServant || PersonNames.IsCommonSurname(surname.Word) || PersonNames.IsGivenName(surname.Word);

    /// <summary>
    /// True unless the rule and the text each have a name that the other lacks: <i>Sergey Ivanovich Lavrov</i> is not
    /// <i>Sergey Viktorovich Lavrov</i>. Either of them may leave names out, but not most of them.
    /// </summary>
    public static bool Agrees(ItemReading reading, NamedPerson person, GivenName given, SurnameSpan surname)
    {
        var parts = person.Parts.AsSpan()[..^1];
        Span<bool> found = stackalloc bool[parts.Length];
        found[given.Part] = true;
        var between = OthersBetween(reading, given.Last + 1, surname.First, parts, given.Part + 1, found);
        var before = OthersBefore(reading, given.First, parts[..given.Part], found);
        var leftOut = found[given.Part..].Count(false);
        if (leftOut > MostLeftOut || between > MiddleNames || (before > 1 && between > 0))
            return false;
        return between + before == 0
            || !found.Contains(false)
            || (before == 0 && IsOneName(reading, given.Last + 1, surname.First, parts[(given.Part + 1)..]));
    }

    /// <summary>Counts the names between given name and surname that the rule does not have; marks those that it has.</summary>
    private static int OthersBetween(
        ItemReading reading,
        int from,
        int behind,
        ReadOnlySpan<NamePart> parts,
        int firstPart,
        Span<bool> found
    )
    {
        var others = 0;
        for (var at = behind - 1; at >= from; at--)
        {
            if (IsSmallWord(reading, at) && !IsInitial(reading, at))
                continue;
            var (part, first) = MiddleNameEndingAt(reading, at, parts[firstPart..]);
            if (part >= 0)
                (found[firstPart + part], at) = (true, first);
            else
                others++;
        }
        return others;
    }

    /// <summary>Counts the names before the given name that the rule does not have; marks those that it has.</summary>
    private static int OthersBefore(ItemReading reading, int first, ReadOnlySpan<NamePart> parts, Span<bool> found)
    {
        var others = 0;
        for (var at = first - 1; at >= 0 && reading.Adjoins(at); at--)
        {
            if (IsSmallWord(reading, at))
                continue;
            var (part, start) = MiddleNameEndingAt(reading, at, parts);
            if (part >= 0)
                (found[part], at) = (true, start);
            else if (!IsBareTitle(reading, at) && MayBeGivenName(reading, at))
                others++;
            else
                break;
        }
        return others;
    }

    /// <summary>Behind <i>Surname, Given</i>: an initial must be one of the rule's.</summary>
    public static bool MiddleNamesAgreeBehind(ItemReading reading, NamedPerson person, int last)
    {
        var middle = person.Parts.AsSpan()[1..^1];
        return middle.IsEmpty
            || last + 1 >= reading.Count
            || !reading.Adjoins(last)
            || !IsInitial(reading, last + 1)
            || MiddleNameEndingAt(reading, last + 1, middle).Part >= 0;
    }

    /// <summary>True when the initials behind the first are those of the rule's middle names.</summary>
    public static bool InitialsAgree(ItemReading reading, NamedPerson person, int first, int behind)
    {
        var middle = person.Parts.AsSpan()[1..^1];
        if (middle.IsEmpty)
            return true;
        for (var at = first; at < behind; at++)
        {
            var letters = reading.Folded(at);
            for (var letter = at == first ? 1 : 0; letter < letters.Length; letter++)
                if (!BeginsOne(middle, letters[letter]))
                    return false;
        }
        return true;
    }

    private static bool BeginsOne(ReadOnlySpan<NamePart> parts, char letter)
    {
        foreach (var part in parts)
            if (part.Word[0] == letter)
                return true;
        return false;
    }
}
