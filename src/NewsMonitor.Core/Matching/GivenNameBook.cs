using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Matching;

/// <summary>
/// The given names that rules ask for beside a surname, found by whatever may be one of them or its end: an item in which
/// none of that stands does not name the person in full.
/// </summary>
internal sealed class GivenNameBook
{
    /// <summary>The end of a name that is written in two words, in letters.</summary>
    private const int ShortestEnd = 3;

    private readonly Dictionary<string, int> clues = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> byEnd = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> byFullForm = new(StringComparer.Ordinal);
    private readonly SpellingIndex spellings = new(NameSpelling.GivenName);

    /// <summary>The clue of a given name, made by <paramref name="add"/> when it is new.</summary>
    public int Of(string given, Func<int> add)
    {
        if (clues.TryGetValue(given, out var clue))
            return clue;
        clues.Add(given, clue = add());
        spellings.File(given, clue);
        foreach (var full in PersonNames.FullFormsOf(given))
            File(byFullForm, full, clue);
        for (var start = 1; start <= given.Length - ShortestEnd; start++)
            File(byEnd, given[start..], clue);
        return clue;
    }

    /// <summary>The clues of the names of which a word, with a capital, may be a spelling or a short form; each once.</summary>
    public IReadOnlyCollection<int> CluesNear(string word)
    {
        if (spellings.IsEmpty)
            return [];
        var near = new SortedSet<int>();
        spellings.AddNear(word, near);
        if (!PersonNames.IsGivenName(word))
            return near;
        foreach (var full in PersonNames.FullFormsOf(word))
            if (byFullForm.TryGetValue(full, out var found))
                near.UnionWith(found);
        return near;
    }

    /// <summary>The clues of the names that end with a word.</summary>
    public IReadOnlyCollection<int> CluesEnding(string word) => byEnd.TryGetValue(word, out var found) ? found : [];

    private static void File(Dictionary<string, List<int>> clues, string key, int clue)
    {
        if (!clues.TryGetValue(key, out var list))
            clues.Add(key, list = []);
        list.Add(clue);
    }
}
