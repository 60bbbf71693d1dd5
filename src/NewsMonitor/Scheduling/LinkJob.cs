using Microsoft.Extensions.Logging;
using Quartz;

namespace NewsMonitor.Scheduling;

/// <summary>Looks at the pages that are due, every five minutes.</summary>
[DisallowConcurrentExecution]
internal sealed class LinkJob(LinkRound round, ILogger<LinkJob> log) : IJob
{
    /// <summary>How often: with <see cref="LinkRound.MostPages"/> at most 300 pages an hour.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await round.LookAsync(cancellationToken);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            // The boundary of the job: a ledger that is full or locked now may be well again in its next turn.
            log.LookBrokeOff(fault);
        }
    }
}
