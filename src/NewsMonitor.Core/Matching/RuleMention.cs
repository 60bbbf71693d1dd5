using NewsMonitor.Core.Items;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Matching;

/// <summary>
/// Whether an item mentions anything that a rule looks for, places aside: one word is enough, a weak one too. What takes a
/// report back often uses other words than the rule (<i>no decision to leave</i>), but hardly ever none of its own. By one
/// thread at a time.
/// </summary>
internal sealed class RuleMention
{
    private static readonly FeedOrigin AnyFeed = new("", "", []);

    private readonly Search? search;

    public RuleMention(WatchRule rule, Meanings meanings)
    {
        var leaves = LeavesOf(rule.Condition).ToArray();
        if (leaves.Length == 0)
            return;
        var anything = new WatchRule
        {
            Id = rule.Id,
            Name = rule.Name,
            Condition = new Any([.. leaves]),
        };
        search = new Search(new RulePart([anything], firstOrder: 0, meanings).Book);
    }

    /// <summary>True when the item holds a word of the rule; for a rule of places alone always.</summary>
    public bool IsIn(Item item)
    {
        if (search is null)
            return true;
        search.Begin(item, AnyFeed);
        return search.Present.Length > 0;
    }

    private static IEnumerable<Condition> LeavesOf(Condition condition) =>
        condition switch
        {
            Place => [],
            Leaf leaf => [leaf],
            All all => all.Parts.SelectMany(LeavesOf),
            Any any => any.Parts.SelectMany(LeavesOf),
            AtLeast atLeast => atLeast.From.SelectMany(LeavesOf),
            Score score => score.Add.Where(points => points.Worth > 0).SelectMany(points => LeavesOf(points.Part)),
            Near near => near.These.SelectMany(LeavesOf),
            _ => [],
        };
}
