using NewsMonitor.Core.Rules;

namespace NewsMonitor.Core.Matching;

/// <summary>A condition made of others.</summary>
internal abstract class GroupNode(Node[] parts) : Node
{
    /// <summary>What it is made of.</summary>
    protected Node[] Parts => parts;

    /// <inheritdoc/>
    public override void Count(ClueWeights weights)
    {
        foreach (var part in parts)
            part.Count(weights);
    }

    /// <inheritdoc/>
    public override bool StandsIn(Search search, int sentence)
    {
        foreach (var part in parts)
            if (part.StandsIn(search, sentence))
                return true;
        return false;
    }

    /// <inheritdoc/>
    public override bool IsAnchor(Search search, LeafMatcher weak, int sentence)
    {
        foreach (var part in parts)
            if (part.IsAnchor(search, weak, sentence))
                return true;
        return false;
    }

    /// <inheritdoc/>
    public override void Explain(Search search, List<Evidence> evidence)
    {
        foreach (var part in parts)
            if (part.Holds(search))
                part.Explain(search, evidence);
    }
}

/// <summary>Every part must hold.</summary>
internal sealed class AllNode(Node[] parts) : GroupNode(parts)
{
    /// <summary>The places of the most telling part, beside what the others need.</summary>
    public override IReadOnlyList<Filing>? Filings(ClueWeights weights) => Together(Parts, weights);

    /// <inheritdoc/>
    public override bool Holds(Search search)
    {
        foreach (var part in Parts)
            if (!part.Holds(search))
                return false;
        return true;
    }
}

/// <summary>At least one part must hold; every one that does is evidence: a reader wants to see all of them.</summary>
internal sealed class AnyNode(Node[] parts) : GroupNode(parts)
{
    /// <inheritdoc/>
    public override IReadOnlyList<Filing>? Filings(ClueWeights weights) => AllOf(Parts, weights);

    /// <inheritdoc/>
    public override bool Holds(Search search)
    {
        foreach (var part in Parts)
            if (part.Holds(search))
                return true;
        return false;
    }
}

/// <summary>No part may hold.</summary>
internal sealed class NoneNode(Node[] parts) : GroupNode(parts)
{
    /// <inheritdoc/>
    public override IReadOnlyList<Filing>? Filings(ClueWeights weights) => null;

    /// <summary>An item on which it has a say passes one of these at least; null when nothing can be said.</summary>
    public IReadOnlyList<Filing>? Vetoes(ClueWeights weights) => AllOf(Parts, weights);

    /// <summary>A veto is for what is surely there: without a rule around it, no weak word has an anchor.</summary>
    public override bool Holds(Search search)
    {
        var rule = search.Rule;
        search.Rule = null;
        var vetoes = false;
        foreach (var part in Parts)
            vetoes = vetoes || part.Holds(search);
        search.Rule = rule;
        return !vetoes;
    }

    /// <inheritdoc/>
    public override bool StandsIn(Search search, int sentence) => false;

    /// <inheritdoc/>
    public override bool IsAnchor(Search search, LeafMatcher weak, int sentence) => false;

    /// <summary>What is not there is no evidence.</summary>
    public override void Explain(Search search, List<Evidence> evidence) { }
}

/// <summary>So many parts must hold.</summary>
internal sealed class AtLeastNode(int of, Node[] parts) : GroupNode(parts)
{
    /// <summary>Of any so many parts that all but <c>of - 1</c> are among them, one must hold.</summary>
    public override IReadOnlyList<Filing>? Filings(ClueWeights weights)
    {
        var telling = Parts
            .Select(part => part.Filings(weights))
            .OfType<IReadOnlyList<Filing>>()
            .OrderBy(weights.Of)
            .Take(Parts.Length - of + 1)
            .ToList();
        return telling.Count <= Parts.Length - of
            ? null
            : [.. telling.SelectMany(filings => filings).Select(filing => filing.AsPart())];
    }

    /// <inheritdoc/>
    public override bool Holds(Search search)
    {
        var holding = 0;
        foreach (var part in Parts)
            if (part.Holds(search) && ++holding == of)
                return true;
        return false;
    }
}

/// <summary>The points of the parts that hold must reach a sum.</summary>
internal sealed class ScoreNode(int reach, Node[] parts, int[] points) : GroupNode(parts)
{
    /// <summary>Without the parts that are worth most, the rest cannot reach the sum: one of them must hold.</summary>
    public override IReadOnlyList<Filing>? Filings(ClueWeights weights)
    {
        var byWorth = Enumerable.Range(0, points.Length).Where(i => points[i] > 0).OrderByDescending(i => points[i]);
        var rest = points.Where(worth => worth > 0).Sum(worth => (long)worth);
        var needed = new List<Node>();
        foreach (var i in byWorth.TakeWhile(_ => rest >= reach))
        {
            needed.Add(Parts[i]);
            rest -= points[i];
        }
        return AllOf(needed, weights) is { Count: > 0 } filings ? [.. filings.Select(filing => filing.AsPart())] : null;
    }

    /// <inheritdoc/>
    public override bool Holds(Search search)
    {
        long sum = 0;
        for (var i = 0; i < points.Length; i++)
            if (Parts[i].Holds(search))
                sum += points[i];
        return sum >= reach;
    }

    /// <summary>Only what speaks for the match is evidence of it.</summary>
    public override void Explain(Search search, List<Evidence> evidence)
    {
        for (var i = 0; i < points.Length; i++)
            if (points[i] > 0 && Parts[i].Holds(search))
                Parts[i].Explain(search, evidence);
    }
}

/// <summary>Holds for every item.</summary>
internal sealed class EveryItemNode : Node
{
    /// <inheritdoc/>
    public override void Count(ClueWeights weights) { }

    /// <inheritdoc/>
    public override IReadOnlyList<Filing>? Filings(ClueWeights weights) => null;

    /// <inheritdoc/>
    public override bool Holds(Search search) => true;

    /// <inheritdoc/>
    public override bool StandsIn(Search search, int sentence) => false;

    /// <inheritdoc/>
    public override bool IsAnchor(Search search, LeafMatcher weak, int sentence) => false;

    /// <summary>There are no words to quote.</summary>
    public override void Explain(Search search, List<Evidence> evidence) { }
}

/// <summary>What the item says about itself.</summary>
internal sealed class OriginNode(Origin origin) : Node
{
    private readonly string[] author = origin.Of == OriginKind.Author ? Folded(origin.Value) : [];

    /// <inheritdoc/>
    public override void Count(ClueWeights weights) { }

    /// <inheritdoc/>
    public override IReadOnlyList<Filing>? Filings(ClueWeights weights) => null;

    /// <inheritdoc/>
    public override bool Holds(Search search) =>
        origin.Of switch
        {
            OriginKind.Feed => search.Feed.Id == origin.Value || search.Feed.Name == origin.Value,
            OriginKind.Language => search.Item.Language is { } language && Search.Speaks(language, origin.Value),
            OriginKind.Author => search.Item.Author is { } name && author.All(Folded(name).Contains),
            _ => throw new InvalidOperationException($"an origin cannot be {origin.Of}"),
        };

    /// <inheritdoc/>
    public override bool StandsIn(Search search, int sentence) => false;

    /// <inheritdoc/>
    public override bool IsAnchor(Search search, LeafMatcher weak, int sentence) => false;

    /// <summary>There are no words to quote.</summary>
    public override void Explain(Search search, List<Evidence> evidence) { }

    private static string[] Folded(string text) => [.. Text.Tokeniser.Read(text).Tokens.Select(token => token.Word)];
}
