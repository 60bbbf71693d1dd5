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
            if (ArePart(lemma[..at], lemma[at..]))
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
        return Words.LemmasOf(whole).Any(lemma => WordBook.Shipped.TraitsOf(lemma).HasFlag(LemmaTraits.Noun))
            ? whole
            : null;
    }

    private static bool ArePart(string first, string second) =>
        IsPart(second) && (Prefixes.Contains(first) || (first.Length >= ShortestFirst && IsPart(first)));

    private static bool IsPart(string word) =>
        (WordBook.Shipped.TraitsOf(word) & (LemmaTraits.Noun | LemmaTraits.Verb | LemmaTraits.Adjective)) != 0
        && WordBook.Shipped.TraitsOf(word).HasFlag(LemmaTraits.Ordinary)
        && !Words.IsFunctionWord(word);
}
