using System.Collections.Immutable;
using NewsMonitor.Core.Items;

namespace NewsMonitor.Ledger;

/// <summary>What was seen.</summary>
internal sealed class FeedLedger(LedgerStore store)
{
    public Task<FeedState> StateOfAsync(string feed, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{store}");

    public Task<ImmutableArray<FeedState>> AllAsync(CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{store}");

    public Task<FeedState?> BeginPollAsync(
        string feed,
        DateTimeOffset now,
        TimeSpan lease,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException($"{store}");

    public Task ScheduleAsync(string feed, DateTimeOffset nextPoll, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{store}");

    public Task<ImmutableArray<Item>> UnseenAsync(
        string feed,
        IdentityPolicy policy,
        ImmutableArray<Item> items,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException($"{store}");

    public Task RecordAsync(PollRecord poll, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{store}");
}
