namespace NewsMonitor.Core.Stories;

/// <summary>
/// Looks for two events in what was taken for one: the items are parted by a term that only some of them hold, each item
/// then goes to the part it fits better, and the parts must tell their terms better than the whole does.
/// </summary>
internal static class StorySplit
{
    /// <summary>Fewer items than this are never two events.</summary>
    private const int FewestItems = 4;

    /// <summary>So many terms are tried, those first that part the items most evenly.</summary>
    private const int Seeds = 12;

    private const int Rounds = 4;

    /// <summary>How much more a name or a number says about two events than another word does.</summary>
    private const double NameWeight = 2;

    /// <summary>The best parting and its evidence in nats; null when there is none with two items on each side.</summary>
    public static Parting? Find(IReadOnlyList<OpenMember> members, Func<OpenTerm, double> common, double strength)
    {
        if (members.Count < FewestItems)
            return null;
        var table = new Table(members, common, strength);
        Parting? best = null;
        foreach (var seed in table.Seeds().Take(Seeds))
            if (table.Settle(seed) is { } sides && table.Weigh(sides) is var evidence)
                if (best is null || evidence > best.Evidence)
                    best = new Parting(sides, evidence);
        return best;
    }

    /// <summary>The evidence that two sets of items tell two events and not one; negative when they tell one.</summary>
    public static double TwoRatherThanOne(
        OpenStory one,
        OpenStory other,
        Func<OpenTerm, double> common,
        double strength
    )
    {
        var evidence = 0.0;
        foreach (var (term, held) in one.Held)
            evidence += OfTerm(held, one.Count, other.HeldBy(term), other.Count, term, common(term), strength);
        foreach (var (term, held) in other.Held)
            if (one.HeldBy(term) == 0)
                evidence += OfTerm(0, one.Count, held, other.Count, term, common(term), strength);
        // Rounded so that the order of a dictionary can never decide.
        return Math.Round(evidence, 6);
    }

    private static double OfTerm(
        int held,
        int items,
        int heldThere,
        int itemsThere,
        OpenTerm term,
        double common,
        double strength
    )
    {
        if (held + heldThere < 2)
            return 0;
        var apart =
            Likelihood.Told(held, items, common, strength)
            + Likelihood.Told(heldThere, itemsThere, common, strength)
            - Likelihood.Told(held + heldThere, items + itemsThere, common, strength);
        return term.IsName ? NameWeight * apart : apart;
    }

    /// <summary>The items of one story by numbers: only the terms that two of them hold say anything.</summary>
    private sealed class Table
    {
        private readonly OpenTerm[] terms;
        private readonly int[] held;
        private readonly double[] common;
        private readonly int[][] items;
        private readonly double strength;

        public Table(IReadOnlyList<OpenMember> members, Func<OpenTerm, double> commonOf, double strength)
        {
            var counted = new Dictionary<OpenTerm, int>();
            foreach (var member in members)
            foreach (var term in member.Terms)
                counted[term] = counted.GetValueOrDefault(term) + 1;
            terms = [.. counted.Where(pair => pair.Value >= 2).Select(pair => pair.Key)];
            Array.Sort(terms, (one, other) => string.CompareOrdinal(one.Key, other.Key));
            var places = terms.Select((term, at) => (term, at)).ToDictionary(pair => pair.term, pair => pair.at);
            held = [.. terms.Select(term => counted[term])];
            common = [.. terms.Select(commonOf)];
            items = [.. members.Select(member => PlacesOf(member, places))];
            this.strength = strength;
        }

        /// <summary>The terms by which the items may be parted, those first that part them most evenly.</summary>
        public IEnumerable<int> Seeds() =>
            Enumerable
                .Range(0, terms.Length)
                .Where(term => held[term] <= items.Length - 2)
                .OrderByDescending(term => held[term] * (items.Length - held[term]));

        /// <summary>Parts the items by a term and lets each go where it fits better, until none moves; null when a side is left with fewer than two.</summary>
        public bool[]? Settle(int seed)
        {
            var sides = items.Select(item => Array.IndexOf(item, seed) >= 0).ToArray();
            for (var round = 0; round < Rounds; round++)
            {
                if (FewestOf(sides) < 2)
                    return null;
                var (one, other) = (FitOf(sides, true), FitOf(sides, false));
                var next = items.Select(item => one.Of(item) >= other.Of(item)).ToArray();
                if (next.AsSpan().SequenceEqual(sides))
                    return sides;
                sides = next;
            }
            return FewestOf(sides) >= 2 ? sides : null;
        }

        public double Weigh(bool[] sides)
        {
            var there = CountOf(sides, true);
            var many = sides.Count(side => side);
            var evidence = 0.0;
            for (var term = 0; term < terms.Length; term++)
                evidence += OfTerm(
                    there[term],
                    many,
                    held[term] - there[term],
                    items.Length - many,
                    terms[term],
                    common[term],
                    strength
                );
            return Math.Round(evidence, 6);
        }

        private static int[] PlacesOf(OpenMember member, Dictionary<OpenTerm, int> places)
        {
            var found = new List<int>(member.Terms.Length);
            foreach (var term in member.Terms)
                if (places.TryGetValue(term, out var place))
                    found.Add(place);
            return [.. found];
        }

        private static int FewestOf(bool[] sides) =>
            sides.Count(side => side) is var many ? Math.Min(many, sides.Length - many) : 0;

        private int[] CountOf(bool[] sides, bool wanted)
        {
            var counts = new int[terms.Length];
            for (var at = 0; at < items.Length; at++)
                if (sides[at] == wanted)
                    foreach (var term in items[at])
                        counts[term]++;
            return counts;
        }

        /// <summary>What each term of an item adds to its fit on one side.</summary>
        private Fit FitOf(bool[] sides, bool wanted)
        {
            var counts = CountOf(sides, wanted);
            var many = sides.Count(side => side == wanted);
            var start = Math.Log(many);
            var adds = new double[terms.Length];
            for (var term = 0; term < terms.Length; term++)
            {
                adds[term] = Likelihood.Present(counts[term], many, common[term], strength);
                if (counts[term] < 2)
                    continue;
                var absent = Likelihood.Absent(counts[term], many, strength);
                start += absent;
                adds[term] -= absent;
            }
            return new Fit(start, adds);
        }
    }

    private readonly record struct Fit(double Start, double[] Adds)
    {
        public double Of(int[] item)
        {
            var fit = Start;
            foreach (var term in item)
                fit += Adds[term];
            return fit;
        }
    }
}

/// <summary>The items of a story on two sides, with the evidence for two events, in nats.</summary>
internal sealed record Parting(bool[] Sides, double Evidence);
