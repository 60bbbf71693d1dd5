using System.Collections.Frozen;

namespace NewsMonitor.Core.Vocabulary;

/// <summary>
/// Words made of two, which the news writes as one word, with a hyphen or as two: <i>ceasefire</i>, <i>cease-fire</i>,
/// <i>cease fire</i> are one. The hyphen is read where texts are; this is about the space.
/// </summary>
internal static class Compounds
{
    /// <summary>In letters; shorter wholes and parts are too likely to be something else.</summary>
    private const int ShortestWhole = 6;
    private const int ShortestFirst = 3;
    private const int ShortestSecond = 4;

    /// <summary>Beginnings that are no words of their own, but are written apart by some.</summary>
    private static readonly FrozenSet<string> Prefixes = FrozenSet.ToFrozenSet(
        [
            "anti",
            "bio",
            "co",
            "counter",
            "cyber",
            "de",
            "eco",
            "ex",
            "extra",
            "hyper",
            "inter",
            "mega",
            "micro",
            "mid",
            "mini",
            "multi",
            "non",
            "para",
            "post",
            "pre",
            "pro",
            "re",
            "semi",
            "sub",
            "super",
            "tele",
            "trans",
            "ultra",
        ],
        StringComparer.Ordinal
    );

    /// <summary>The two words that a base form may be written as.</summary>
    public static IEnumerable<(string First, string Second)> PartsOf(string lemma)
    {
        if (lemma.Length < ShortestWhole)
            yield break;
        for (var at = 2; at <= lemma.Length - ShortestSecond; at++)
            if (IsPart(lemma.AsSpan(at)) && ArePart(lemma[..at], lemma[at..]))
                yield return (lemma[..at], lemma[at..]);
    }

    /// <summary>Two words of a rule that are one word elsewhere, as that word; null when they are not.</summary>
    public static string? Joined(string first, string second)
    {
        var whole = first + second;
        if (whole.Length < ShortestWhole || Words.IsFunctionWord(first) || Words.IsFunctionWord(second))
            return null;
        if (Prefixes.Contains(first))
            return second.Length >= ShortestSecond && Words.IsDictionaryWord(second) ? whole : null;
        return IsNoun(whole) || (whole[^1] == 's' && IsNoun(whole.AsSpan(0, whole.Length - 1))) ? whole : null;
    }

    private static bool ArePart(string first, string second) =>
        !Words.IsFunctionWord(second)
        && (
            Prefixes.Contains(first) || (first.Length >= ShortestFirst && IsPart(first) && !Words.IsFunctionWord(first))
        );

    private static bool IsPart(ReadOnlySpan<char> word) =>
        WordBook.Shipped.TraitsOf(word) is var traits
        && (traits & (LemmaTraits.Noun | LemmaTraits.Verb | LemmaTraits.Adjective)) != 0
        && traits.HasFlag(LemmaTraits.Ordinary);

    private static bool IsNoun(ReadOnlySpan<char> word) => WordBook.Shipped.TraitsOf(word).HasFlag(LemmaTraits.Noun);
}
