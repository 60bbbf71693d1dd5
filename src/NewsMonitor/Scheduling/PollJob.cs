using Microsoft.Extensions.Logging;
using NewsMonitor.Feeds;
using Quartz;

namespace NewsMonitor.Scheduling;

/// <summary>Polls the feed it is named after, then sets its own trigger to the next poll.</summary>
[DisallowConcurrentExecution]
internal sealed class PollJob(Timetable timetable, Poller poller, TimeProvider time, ILogger<PollJob> log) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        if (timetable.FeedOf(context.JobDetail.Key) is not { } feed)
            return;
        var reading = new ClockReading(time);
        var next = await NextAsync(feed, cancellationToken);
        // The feed may have another schedule by now, or have been taken out; then its trigger is gone, and stays gone.
        if (
            !cancellationToken.IsCancellationRequested
            && next is { } moment
            && timetable.FeedOf(context.JobDetail.Key) is { } still
        )
            await PlanAsync(
                context,
                timetable.TriggerAt(
                    still,
                    timetable.Replanned(feed, still, timetable.SetBack(feed, moment, reading.SetBack))
                ),
                cancellationToken
            );
    }

    private static async Task PlanAsync(
        IJobExecutionContext context,
        ITrigger trigger,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await context.Scheduler.RescheduleJob(context.Trigger.Key, trigger, cancellationToken);
        }
        catch (SchedulerException) when (context.Scheduler.Status == SchedulerStatus.Shutdown)
        {
            // The worker stops: the ledger holds the time of the next poll, and the next start plans it.
        }
    }

    private async Task<DateTimeOffset?> NextAsync(Feed feed, CancellationToken cancellationToken)
    {
        try
        {
            return await poller.PollAsync(feed, cancellationToken);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            // The boundary of one feed: whatever breaks here (a full disk, a bug) may cost this poll, never the schedule.
            var next = PollPlan.Next(feed.Schedule, time.GetUtcNow(), failures: 1, retryAfter: null, jitter: 0.5);
            log.BrokeOff(fault, feed.Id, next);
            return next;
        }
    }
}
