using NewsMonitor.Core.Rules;

namespace NewsMonitor.Core.Matching;

/// <summary>Sightings of every part close together.</summary>
internal sealed class NearNode(Near near, LeafMatcher[][] parts) : Node
{
    private readonly int within = near.Within;

    /// <inheritdoc/>
    public override void Count(ClueWeights weights)
    {
        foreach (var leaf in parts.SelectMany(part => part))
            leaf.Count(weights);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Filing>? Filings(ClueWeights weights) =>
        Together([.. parts.Select(part => new AnyNode([.. part]))], weights) is { } together
            ? [.. together.Select(filing => filing.AsPart())]
            : null;

    /// <inheritdoc/>
    public override bool Holds(Search search)
    {
        var holds = false;
        Find(search, onlyStrong: false, _ => holds = true);
        return holds;
    }

    /// <inheritdoc/>
    public override bool StandsIn(Search search, int sentence)
    {
        var stands = false;
        Find(
            search,
            onlyStrong: true,
            together =>
                stands = Array.TrueForAll(together, seen => search.Reading.Words[seen.First].Sentence == sentence)
        );
        return stands;
    }

    /// <inheritdoc/>
    public override bool IsAnchor(Search search, LeafMatcher weak, int sentence)
    {
        foreach (var part in parts)
        foreach (var leaf in part)
            if (leaf.IsAnchor(search, weak, sentence))
                return true;
        return false;
    }

    /// <inheritdoc/>
    public override void Explain(Search search, List<Evidence> evidence) =>
        Find(
            search,
            onlyStrong: false,
            together =>
            {
                foreach (var seen in together)
                {
                    var found = seen.Evidence(search);
                    if (!evidence.Contains(found))
                        evidence.Add(found);
                }
                return false;
            }
        );

    /// <summary>
    /// From every sighting of every part, the nearest sightings of the others to its right; <paramref name="met"/> says when
    /// to stop.
    /// </summary>
    private void Find(Search search, bool onlyStrong, Func<Seen[], bool> met)
    {
        var all = new List<Seen>[parts.Length];
        for (var i = 0; i < parts.Length; i++)
            if ((all[i] = SightingsOf(parts[i], search, onlyStrong)).Count == 0)
                return;
        foreach (
            var (start, part) in all.SelectMany((list, part) => list.Select(seen => (seen, part)))
                .OrderBy(pair => pair.seen.First)
        )
            if (Together(search, all, start, part) is { } together && met(together))
                return;
    }

    private static List<Seen> SightingsOf(LeafMatcher[] part, Search search, bool onlyStrong)
    {
        var all = new List<Seen>();
        var sightings = search.Borrow();
        foreach (var leaf in part)
        {
            sightings.Look(leaf, int.MaxValue, onlyStrong: onlyStrong);
            foreach (var sighting in sightings.Found)
                all.Add(
                    new Seen(leaf, sighting.First, sighting.Last, sighting.Reason, [.. sightings.MarksOf(sighting)])
                );
        }
        search.GiveBack(sightings);
        all.Sort(static (one, other) => (one.First, one.Last).CompareTo((other.First, other.Last)));
        return all;
    }

    private Seen[]? Together(Search search, List<Seen>[] all, Seen start, int part)
    {
        var chosen = new Seen?[all.Length];
        chosen[part] = start;
        for (var i = 0; i < all.Length; i++)
        {
            if (i == part)
                continue;
            var next = all[i].Find(seen => seen.First >= start.First && !Overlaps(seen, chosen));
            if (next is null || !InOneStretch(search.Reading, start.First, next.Last))
                return null;
            chosen[i] = next;
        }
        var together = chosen.OfType<Seen>().ToArray();
        return IsInOrder(together) && Gap(search.Reading, together) <= within ? together : null;
    }

    private static bool Overlaps(Seen seen, Seen?[] chosen) =>
        Array.Exists(chosen, other => other is not null && seen.First <= other.Last && other.First <= seen.Last);

    private bool InOneStretch(ItemReading reading, int one, int other) =>
        near.Same switch
        {
            Stretch.Sentence => reading.Words[one].Sentence == reading.Words[other].Sentence,
            Stretch.Paragraph => reading.Words[one].Paragraph == reading.Words[other].Paragraph,
            _ => true,
        };

    private bool IsInOrder(Seen[] together)
    {
        for (var i = 1; near.InOrder && i < together.Length; i++)
            if (together[i - 1].Last >= together[i].First)
                return false;
        return true;
    }

    private static int Gap(ItemReading reading, Seen[] together) =>
        reading.Cost(together.Min(seen => seen.First), together.Max(seen => seen.Last) + 1)
        - together.Sum(seen => reading.Cost(seen.First, seen.Last + 1));

    /// <summary>A part seen in the text.</summary>
    private sealed record Seen(LeafMatcher Leaf, int First, int Last, EvidenceReason Reason, int[] Marks)
    {
        public Evidence Evidence(Search search) =>
            search.Reading.Evidence($"{LeafKind.Of(Leaf.Leaf).Key}: {Leaf.Leaf.Words}", First, Last, Marks, Reason);
    }
}
