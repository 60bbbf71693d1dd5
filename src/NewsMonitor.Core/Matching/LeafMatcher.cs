using System.Collections.Immutable;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Core.Matching;

/// <summary>A leaf of a rule, ready to look for itself.</summary>
internal abstract class LeafMatcher : Node
{
    private const byte EveryField = 0b1111;

    private readonly Leaf leaf;
    private readonly byte fields;
    private ImmutableArray<PhraseMatcher> exceptions = [];

    protected LeafMatcher(Leaf leaf)
    {
        this.leaf = leaf;
        foreach (var field in leaf.Terms.In)
            fields |= (byte)(1 << (int)field);
    }

    /// <summary>The leaf as the person wrote it.</summary>
    public Leaf Leaf => leaf;

    /// <summary>The kind and words of the leaf as the person wrote them; null for the usual form.</summary>
    protected string? Label { get; init; }

    /// <summary>True when the leaf asks for nothing but its words.</summary>
    protected bool IsPlain =>
        fields == EveryField
        && exceptions.IsEmpty
        && leaf.Terms is { Times: 1, Statuses.IsEmpty: true, ExceptIn.IsEmpty: true };

    /// <summary>Longer phrases inside which an occurrence does not count.</summary>
    public ImmutableArray<PhraseMatcher> Exceptions
    {
        set => exceptions = value;
    }

    /// <summary>Offers every sighting of the leaf, from left to right, until there are enough.</summary>
    public abstract void Find(Search search, Sightings sightings);

    /// <inheritdoc/>
    public override bool Holds(Search search)
    {
        var sightings = search.Borrow();
        sightings.Look(this, leaf.Terms.Times);
        var holds = sightings.Count >= leaf.Terms.Times;
        search.GiveBack(sightings);
        return holds;
    }

    /// <inheritdoc/>
    public override bool StandsIn(Search search, int sentence)
    {
        var sightings = search.Borrow();
        sightings.Look(this, atMost: 1, sentence, onlyStrong: true);
        var stands = sightings.Count > 0;
        search.GiveBack(sightings);
        return stands;
    }

    /// <inheritdoc/>
    public override void Explain(Search search, List<Evidence> evidence)
    {
        var sightings = search.Borrow();
        sightings.Look(this, atMost: int.MaxValue);
        var best = sightings.Found.ToArray();
        Array.Sort(best, static (one, other) => Order(one).CompareTo(Order(other)));
        var taken = new List<Sighting>();
        foreach (var sighting in best)
            if (!taken.Exists(other => sighting.First <= other.Last && other.First <= sighting.Last))
            {
                taken.Add(sighting);
                AddEvidence(search, sighting, [.. sightings.MarksOf(sighting)], evidence);
            }
        search.GiveBack(sightings);
    }

    /// <summary>True when a sighting counts: in a field that is read, and not inside an exception.</summary>
    public bool Counts(Search search, int first, int last)
    {
        if ((fields & (1 << (int)search.Reading.FieldOf(first))) == 0)
            return false;
        foreach (var exception in exceptions)
            if (exception.Covers(search, first, last))
                return false;
        return true;
    }

    /// <summary>True when another part of the rule stands in the sentence of a weak word.</summary>
    public virtual bool IsAnchored(Search search, int at) =>
        search.Rule is { } rule && rule.IsAnchor(search, this, search.Reading.Words[at].Sentence);

    /// <inheritdoc/>
    public override bool IsAnchor(Search search, LeafMatcher weak, int sentence) =>
        !ReferenceEquals(weak, this) && StandsIn(search, sentence);

    /// <summary>Best first: the strongest, then the smallest gap, then the shortest, then the leftmost.</summary>
    private static (bool, int, int, int) Order(Sighting sighting) =>
        (sighting.IsWeak, sighting.Gap, sighting.Last - sighting.First, sighting.First);

    /// <summary>Words that stand in several sentences are evidence one by one.</summary>
    private void AddEvidence(Search search, Sighting sighting, int[] marked, List<Evidence> evidence)
    {
        var label = Label ?? $"{LeafKind.Of(leaf).Key}: {leaf.Words}";
        if (search.Reading.SameSentence(sighting.First, sighting.Last))
            evidence.Add(search.Reading.Evidence(label, sighting.First, sighting.Last, marked, sighting.Reason));
        else
            foreach (var at in marked.Distinct().Order())
                evidence.Add(search.Reading.Evidence(label, at, at, [at], sighting.Reason));
    }
}
