using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Matching;

/// <summary>Names by their skeletons, so that a word finds every name of which it may be a spelling.</summary>
/// <param name="widest">The widest distance that counts.</param>
internal sealed class SpellingIndex(double widest)
{
    private const int NoEntry = -1;

    private readonly Dictionary<ulong, int> bySkeleton = [];
    private readonly List<Entry> entries = [];

    /// <summary>True when there is no name.</summary>
    public bool IsEmpty => entries.Count == 0;

    /// <summary>Lets a spelling lead to a clue.</summary>
    public void File(string spelling, int clue)
    {
        foreach (var skeleton in NameSpelling.Skeletons(spelling))
        {
            var next = bySkeleton.GetValueOrDefault(skeleton, NoEntry);
            bySkeleton[skeleton] = entries.Count;
            entries.Add(new Entry(spelling, clue, next));
        }
    }

    /// <summary>Adds the clues of the names of which a word may be a spelling.</summary>
    public void AddNear(string word, ISet<int> clues)
    {
        foreach (var skeleton in NameSpelling.Skeletons(word))
            if (bySkeleton.TryGetValue(skeleton, out var entry))
                for (; entry != NoEntry; entry = entries[entry].Next)
                    if (NameSpelling.AreNear(word, entries[entry].Spelling, widest))
                        clues.Add(entries[entry].Clue);
    }

    private readonly record struct Entry(string Spelling, int Clue, int Next);
}
