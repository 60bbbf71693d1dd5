using System.Collections.Immutable;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Commands;

/// <summary>
/// A rule made wider: what it finds and the rule does not are the items that the rule missed by little. First every leaf
/// anywhere and in any form, without vetoes; then also with one part missing.
/// </summary>
internal static class WiderRule
{
    /// <summary>How many wider rules there are at most.</summary>
    public const int Most = 2;

    /// <summary>The wider rules, the least widened first; none when nothing can be widened.</summary>
    public static IEnumerable<WatchRule> Of(WatchRule rule)
    {
        if (Wider(rule.Condition) is not { } wider)
            yield break;
        yield return rule with
        {
            Condition = wider,
        };
        if (wider is All { Parts: { Length: > 1 } parts })
            yield return rule with
            {
                Condition = new AtLeast(parts.Length - 1, parts),
            };
    }

    private static Condition? Wider(Condition condition) =>
        condition switch
        {
            Leaf leaf => Wider(leaf),
            All all => Together(all.Parts),
            Near near => Together(near.These),
            Any any => OneOf(any.Parts),
            Score score => OneOf(score.Add.Where(points => points.Worth > 0).Select(points => points.Part)),
            AtLeast atLeast => FewerOf(atLeast),
            Origin origin => origin,
            _ => null,
        };

    private static Condition? Together(IEnumerable<Condition> parts) =>
        Parts(parts) switch
        {
            [] => null,
            [var only] => only,
            var several => new All(several),
        };

    private static Any? OneOf(IEnumerable<Condition> parts) =>
        Parts(parts) is { IsEmpty: false } some ? new Any(some) : null;

    private static AtLeast? FewerOf(AtLeast atLeast) =>
        Parts(atLeast.From) is { IsEmpty: false } parts
            ? new AtLeast(Math.Clamp(atLeast.Of - 1, 1, parts.Length), parts)
            : null;

    private static ImmutableArray<Condition> Parts(IEnumerable<Condition> parts) =>
        [.. parts.Select(Wider).OfType<Condition>()];

    private static Leaf Wider(Leaf leaf) =>
        leaf switch
        {
            Exact => new Phrase { Words = leaf.Words, Terms = LeafTerms.Default with { By = MatchLevel.Widest } },
            Phrase or Word => leaf with
            {
                Terms = LeafTerms.Default with { By = MatchLevel.Widest, Also = leaf.Terms.Also },
            },
            Place => leaf with
            {
                Terms = LeafTerms.Default with { As = PlaceReach.Everything, Also = leaf.Terms.Also },
            },
            _ => leaf with { Terms = LeafTerms.Default with { Also = leaf.Terms.Also } },
        };
}
