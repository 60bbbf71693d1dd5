using System.Collections.Immutable;
using NewsMonitor.Core.Alerts;

namespace NewsMonitor.Ledger;

/// <summary>What is owed, and what was sent.</summary>
internal sealed class AlertLedger(LedgerStore store)
{
    public Task<Claim?> ClaimNextAsync(
        string receiver,
        DateTimeOffset now,
        TimeSpan lease,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException($"{store}");

    public Task<DateTimeOffset?> NextDueAsync(string receiver, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{store}");

    public Task<ImmutableArray<string>> ReceiversOwedAsync(CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{store}");

    public Task DoneAsync(Claim claim, DateTimeOffset now, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{store}");

    public Task DeferAsync(
        Claim claim,
        DateTimeOffset nextAttempt,
        string reason,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException($"{store}");

    public Task RejectAsync(Claim claim, DateTimeOffset now, string reason, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{store}");

    public Task<ImmutableArray<OwedAlert>> ListAsync(
        AlertState? state,
        string? receiver,
        int limit,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException($"{store}");

    public Task<OwedAlert?> FindAsync(string id, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{store}");

    public Task<int> ResendAsync(DeliveryId id, DateTimeOffset now, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{store}");

    public Task<int> DropAsync(DeliveryId id, DateTimeOffset now, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{store}");

    public Task<AlertCounts> CountsAsync(CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{store}");
}
