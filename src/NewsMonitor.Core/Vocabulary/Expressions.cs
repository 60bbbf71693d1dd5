using System.Collections.Frozen;

namespace NewsMonitor.Core.Vocabulary;

/// <summary>Set expressions in which a word says nothing of its own: <i>close to the border</i> closes nothing.</summary>
internal static class Expressions
{
    private static readonly FrozenDictionary<string, (string Before, string Behind)[]> Known = WordLists
        .Rows("expressions.tsv")
        .GroupBy(row => row[1], row => (row[0], row[2]), StringComparer.Ordinal)
        .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

    /// <summary>True for a word that stands in such an expression.</summary>
    public static bool MayHold(string word) => Known.ContainsKey(word);

    /// <summary>True when the word is part of such an expression between these two; null for no word.</summary>
    public static bool Holds(string? before, string word, string? behind)
    {
        foreach (var expression in Known[word])
            if (Fits(expression.Before, before) && Fits(expression.Behind, behind))
                return true;
        return false;
    }

    private static bool Fits(string expected, string? word) => expected == "-" || expected == word;
}
