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
        var next = await NextAsync(feed, cancellationToken);
        // The feed may have another schedule by now, or have been taken out; then its trigger is gone, and stays gone. So it
        // is in a scheduler that has ended meanwhile, which takes no triggers any more.
        if (next is { } moment && timetable.FeedOf(context.JobDetail.Key) is { } still && !context.Scheduler.IsShutdown)
            await context.Scheduler.RescheduleJob(
                context.Trigger.Key,
                timetable.TriggerAt(still, timetable.Replanned(feed, still, moment)),
                cancellationToken
            );
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
