using System.Runtime.InteropServices;

namespace NewsMonitor.Core.Matching;

/// <summary>A leaf seen in the text.</summary>
internal struct Sighting
{
    /// <summary>Its first word.</summary>
    public int First;

    /// <summary>Its last word.</summary>
    public int Last;

    /// <summary>The other content words between them, and what clause boundaries cost.</summary>
    public int Gap;

    public EvidenceReason Reason;

    /// <summary>True when it counts only beside an anchor.</summary>
    public bool IsWeak;

    /// <summary>Where its single words begin in the list of marks; they are words of the item.</summary>
    public int Marks;

    public int MarkCount;
}

/// <summary>Gathers the sightings of one leaf, and stops the search when there are enough.</summary>
internal sealed class Sightings(Search search)
{
    private readonly List<Sighting> list = [];
    private readonly List<int> marks = [];
    private LeafMatcher leaf = null!;
    private int enough;
    private int behindLast;
    private int sentence;
    private bool strongOnly;

    /// <summary>How many that stand apart from each other were found so far.</summary>
    public int Count { get; private set; }

    /// <summary>Where a surname stands; for those who look for names, between two of their steps.</summary>
    public List<Bearing> Bearings { get; } = [];

    /// <summary>What was found.</summary>
    public ReadOnlySpan<Sighting> Found => CollectionsMarshal.AsSpan(list);

    /// <summary>The single words of a sighting.</summary>
    public ReadOnlySpan<int> MarksOf(in Sighting sighting) =>
        CollectionsMarshal.AsSpan(marks).Slice(sighting.Marks, sighting.MarkCount);

    /// <summary>Looks for a leaf.</summary>
    /// <param name="wanted">The leaf.</param>
    /// <param name="atMost">How many, standing apart, are enough.</param>
    /// <param name="inSentence">Only in this sentence; -1 for any.</param>
    /// <param name="onlyStrong">Leaves out what needs an anchor.</param>
    public void Look(LeafMatcher wanted, int atMost, int inSentence = -1, bool onlyStrong = false)
    {
        list.Clear();
        marks.Clear();
        (leaf, enough, sentence, strongOnly) = (wanted, atMost, inSentence, onlyStrong);
        (Count, behindLast) = (0, 0);
        wanted.Find(search, this);
    }

    /// <summary>Takes a sighting if it counts; true when there are enough.</summary>
    /// <param name="first">Its first word.</param>
    /// <param name="last">Its last word.</param>
    /// <param name="gap">Its gap.</param>
    /// <param name="reason">How the words answer the leaf.</param>
    /// <param name="isWeak">True when it counts only beside an anchor.</param>
    /// <param name="chosen">Its single words; empty for all from first to last.</param>
    public bool Offer(int first, int last, int gap, EvidenceReason reason, bool isWeak, ReadOnlySpan<int> chosen)
    {
        if ((sentence >= 0 && search.Reading.Words[first].Sentence != sentence) || (isWeak && strongOnly))
            return false;
        if (!leaf.Counts(search, first, last) || (isWeak && !leaf.IsAnchored(search, first)))
            return false;
        list.Add(
            new Sighting
            {
                First = first,
                Last = last,
                Gap = gap,
                Reason = reason,
                IsWeak = isWeak,
                Marks = marks.Count,
                MarkCount = chosen.IsEmpty ? last - first + 1 : chosen.Length,
            }
        );
        if (chosen.IsEmpty)
            for (var at = first; at <= last; at++)
                marks.Add(at);
        else
            marks.AddRange(chosen);
        if (first >= behindLast)
        {
            Count++;
            behindLast = last + 1;
        }
        return Count >= enough;
    }
}
