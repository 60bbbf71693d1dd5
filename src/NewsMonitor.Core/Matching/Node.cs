namespace NewsMonitor.Core.Matching;

/// <summary>A condition ready to be asked. Equal leaves of different rules are one node.</summary>
internal abstract class Node
{
    /// <summary>In more places than this a condition is not put to spare the visit to it.</summary>
    private const int MostPlaces = 4;

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

    /// <summary>Where all of these stand together: the places of the most telling part, beside what the others need.</summary>
    protected static IReadOnlyList<Filing>? Together(IReadOnlyList<Node> parts, ClueWeights weights)
    {
        var needs = parts.Select(part => part.Filings(weights)).ToList();
        if (needs.OfType<IReadOnlyList<Filing>>().OrderBy(weights.Of).ToList() is not [var best, .. var others])
            return null;
        var together = others.Aggregate(best, And);
        for (var i = 0; i < parts.Count; i++)
            if (parts[i] is NoneNode veto)
                together = [.. together.Select(filing => filing.ButFor(veto.Vetoes(weights)))];
            else if (needs[i] is null)
                together = [.. together.Select(filing => filing.AsPart())];
        return together;
    }

    /// <summary>Each beside each, as long as that does not become many.</summary>
    private static IReadOnlyList<Filing> And(IReadOnlyList<Filing> these, IReadOnlyList<Filing> those) =>
        those.Count == 1 || (these.Count * those.Count <= MostPlaces && these.All(filing => filing.HasRoom))
            ? [.. these.SelectMany(filing => those.Select(other => filing.And(other)))]
            : [.. these.Select(filing => filing.AsPart())];
}
