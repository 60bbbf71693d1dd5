using Microsoft.Extensions.Logging;
using NewsMonitor.Ledger;
using Quartz;

namespace NewsMonitor.Scheduling;

/// <summary>Keeps the ledger, and the process, within their bounds.</summary>
[DisallowConcurrentExecution]
internal sealed class HousekeepingJob(Retention retention, TimeProvider time, ILogger<HousekeepingJob> log) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var rows = await retention.ForgetAsync(time.GetUtcNow(), cancellationToken);
            if (rows > 0)
                log.Forgot(rows);
            GiveMemoryBack();
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            // The boundary of the job: a ledger that is full or locked now may be well again in an hour.
            log.HousekeepingBrokeOff(fault);
        }
    }

    /// <summary>A worker that idles between polls keeps no room for what it once needed: to read rules, or a large feed.</summary>
    private static void GiveMemoryBack() =>
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
}
