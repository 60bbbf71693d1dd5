using Microsoft.Extensions.Logging;
using Quartz;

namespace NewsMonitor.Scheduling;

/// <summary>Lets the watchdog bark on its schedule.</summary>
[DisallowConcurrentExecution]
internal sealed class WatchdogJob(Watchdog watchdog, ILogger<WatchdogJob> log) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await watchdog.BarkAsync(cancellationToken);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            // The boundary of the job: that no bark comes is the alarm, outside; here it is said why.
            log.WatchdogBrokeOff(fault);
        }
    }
}
