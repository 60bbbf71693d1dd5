using System.Collections.Immutable;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Stories;
using NewsMonitor.Core.Vocabulary;
using NewsMonitor.Feeds;

namespace NewsMonitor.Commands;

/// <summary>Rules that a person tries on items of their own. An item that names no feed may come from any.</summary>
/// <param name="rules">The rules.</param>
/// <param name="feeds">The feeds that the configuration knows, with the tags that rules choose by.</param>
/// <param name="meanings">What words mean.</param>
internal sealed class Trial(ImmutableArray<WatchRule> rules, ImmutableArray<Feed> feeds, Meanings meanings)
{
    private static readonly FeedOrigin Nowhere = new("", "", []);

    private readonly Matcher everyFeed = new(RuleIndex.Build(rules.Select(OfAnyFeed), meanings));
    private readonly Matcher chosenFeeds = new(RuleIndex.Build(rules, meanings));

    private RuleMentions? mentions;

    private readonly SpokenLanguages languages = new(AskedLanguages.Of(rules));

    /// <summary>How many rules are tried.</summary>
    public int Rules => rules.Length;

    /// <summary>The rules that match.</summary>
    public ImmutableArray<Match> FindMatches(Item item) =>
        item.Feed.Length == 0
            ? everyFeed.FindMatchesAsAsked(languages.Tell(item), Nowhere)
            : chosenFeeds.FindMatchesAsAsked(languages.Tell(item), OriginOf(item.Feed));

    /// <summary>A rule by its id; null when it is not tried.</summary>
    public WatchRule? RuleOf(string id) => rules.FirstOrDefault(rule => rule.Id == id);

    /// <summary>Which items mention what a rule looks for.</summary>
    public RuleMentions Mentions => mentions ??= new(chosenFeeds.Index);

    /// <summary>What keeps each of the other rules from matching, the nearest part first; in the order of the rules.</summary>
    public IEnumerable<(WatchRule Rule, ImmutableArray<NearMiss> Misses)> WhyNot(
        Item item,
        ImmutableArray<Match> matches
    ) =>
        rules
            .ExceptBy(matches.Select(match => match.Rule.Id), rule => rule.Id, StringComparer.Ordinal)
            .Select(rule => (rule, WhyNot(languages.Tell(item), rule)))
            .Where(pair => !pair.Item2.IsEmpty);

    private ImmutableArray<NearMiss> WhyNot(Item item, WatchRule rule) =>
        item.Feed.Length == 0
            ? Core.Matching.WhyNot.Of(OfAnyFeed(rule), item, Nowhere, meanings)
            : Core.Matching.WhyNot.Of(rule, item, OriginOf(item.Feed), meanings);

    private static WatchRule OfAnyFeed(WatchRule rule) => rule with { Feeds = FeedFilter.All };

    private FeedOrigin OriginOf(string name) =>
        feeds
            .FirstOrDefault(feed => name == feed.Id || name == feed.Name || name == feed.Address.OriginalString)
            ?.Origin
        ?? new FeedOrigin(name, name, []);
}
