using NewsMonitor.Core.Vocabulary;
using static NewsMonitor.Core.Matching.NameAgreement;
using static NewsMonitor.Core.Matching.NameNeighbours;
using static NewsMonitor.Core.Matching.NamePieces;
using static NewsMonitor.Core.Matching.NameWords;

namespace NewsMonitor.Core.Matching;

/// <summary>A name found in the text: its first and its last word, and how it answers the rule.</summary>
internal readonly record struct NameShape(int First, int Last, EvidenceReason Reason);

/// <summary>The words that spell a surname; the whole name where it is written as one word.</summary>
internal readonly record struct SurnameSpan(int First, int Last, bool IsWholeName);

/// <summary>Somebody else of the same surname.</summary>
internal readonly record struct OtherBearer(bool HasTitle);

/// <summary>A surname in the text, with what the words around it say.</summary>
/// <param name="Surname">Its words.</param>
/// <param name="Shape">The name that given name, initial or title make of it; null when nothing supports it.</param>
/// <param name="Other">Somebody else who bears it there; null when nobody does.</param>
internal readonly record struct Bearing(SurnameSpan Surname, NameShape? Shape, OtherBearer? Other);

/// <summary>
/// What the words around a surname say of it: given name before it or behind it, initial, title, or somebody else's given
/// name. Every function looks at the words of one sentence only and remembers nothing.
/// </summary>
internal static class NameShapes
{
    /// <summary>A shorter surname does not count alone, in letters.</summary>
    private const int ShortestLoneSurname = 4;

    /// <summary>The words that spell a surname at an occurrence of its clue; null when they spell something else.</summary>
    public static SurnameSpan? SurnameEndingAt(
        ItemReading reading,
        NamedPerson person,
        NamePart surname,
        int occurrenceFirst,
        int last
    )
    {
        if (occurrenceFirst < last || !surname.IsCompound)
        {
            if (occurrenceFirst < last || SurnameBook.IsSpelling(reading.Spelled(last), surname))
                return new(occurrenceFirst, last, IsWholeName: false);
        }
        else if (PartEndingAt(reading, last, surname, NameSpelling.SupportedSurname) is { } first)
            return new(first, last, IsWholeName: false);
        return !person.IsMononym && IsWholeName(reading.Folded(last), person)
            ? new(last, last, IsWholeName: true)
            : null;
    }

    /// <summary>Another spelling of the whole name, as one word, has nearly as many letters.</summary>
    private static bool IsWholeName(string word, NamedPerson person) =>
        word.Length * 4 >= person.Length * 3 && NameSpelling.AreNear(word, person.Glued, NameSpelling.SupportedSurname);

    /// <summary>The name with what supports the surname: given name, initial or title; null when nothing does.</summary>
    public static NameShape? SupportedAt(ItemReading reading, NamedPerson person, SurnameSpan surname) =>
        surname.IsWholeName ? new(surname.First, surname.Last, EvidenceReason.Compound)
        : person.IsMononym || person.IsAnybody ? WithTitle(reading, person, surname)
        : person.IsFamilyFirst
            ? WithGivenBehindFamily(reading, person, surname)
                ?? WithGivenBefore(reading, person, surname)
                ?? WithTitle(reading, person, surname)
        : WithGivenBefore(reading, person, surname)
            ?? WithBothSurnames(reading, person, surname)
            ?? WithGivenBehind(reading, person, surname)
            ?? WithInitials(reading, person, surname)
            ?? WithTitle(reading, person, surname);

    /// <summary>
    /// The surname alone. It counts when it is rare and written nearly as in the rule, or when the item has named the person;
    /// never as a part of another name, of a firm or of a place.
    /// </summary>
    public static NameShape? AloneAt(ItemReading reading, NamedPerson person, SurnameSpan surname, bool isNamed)
    {
        var written = person.IsFamilyFirst || surname.First < surname.Last ? surname.First : surname.Last;
        var isNear = IsPlainSpelling(reading, person, surname, WidestAlone(person.Surname), isSupported: isNamed);
        if (
            !isNear
            || !(isNamed || (person.IsMononym ? TellsAlone(reading, written) : IsRare(reading, person, written)))
        )
            return null;
        if (IsPartOfOtherName(reading, person, surname) || IsPlaceOrFirm(reading, surname))
            return null;
        if (!person.IsMononym && IsCatalogued(reading, surname.First))
            return null;
        return new(
            surname.First,
            surname.Last,
            person.IsMononym ? Reason(reading.Folded(surname.Last) == person.Surname.Word) : EvidenceReason.Surname
        );
    }

    /// <summary>
    /// True when the surname is written as in the rule, or nearly so and is no ordinary word: <i>Moody's</i> is not <i>Modi</i>.
    /// </summary>
    private static bool IsPlainSpelling(
        ItemReading reading,
        NamedPerson person,
        SurnameSpan surname,
        double widest,
        bool isSupported
    ) =>
        surname.First < surname.Last
        || IsPlainSpelling(reading, surname.Last, person.Surname, widest)
        || (isSupported && person.FirstSurname is { } first && IsPlainSpelling(reading, surname.Last, first, widest));

    private static bool IsPlainSpelling(ItemReading reading, int at, NamePart part, double widest) =>
        reading.Folded(at) == part.Word
        || reading.Folded(at) == part.LastWord
        || (!Has(reading, at, WordTraits.Dictionary) && IsNear(reading, at, part, widest));

    private static double WidestAlone(NamePart surname) =>
        surname.Word.Length < NameSpelling.LongWord ? NameSpelling.LoneSurname : NameSpelling.LongLoneSurname;

    /// <summary><i>Qassem Soleimani</i>, with middle names, initials and particles between, as far as they do not contradict the rule.</summary>
    private static NameShape? WithGivenBefore(ItemReading reading, NamedPerson person, SurnameSpan surname)
    {
        var names = 0;
        for (var at = surname.First - 1; at >= 0 && reading.Adjoins(at); at--)
        {
            var isSmall = IsSmallWord(reading, at);
            if (!isSmall && !IsNameWord(reading, at))
                return null;
            if (FullNameFrom(reading, person, at, surname) is { } full)
                return full;
            if (isSmall || MiddleNameEndingAt(reading, at, person.Parts.AsSpan()).Part >= 0)
                continue;
            if (IsBareTitle(reading, at) || ++names > MiddleNames)
                return null;
        }
        return null;
    }

    /// <summary>The full name whose given name ends at a word; null when another name stands there.</summary>
    private static NameShape? FullNameFrom(ItemReading reading, NamedPerson person, int at, SurnameSpan surname)
    {
        var (from, behind) = person.IsFamilyFirst ? (1, 2) : (0, person.Parts.Length - 1);
        for (var part = from; part < behind; part++)
            if (
                GivenPartEndingAt(reading, at, person.Parts[part]) is { } first
                && IsEnough(reading, person, part, first)
                && (person.IsFamilyFirst || Agrees(reading, person, new(part, first, at), surname))
            )
                return Full(reading, person, first, surname.Last);
        return null;
    }

    /// <summary><i>Soleimani, Qassem</i>; <i>Orbán Viktor</i>.</summary>
    private static NameShape? WithGivenBehind(ItemReading reading, NamedPerson person, SurnameSpan surname)
    {
        var at = surname.Last + 1;
        if (at >= reading.Count || !reading.SameSentence(surname.Last, at))
            return null;
        var hasComma = reading.Words[at].AfterComma;
        if (!hasComma && !reading.Adjoins(surname.Last))
            return null;
        if (
            !hasComma
            && Has(reading, surname.Last, WordTraits.GivenName)
            && !IsWholeSentence(reading, surname.Last, at)
        )
            return null;
        while (Has(reading, at, WordTraits.Title) && reading.Adjoins(at))
            at++;
        var given = person.Parts[0];
        if (PartBeginningAt(reading, at, given) is not { } last)
            return null;
        var first = hasComma ? WithOtherSurnames(reading, person, surname.First) : surname.First;
        if (!IsFreeBefore(reading, first) && reading.Folded(first - 1) != reading.Folded(first))
            return null;
        var opens = reading.OpensSentence(first);
        return MiddleNamesAgreeBehind(reading, person, last) && (opens || !IsNameGoingOn(reading, person, last))
            ? Full(reading, person, first, last)
            : null;
    }

    /// <summary><i>Flores Soto, Mario</i>: where the names before the surname begin that the rule has there too.</summary>
    private static int WithOtherSurnames(ItemReading reading, NamedPerson person, int surnameFirst)
    {
        var first = surnameFirst;
        for (var at = first - 1; at >= 0 && reading.Adjoins(at); at--)
            if (MiddleNameEndingAt(reading, at, person.Parts.AsSpan()[1..^1]) is { Part: >= 0 } name)
                first = at = name.First;
            else if (!IsSmallWord(reading, at))
                break;
        return first;
    }

    /// <summary><i>García Márquez</i>: both surnames, without the given name.</summary>
    private static NameShape? WithBothSurnames(ItemReading reading, NamedPerson person, SurnameSpan surname)
    {
        if (person.FirstSurname is not { } first)
            return null;
        var before = surname.First - 1;
        return
            before >= 0
            && reading.Adjoins(before)
            && IsNear(reading, before, first, NameSpelling.SupportedSurname)
            && IsNear(reading, surname.Last, person.Surname, NameSpelling.SupportedSurname)
            && IsFreeBefore(reading, before)
            && !IsCatalogued(reading, before)
            ? new(before, surname.Last, EvidenceReason.Surname)
            : null;
    }

    /// <summary><i>Q. Soleimani</i>, <i>W. H. Seely</i>, <i>G.W. Bush</i>.</summary>
    private static NameShape? WithInitials(ItemReading reading, NamedPerson person, SurnameSpan surname)
    {
        var given = person.Parts[0].Word[0];
        var (first, isGiven) = (surname.First, false);
        for (var at = surname.First - 1; at >= 0 && reading.Adjoins(at); at--)
        {
            if (IsSmallWord(reading, at) && !IsInitial(reading, at))
                continue;
            if (!IsInitial(reading, at) && !IsInitials(reading, at))
                break;
            (first, isGiven) = (at, FirstLetter(reading, at) == given);
        }
        return isGiven && IsFreeBefore(reading, first) && InitialsAgree(reading, person, first, surname.First)
            ? new(first, surname.Last, EvidenceReason.Initial)
            : null;
    }

    /// <summary>
    /// <i>Gen Soleimani</i>, <i>President Xi</i>; no other name may follow, and none may stand before the title, where it is a
    /// name itself (<i>Mansour Shah Mohammed</i>).
    /// </summary>
    private static NameShape? WithTitle(ItemReading reading, NamedPerson person, SurnameSpan surname)
    {
        var title = BeforeParticles(reading, surname.First);
        if (title < 0 || !Has(reading, title, WordTraits.Title) || IsNameGoingOn(reading, person, surname.Last))
            return null;
        if (
            IsOfRoyalty(reading, title, surname)
            || !IsPlainSpelling(reading, person, surname, NameSpelling.TitledSurname, isSupported: true)
        )
            return null;
        var first = title;
        while (first > 0 && reading.Adjoins(first - 1) && Has(reading, first - 1, WordTraits.Title))
            first--;
        return IsFreeBefore(reading, first) && !IsCatalogued(reading, title)
            ? new(title, surname.Last, EvidenceReason.TitleAndSurname)
            : null;
    }

    /// <summary><i>Kim Jong-un</i>: the given name behind the family name, all of it.</summary>
    private static NameShape? WithGivenBehindFamily(ItemReading reading, NamedPerson person, SurnameSpan surname)
    {
        var at = surname.Last + 1;
        var hasComma = at < reading.Count && reading.Words[at].AfterComma && reading.SameSentence(surname.Last, at);
        return (hasComma || reading.Adjoins(surname.Last)) && PartBeginningAt(reading, at, person.Parts[^1]) is { } last
            ? Full(reading, person, surname.First, last)
            : null;
    }

    private static bool IsRare(ItemReading reading, NamedPerson person, int at) =>
        !person.IsFamilyFirst
        && person.Surname.Word.Length >= ShortestLoneSurname
        && !IsCommon(person.Surname)
        && !IsCommonWord(reading, at);

    /// <summary>An ordinary word at the beginning of a sentence or among capitals is just a word.</summary>
    private static bool TellsAlone(ItemReading reading, int at) =>
        !IsCommonWord(reading, at) || !(reading.OpensSentence(at) || CapitalsTellNothing(reading, at));

    private static NameShape Full(ItemReading reading, NamedPerson person, int first, int last) =>
        new(first, last, Reason(IsAsWritten(reading, person, first, last)));

    private static bool IsAsWritten(ItemReading reading, NamedPerson person, int first, int last)
    {
        for (var at = first; at <= last; at++)
            if (!IsSmallWord(reading, at) && !IsWordOf(person, reading.Folded(at)))
                return false;
        return true;
    }

    private static bool IsWordOf(NamedPerson person, string word)
    {
        foreach (var part in person.Parts)
            if (part.Word == word || (part.IsCompound && part.Word.Contains(word, StringComparison.Ordinal)))
                return true;
        return false;
    }

    private static EvidenceReason Reason(bool isSame) =>
        isSame ? EvidenceReason.SameWords : EvidenceReason.SpellingVariant;
}
