using Microsoft.Extensions.Logging;
using Quartz;

namespace NewsMonitor.Scheduling;

/// <summary>Gathers the digest it is named after, then sets its own trigger to the next one.</summary>
[DisallowConcurrentExecution]
internal sealed class DigestJob(DigestDesk desk, TimeProvider time, ILogger<DigestJob> log) : IJob
{
    private static readonly TimeSpan AfterFault = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var name = context.JobDetail.Key.Name;
        var next = await NextAsync(name, cancellationToken);
        if (next is { } moment)
            await context.Scheduler.RescheduleJob(context.Trigger.Key, desk.TriggerAt(name, moment), cancellationToken);
    }

    private async Task<DateTimeOffset?> NextAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await desk.GatherAsync(name, cancellationToken);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            // The boundary of one digest: a ledger that is full or locked now may be well again in a minute.
            log.DigestBrokeOff(fault, name);
            return time.GetUtcNow() + AfterFault;
        }
    }
}
