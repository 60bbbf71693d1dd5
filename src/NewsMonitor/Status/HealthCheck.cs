using NewsMonitor.Ledger;

namespace NewsMonitor.Status;

/// <summary>Asks the ledger how the worker is.</summary>
/// <param name="polled">The ids of the feeds that are polled: the ledger also remembers feeds that are configured no more.</param>
/// <param name="store">The file itself.</param>
/// <param name="feeds">What is known of the feeds.</param>
/// <param name="alerts">What is owed.</param>
/// <param name="time">The clock.</param>
internal sealed class HealthCheck(
    IReadOnlySet<string> polled,
    LedgerStore store,
    FeedLedger feeds,
    AlertLedger alerts,
    TimeProvider time
)
{
    /// <summary>How the worker is now.</summary>
    public async Task<Health> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.CheckWritableAsync(cancellationToken);
            var states = await feeds.AllAsync(cancellationToken);
            var counts = await alerts.CountsAsync(cancellationToken);
            return Health.Judge([.. states.Where(state => polled.Contains(state.Feed))], counts, time.GetUtcNow());
        }
        catch (LedgerUnavailable fault)
        {
            return Health.Unwritable(fault.Message);
        }
    }
}
