using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NewsMonitor.Core.Vocabulary;
using NewsMonitor.Feeds.Fetching;
using NewsMonitor.Scheduling;
using Quartz;
using Xunit;

namespace NewsMonitor.Tests.Scheduling;

/// <summary>A host that says 429 about one feed is left alone by all of them.</summary>
public sealed class HeldHostTests
{
    [Fact]
    public async Task Other_feeds_of_a_host_that_asks_to_wait_wait_as_well_and_say_why()
    {
        await using var world = await PollWorld.StartAsync();
        world.Server.Refuse("/feed", 429, retryAfter: "3600").Serve("/other", "<rss version='2.0'><channel/></rss>");
        await world.Poller.PollAsync(world.Feed, PollWorld.Token);
        var other = world.Feed with { Id = "other", Address = world.Server.At("/other") };

        var next = await world.Poller.PollAsync(other, PollWorld.Token);

        Assert.Equal(0, world.Server.VisitsTo("/other"));
        Assert.InRange(next!.Value, PollWorld.Start.AddHours(1), PollWorld.Start.AddMinutes(61));
        var state = await world.Ledger.StateOfAsync("other", PollWorld.Token);
        Assert.Equal("127.0.0.1 has asked us to wait until 2020-01-06 21:00:00Z (HTTP 429)", state.Wait);
        Assert.Equal((0, null), (state.Failures, state.Error));

        world.Time.SetUtcNow(next.Value);
        await world.Poller.PollAsync(other, PollWorld.Token);
        Assert.Equal(1, world.Server.VisitsTo("/other"));
    }

    [Fact]
    public async Task Another_host_is_asked_meanwhile()
    {
        await using var world = await PollWorld.StartAsync();
        world.Server.Refuse("/feed", 429, retryAfter: "3600").Serve("/other", "<rss version='2.0'><channel/></rss>");
        await world.Poller.PollAsync(world.Feed, PollWorld.Token);

        await world.Poller.PollAsync(
            world.Feed with
            {
                Id = "other",
                Address = world.Server.AtLocalhost("/other"),
            },
            PollWorld.Token
        );

        Assert.Equal(1, world.Server.VisitsTo("/other"));
    }

    [Fact]
    public async Task A_host_that_does_not_say_how_long_is_left_alone_for_five_minutes()
    {
        await using var world = await PollWorld.StartAsync();
        world.Server.Refuse("/feed", 429).Serve("/other", "<rss version='2.0'><channel/></rss>");
        await world.Poller.PollAsync(world.Feed, PollWorld.Token);

        var next = await world.Poller.PollAsync(
            world.Feed with
            {
                Id = "other",
                Address = world.Server.At("/other"),
            },
            PollWorld.Token
        );

        Assert.InRange(next!.Value, PollWorld.Start.AddMinutes(5), PollWorld.Start.AddMinutes(6));
        Assert.Equal(0, world.Server.VisitsTo("/other"));
    }

    [Fact]
    public async Task A_restart_remembers_who_asked_to_be_left_alone()
    {
        await using var world = await PollWorld.StartAsync();
        world.Server.Refuse("/feed", 429, retryAfter: "3600");
        await world.Poller.PollAsync(world.Feed, PollWorld.Token);
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddQuartz(quartz => quartz.UseInMemoryStore(_ => { }))
            .BuildServiceProvider();
        var gates = new HostGates(2, 10, world.Time);
        var schedulers = services.GetRequiredService<ISchedulerFactory>();

        await new Timetable(
            new EditionInForce(Edition.Of([world.Feed], [], Meanings.Shipped)),
            world.Ledger,
            schedulers,
            gates,
            world.Time,
            new Random(4),
            NullLogger<Timetable>.Instance
        ).StartAsync(PollWorld.Token);

        Assert.Equal(PollWorld.Start.AddHours(1), gates.HeldUntil("127.0.0.1"));
        Assert.Null(gates.HeldUntil("localhost"));
        await (await schedulers.GetScheduler(PollWorld.Token)).Shutdown(waitForJobsToComplete: false, PollWorld.Token);
    }
}
