using Microsoft.Extensions.Logging;
using Quartz;

namespace NewsMonitor.Scheduling;

/// <summary>Looks after the health of the feeds, every minute.</summary>
[DisallowConcurrentExecution]
internal sealed class HealthJob(HealthWatch watch, ILogger<HealthJob> log) : IJob
{
    /// <summary>How often.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await watch.LookAsync(cancellationToken);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            // The boundary of the job: a ledger that is full or locked now may be well again in a minute.
            log.HealthBrokeOff(fault);
        }
    }
}
