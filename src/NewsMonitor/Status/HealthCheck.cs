using NewsMonitor.Ledger;

namespace NewsMonitor.Status;

/// <summary>Asks the ledger how the worker is.</summary>
/// <param name="running">What the worker runs with.</param>
/// <param name="store">The file itself.</param>
/// <param name="feeds">What is known of the feeds.</param>
/// <param name="alerts">What is owed.</param>
/// <param name="time">The clock.</param>
internal sealed class HealthCheck(
    RunningConfiguration running,
    LedgerStore store,
    FeedLedger feeds,
    AlertRegister alerts,
    TimeProvider time
)
{
    /// <summary>How the worker is now.</summary>
    public async Task<Health> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var began = time.GetTimestamp();
            await store.CheckWritableAsync(cancellationToken);
            var flush = time.GetElapsedTime(began);
            var states = await feeds.AllAsync(cancellationToken);
            var counts = await alerts.CountsAsync(cancellationToken);
            var standing = running.Now;
            var polled = states.Where(state => standing.PolledFeeds.Contains(state.Feed));
            return Health.Judge([.. polled], counts, standing, time.GetUtcNow()).WithStorage(flush);
        }
        catch (LedgerUnavailable fault)
        {
            return Health.Unwritable(fault.Message);
        }
    }
}
