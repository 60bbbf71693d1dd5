using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Stories;

/// <summary>The words of what is known, asked whether a headline says more: a name is known in any of its usual spellings.</summary>
internal sealed class KnownWords(IEnumerable<string> stems)
{
    /// <summary>Shorter names are too often near to another one.</summary>
    private const int ShortestVaried = 5;

    private readonly HashSet<string> known = [.. stems.Select(HeadlineWords.ThingOf)];

    /// <summary>True when a word is known, or another that stands for the same thing.</summary>
    public bool Holds(string stem) => known.Contains(HeadlineWords.ThingOf(stem));

    /// <summary>True when a name is known, or another spelling of it: <i>Suleimani</i> where <i>Soleimani</i> is.</summary>
    public bool HoldsName(string stem) =>
        Holds(stem) || (stem.Length >= ShortestVaried && known.Any(other => AreSpellings(stem, other)));

    private static bool AreSpellings(string stem, string other) =>
        other.Length >= ShortestVaried && NameSpelling.AreNear(stem, other, NameSpelling.LoneSurname);
}
