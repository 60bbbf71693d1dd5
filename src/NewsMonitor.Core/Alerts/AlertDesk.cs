using System.Collections.Frozen;
using System.Collections.Immutable;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Stories;

namespace NewsMonitor.Core.Alerts;

/// <summary>Reads every new item against every rule and decides which alerts it owes.</summary>
/// <param name="matcher">All rules, compiled together.</param>
/// <param name="modes">When what each receiver is told goes out, where the rule does not say; at once for one that is not named.</param>
public sealed class AlertDesk(Matcher matcher, IReadOnlyDictionary<string, DeliveryMode>? modes = null)
{
    private readonly Lazy<FrozenDictionary<string, WatchRule>> rules = new(() =>
        matcher.Index.Rules.ToFrozenDictionary(rule => rule.Id, StringComparer.Ordinal)
    );

    /// <summary>Which items mention what a rule looks for. By one thread at a time.</summary>
    public RuleMentions Mentions { get; } = new(matcher.Index);

    /// <summary>A rule by its id; null when it is not in force.</summary>
    public WatchRule? RuleOf(string id) => rules.Value.GetValueOrDefault(id);

    /// <summary>What the rules find in these items, in the order of the items and then of the rules; items that say nothing to anybody are left out.</summary>
    /// <param name="unseen">Items of one feed that were not known before.</param>
    /// <param name="feed">The feed they came from.</param>
    public ImmutableArray<FoundItem> Find(IEnumerable<Item> unseen, FeedOrigin feed) =>
        [
            .. unseen
                .Select(item => new FoundItem(
                    item,
                    matcher.FindMatchesAsAsked(item, feed),
                    StanceReader.TakesAStand(item)
                ))
                .Where(found => !found.Matches.IsEmpty || found.TakesAStand),
        ];

    /// <summary>The alerts that these items owe one by one, in the order of the items and then of the rules.</summary>
    /// <param name="unseen">Items of one feed that were not known before.</param>
    /// <param name="feed">The feed they came from.</param>
    /// <param name="now">When they were first seen.</param>
    public ImmutableArray<Alert> Decide(IEnumerable<Item> unseen, FeedOrigin feed, DateTimeOffset now) =>
        [
            .. unseen
                .SelectMany(item => AlertPolicy.Decide(matcher.FindMatchesAsAsked(item, feed), feed.Name, now))
                .Select(WithMode),
        ];

    /// <summary>True when a rule finds the item.</summary>
    public bool Finds(string ruleId, Item item, FeedOrigin feed) =>
        matcher.FindMatchesAsAsked(item, feed).Any(match => match.Rule.Id == ruleId);

    /// <summary>True when the item says something that some rule asks for: its article may say the rest.</summary>
    public bool MayConcern(Item item, FeedOrigin feed) => matcher.MayMatch(item, feed);

    /// <summary>The alerts of rules that tell no stories, but every item on its own.</summary>
    /// <param name="found">The item.</param>
    /// <param name="source">The name of its feed.</param>
    /// <param name="now">When it was first seen.</param>
    public ImmutableArray<Alert> DecideAlone(FoundItem found, string source, DateTimeOffset now) =>
        [
            .. AlertPolicy
                .Decide([.. found.Matches.Where(match => !match.Rule.Stories.Enabled)], source, now)
                .Select(WithMode),
        ];

    /// <summary>The alert with the mode of its receiver, where its rule does not say.</summary>
    public Alert WithMode(Alert alert) =>
        alert.Mode is null && modes?.GetValueOrDefault(alert.Receiver) is { } mode ? alert with { Mode = mode } : alert;
}
