using System.Collections.Frozen;
using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NewsMonitor.Feeds;
using NewsMonitor.Ledger;
using Quartz;

namespace NewsMonitor.Scheduling;

/// <summary>
/// Gives every feed its Quartz trigger. The next poll of each feed is in the ledger, so a restart neither polls early nor
/// all at once; the triggers themselves live in memory.
/// </summary>
internal sealed class Timetable(
    ImmutableArray<Feed> feeds,
    FeedLedger ledger,
    ISchedulerFactory schedulers,
    TimeProvider time,
    Random chance,
    ILogger<Timetable> log
) : IHostedService
{
    /// <summary>Feeds that are due at once are begun one after another, this far apart on average.</summary>
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan HousekeepingEvery = TimeSpan.FromHours(1);

    private readonly FrozenDictionary<string, Feed> feedsById = feeds.ToFrozenDictionary(feed => feed.Id);

    /// <summary>The feed that a poll job is named after.</summary>
    public Feed FeedOf(JobKey job) => feedsById[job.Name];

    /// <summary>The one trigger of a feed, set to fire once.</summary>
    public ITrigger TriggerAt(Feed feed, DateTimeOffset moment) =>
        TriggerBuilder.Create(time).WithIdentity(feed.Id, "poll").ForJob(feed.Id, "poll").StartAt(moment).Build();

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var plan = await PlanAsync(cancellationToken);
        foreach (var (feed, moment) in plan)
            await scheduler.ScheduleJob(PollJobOf(feed), TriggerAt(feed, moment), cancellationToken: cancellationToken);
        await scheduler.ScheduleJob(
            HousekeepingJobDetail(),
            HousekeepingTrigger(),
            cancellationToken: cancellationToken
        );
        if (plan.Count > 0)
            log.Planned(plan.Count, plan.Min(entry => entry.Moment));
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<List<(Feed Feed, DateTimeOffset Moment)>> PlanAsync(CancellationToken cancellationToken)
    {
        var known = (await ledger.AllAsync(cancellationToken)).ToDictionary(state => state.Feed);
        var now = time.GetUtcNow();
        var overdue = 0;
        var plan = new List<(Feed, DateTimeOffset)>();
        foreach (var feed in feeds.Where(feed => feed.Enabled))
        {
            var state = known.GetValueOrDefault(feed.Id);
            if (IsEnded(feed, state))
                log.Gone(feed.Id, feed.Display);
            else if (state?.NextPoll is { } next && next > now)
                plan.Add((feed, Sane(feed, next, now)));
            else
                plan.Add((feed, now + (overdue++ * Spacing) + (chance.NextDouble() * Spacing)));
        }
        return plan;
    }

    /// <summary>410 ends a feed until a person gives it another address.</summary>
    private static bool IsEnded(Feed feed, FeedState? state) =>
        state is { Gone: true } && state.Address == feed.Address.AbsoluteUri;

    /// <summary>A clock that ran ahead, or an interval made shorter since, must not leave a feed silent for long.</summary>
    private static DateTimeOffset Sane(Feed feed, DateTimeOffset next, DateTimeOffset now)
    {
        var latest = PollPlan.Latest(feed.Schedule, now);
        return next < latest ? next : latest;
    }

    private static IJobDetail PollJobOf(Feed feed) =>
        JobBuilder.Create<PollJob>().WithIdentity(feed.Id, "poll").StoreDurably().Build();

    private static IJobDetail HousekeepingJobDetail() =>
        JobBuilder.Create<HousekeepingJob>().WithIdentity("housekeeping").Build();

    private ITrigger HousekeepingTrigger() =>
        TriggerBuilder
            .Create(time)
            .WithIdentity("housekeeping")
            .StartAt(time.GetUtcNow() + HousekeepingEvery)
            .WithSimpleSchedule(schedule => schedule.WithInterval(HousekeepingEvery).RepeatForever())
            .Build();
}
