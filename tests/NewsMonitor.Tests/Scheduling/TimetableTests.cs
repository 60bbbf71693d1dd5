using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NewsMonitor.Core.Vocabulary;
using NewsMonitor.Feeds;
using NewsMonitor.Feeds.Fetching;
using NewsMonitor.Ledger;
using NewsMonitor.Scheduling;
using Quartz;
using Xunit;

namespace NewsMonitor.Tests.Scheduling;

/// <summary>When each feed is polled after a start, read off the triggers that Quartz really holds.</summary>
public sealed class TimetableTests
{
    private static readonly DateTimeOffset Now = new(2020, 1, 6, 20, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Feeds_that_were_never_polled_begin_one_after_another_and_not_at_once()
    {
        var polls = await PlanAsync(Feeds(100), _ => Task.CompletedTask);

        Assert.Equal(100, polls.Count);
        Assert.All(polls.Values, poll => Assert.InRange(poll - Now, TimeSpan.Zero, TimeSpan.FromSeconds(6)));
        for (var second = 0; second < 6; second++)
            Assert.InRange(
                polls.Values.Count(poll => (poll - Now).TotalSeconds is var s && s >= second && s < second + 1),
                0,
                22
            );
    }

    [Fact]
    public async Task A_restart_keeps_to_the_plan_and_polls_nothing_early()
    {
        var polls = await PlanAsync(
            Feeds(50),
            async ledger =>
            {
                for (var i = 0; i < 50; i++)
                    await ledger.ScheduleAsync($"feed-{i}", Now + TimeSpan.FromSeconds(1 + i), Token);
            }
        );

        Assert.All(Enumerable.Range(0, 50), i => Assert.Equal(Now + TimeSpan.FromSeconds(1 + i), polls[$"feed-{i}"]));
    }

    [Fact]
    public async Task Feeds_that_became_due_while_we_were_down_do_not_stampede()
    {
        var polls = await PlanAsync(
            Feeds(100),
            async ledger =>
            {
                for (var i = 0; i < 100; i++)
                    await ledger.ScheduleAsync($"feed-{i}", Now - TimeSpan.FromHours(1), Token);
            }
        );

        Assert.All(polls.Values, poll => Assert.True(poll >= Now));
        Assert.InRange(polls.Values.Count(poll => poll < Now.AddSeconds(1)), 1, 22);
    }

    [Fact]
    public async Task A_plan_made_by_a_clock_that_ran_ahead_is_brought_back()
    {
        var polls = await PlanAsync(Feeds(1), ledger => ledger.ScheduleAsync("feed-0", Now.AddYears(3), Token));

        Assert.InRange(polls["feed-0"] - Now, TimeSpan.Zero, TimeSpan.FromHours(25));
    }

    [Fact]
    public async Task Feeds_that_are_off_and_feeds_that_have_ended_are_not_planned()
    {
        var feeds = Feeds(3).SetItem(0, Feeds(1)[0] with { Enabled = false });

        var polls = await PlanAsync(
            feeds,
            ledger =>
                ledger.RecordAsync(
                    new PollRecord
                    {
                        Feed = "feed-1",
                        Address = feeds[1].Address.AbsoluteUri,
                        At = Now,
                        NextPoll = Now,
                        Error = "HTTP 410 Gone",
                        Gone = true,
                    },
                    Token
                )
        );

        Assert.Equal(["feed-2"], polls.Keys);
    }

    [Fact]
    public async Task A_feed_that_had_ended_and_has_another_address_is_planned_again()
    {
        var polls = await PlanAsync(
            Feeds(1),
            ledger =>
                ledger.RecordAsync(
                    new PollRecord
                    {
                        Feed = "feed-0",
                        Address = "https://example.org/former.xml",
                        At = Now,
                        NextPoll = Now,
                        Error = "HTTP 410 Gone",
                        Gone = true,
                    },
                    Token
                )
        );

        Assert.Equal(["feed-0"], polls.Keys);
    }

    [Fact]
    public async Task Changed_feeds_are_planned_anew_and_all_others_keep_their_plan()
    {
        var feeds = Feeds(6);
        var inTwoHours = Now + TimeSpan.FromHours(2);
        ImmutableArray<Feed> later =
        [
            feeds[0] with
            {
                Name = "Another name",
                Tags = ["uk"],
            },
            feeds[1] with
            {
                Schedule = new Every(TimeSpan.FromHours(1)),
            },
            feeds[2] with
            {
                Address = new Uri("https://example.org/moved.xml"),
            },
            feeds[3] with
            {
                Enabled = false,
            },
            feeds[5] with
            {
                Id = "feed-new",
            },
        ];

        var polls = await PlanAsync(
            feeds,
            async ledger =>
            {
                foreach (var feed in feeds)
                    await ledger.RecordAsync(
                        new PollRecord
                        {
                            Feed = feed.Id,
                            Address = feed.Address.AbsoluteUri,
                            At = Now - TimeSpan.FromMinutes(10),
                            NextPoll = inTwoHours,
                        },
                        Token
                    );
            },
            later
        );

        Assert.Equal(["feed-0", "feed-1", "feed-2", "feed-new"], polls.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(inTwoHours, polls["feed-0"]);
        Assert.InRange(polls["feed-1"] - Now, TimeSpan.FromMinutes(50), TimeSpan.FromMinutes(51));
        Assert.InRange(polls["feed-2"] - Now, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.InRange(polls["feed-new"] - Now, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    private static ImmutableArray<Feed> Feeds(int count) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => new Feed
                {
                    Id = $"feed-{i}",
                    Name = $"Feed {i}",
                    Address = new Uri($"https://example.org/{i}.xml"),
                    Schedule = new Every(FiveMinutes),
                }),
        ];

    /// <summary>Starts the timetable over a scheduler that is not started, and reads its triggers.</summary>
    private static async Task<Dictionary<string, DateTimeOffset>> PlanAsync(
        ImmutableArray<Feed> feeds,
        Func<FeedLedger, Task> prepare,
        ImmutableArray<Feed>? later = null
    )
    {
        var folder = Directory.CreateTempSubdirectory("monitor-timetable-").FullName;
        var time = new FakeTimeProvider(Now);
        await using var store = LedgerStore.Open(folder, time);
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddQuartz(quartz =>
            {
                quartz.UseInMemoryStore(_ => { });
            })
            .BuildServiceProvider();
        var ledger = new FeedLedger(store);
        await prepare(ledger);
        var schedulers = services.GetRequiredService<ISchedulerFactory>();
        var inForce = new EditionInForce(Edition.Of(feeds, [], Meanings.Shipped));
        var timetable = new Timetable(
            inForce,
            ledger,
            schedulers,
            new HostGates(2, 10, time),
            time,
            new Random(4),
            NullLogger<Timetable>.Instance
        );

        await timetable.StartAsync(Token);
        if (later is { } changed)
        {
            inForce.Replace(Edition.Of(changed, [], Meanings.Shipped));
            await timetable.ReplanAsync(Token);
        }

        var polls = await PollsAsync(await schedulers.GetScheduler(Token), [.. feeds, .. later ?? []]);
        await store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        return polls;
    }

    private static async Task<Dictionary<string, DateTimeOffset>> PollsAsync(
        IScheduler scheduler,
        ImmutableArray<Feed> feeds
    )
    {
        var polls = new Dictionary<string, DateTimeOffset>();
        foreach (var feed in feeds)
        {
            if (await scheduler.GetTrigger(new TriggerKey(feed.Id, "poll"), Token) is { } trigger)
                polls[feed.Id] = trigger.StartTimeUtc;
        }
        await scheduler.Shutdown(waitForJobsToComplete: true, Token);
        return polls;
    }
}
