using System.Collections.Immutable;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Rules;

/// <summary>Finds what is wrong with a rule that reads well: conditions that cannot hold, or hold for everything, or are unclear.</summary>
public static class RuleCheck
{
    /// <summary>The most alternatives that a rule may hold: beyond it a rule is a list that belongs in several rules.</summary>
    public const int MostAlternatives = 512;

    /// <summary>Everything a person must mend, in the order of the rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="words">What the person has added to the vocabulary.</param>
    public static ImmutableArray<RuleProblem> Problems(WatchRule rule, UserWords? words = null)
    {
        var parts = AllOf(rule.Condition).ToArray();
        return
        [
            .. Required(rule),
            .. parts.Select(GroupProblem).OfType<RuleProblem>(),
            .. TooManyAlternatives(rule, parts),
            .. parts
                .OfType<Leaf>()
                .SelectMany(leaf => LeafCheck.Problems(leaf, words ?? UserWords.None, HoldsBy(rule.Condition, leaf))),
        ];
    }

    /// <summary>What a person should mend: a rule that would match too much.</summary>
    public static ImmutableArray<RuleProblem> Warnings(WatchRule rule) =>
        Breadth.Of(rule.Condition) is { PerMille: >= Breadth.TooBroad, Leaf: { } leaf } breadth
            ?
            [
                new(
                    leaf.Position,
                    $"this rule would match about {breadth.InWords} news items, because \"{leaf.Words}\" is that common: add a places: or names: line, or make it a longer phrase."
                ),
            ]
            : [];

    private static IEnumerable<Condition> AllOf(Condition condition) =>
        PartsOf(condition).SelectMany(AllOf).Prepend(condition);

    private static IEnumerable<Condition> PartsOf(Condition condition) =>
        condition switch
        {
            All all => all.Parts,
            Any any => any.Parts,
            None none => none.Parts,
            AtLeast atLeast => atLeast.From,
            Score score => score.Add.Select(points => points.Part),
            Near near => near.These,
            _ => [],
        };

    private static IEnumerable<RuleProblem> Required(WatchRule rule)
    {
        if (Requires(rule.Condition))
            return [];
        var parts = AllOf(rule.Condition).ToArray();
        if (!HasPositive(rule.Condition))
            return [new(rule.Position, OnlyNegative(parts))];
        var gap = Gap(rule.Condition);
        return
        [
            new(
                gap.Position == SourcePosition.None ? rule.Position : gap.Position,
                "this rule can match an item in which nothing was found, because of this part: say what to find beside it, with AND or on a line of its own."
            ),
        ];
    }

    private static string OnlyNegative(Condition[] parts) =>
        Array.Exists(parts, part => part is Origin)
            ? "this rule has only where an item comes from: say what to find in it."
            : "this rule has only not: say what to find.";

    private static bool HasPositive(Condition condition) =>
        condition is Leaf or EveryItem || (condition is not None && PartsOf(condition).Any(HasPositive));

    /// <summary>True when an item can only match if words of it were found.</summary>
    private static bool Requires(Condition condition) =>
        condition switch
        {
            Leaf or EveryItem => true,
            All all => all.Parts.Any(Requires),
            Any any => !any.Parts.IsEmpty && any.Parts.All(Requires),
            AtLeast atLeast => atLeast.From.Count(part => !Requires(part)) < atLeast.Of,
            Score score => score.Add.Where(points => points.Worth > 0 && !Requires(points.Part)).Sum(Worth)
                < score.Reach,
            Near near => near.These.Any(Requires),
            _ => false,
        };

    private static long Worth(Points points) => points.Worth;

    /// <summary>True when the condition holds for an item in which one leaf is found and no other.</summary>
    private static bool HoldsBy(Condition condition, Leaf leaf) =>
        condition switch
        {
            Leaf other => ReferenceEquals(other, leaf),
            All all => all.Parts.All(part => HoldsBy(part, leaf)),
            Any any => any.Parts.Any(part => HoldsBy(part, leaf)),
            None none => !none.Parts.Any(part => HoldsBy(part, leaf)),
            AtLeast atLeast => atLeast.From.Count(part => HoldsBy(part, leaf)) >= atLeast.Of,
            Score score => score.Add.Where(points => HoldsBy(points.Part, leaf)).Sum(Worth) >= score.Reach,
            Near near => near.These.All(part => HoldsBy(part, leaf)),
            _ => true,
        };

    /// <summary>The innermost part through which an item matches without a word found.</summary>
    private static Condition Gap(Condition condition) =>
        condition switch
        {
            All all
                when all.Parts.FirstOrDefault(part => part is Any or AtLeast or Score && HasPositive(part))
                    is { } part => Gap(part),
            Any any when any.Parts.FirstOrDefault(part => !Requires(part)) is { } part => Gap(part),
            AtLeast atLeast when atLeast.From.FirstOrDefault(part => !Requires(part)) is { } part => Gap(part),
            Score score when score.Add.FirstOrDefault(points => !Requires(points.Part)) is { } points => Gap(
                points.Part
            ),
            _ => condition,
        };

    private static RuleProblem? GroupProblem(Condition condition)
    {
        var message = condition switch
        {
            All { Parts.IsEmpty: true }
            or Any { Parts.IsEmpty: true }
            or None { Parts.IsEmpty: true } when condition.Position != SourcePosition.None =>
                "this group is empty: write what to find in it, or remove it.",
            AtLeast atLeast when atLeast.Of < 1 || atLeast.Of > atLeast.From.Length =>
                $"\"of\" is {atLeast.Of}, and \"from\" lists {atLeast.From.Length}: it goes from 1 to {atLeast.From.Length}.",
            Score score => ScoreMessage(score),
            Near near => NearMessage(near),
            _ => null,
        };
        return message is null ? null : new(condition.Position, message);
    }

    private static string? ScoreMessage(Score score)
    {
        var most = score.Add.Where(points => points.Worth > 0).Sum(Worth);
        if (score.Reach < 1)
            return "\"reach\" goes from 1 up: a rule that needs no points matches everything.";
        return most < score.Reach
            ? $"the points add up to {most} at most, and \"reach\" is {score.Reach}: write {Math.Max(most, 1)} or less, or give more points."
            : null;
    }

    private static string? NearMessage(Near near)
    {
        if (near.These.Length < 2)
            return "\"near\" needs two things or more under \"these\": add one, or write it without near.";
        return near.These.FirstOrDefault(part => !NearParts.CanStandNear(part)) is null
            ? null
            : "\"near\" takes words, phrases, names, places and any: of these. Take everything else out of it, and put both under all:.";
    }

    private static IEnumerable<RuleProblem> TooManyAlternatives(WatchRule rule, Condition[] parts)
    {
        var count = parts.Count(part => part is Leaf);
        if (count <= MostAlternatives)
            return [];
        var most = parts.Where(part => PartsOf(part).Any()).MaxBy(part => PartsOf(part).Count(inner => inner is Leaf))!;
        return
        [
            new(
                most.Position == SourcePosition.None ? rule.Position : most.Position,
                $"this rule holds {count} alternatives, and {MostAlternatives} are the most: make two rules of it, each with a part of the list."
            ),
        ];
    }
}
