using NewsMonitor.Core.Vocabulary;
using static NewsMonitor.Core.Matching.NameWords;

namespace NewsMonitor.Core.Matching;

/// <summary>What stands before and behind a surname, and whether it makes the name another one.</summary>
internal static class NameNeighbours
{
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

    /// <summary>True when a sentence holds these two words and particles only: a name in a list, a caption, a by-line.</summary>
    public static bool IsWholeSentence(ItemReading reading, int one, int other)
    {
        var (first, behind) = reading.SentenceAt(reading.Words[one].Sentence);
        for (var at = first; at < behind; at++)
            if (at != one && at != other && !IsSmallWord(reading, at))
                return false;
        return true;
    }

    /// <summary><i>Sultan Ibrahim</i>, <i>Queen Maxima</i>: behind such a title a given name stands.</summary>
    public static bool IsOfRoyalty(ItemReading reading, int title, SurnameSpan surname) =>
        Has(reading, surname.Last, WordTraits.GivenName) && PersonNames.IsRoyalTitle(reading.Folded(title));

    /// <summary>
    /// <i>Barakat, Hattem Ahmad</i>: a sentence of nothing but names, one comma among them; or a sentence that opens with
    /// surname, comma and given name. Only the full name counts there.
    /// </summary>
    public static bool IsCatalogued(ItemReading reading, int at) =>
        IsOfNamesOnly(reading, at) || (reading.OpensSentence(at) && IsBeforeGivenName(reading, at + 1));

    private static bool IsBeforeGivenName(ItemReading reading, int next) =>
        next < reading.Count
        && reading.Words[next].AfterComma
        && reading.SameSentence(next - 1, next)
        && reading.Words[next].IsCapital
        && Has(reading, next, WordTraits.GivenName)
        && !(reading.Adjoins(next) && MayBeGivenName(reading, next + 1));

    private static bool IsOfNamesOnly(ItemReading reading, int at)
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

    /// <summary>True when no other name stands right before a word.</summary>
    public static bool IsFreeBefore(ItemReading reading, int first)
    {
        var before = BeforeParticles(reading, first);
        return before < 0 || !MayBeGivenName(reading, before);
    }

    /// <summary>The word before a name and its particles; -1 when there is none that adjoins.</summary>
    public static int BeforeParticles(ItemReading reading, int first)
    {
        var before = first - 1;
        while (before >= 0 && reading.Adjoins(before) && IsSmallWord(reading, before) && !IsGiven(reading, before))
            before--;
        return before >= 0 && reading.Adjoins(before) ? before : -1;
    }

    /// <summary>True when the name goes on behind a word: with a surname, or as that of a firm or a street.</summary>
    public static bool IsNameGoingOn(ItemReading reading, NamedPerson person, int last)
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
            if (IsNear(reading, at, part, NameSpelling.GivenName))
                return true;
        return false;
    }

    /// <summary>True when the surname is a part of somebody else's name.</summary>
    public static bool IsPartOfOtherName(ItemReading reading, NamedPerson person, SurnameSpan surname) =>
        PairAround(reading, surname) is { } pair
            ? !IsMentionOfTwo(reading, pair)
            : (!person.IsMononym && IsBehindOtherName(reading, surname.First))
                || IsNameGoingOn(reading, person, surname.Last);

    /// <summary>A title that did not support the surname stands inside another name: <i>Mahmood Sultan Bashiruddin</i>.</summary>
    private static bool IsBehindOtherName(ItemReading reading, int first)
    {
        var before = BeforeParticles(reading, first);
        return before >= 0
            && (
                MayBeGivenName(reading, before)
                || (Has(reading, before, WordTraits.Title) && Has(reading, before, WordTraits.GivenName))
            );
    }

    /// <summary>The surname with what a hyphen joins to it, where that is a capital; null when nothing is.</summary>
    private static SurnameSpan? PairAround(ItemReading reading, SurnameSpan surname)
    {
        var (first, last) = (surname.First, surname.Last);
        if (
            first > 0
            && reading.Words[first].Joined
            && reading.Words[first - 1].IsCapital
            && !IsSmallWord(reading, first - 1)
        )
            first--;
        if (last + 1 < reading.Count && reading.Words[last + 1].Joined && reading.Words[last + 1].IsCapital)
            last++;
        return (first, last) == (surname.First, surname.Last) ? null : new(first, last, IsWholeName: false);
    }

    /// <summary>
    /// <i>the Merkel-Macron summit</i> names two persons; <i>Jacob Rees-Mogg</i> names one, and none of them is <i>Mogg</i>.
    /// </summary>
    private static bool IsMentionOfTwo(ItemReading reading, SurnameSpan pair)
    {
        var next = pair.Last + 1;
        return IsFreeBefore(reading, pair.First)
            && (pair.First == 0 || !reading.Adjoins(pair.First - 1) || !Has(reading, pair.First - 1, WordTraits.Title))
            && next < reading.Count
            && reading.Adjoins(pair.Last)
            && Has(reading, next, WordTraits.Noun)
            && !Has(reading, pair.First, WordTraits.GivenName);
    }

    /// <summary><i>Johnson &amp; Johnson</i>; <i>in Jackson, Mississippi</i>.</summary>
    public static bool IsPlaceOrFirm(ItemReading reading, SurnameSpan surname)
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
}
