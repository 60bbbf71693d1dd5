using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NewsMonitor.Feeds;
using NewsMonitor.Feeds.Fetching;
using NewsMonitor.Ledger;
using Quartz;

namespace NewsMonitor.Scheduling;

/// <summary>
/// Gives every feed its Quartz trigger. The next poll of each feed is in the ledger, so a restart neither polls early nor
/// all at once; the triggers themselves live in memory.
/// </summary>
internal sealed class Timetable(
    EditionInForce inForce,
    FeedLedger ledger,
    ISchedulerFactory schedulers,
    HostGates gates,
    TimeProvider time,
    Random chance,
    ILogger<Timetable> log
) : IHostedService
{
    /// <summary>Feeds that are due at once are begun one after another, this far apart on average.</summary>
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan HousekeepingEvery = TimeSpan.FromHours(1);

    /// <summary>When what the start needed is no longer needed.</summary>
    private static readonly TimeSpan FirstHousekeeping = TimeSpan.FromSeconds(CrashPoint.IsChosen("gc") ? 1 : 30);

    /// <summary>The feeds as they were when their triggers were set. Touched by one caller at a time: the start, then reloads.</summary>
    private readonly Dictionary<string, Feed> planned = new(StringComparer.Ordinal);

    /// <summary>The feed that a poll job is named after; null when it is polled no more.</summary>
    public Feed? FeedOf(JobKey job) =>
        inForce.Current.Feeds.GetValueOrDefault(job.Name) is { Enabled: true } feed ? feed : null;

    /// <summary>The one trigger of a feed, set to fire once.</summary>
    public ITrigger TriggerAt(Feed feed, DateTimeOffset moment) =>
        TriggerBuilder.Create(time).WithIdentity(feed.Id, "poll").ForJob(feed.Id, "poll").StartAt(moment).Build();

    /// <summary>When a feed is polled next whose next poll was planned as it was formerly.</summary>
    public DateTimeOffset Replanned(Feed former, Feed feed, DateTimeOffset moment) =>
        IsPlannedAlike(former, feed) ? moment
        : former.Address != feed.Address ? time.GetUtcNow()
        : PollPlan.Next(feed.Schedule, time.GetUtcNow(), failures: 0, retryAfter: null, chance.NextDouble());

    /// <summary>When a feed is polled next whose next poll was planned before the clock was set back by so much.</summary>
    public DateTimeOffset SetBack(Feed feed, DateTimeOffset moment, TimeSpan back) =>
        back == TimeSpan.Zero ? moment
        : feed.Schedule is Cron
            ? PollPlan.Next(feed.Schedule, time.GetUtcNow(), failures: 0, retryAfter: null, chance.NextDouble())
        : moment - back;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        foreach (var feed in Polled().Where(feed => feed.AllowInvalidCertificate))
            log.BelievesAnyCertificate(feed.Id);
        var plan = await PlanAsync([.. Polled()], cancellationToken);
        await SetAsync(scheduler, plan, cancellationToken);
        await scheduler.ScheduleJob(
            HousekeepingJobDetail(),
            HousekeepingTrigger(),
            cancellationToken: cancellationToken
        );
        await scheduler.ScheduleJob(HealthJobDetail(), HealthTrigger(), cancellationToken: cancellationToken);
        await scheduler.ScheduleJob(LinkJobDetail(), LinkTrigger(), cancellationToken: cancellationToken);
        if (plan.Count > 0)
            log.Planned(plan.Count, plan.Min(entry => entry.Moment));
    }

    /// <summary>
    /// Brings the triggers in line with the edition in force: feeds that are new or have another schedule or address are
    /// planned, those that are gone are polled no more, and all others keep their plan. May be called again after a failure.
    /// </summary>
    public async Task ReplanAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var polled = Polled().ToDictionary(feed => feed.Id, StringComparer.Ordinal);
        foreach (var gone in planned.Keys.Where(id => !polled.ContainsKey(id)).ToList())
        {
            await scheduler.DeleteJob(new JobKey(gone, "poll"), cancellationToken);
            planned.Remove(gone);
        }
        var changed = polled.Values.Where(feed =>
            !planned.TryGetValue(feed.Id, out var former) || !IsPlannedAlike(former, feed)
        );
        await SetAsync(scheduler, await PlanAsync([.. changed], cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private IEnumerable<Feed> Polled() => inForce.Current.Feeds.Values.Where(feed => feed.Enabled);

    private static bool IsPlannedAlike(Feed former, Feed feed) =>
        former.Schedule == feed.Schedule && former.Address == feed.Address;

    private async Task SetAsync(
        IScheduler scheduler,
        List<(Feed Feed, DateTimeOffset Moment)> plan,
        CancellationToken cancellationToken
    )
    {
        foreach (var (feed, moment) in plan)
        {
            await scheduler.ScheduleJob(
                PollJobOf(feed),
                [TriggerAt(feed, moment)],
                new ScheduleJobOptions { Replace = true },
                cancellationToken
            );
            planned[feed.Id] = feed;
        }
    }

    private async Task<List<(Feed Feed, DateTimeOffset Moment)>> PlanAsync(
        ImmutableArray<Feed> feeds,
        CancellationToken cancellationToken
    )
    {
        var known = (await ledger.AllAsync(cancellationToken)).ToDictionary(state => state.Feed);
        var now = time.GetUtcNow();
        var overdue = 0;
        var plan = new List<(Feed, DateTimeOffset)>();
        foreach (var feed in feeds)
        {
            var state = known.GetValueOrDefault(feed.Id);
            if (state?.HeldUntil is { } until && until <= now + RetryAfter.Longest)
                gates.Hold(feed.Address.IdnHost, until);
            if (IsEnded(feed, state))
                log.Gone(feed.Id, feed.Display);
            else if (NextOf(feed, state) is { } next && next > now)
                plan.Add((feed, Sane(feed, next, now)));
            else
                plan.Add((feed, now + (overdue++ * Spacing) + (chance.NextDouble() * Spacing)));
        }
        return plan;
    }

    /// <summary>The plan in the ledger; for a feed whose schedule or address has changed since it was made, another one.</summary>
    private DateTimeOffset? NextOf(Feed feed, FeedState? state)
    {
        var former = planned.GetValueOrDefault(feed.Id, feed);
        if (former.Address != feed.Address)
            return null;
        return former.Schedule == feed.Schedule || state?.LastPoll is not { } last
            ? state?.NextPoll
            : PollPlan.Next(feed.Schedule, last, state.Failures, retryAfter: null, chance.NextDouble());
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

    private static IJobDetail HealthJobDetail() => JobBuilder.Create<HealthJob>().WithIdentity("health").Build();

    private static IJobDetail LinkJobDetail() => JobBuilder.Create<LinkJob>().WithIdentity("links").Build();

    private ITrigger LinkTrigger() =>
        TriggerBuilder
            .Create(time)
            .WithIdentity("links")
            .StartAt(time.GetUtcNow() + LinkJob.Every)
            .WithSimpleSchedule(schedule => schedule.WithInterval(LinkJob.Every).RepeatForever())
            .Build();

    private ITrigger HealthTrigger() =>
        TriggerBuilder
            .Create(time)
            .WithIdentity("health")
            .StartAt(time.GetUtcNow() + HealthJob.Every)
            .WithSimpleSchedule(schedule => schedule.WithInterval(HealthJob.Every).RepeatForever())
            .Build();

    private ITrigger HousekeepingTrigger() =>
        TriggerBuilder
            .Create(time)
            .WithIdentity("housekeeping")
            .StartAt(time.GetUtcNow() + FirstHousekeeping)
            .WithSimpleSchedule(schedule => schedule.WithInterval(HousekeepingEvery).RepeatForever())
            .Build();
}
