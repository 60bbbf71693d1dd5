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
    /// <summary>The alerts that these items owe, in the order of the items and then of the rules.</summary>
    /// <param name="unseen">Items of one feed that were not known before.</param>
    /// <param name="feed">The feed they came from.</param>
    /// <param name="now">When they were first seen.</param>
    public ImmutableArray<Alert> Decide(IEnumerable<Item> unseen, FeedOrigin feed, DateTimeOffset now) =>
        [
            .. unseen
                .SelectMany(item => AlertPolicy.Decide(matcher.FindMatchesAsAsked(item, feed), feed.Name, now))
                .Select(WithMode),
        ];

    /// <summary>True when the item says something that some rule asks for: its article may say the rest.</summary>
    public bool MayConcern(Item item, FeedOrigin feed) => matcher.MayMatch(item, feed);

    private Alert WithMode(Alert alert) =>
        alert.Mode is null && modes?.GetValueOrDefault(alert.Receiver) is { } mode ? alert with { Mode = mode } : alert;
}
