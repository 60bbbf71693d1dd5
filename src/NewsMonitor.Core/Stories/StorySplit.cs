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
        Parting? best = null;
        foreach (var seed in SeedsOf(members))
            if (
                Settle(members, seed, common, strength) is { } sides
                && Weigh(members, sides, common, strength) is var gain
            )
                if (best is null || gain > best.Evidence)
                    best = new Parting(sides, gain);
        return best;
    }

    private static IEnumerable<OpenTerm> SeedsOf(IReadOnlyList<OpenMember> members)
    {
        var held = new Dictionary<OpenTerm, int>();
        foreach (var member in members)
        foreach (var term in member.Terms)
            held[term] = held.GetValueOrDefault(term) + 1;
        return held.Where(pair => pair.Value >= 2 && pair.Value <= members.Count - 2)
            .OrderByDescending(pair => pair.Value * (members.Count - pair.Value))
            .ThenBy(pair => pair.Key.Key, StringComparer.Ordinal)
            .Take(Seeds)
            .Select(pair => pair.Key);
    }

    private static bool[]? Settle(
        IReadOnlyList<OpenMember> members,
        OpenTerm seed,
        Func<OpenTerm, double> common,
        double strength
    )
    {
        var sides = members.Select(member => Array.IndexOf(member.Terms, seed) >= 0).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            var (one, other) = (Side.Of(members, sides, true), Side.Of(members, sides, false));
            if (one.Count < 2 || other.Count < 2)
                return null;
            var next = members
                .Select(member => one.Fit(member, common, strength) >= other.Fit(member, common, strength))
                .ToArray();
            if (next.AsSpan().SequenceEqual(sides))
                return sides;
            sides = next;
        }
        return sides.Count(side => side) is var count && count >= 2 && members.Count - count >= 2 ? sides : null;
    }

    private static double Weigh(
        IReadOnlyList<OpenMember> members,
        bool[] sides,
        Func<OpenTerm, double> common,
        double strength
    )
    {
        var (one, other) = (Side.Of(members, sides, true), Side.Of(members, sides, false));
        return TwoRatherThanOne(one.Held, one.Count, other.Held, other.Count, common, strength);
    }

    /// <summary>The evidence that two sets of items tell two events and not one; negative when they tell one.</summary>
    public static double TwoRatherThanOne(
        Dictionary<OpenTerm, int> one,
        int ones,
        Dictionary<OpenTerm, int> other,
        int others,
        Func<OpenTerm, double> common,
        double strength
    )
    {
        var evidence = 0.0;
        foreach (var (term, held) in one)
            evidence += OfTerm(term, held, other.GetValueOrDefault(term));
        foreach (var (term, held) in other)
            if (!one.ContainsKey(term))
                evidence += OfTerm(term, 0, held);
        // Rounded so that the order of a dictionary can never decide.
        return Math.Round(evidence, 6);

        double OfTerm(OpenTerm term, int inOne, int inOther)
        {
            if (inOne + inOther < 2)
                return 0;
            var share = common(term);
            return (term.IsName ? NameWeight : 1)
                * (
                    Likelihood.Told(inOne, ones, share, strength)
                    + Likelihood.Told(inOther, others, share, strength)
                    - Likelihood.Told(inOne + inOther, ones + others, share, strength)
                );
        }
    }

    private sealed class Side
    {
        public Dictionary<OpenTerm, int> Held { get; } = [];
        public int Count { get; private set; }

        private double? allAbsent;

        public static Side Of(IReadOnlyList<OpenMember> members, bool[] sides, bool wanted)
        {
            var side = new Side();
            for (var at = 0; at < members.Count; at++)
                if (sides[at] == wanted)
                    side.Add(members[at]);
            return side;
        }

        public double Fit(OpenMember member, Func<OpenTerm, double> common, double strength)
        {
            var fit = Math.Log(Count) + AllAbsent(strength);
            foreach (var term in member.Terms)
            {
                var held = Held.GetValueOrDefault(term);
                fit += Likelihood.Present(held, Count, common(term), strength);
                if (held >= 2)
                    fit -= Likelihood.Absent(held, Count, strength);
            }
            return fit;
        }

        /// <summary>Summed by how many hold a term, so that the order of a dictionary can never decide.</summary>
        private double AllAbsent(double strength) =>
            allAbsent ??= Held
                .Values.Where(held => held >= 2)
                .CountBy(held => held)
                .OrderBy(pair => pair.Key)
                .Sum(pair => pair.Value * Likelihood.Absent(pair.Key, Count, strength));

        private void Add(OpenMember member)
        {
            Count++;
            foreach (var term in member.Terms)
                Held[term] = Held.GetValueOrDefault(term) + 1;
        }
    }
}

/// <summary>The items of a story on two sides, with the evidence for two events, in nats.</summary>
internal sealed record Parting(bool[] Sides, double Evidence);
