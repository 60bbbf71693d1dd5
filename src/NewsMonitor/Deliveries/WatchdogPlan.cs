using System.Collections.Immutable;

namespace NewsMonitor.Deliveries;

/// <summary>An alert that is sent on a schedule through the whole flow: when it fails to come, something in the flow is broken.</summary>
/// <param name="Every">From 1 minute to 7 days.</param>
/// <param name="Ping">The outside address that expects it, and raises the alarm when it does not come; null for none.</param>
/// <param name="Notify">The receivers that are told, by name.</param>
internal sealed record WatchdogPlan(TimeSpan Every, Uri? Ping, ImmutableArray<string> Notify)
{
    /// <summary>The name of the receiver that <see cref="Ping"/> is.</summary>
    public const string PingName = "watchdog";

    /// <summary>The id of the feed that its items are of.</summary>
    public const string FeedId = "monitor-watchdog";
}
