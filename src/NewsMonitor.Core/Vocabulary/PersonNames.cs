using System.Collections.Frozen;

namespace NewsMonitor.Core.Vocabulary;

/// <summary>What stands around a surname in the news.</summary>
public static class PersonNames
{
    private static readonly FrozenSet<string> Titles = Set("title");
    private static readonly FrozenSet<string> Particles = Set("particle");
    private static readonly FrozenSet<string> GivenNames = Set("given");
    private static readonly FrozenSet<string> CommonSurnames = Set("common");

    /// <summary>True for <i>Gen</i>, <i>President</i>, <i>Mrs</i> and their like.</summary>
    public static bool IsTitle(string word) => Titles.Contains(word);

    /// <summary>True for the small words inside names: <i>al</i>, <i>bin</i>, <i>de</i>, <i>van</i>.</summary>
    public static bool IsParticle(string word) => Particles.Contains(word);

    /// <summary>True for given names that are common in English-language news.</summary>
    public static bool IsGivenName(string word) => GivenNames.Contains(word);

    /// <summary>True for surnames that are also words, or that too many people bear, to name a person alone.</summary>
    public static bool IsCommonSurname(string word) => CommonSurnames.Contains(word);

    private static FrozenSet<string> Set(string kind) =>
        WordLists
            .Rows("persons.tsv")
            .Where(row => row[0] == kind)
            .SelectMany(row => row[1].Split(' '))
            .ToFrozenSet(StringComparer.Ordinal);
}
