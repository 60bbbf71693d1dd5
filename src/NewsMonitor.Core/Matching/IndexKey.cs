using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Matching;

/// <summary>What a rule is found under: the root of a word, or the skeleton of a name.</summary>
internal static class IndexKey
{
    /// <summary>No word begins so: the keys of names cannot meet the keys of words.</summary>
    private const char NameMark = '~';

    public static string OfWord(string word) => Words.RootOf(word);

    public static string OfName(string name) => NameMark + NameSpelling.Skeleton(name);
}
