using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Rules;

/// <summary>Finds the beginning of a word that a too short one may stand for.</summary>
internal static class WordBeginnings
{
    /// <summary>Base forms that are common enough to be meant.</summary>
    private static readonly Lazy<string[]> Words = new(() =>
        [
            .. WordLists
                .Rows("words.tsv")
                .Where(row => row[1] != "0")
                .SelectMany(row => row[2].Split(' '))
                .Where(word => word.Length >= Starts.Shortest),
        ]
    );

    /// <summary>The shortest base form that begins so: the beginning of a whole family (<i>govern</i>); null when there is none.</summary>
    public static string? Suggestion(string beginning) =>
        Words
            .Value.Where(word => word.StartsWith(beginning, StringComparison.Ordinal))
            .MinBy(word => (word.Length, word));
}
