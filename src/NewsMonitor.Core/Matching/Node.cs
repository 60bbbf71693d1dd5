namespace NewsMonitor.Core.Matching;

/// <summary>A condition ready to be asked. Equal leaves of different rules are one node.</summary>
internal abstract class Node
{
    /// <summary>Counts every clue that it looks for.</summary>
    public abstract void Count(ClueWeights weights);

    /// <summary>
    /// Where it stands in the index: an item that holds it passes one of these at least. Null when nothing can be said.
    /// </summary>
    public abstract IReadOnlyList<Filing>? Filings(ClueWeights weights);

    /// <summary>True when the item that is read holds it.</summary>
    public abstract bool Holds(Search search);

    /// <summary>True when a part of it, without weak words, stands in a sentence.</summary>
    public abstract bool StandsIn(Search search, int sentence);

    /// <summary>True when a part of it other than <paramref name="weak"/> stands in a sentence.</summary>
    public abstract bool IsAnchor(Search search, LeafMatcher weak, int sentence);

    /// <summary>Adds the words that make it hold, the best of each leaf first.</summary>
    public abstract void Explain(Search search, List<Evidence> evidence);

    /// <summary>The places of every alternative; null when one has none.</summary>
    protected static IReadOnlyList<Filing>? AllOf(IEnumerable<Node> alternatives, ClueWeights weights)
    {
        var filings = new List<Filing>();
        foreach (var alternative in alternatives)
            if (alternative.Filings(weights) is { } found)
                filings.AddRange(found);
            else
                return null;
        return filings;
    }

    /// <summary>The places of the most telling part, beside the most telling clue of the others.</summary>
    protected static IReadOnlyList<Filing>? BestOf(IReadOnlyList<Node> parts, ClueWeights weights)
    {
        var all = parts.Select(part => part.Filings(weights)).OfType<IReadOnlyList<Filing>>().ToList();
        if (all.MinBy(weights.Of) is not { } best)
            return null;
        var others = all.Where(filings => !ReferenceEquals(filings, best) && filings.Count == 1)
            .Select(filings => filings[0].Clue)
            .ToList();
        var beside = others.Count == 0 ? Filing.NoClue : others.MinBy(weights.Of);
        return [.. best.Select(filing => filing.AsPart().Beside(beside))];
    }
}
