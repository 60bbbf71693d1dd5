using System.Collections.Immutable;

namespace NewsMonitor.Core.Rules.Import;

/// <summary>Says a proximity of another tool in ours, where NEAR stands between words and alternatives of words.</summary>
internal sealed class ImportNear(
    BooleanSign joint,
    HashSet<string> notes,
    List<RuleProblem> problems,
    Func<int, SourcePosition> position
)
{
    /// <summary>The proximity of the parts; null, and reported, when it cannot be said.</summary>
    public Condition? Of(ImmutableArray<Condition> parts)
    {
        if (parts.FirstOrDefault(part => part is All) is All all)
            return Distributed(parts, all);
        if (parts.FirstOrDefault(part => part is Near) is Near inner)
            return Nested(parts, inner);
        if (parts.All(NearParts.CanStandNear))
            return new Near(parts)
            {
                Within = joint.Number ?? Near.DefaultWithin,
                InOrder = joint.InOrder,
                Same = joint.Same,
                Position = position(joint.Start),
            };
        problems.Add(
            new(
                position(joint.Start),
                $"{joint.Value} stands between words, phrases and brackets of OR: take NOT and fields out of it, with AND."
            )
        );
        return null;
    }

    /// <summary><c>(a AND b) W/5 c</c>: each of them close to it.</summary>
    private All? Distributed(ImmutableArray<Condition> parts, All all)
    {
        notes.Add($"AND inside {joint.Value} was read as {joint.Value} of each.");
        var each = all.Parts.Select(part => Of(parts.Replace(all, part))).ToArray();
        return each.Contains(null) ? null : new All([.. each.OfType<Condition>()]) { Position = all.Position };
    }

    /// <summary><c>a W/5 (b W/3 c)</c>: the inner one, and close to any of its words.</summary>
    private All? Nested(ImmutableArray<Condition> parts, Near inner)
    {
        notes.Add($"{joint.Value} around another distance was read as close to any of its words.");
        var words = new Any([.. inner.These.SelectMany(part => part is Any any ? any.Parts : [part])]);
        return Of(parts.Replace(inner, words with { Position = inner.Position })) is { } outer
            ? new All([inner, outer]) { Position = inner.Position }
            : null;
    }
}
