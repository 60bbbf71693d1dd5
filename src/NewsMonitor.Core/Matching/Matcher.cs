using System.Collections.Immutable;
using NewsMonitor.Core.Items;

namespace NewsMonitor.Core.Matching;

/// <summary>Finds the rules that an item answers.</summary>
public sealed class Matcher(RuleIndex index)
{
    /// <summary>The rules it looks for.</summary>
    public RuleIndex Index => index;

    /// <summary>Every rule that matches the item, in the order of the rules, with evidence. Safe on any number of threads.</summary>
    public ImmutableArray<Match> FindMatches(Item item, FeedOrigin feed) =>
        throw new NotSupportedException($"matching {item.Key} of {feed.Id} arrives with the matching room");
}
