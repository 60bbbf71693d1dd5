using System.Collections.Immutable;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Core.Stories;

/// <summary>
/// What <c>status:</c> asks for: of the matches, those whose item tells what was found in one of the ways that the rule
/// wants. A part of a rule with a status of its own counts only where its own words are told so.
/// </summary>
public static class AskedStatus
{
    /// <summary>Every rule that matches the item and whose status it tells, in the order of the rules, with evidence.</summary>
    public static ImmutableArray<Match> FindMatchesAsAsked(this Matcher matcher, Item item, FeedOrigin feed) =>
        [.. matcher.FindMatches(item, feed).Select(match => AsAsked(match, matcher.Index, feed)).OfType<Match>()];

    private static Match? AsAsked(Match match, RuleIndex index, FeedOrigin feed)
    {
        var told = match;
        var leaves = LeavesWithStatus(match.Rule.Condition).ToList();
        var unwanted = leaves.Where(leaf => !IsTold(leaf.Terms.Statuses, match.Item, EvidenceOf(leaf, match))).ToList();
        if (unwanted.Count > 0)
        {
            // What is left of the rule without those parts must hold by itself.
            var rest = match.Rule with
            {
                Condition = Without(match.Rule.Condition, unwanted),
                Enabled = true,
            };
            if (new Matcher(index.Of(rest)).FindMatches(match.Item, feed) is not [var found])
                return null;
            told = match with { Evidence = found.Evidence };
        }
        return IsTold(match.Rule.Statuses, match.Item, told.Evidence) ? told : null;
    }

    private static bool IsTold(ImmutableArray<ReportStatus> asked, Item item, IEnumerable<Evidence> evidence) =>
        asked.IsEmpty || asked.Contains(StanceReader.Read(item, evidence).Status);

    private static IEnumerable<Evidence> EvidenceOf(Leaf leaf, Match match)
    {
        var label = $"{LeafKind.Of(leaf).Key}: {leaf.Words}";
        return match.Evidence.Where(found => found.Leaf == label);
    }

    private static IEnumerable<Leaf> LeavesWithStatus(Condition condition) =>
        condition switch
        {
            Leaf leaf => leaf.Terms.Statuses.IsEmpty ? [] : [leaf],
            All all => all.Parts.SelectMany(LeavesWithStatus),
            Any any => any.Parts.SelectMany(LeavesWithStatus),
            AtLeast atLeast => atLeast.From.SelectMany(LeavesWithStatus),
            Score score => score.Add.SelectMany(points => LeavesWithStatus(points.Part)),
            Near near => near.These.SelectMany(LeavesWithStatus),
            _ => [],
        };

    /// <summary>The condition with some leaves as what never holds.</summary>
    private static Condition Without(Condition condition, List<Leaf> unwanted) =>
        condition switch
        {
            _ when !LeavesWithStatus(condition).Any(unwanted.Contains) => condition,
            Leaf or Near => new Any([]),
            All all => all with { Parts = [.. all.Parts.Select(part => Without(part, unwanted))] },
            Any any => any with { Parts = [.. any.Parts.Select(part => Without(part, unwanted))] },
            AtLeast atLeast => atLeast with { From = [.. atLeast.From.Select(part => Without(part, unwanted))] },
            Score score => score with
            {
                Add = [.. score.Add.Select(points => points with { Part = Without(points.Part, unwanted) })],
            },
            _ => condition,
        };
}
