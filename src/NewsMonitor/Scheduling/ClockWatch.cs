using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;

namespace NewsMonitor.Scheduling;

/// <summary>
/// Notices that the clock of the machine was set back. Every trigger was set by the clock as it was: a feed planned by one
/// that ran a year ahead would be silent for a year. What comes at intervals is set back by as much; what comes at
/// wall-clock times is planned anew.
/// </summary>
/// <remarks>A clock that is set forward, or a machine that has slept, needs nobody: what was due fires once.</remarks>
internal sealed class ClockWatch(
    ISchedulerFactory schedulers,
    Timetable timetable,
    TimeProvider time,
    ILogger<ClockWatch> log
) : BackgroundService
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var reading = new ClockReading(time);
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            var back = reading.SetBack;
            reading = new ClockReading(time);
            if (back > TimeSpan.Zero)
                await GuardedAsync(back, stoppingToken);
        }
    }

    private async Task GuardedAsync(TimeSpan back, CancellationToken cancellationToken)
    {
        try
        {
            await SetBackAsync(back, cancellationToken);
        }
        // The boundary of the watch: what breaks here must not end the worker.
        catch (SchedulerException fault) when (!cancellationToken.IsCancellationRequested)
        {
            log.ClockBrokeOff(fault);
        }
    }

    private async Task SetBackAsync(TimeSpan back, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var plans = 0;
        foreach (var key in await scheduler.GetTriggerKeys(GroupMatcher<TriggerKey>.AnyGroup(), cancellationToken))
            if (await scheduler.GetTrigger(key, cancellationToken) is { NextFireTimeUtc: { } next } trigger)
            {
                var moment = MomentOf(trigger.JobKey, next, back);
                await scheduler.RescheduleJob(
                    key,
                    trigger.GetTriggerBuilder().StartAt(moment).Build(),
                    cancellationToken
                );
                plans++;
            }
        log.ClockSetBack(back, plans);
    }

    private DateTimeOffset MomentOf(JobKey job, DateTimeOffset next, TimeSpan back)
    {
        var now = time.GetUtcNow();
        // A digest that fires gathers what is due by the clock as it is, each slot once, and plans its next one.
        if (job.Group == DigestDesk.Group)
            return now;
        var moment = timetable.FeedOf(job) is { } feed ? timetable.SetBack(feed, next, back) : next - back;
        return moment > now ? moment : now;
    }
}
