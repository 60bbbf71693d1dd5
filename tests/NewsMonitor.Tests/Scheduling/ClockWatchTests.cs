using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NewsMonitor.Core.Vocabulary;
using NewsMonitor.Deliveries;
using NewsMonitor.Feeds;
using NewsMonitor.Feeds.Fetching;
using NewsMonitor.Ledger;
using NewsMonitor.Scheduling;
using Quartz;
using Xunit;

namespace NewsMonitor.Tests.Scheduling;

/// <summary>The clock is set back by 400 days and ten hours: what the triggers that Quartz really holds are set to then.</summary>
public sealed class ClockWatchTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Right = new(2020, 1, 6, 20, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan TooFar = TimeSpan.FromDays(400) + TimeSpan.FromHours(10);

    private readonly string _folder = Directory.CreateTempSubdirectory("monitor-clock-").FullName;
    private readonly SettableClock _clock = new(Right) { Ahead = TooFar };
    private ServiceProvider _services = null!;
    private LedgerStore _store = null!;
    private IScheduler _scheduler = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = LedgerStore.Open(_folder, _clock);
        _services = new ServiceCollection()
            .AddLogging()
            .AddQuartz(quartz => quartz.UseInMemoryStore(_ => { }).UseTimeProvider(_clock))
            .BuildServiceProvider();
        _scheduler = await _services.GetRequiredService<ISchedulerFactory>().GetScheduler(Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _scheduler.Shutdown(waitForJobsToComplete: true, CancellationToken.None);
        await _services.DisposeAsync();
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task What_comes_at_intervals_is_set_back_and_what_comes_at_wall_clock_times_is_planned_anew()
    {
        var schedulers = _services.GetRequiredService<ISchedulerFactory>();
        var timetable = Timetable(
            FeedOf("hourly", new Every(TimeSpan.FromHours(1))),
            FeedOf("noon", new Cron("0 12 * * *", TimeZoneInfo.Utc))
        );
        await timetable.StartAsync(Token);
        var desk = Desk(new DigestPlan("morning", "0 7 * * *", TimeZoneInfo.Utc));
        await desk.StartAsync(Token);
        // As after a poll and a digest each, by the clock that is wrong: 10 February 2021, 6 o'clock.
        await PlanAsync(timetable.TriggerAt(timetable.FeedOf(new JobKey("hourly", "poll"))!, Wrong.AddMinutes(40)));
        await PlanAsync(timetable.TriggerAt(timetable.FeedOf(new JobKey("noon", "poll"))!, Wrong.AddHours(6)));
        await PlanAsync(desk.TriggerAt("morning", Wrong.AddHours(1)));

        await SetBackAsync(timetable);

        var now = _clock.GetUtcNow();
        Assert.Equal(Right.AddMinutes(40), await NextAsync("hourly", "poll"));
        Assert.Equal(Right.Date.AddDays(1).AddHours(12), (await NextAsync("noon", "poll")).UtcDateTime);
        Assert.Equal(now, await NextAsync("morning", DigestDesk.Group));
        Assert.Equal(Right + HealthJob.Every, await NextAsync("health"));
        Assert.Equal(Right.AddSeconds(30), await NextAsync("housekeeping"));
        // And they come again and again, as before.
        var health = await _scheduler.GetTrigger(new TriggerKey("health"), Token);
        Assert.Equal(Right + 2 * HealthJob.Every, health!.GetFireTimeAfter(Right + HealthJob.Every));
    }

    [Fact]
    public async Task A_digest_that_is_looked_at_too_early_gathers_nothing_and_comes_at_its_time()
    {
        var desk = Desk(new DigestPlan("morning", "0 7 * * *", TimeZoneInfo.Utc));
        _clock.Ahead = TimeSpan.Zero;

        var next = await desk.GatherAsync("morning", Token);

        Assert.Equal(Right.Date.AddDays(1).AddHours(7), next!.Value.UtcDateTime);
    }

    private static DateTimeOffset Wrong => Right + TooFar;

    private static Feed FeedOf(string id, FeedSchedule schedule) =>
        new()
        {
            Id = id,
            Name = id,
            Address = new Uri($"https://example.org/{id}.xml"),
            Schedule = schedule,
        };

    private Timetable Timetable(params Feed[] feeds) =>
        new(
            new EditionInForce(Edition.Of([.. feeds], [], Meanings.Shipped)),
            new FeedLedger(_store),
            _services.GetRequiredService<ISchedulerFactory>(),
            new HostGates(2, 10, _clock),
            _clock,
            new Random(4),
            NullLogger<Timetable>.Instance
        );

    private DigestDesk Desk(DigestPlan plan) =>
        new(
            [plan],
            new HeldAlerts(_store),
            _services.GetRequiredService<ISchedulerFactory>(),
            new DeliverySignal(),
            _clock,
            NullLogger<DigestJob>.Instance
        );

    private async Task PlanAsync(ITrigger trigger) => await _scheduler.RescheduleJob(trigger.Key, trigger, Token);

    /// <summary>Sets the clock back while the watch runs, and waits until it has seen to the last trigger.</summary>
    private async Task SetBackAsync(Timetable timetable)
    {
        var log = new SaysWhenDone();
        using var watch = new ClockWatch(_services.GetRequiredService<ISchedulerFactory>(), timetable, _clock, log);
        await watch.StartAsync(Token);
        await _clock.IsWaitedFor.WaitAsync(TimeSpan.FromSeconds(30), Token);
        _clock.Ahead = TimeSpan.Zero;
        _clock.Advance(ClockWatch.Every);
        await log.Done.WaitAsync(TimeSpan.FromSeconds(30), Token);
        await watch.StopAsync(Token);
    }

    private Task<DateTimeOffset> NextAsync(string name) => NextAsync(new TriggerKey(name));

    private Task<DateTimeOffset> NextAsync(string name, string group) => NextAsync(new TriggerKey(name, group));

    private async Task<DateTimeOffset> NextAsync(TriggerKey key) =>
        (await _scheduler.GetTrigger(key, Token))!.NextFireTimeUtc!.Value;

    private sealed class SaysWhenDone : ILogger<ClockWatch>
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Done => _done.Task;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => _done.TrySetResult();
    }
}
