using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NewsMonitor.Core.Vocabulary;
using NewsMonitor.Deliveries;
using NewsMonitor.Feeds;
using NewsMonitor.Feeds.Fetching;
using NewsMonitor.Ledger;
using NewsMonitor.Scheduling;
using Quartz;

namespace NewsMonitor.Demo.Manners;

/// <summary>
/// Lets the worker's own poller visit a strict publisher on loopback for a week of its clock, and judges what the publisher
/// saw by what is asked of feed readers: the Feed Reader Behavior project (rachelbythebay.com/frb) and its list of best
/// practices, RFC 9110 and RFC 9111, and RSS 2.0.
/// </summary>
/// <param name="fetching">Manners as configured; only the hosts are ours.</param>
/// <param name="every">How often the feeds are polled.</param>
internal sealed class MannersRun(FetchSettings fetching, TimeSpan every)
{
    private static readonly DateTimeOffset Start = new(2020, 1, 6, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan LedgerPrecision = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly string[] Paths =
    [
        StrictPublisher.Plain,
        StrictPublisher.Fresh,
        StrictPublisher.Limited,
        StrictPublisher.Busy,
        StrictPublisher.Ended,
        StrictPublisher.Moved,
        StrictPublisher.Missing,
        StrictPublisher.Quiet,
    ];

    private readonly SetClock _clock = new(Start);

    /// <summary>Polls and judges.</summary>
    public async Task<ImmutableArray<Behaviour>> JudgeAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("monitor-manners-");
        try
        {
            await using var publisher = new StrictPublisher(_clock);
            await publisher.OpenAsync(cancellationToken);
            ImmutableArray<Feed> feeds = [.. Paths.Select(path => FeedAt(publisher, path))];
            await using (var worker = Worker(folder.FullName, feeds))
                await PollAsync(worker.GetRequiredService<Poller>(), feeds, Start + Day, cancellationToken);
            var early = await EarlyAfterRestartAsync(folder.FullName, feeds, cancellationToken);
            await using (var worker = Worker(folder.FullName, feeds))
                await PollAsync(worker.GetRequiredService<Poller>(), feeds, Start + (7 * Day), cancellationToken);
            return [.. new MannersJudge(publisher.Requests, every, fetching.Heed, early).Judge()];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private Feed FeedAt(StrictPublisher publisher, string path) =>
        new()
        {
            Id = path[1..],
            Name = path[1..],
            // Who asks us to wait means all feeds of the host: this one has a host of its own.
            Address = new UriBuilder(publisher.At($"{path}#fragment"))
            {
                Host = path == StrictPublisher.Limited ? "localhost" : "127.0.0.1",
            }.Uri,
            Schedule = new Every(every),
        };

    private ServiceProvider Worker(string folder, ImmutableArray<Feed> feeds) =>
        new ServiceCollection()
            .AddLogging(logging => logging.ClearProviders())
            .AddSingleton<TimeProvider>(_clock)
            .AddSingleton(new Random(4))
            .AddLedger(folder, TimeSpan.FromDays(60))
            .AddFeeds(fetching with { AllowedHosts = ["127.0.0.1", "localhost"], PerSecond = 0 })
            .AddSingleton<DeliverySignal>()
            .AddScheduling(() => Edition.Of(feeds, [], Meanings.Shipped))
            .BuildServiceProvider();

    /// <summary>Polls each feed whenever its time has come.</summary>
    private async Task PollAsync(
        Poller poller,
        ImmutableArray<Feed> feeds,
        DateTimeOffset until,
        CancellationToken cancellationToken
    )
    {
        var plan = new PriorityQueue<Feed, DateTimeOffset>();
        foreach (var feed in feeds)
            plan.Enqueue(feed, _planned.GetValueOrDefault(feed.Id, _clock.GetUtcNow()));
        while (plan.TryDequeue(out var feed, out var moment))
        {
            _planned[feed.Id] = moment;
            if (moment >= until)
                continue;
            _clock.Set(moment);
            if (await poller.PollAsync(feed, cancellationToken) is { } next)
                plan.Enqueue(feed, next);
            else
                _planned[feed.Id] = DateTimeOffset.MaxValue;
        }
    }

    private readonly Dictionary<string, DateTimeOffset> _planned = new(StringComparer.Ordinal);

    /// <summary>The feeds that a restarted worker would poll before their time.</summary>
    private async Task<ImmutableArray<string>> EarlyAfterRestartAsync(
        string folder,
        ImmutableArray<Feed> feeds,
        CancellationToken cancellationToken
    )
    {
        await using var worker = Worker(folder, feeds);
        await worker.GetRequiredService<Timetable>().StartAsync(cancellationToken);
        var scheduler = await worker.GetRequiredService<ISchedulerFactory>().GetScheduler(cancellationToken);
        var early = ImmutableArray.CreateBuilder<string>();
        foreach (var feed in feeds)
        {
            var trigger = await scheduler.GetTrigger(new TriggerKey(feed.Id, "poll"), cancellationToken);
            var due = _planned[feed.Id];
            if (trigger is not null && trigger.StartTimeUtc < due - LedgerPrecision && due > _clock.GetUtcNow())
                early.Add(feed.Id);
        }
        await scheduler.Shutdown(waitForJobsToComplete: true, cancellationToken);
        return early.ToImmutable();
    }
}
