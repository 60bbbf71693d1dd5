using NewsMonitor.Core.Rules;

namespace NewsMonitor.Core.Matching;

/// <summary>A place by its names, its people, its capital and its cities, as far as the rule reaches.</summary>
internal sealed class PlaceMatcher : LeafMatcher
{
    private readonly int clue;
    private readonly PlaceReach reach;

    public PlaceMatcher(Place leaf, ClueBook book)
        : base(leaf)
    {
        reach = leaf.Terms.As;
        clue = book.Meanings.PlacesNamed(leaf.Words) is [var place, ..]
            ? book.Places.Of(place, () => book.Add())
            : book.Add();
    }

    /// <inheritdoc/>
    public override void Count(ClueWeights weights) => weights.Count(clue);

    /// <inheritdoc/>
    public override IReadOnlyList<Filing> Filings(ClueWeights weights) => [Filing.Of(clue)];

    /// <inheritdoc/>
    public override void Find(Search search, Sightings sightings)
    {
        for (var at = search.FirstOf(clue); at >= 0; at = search.At(at).Next)
        {
            var found = search.At(at);
            if (
                Reaches(found.Reason, reach)
                && sightings.Offer(found.First, found.Last, 0, found.Reason, found.IsWeak, [])
            )
                return;
        }
    }

    /// <summary>A doubtful name also counts beside another sign of the same place in the item.</summary>
    public override bool IsAnchored(Search search, int at)
    {
        for (var other = search.FirstOf(clue); other >= 0; other = search.At(other).Next)
            if (!search.At(other).IsWeak)
                return true;
        return base.IsAnchored(search, at);
    }

    /// <summary>True when what a name says of a place counts for a rule that reaches so far.</summary>
    public static bool Reaches(EvidenceReason reason, PlaceReach reach) =>
        reason switch
        {
            EvidenceReason.Demonym => reach >= PlaceReach.People,
            EvidenceReason.Capital or EvidenceReason.CityIn => reach >= PlaceReach.Cities,
            EvidenceReason.RegionIn => reach >= PlaceReach.Everything,
            _ => true,
        };
}
