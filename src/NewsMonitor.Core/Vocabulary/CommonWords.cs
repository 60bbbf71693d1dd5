using System.Collections.Frozen;
using System.Globalization;

namespace NewsMonitor.Core.Vocabulary;

/// <summary>Words so common in the news that a rule of one of them finds too much.</summary>
public static class CommonWords
{
    private static readonly FrozenDictionary<string, int> Shares = WordLists
        .Rows("common-words.tsv")
        .SelectMany(row => row[1].Split(' ').Select(word => (Root: Words.RootOf(word), Share: Number(row[0]))))
        .DistinctBy(pair => pair.Root)
        .ToFrozenDictionary(pair => pair.Root, pair => pair.Share, StringComparer.Ordinal);

    /// <summary>In about how many of 1,000 news items the word stands, in any inflection; 0 when that is fewer than 10.</summary>
    /// <param name="word">Folded.</param>
    public static int ShareOf(string word) => Shares.GetValueOrDefault(Words.RootOf(word));

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
