using System.Collections.Immutable;
using NewsMonitor.Core.Alerts.Notices;
using NewsMonitor.Feeds;
using NewsMonitor.Ledger;

namespace NewsMonitor.Scheduling;

/// <summary>Looks at all feeds at once and has the operator told: only together can they show what they have in common.</summary>
internal sealed class HealthWatch(
    EditionInForce inForce,
    FeedLedger feeds,
    TroubleLedger troubles,
    OperatorDesk desk,
    TimeProvider time
)
{
    /// <summary>Looks once.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var health = HealthOf(inForce.Current, await feeds.AllAsync(cancellationToken));
        var told = await troubles.ToldAsync(cancellationToken);
        var round = NoticePolicy.Decide(health, told, desk.Terms, now);
        if (round.IsEmpty)
            return;
        await troubles.RecordAsync(round, desk.AlertsFor(round.Notices), now, cancellationToken);
        desk.Told(round.Notices);
    }

    private static ImmutableArray<FeedHealth> HealthOf(Edition edition, ImmutableArray<FeedState> states) =>
        [
            .. from state in states
            let feed = edition.Feeds.GetValueOrDefault(state.Feed)
            where feed is { Enabled: true } && (state.Address is null || state.Address == feed.Address.AbsoluteUri)
            select HealthOf(feed, state),
        ];

    private static FeedHealth HealthOf(Feed feed, FeedState state) =>
        new()
        {
            Id = feed.Id,
            Name = feed.Name,
            Host = feed.Address.Host,
            Failures = state.Failures,
            FailingSince = state.FailingSince,
            Error = state.Error,
            LastPoll = state.LastPoll,
            NextPoll = state.NextPoll,
            LastNewItem = state.LastNewItem,
            Rhythm = state.Rhythm,
            ListedBefore = state.ListedBefore ?? 0,
            EmptySince = state.EmptySince,
            GapAt = state.GapAt,
            MovedTo =
                state.MovedTo is { } moved && Uri.TryCreate(moved, UriKind.Absolute, out var address)
                    ? (feed with { Address = address }).Display
                    : null,
            IsEnded = state.Gone,
        };
}
