using NewsMonitor.Core.Text;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Matching;

/// <summary>A name found in the text: its first and its last word, and how it answers the rule.</summary>
internal readonly record struct NameShape(int First, int Last, EvidenceReason Reason);

/// <summary>The words that spell a surname; the whole name where it is written as one word.</summary>
internal readonly record struct SurnameSpan(int First, int Last, bool IsWholeName);

/// <summary>Somebody else of the same surname.</summary>
internal readonly record struct OtherBearer(bool HasTitle);

/// <summary>
/// What the words around a surname say of it: given name before it or behind it, initial, title, or somebody else's given
/// name. Every function looks at the words of one sentence only and remembers nothing.
/// </summary>
internal static class NameShapes
{
    /// <summary>How many names that the rule does not have may stand between the given name and the surname.</summary>
    private const int MiddleNames = 2;

    /// <summary>How many names of the rule, between given name and surname, the text may leave out.</summary>
    private const int MostLeftOut = 2;

    /// <summary>How many words, articles included, one name of the rule may be written with.</summary>
    private const int LongestPart = 4;

    /// <summary>A shorter surname does not count alone, in letters.</summary>
    private const int ShortestLoneSurname = 4;

    /// <summary>A surname that is an ordinary word of at least this frequency does not count alone; see <see cref="Words.FrequencyOf"/>.</summary>
    private const int CommonFrequency = 4;

    /// <summary>Longer names are not put together from pieces, in letters.</summary>
    private const int LongestJoined = 60;

    /// <summary><i>Michael Jordan</i>, <i>Chad Pennington</i>: a given name before the place, or itself a given name before a surname.</summary>
    public static bool IsInPersonsName(ItemReading reading, int at, PlaceName name)
    {
        if (name.Words.Length > 1 || name.IsPeople || name.IsAcronym)
            return false;
        var hasGivenName =
            at > 0
            && reading.Words[at - 1].IsCapital
            && reading.Adjoins(at - 1)
            && Has(reading, at - 1, WordTraits.GivenName);
        var hasSurname =
            Has(reading, at, WordTraits.GivenName)
            && at + 1 < reading.Count
            && reading.Words[at + 1].Shape == Shape.Capitalised
            && reading.Adjoins(at);
        return hasGivenName || hasSurname;
    }

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
            if (occurrenceFirst < last || SurnameBook.IsSpelling(reading.Folded(last), surname.Word))
                return new(occurrenceFirst, last, IsWholeName: false);
        }
        else if (PartEndingAt(reading, last, surname, NameSpelling.SupportedSurname) is { } first)
            return new(first, last, IsWholeName: false);
        return !person.IsMononym && IsNear(reading, last, person.Glued, NameSpelling.SupportedSurname)
            ? new(last, last, IsWholeName: true)
            : null;
    }

    /// <summary>The name with what supports the surname: given name, initial or title; null when nothing does.</summary>
    public static NameShape? SupportedAt(ItemReading reading, NamedPerson person, SurnameSpan surname) =>
        surname.IsWholeName ? new(surname.First, surname.Last, EvidenceReason.Compound)
        : person.IsMononym ? WithTitle(reading, person, surname)
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
        var isNear =
            surname.First < surname.Last || IsNear(reading, written, person.Surname.Word, WidestAlone(person.Surname));
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

    private static double WidestAlone(NamePart surname) =>
        surname.Word.Length < NameSpelling.LongWord ? NameSpelling.LoneSurname : NameSpelling.LongLoneSurname;

    /// <summary>True when another name stands behind the surname, with or without a particle.</summary>
    public static bool GoesOn(ItemReading reading, NamedPerson person, SurnameSpan surname)
    {
        var last = surname.Last;
        while (last + 1 < reading.Count && reading.Adjoins(last) && IsSmallWord(reading, last + 1))
            last++;
        return IsNameGoingOn(reading, person, last)
            || (
                last + 1 < reading.Count
                && reading.Adjoins(last)
                && reading.Words[last + 1].IsCapital
                && Has(reading, last + 1, WordTraits.OtherCapital)
            );
    }

    /// <summary>Somebody else who bears the surname here; null when nobody does.</summary>
    public static OtherBearer? OtherBearerAt(ItemReading reading, SurnameSpan surname)
    {
        var before = BeforeParticles(reading, surname.First);
        if (before < 0 || !MayBeGivenName(reading, before))
            return null;
        while (before > 0 && reading.Adjoins(before - 1) && MayBeGivenName(reading, before - 1))
            before--;
        return new(before > 0 && reading.Adjoins(before - 1) && Has(reading, before - 1, WordTraits.Title));
    }

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

    /// <summary>True when a sentence holds these two words and particles only: a name in a list, a caption, a by-line.</summary>
    private static bool IsWholeSentence(ItemReading reading, int one, int other)
    {
        var (first, behind) = reading.SentenceAt(reading.Words[one].Sentence);
        for (var at = first; at < behind; at++)
            if (at != one && at != other && !IsSmallWord(reading, at))
                return false;
        return true;
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
            && IsNear(reading, before, first.Word, NameSpelling.SupportedSurname)
            && IsNear(reading, surname.Last, person.Surname.Word, NameSpelling.SupportedSurname)
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
            (first, isGiven) = (at, reading.Folded(at)[0] == given);
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
        var first = title;
        while (first > 0 && reading.Adjoins(first - 1) && Has(reading, first - 1, WordTraits.Title))
            first--;
        return IsFreeBefore(reading, first) && !IsCatalogued(reading, title)
            ? new(title, surname.Last, EvidenceReason.TitleAndSurname)
            : null;
    }

    /// <summary>
    /// <i>Barakat, Hattem Ahmad</i>: a sentence of nothing but names, one comma among them. Only the full name counts there.
    /// </summary>
    private static bool IsCatalogued(ItemReading reading, int at)
    {
        var (first, behind) = reading.SentenceAt(reading.Words[at].Sentence);
        var commas = 0;
        for (var word = first; word < behind; word++)
        {
            commas += reading.Words[word].AfterComma ? 1 : 0;
            if (IsSmallWord(reading, word) || IsInitial(reading, word))
                continue;
            if (!IsNameWord(reading, word))
                return false;
            if (
                Has(reading, word, WordTraits.Dictionary)
                && !Has(reading, word, WordTraits.Title | WordTraits.GivenName)
            )
                return false;
        }
        return commas == 1;
    }

    /// <summary>A title that is no given name as well, as <i>Sultan</i> is.</summary>
    private static bool IsBareTitle(ItemReading reading, int at) =>
        Has(reading, at, WordTraits.Title) && !Has(reading, at, WordTraits.GivenName);

    /// <summary><i>Kim Jong-un</i>: the given name behind the family name, all of it.</summary>
    private static NameShape? WithGivenBehindFamily(ItemReading reading, NamedPerson person, SurnameSpan surname)
    {
        var at = surname.Last + 1;
        var hasComma = at < reading.Count && reading.Words[at].AfterComma && reading.SameSentence(surname.Last, at);
        return (hasComma || reading.Adjoins(surname.Last)) && PartBeginningAt(reading, at, person.Parts[^1]) is { } last
            ? Full(reading, person, surname.First, last)
            : null;
    }

    /// <summary>The first of the words that spell a name of the rule, in full or in a short form, and end at a word.</summary>
    private static int? GivenPartEndingAt(ItemReading reading, int at, NamePart part)
    {
        if (part.IsInitial)
            return reading.Words[at].IsCapital && reading.Folded(at)[0] == part.Word[0] && !IsInitial(reading, at)
                ? at
                : null;
        return IsGivenForm(reading, at, part.Word) ? at : PartEndingAt(reading, at, part, NameSpelling.GivenName);
    }

    private static bool IsGivenForm(ItemReading reading, int at, string name) =>
        reading.Words[at].IsCapital
        && Has(reading, at, WordTraits.GivenName)
        && PersonNames.AreForms(reading.Folded(at), name);

    /// <summary>The first name tells a person, the second one beside a rare surname; any other only with one more before it.</summary>
    private static bool IsEnough(ItemReading reading, NamedPerson person, int part, int first) =>
        part == 0
        || (part == 1 && (person.IsFamilyFirst || !IsCommon(person.Surname)))
        || (
            first > 0
            && reading.Adjoins(first - 1)
            && GivenPartEndingAt(reading, first - 1, person.Parts[part - 1]) is not null
        );

    private static bool IsCommon(NamePart surname) =>
        surname.IsServant || PersonNames.IsCommonSurname(surname.Word) || PersonNames.IsGivenName(surname.Word);

    /// <summary>
    /// True unless the rule and the text each have a name that the other lacks: <i>Sergey Ivanovich Lavrov</i> is not
    /// <i>Sergey Viktorovich Lavrov</i>. Either of them may leave names out, but not most of them.
    /// </summary>
    private static bool Agrees(ItemReading reading, NamedPerson person, GivenName given, SurnameSpan surname)
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

    /// <summary>Which of some names ends at a word, and its first word; -1 for none.</summary>
    private static (int Part, int First) MiddleNameEndingAt(ItemReading reading, int at, ReadOnlySpan<NamePart> parts)
    {
        for (var part = 0; part < parts.Length; part++)
            if (MiddleNameEndingAt(reading, at, parts[part]) is { } first)
                return (part, first);
        return (-1, at);
    }

    private static int? MiddleNameEndingAt(ItemReading reading, int at, NamePart part)
    {
        if (part.IsInitial || IsInitial(reading, at))
            return reading.Folded(at)[0] == part.Word[0] ? at : null;
        return PartEndingAt(reading, at, part, NameSpelling.GivenName);
    }

    /// <summary><i>Plat Ono Vich</i>: one name of the rule in pieces.</summary>
    private static bool IsOneName(ItemReading reading, int from, int behind, ReadOnlySpan<NamePart> middle)
    {
        Span<char> joined = stackalloc char[LongestJoined];
        var length = 0;
        for (var at = from; at < behind; at++)
            if (!TryAppend(reading.Folded(at), joined, ref length))
                return false;
        return middle.Length == 1 && NameSpelling.Distance(joined[..length], middle[0].Word) <= NameSpelling.GivenName;
    }

    /// <summary>Behind <i>Surname, Given</i>: an initial must be one of the rule's.</summary>
    private static bool MiddleNamesAgreeBehind(ItemReading reading, NamedPerson person, int last)
    {
        var middle = person.Parts.AsSpan()[1..^1];
        return middle.IsEmpty
            || last + 1 >= reading.Count
            || !reading.Adjoins(last)
            || !IsInitial(reading, last + 1)
            || MiddleNameEndingAt(reading, last + 1, middle).Part >= 0;
    }

    private static bool InitialsAgree(ItemReading reading, NamedPerson person, int first, int behind)
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

    /// <summary>The first of the words that spell a name and end at a word; null when they spell something else.</summary>
    private static int? PartEndingAt(ItemReading reading, int at, NamePart part, double widest)
    {
        if (reading.Words[at].IsCapital && IsNear(reading, at, part.Word, widest))
            return at;
        if (!part.IsCompound && !reading.Words[at].Joined && !EndsPart(reading.Folded(at), part))
            return null;
        Span<char> joined = stackalloc char[LongestJoined];
        var length = 0;
        if (!TryPrepend(reading.Folded(at), joined, ref length))
            return null;
        for (var first = at - 1; first >= 0 && first > at - LongestPart && reading.Adjoins(first); first--)
        {
            if (IsSmallWord(reading, first))
                continue;
            if (!IsNameWord(reading, first) || !TryPrepend(reading.Folded(first), joined, ref length))
                return null;
            if (reading.Words[first].IsCapital && IsJoinedNear(joined[^length..], part, widest))
                return first;
        }
        return null;
    }

    /// <summary>One name of the rule may be two in the text: <i>Jandaniel</i>, <i>Saifuddin</i>.</summary>
    private static bool EndsPart(string word, NamePart part) =>
        NamedPerson.EndsCompound(word)
        || (word.Length >= 3 && part.Word.Length > word.Length && part.Word.EndsWith(word, StringComparison.Ordinal));

    /// <summary>The last of the words that spell a name and begin at a word; null when they spell something else.</summary>
    private static int? PartBeginningAt(ItemReading reading, int at, NamePart part)
    {
        if (at >= reading.Count || !reading.Words[at].IsCapital)
            return null;
        if (
            (part.IsInitial && reading.Folded(at)[0] == part.Word[0])
            || IsNear(reading, at, part.Word, NameSpelling.GivenName)
            || IsGivenForm(reading, at, part.Word)
        )
            return at;
        for (var last = at + 1; last < reading.Count && last < at + LongestPart && reading.Adjoins(last - 1); last++)
            if ((part.IsCompound || reading.Words[last].Joined) && SpellsPart(reading, at, last, part))
                return last;
        return null;
    }

    private static bool SpellsPart(ItemReading reading, int first, int last, NamePart part)
    {
        Span<char> joined = stackalloc char[LongestJoined];
        var length = 0;
        for (var at = first; at <= last; at++)
            if (
                !(IsSmallWord(reading, at) && at > first && at < last)
                && !TryAppend(reading.Folded(at), joined, ref length)
            )
                return false;
        return IsJoinedNear(joined[..length], part, NameSpelling.GivenName);
    }

    private static bool IsJoinedNear(ReadOnlySpan<char> joined, NamePart part, double widest) =>
        joined.SequenceEqual(part.Word)
        || (
            Math.Abs(joined.Length - part.Word.Length) <= 3
            && NameSounds.AreReadable(joined)
            && NameSounds.AreReadable(part.Word)
            && NameSpelling.Distance(joined, part.Word) <= widest
        );

    /// <summary>A word that may stand in a name: a capital, or behind a hyphen (<i>Jong-un</i>).</summary>
    private static bool IsNameWord(ItemReading reading, int at) =>
        reading.Words[at].IsCapital || reading.Words[at].Joined;

    /// <summary>True when no other name stands right before a word.</summary>
    private static bool IsFreeBefore(ItemReading reading, int first)
    {
        var before = BeforeParticles(reading, first);
        return before < 0 || !MayBeGivenName(reading, before);
    }

    /// <summary>The word before a name and its particles; -1 when there is none that adjoins.</summary>
    private static int BeforeParticles(ItemReading reading, int first)
    {
        var before = first - 1;
        while (before >= 0 && reading.Adjoins(before) && IsSmallWord(reading, before) && !IsGiven(reading, before))
            before--;
        return before >= 0 && reading.Adjoins(before) ? before : -1;
    }

    /// <summary><i>Al Gore</i>, <i>Ben Affleck</i>; not <i>al-Assad</i> nor <i>AL-ASSAD</i>.</summary>
    private static bool IsGiven(ItemReading reading, int at) =>
        reading.Words[at].Shape == Shape.Capitalised
        && Has(reading, at, WordTraits.GivenName)
        && !(at + 1 < reading.Count && reading.Words[at + 1].Joined);

    /// <summary>
    /// A capital that may be somebody's given name. Where every word has one, only what is no ordinary word; an acronym and
    /// a place never.
    /// </summary>
    private static bool MayBeGivenName(ItemReading reading, int at)
    {
        if (!IsUnknownCapital(reading, at))
            return false;
        return Has(reading, at, WordTraits.GivenName) || !Has(reading, at, WordTraits.Dictionary);
    }

    /// <summary>True when the name goes on behind a word: with a surname, or as that of a firm or a street.</summary>
    private static bool IsNameGoingOn(ItemReading reading, NamedPerson person, int last)
    {
        var next = last + 1;
        if (!reading.Adjoins(last) || next >= reading.Count)
            return false;
        if (IsSmallWord(reading, next) && !reading.Words[next].Joined)
            return false;
        if (!IsUnknownCapital(reading, next) || IsOfRule(reading, person, next))
            return false;
        return Has(reading, next, WordTraits.GivenName)
            || !Has(reading, next, WordTraits.Dictionary)
            || !CapitalsTellNothing(reading, next)
            || PersonNames.IsCompanyWord(reading.Folded(next));
    }

    private static bool IsOfRule(ItemReading reading, NamedPerson person, int at)
    {
        foreach (var part in person.Parts)
            if (IsNear(reading, at, part.Word, NameSpelling.GivenName))
                return true;
        return false;
    }

    private static bool IsUnknownCapital(ItemReading reading, int at)
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
            && char.IsLetter(reading.Folded(at), 0);
    }

    private static bool CapitalsTellNothing(ItemReading reading, int at) =>
        reading.IsShouted(at) || reading.IsInTitleCase(at);

    private static bool IsAcronym(ItemReading reading, int at) =>
        reading.Words[at].Shape == Shape.Capitals && !reading.IsShouted(at) && reading.Folded(at).Length <= 5;

    private static bool IsRare(ItemReading reading, NamedPerson person, int at) =>
        !person.IsFamilyFirst
        && person.Surname.Word.Length >= ShortestLoneSurname
        && !IsCommon(person.Surname)
        && !IsCommonWord(reading, at);

    /// <summary>An ordinary word at the beginning of a sentence or among capitals is just a word.</summary>
    private static bool TellsAlone(ItemReading reading, int at) =>
        !IsCommonWord(reading, at) || !(reading.OpensSentence(at) || CapitalsTellNothing(reading, at));

    private static bool IsCommonWord(ItemReading reading, int at) =>
        Has(reading, at, WordTraits.Function)
        || (Has(reading, at, WordTraits.Dictionary) && Words.FrequencyOf(reading.Folded(at)) >= CommonFrequency);

    private static bool IsPartOfOtherName(ItemReading reading, NamedPerson person, SurnameSpan surname) =>
        (!person.IsMononym && IsBehindOtherName(reading, surname.First))
        || IsHyphenated(reading, surname)
        || IsNameGoingOn(reading, person, surname.Last);

    /// <summary>A title that <see cref="WithTitle"/> did not take stands inside another name: <i>Mahmood Sultan Bashiruddin</i>.</summary>
    private static bool IsBehindOtherName(ItemReading reading, int first)
    {
        var before = BeforeParticles(reading, first);
        return before >= 0
            && (
                MayBeGivenName(reading, before)
                || (Has(reading, before, WordTraits.Title) && Has(reading, before, WordTraits.GivenName))
            );
    }

    /// <summary><i>Rees-Mogg</i> is not <i>Mogg</i>; <i>Merkel-led</i> is Merkel.</summary>
    private static bool IsHyphenated(ItemReading reading, SurnameSpan surname) =>
        (
            reading.Words[surname.First].Joined
            && surname.First > 0
            && reading.Words[surname.First - 1].IsCapital
            && !IsSmallWord(reading, surname.First - 1)
        )
        || (
            surname.Last + 1 < reading.Count
            && reading.Words[surname.Last + 1].Joined
            && reading.Words[surname.Last + 1].IsCapital
        );

    /// <summary><i>Johnson &amp; Johnson</i>; <i>in Jackson, Mississippi</i>.</summary>
    private static bool IsPlaceOrFirm(ItemReading reading, SurnameSpan surname)
    {
        if (HasAmpersand(reading, surname.First - 1) || HasAmpersand(reading, surname.Last))
            return true;
        var next = surname.Last + 1;
        return next < reading.Count
            && reading.Words[next].AfterComma
            && reading.SameSentence(surname.Last, next)
            && reading.Words[next].IsCapital
            && Has(reading, next, WordTraits.OtherCapital)
            && surname.First > 0
            && reading.Folded(surname.First - 1) is "in" or "at" or "near" or "from" or "outside" or "to";
    }

    private static bool HasAmpersand(ItemReading reading, int at) =>
        at >= 0
        && at + 1 < reading.Count
        && reading.SameSentence(at, at + 1)
        && reading.FieldOf(at) == reading.FieldOf(at + 1)
        && reading.Between(at).Contains('&');

    private static bool IsInitial(ItemReading reading, int at) =>
        reading.Words[at].End - reading.Words[at].Start == 1 && reading.Words[at].IsCapital;

    /// <summary><i>G.W.</i>: initials with their stops, read as one word.</summary>
    private static bool IsInitials(ItemReading reading, int at) =>
        reading.Words[at].Shape == Shape.Capitals && reading.Written(at).Contains('.');

    private static bool IsSmallWord(ItemReading reading, int at) =>
        Has(reading, at, WordTraits.Particle)
        || (Has(reading, at, WordTraits.Article) && at + 1 < reading.Count && reading.Words[at + 1].Joined);

    private static bool IsNear(ItemReading reading, int at, string name, double widest) =>
        NameSpelling.AreNear(reading.Folded(at), name, widest);

    private static bool Has(ItemReading reading, int at, WordTraits traits) => (reading.Traits(at) & traits) != 0;

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

    private static bool TryAppend(string word, Span<char> joined, ref int length)
    {
        if (length + word.Length > joined.Length)
            return false;
        word.CopyTo(joined[length..]);
        length += word.Length;
        return true;
    }

    private static bool TryPrepend(string word, Span<char> joined, ref int length)
    {
        if (length + word.Length > joined.Length)
            return false;
        length += word.Length;
        word.CopyTo(joined[^length..]);
        return true;
    }

    /// <summary>A name of the rule found in the text: which, and its first word.</summary>
    private readonly record struct GivenName(int Part, int First, int Last);
}
