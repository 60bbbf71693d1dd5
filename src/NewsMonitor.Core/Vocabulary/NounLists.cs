using System.Collections.Frozen;

namespace NewsMonitor.Core.Vocabulary;

/// <summary>Nouns that go their own way before another noun, from <c>nouns.tsv</c>.</summary>
internal static class NounLists
{
    private static readonly FrozenSet<string> Apart = Set("apart");
    private static readonly FrozenSet<string> Plurals = Set("plural");

    /// <summary>True for a noun that has nothing to do with the verb of the same letters: <i>train</i>, <i>plant</i>.</summary>
    public static bool IsApart(string lemma) => Apart.Contains(lemma);

    /// <summary>True for a plural that may stand before another noun: <i>arms deal</i>, <i>sales tax</i>.</summary>
    public static bool IsPluralBeforeNoun(string word) => Plurals.Contains(word);

    private static FrozenSet<string> Set(string kind) =>
        WordLists
            .Rows("nouns.tsv")
            .Where(row => row[0] == kind)
            .SelectMany(row => row[1].Split(' '))
            .ToFrozenSet(StringComparer.Ordinal);
}
