namespace NewsMonitor.Core.Matching;

/// <summary>A condition ready to be asked. Equal leaves of different rules are one node.</summary>
internal abstract class Node
{
    /// <summary>Groups of clues, of each of which a matching item holds at least one; none when nothing is required.</summary>
    public abstract IEnumerable<int[]> Required { get; }

    /// <summary>True when the item that is read holds it.</summary>
    public abstract bool Holds(Search search);

    /// <summary>True when a part of it, without weak words, stands in a sentence.</summary>
    public abstract bool StandsIn(Search search, int sentence);

    /// <summary>True when a part of it other than <paramref name="weak"/> stands in a sentence.</summary>
    public abstract bool IsAnchor(Search search, LeafMatcher weak, int sentence);

    /// <summary>Adds the words that make it hold, the best of each leaf first.</summary>
    public abstract void Explain(Search search, List<Evidence> evidence);
}
