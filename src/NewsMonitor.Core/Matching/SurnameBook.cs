using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Matching;

/// <summary>The surnames that rules ask for, found by any near spelling.</summary>
internal sealed class SurnameBook
{
    private readonly Dictionary<string, int> clues = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> bySkeleton = new(StringComparer.Ordinal);

    /// <summary>The clue of a surname, made by <paramref name="add"/> when it is new.</summary>
    public int Of(string surname, Func<int> add)
    {
        if (clues.TryGetValue(surname, out var clue))
            return clue;
        clues.Add(surname, clue = add());
        var skeleton = NameSpelling.Skeleton(surname);
        if (!bySkeleton.TryGetValue(skeleton, out var names))
            bySkeleton.Add(skeleton, names = []);
        names.Add(surname);
        return clue;
    }

    /// <summary>The clues of the surnames of which a word may be a spelling.</summary>
    public IEnumerable<int> CluesNear(string word)
    {
        if (clues.Count == 0)
            return [];
        var near = bySkeleton.TryGetValue(NameSpelling.Skeleton(word), out var names)
            ? names.Where(name => NameSpelling.AreNear(word, name, NameSpelling.SupportedSurname))
            : [];
        return (clues.ContainsKey(word) ? near.Append(word).Distinct() : near).Select(name => clues[name]);
    }
}
