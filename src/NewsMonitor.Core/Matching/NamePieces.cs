using NewsMonitor.Core.Vocabulary;
using static NewsMonitor.Core.Matching.NameWords;

namespace NewsMonitor.Core.Matching;

/// <summary>One name of a rule as the words of a text spell it: in near letters, in a short form, in several words or joined with its neighbours.</summary>
internal static class NamePieces
{
    /// <summary>How many words, articles included, one name of the rule may be written with.</summary>
    private const int LongestPart = 4;

    /// <summary>Longer names are not put together from pieces, in letters.</summary>
    private const int LongestJoined = 60;

    /// <summary>The first of the words that spell a name of the rule, in full or in a short form, and end at a word.</summary>
    public static int? GivenPartEndingAt(ItemReading reading, int at, NamePart part)
    {
        if (part.IsInitial)
            return reading.Words[at].IsCapital && FirstLetter(reading, at) == part.Word[0] && !IsInitial(reading, at)
                ? at
                : null;
        return IsGivenForm(reading, at, part.Word) ? at : PartEndingAt(reading, at, part, NameSpelling.GivenName);
    }

    private static bool IsGivenForm(ItemReading reading, int at, string name) =>
        reading.Words[at].IsCapital
        && Has(reading, at, WordTraits.GivenName)
        && PersonNames.AreForms(reading.Folded(at), name);

    /// <summary>Which of some names ends at a word, and its first word; -1 for none.</summary>
    public static (int Part, int First) MiddleNameEndingAt(ItemReading reading, int at, ReadOnlySpan<NamePart> parts)
    {
        for (var part = 0; part < parts.Length; part++)
            if (MiddleNameEndingAt(reading, at, parts[part]) is { } first)
                return (part, first);
        return (-1, at);
    }

    private static int? MiddleNameEndingAt(ItemReading reading, int at, NamePart part)
    {
        if (part.IsInitial || IsInitial(reading, at))
            return FirstLetter(reading, at) == part.Word[0] ? at : null;
        return PartEndingAt(reading, at, part, NameSpelling.GivenName);
    }

    /// <summary><i>Plat Ono Vich</i>: one name of the rule in pieces.</summary>
    public static bool IsOneName(ItemReading reading, int from, int behind, ReadOnlySpan<NamePart> middle)
    {
        Span<char> joined = stackalloc char[LongestJoined];
        var length = 0;
        for (var at = from; at < behind; at++)
            if (!TryAppend(reading.Folded(at), joined, ref length))
                return false;
        return middle.Length == 1 && NameSpelling.Distance(joined[..length], middle[0].Word) <= NameSpelling.GivenName;
    }

    /// <summary>The first of the words that spell a name and end at a word; null when they spell something else.</summary>
    public static int? PartEndingAt(ItemReading reading, int at, NamePart part, double widest)
    {
        if (reading.Words[at].IsCapital && IsNear(reading, at, part, widest))
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
    public static int? PartBeginningAt(ItemReading reading, int at, NamePart part)
    {
        if (at >= reading.Count || !reading.Words[at].IsCapital)
            return null;
        if (
            (part.IsInitial && FirstLetter(reading, at) == part.Word[0])
            || IsNear(reading, at, part, NameSpelling.GivenName)
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
}
