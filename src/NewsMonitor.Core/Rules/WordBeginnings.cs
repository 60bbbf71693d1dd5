using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Rules;

/// <summary>Finds the beginning of a word that a too short one may stand for.</summary>
internal static class WordBeginnings
{
    private static readonly Lazy<string[]> Verbs = new(() =>
        [.. WordLists.Rows("families.tsv").Select(row => row[0]).Where(verb => verb.Length >= Starts.Shortest)]
    );

    /// <summary>The shortest verb that begins so: the beginning of a whole family (<i>govern</i>); null when there is none.</summary>
    public static string? Suggestion(string beginning) =>
        Verbs
            .Value.Where(verb => verb.StartsWith(beginning, StringComparison.Ordinal))
            .MinBy(verb => (verb.Length, verb));
}
