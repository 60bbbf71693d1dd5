using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Matching;

/// <summary>
/// The surnames that rules ask for, found by any near spelling. A surname of several words is found by its last word and by
/// all of them as one; a whole name written as one word leads to its surname.
/// </summary>
internal sealed class SurnameBook
{
    private const int NoEntry = -1;

    /// <summary>A whole name shorter than this, in letters, is too likely to be another word.</summary>
    private const int ShortestGlued = 6;

    /// <summary>In letters.</summary>
    private const int ShortestWithArticle = 6;

    private readonly Dictionary<string, int> clues = new(StringComparer.Ordinal);
    private readonly Dictionary<ulong, int> bySkeleton = [];
    private readonly List<Entry> entries = [];

    /// <summary>The clue of a surname, made by <paramref name="add"/> when it is new.</summary>
    public int Of(NamePart surname, Func<int> add)
    {
        if (clues.TryGetValue(surname.Word, out var clue))
            return clue;
        clues.Add(surname.Word, clue = add());
        File(surname.Word, clue);
        if (surname.LastWord is { } last)
            File(last, clue);
        return clue;
    }

    /// <summary>Lets the whole name, written as one word, lead to the clue.</summary>
    public void AddGlued(string glued, int clue)
    {
        if (glued.Length >= ShortestGlued)
            File(glued, clue);
    }

    /// <summary>The clues of the surnames of which a word may be a spelling, each once.</summary>
    public IEnumerable<int> CluesNear(string word)
    {
        if (entries.Count == 0)
            return [];
        var near = new SortedSet<int>();
        AddNear(word, near);
        if (WithoutArticle(word) is { } name)
            AddNear(name, near);
        return near;
    }

    /// <summary>True when a word may be a spelling of a surname, with or without the Arabic article before it.</summary>
    public static bool IsSpelling(string word, string surname) =>
        NameSpelling.AreNear(word, surname, NameSpelling.SupportedSurname)
        || (WithoutArticle(word) is { } name && NameSpelling.AreNear(name, surname, NameSpelling.SupportedSurname));

    /// <summary><i>Elbaradei</i>, <i>Alassad</i>; null for a word that is too short to hold an article and a name.</summary>
    private static string? WithoutArticle(string word) =>
        word.Length >= ShortestWithArticle
        && (word.StartsWith("al", StringComparison.Ordinal) || word.StartsWith("el", StringComparison.Ordinal))
            ? word[2..]
            : null;

    private void AddNear(string word, SortedSet<int> near)
    {
        foreach (var skeleton in NameSpelling.Skeletons(word))
            if (bySkeleton.TryGetValue(skeleton, out var entry))
                for (; entry != NoEntry; entry = entries[entry].Next)
                    if (NameSpelling.AreNear(word, entries[entry].Spelling, NameSpelling.SupportedSurname))
                        near.Add(entries[entry].Clue);
    }

    private void File(string spelling, int clue)
    {
        foreach (var skeleton in NameSpelling.Skeletons(spelling))
        {
            var next = bySkeleton.GetValueOrDefault(skeleton, NoEntry);
            bySkeleton[skeleton] = entries.Count;
            entries.Add(new Entry(spelling, clue, next));
        }
    }

    private readonly record struct Entry(string Spelling, int Clue, int Next);
}
