using System.Collections.Concurrent;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Deliveries;
using NewsMonitor.Ledger;
using Xunit;

namespace NewsMonitor.Tests.Deliveries;

/// <summary>How many attempts are under way at once: one, and more while a backlog goes out.</summary>
public sealed class WidthTests
{
    private static readonly TimeSpan Answer = TimeSpan.FromMilliseconds(2);

    [Fact]
    public void It_is_one_doubles_while_all_goes_well_and_is_one_again_after_a_failure()
    {
        var width = new Width(8);
        Assert.Equal(1, width.Now);
        for (var well = 0; well < 64 + 128 + 256 + 10_000; well++)
            width.Succeeded();
        Assert.Equal(8, width.Now);
        width.Narrow();
        Assert.Equal(1, width.Now);
        for (var well = 0; well < 63; well++)
            width.Succeeded();
        Assert.Equal(1, width.Now);
        width.Succeeded();
        Assert.Equal(2, width.Now);
    }

    [Fact]
    public async Task A_webhook_is_called_side_by_side_while_a_backlog_goes_out_and_a_mail_goes_after_the_other()
    {
        var calls = await MostAtOnceAsync(LaneWorld.Hook);
        Assert.InRange(calls, 2, 8);
        Assert.Equal(1, await MostAtOnceAsync(LaneWorld.Desk));
    }

    [Fact]
    public async Task What_keeps_to_a_rate_goes_one_by_one() =>
        Assert.Equal(1, await MostAtOnceAsync(LaneWorld.Hook with { Rate = new Rate(1_000, TimeSpan.FromSeconds(1)) }));

    [Fact]
    public async Task Alerts_of_one_story_never_overtake_each_other()
    {
        await using var world = new LaneWorld();
        Backlog(world);
        var arrived = new ConcurrentQueue<(string Story, string Title)>();
        var underWay = new ConcurrentDictionary<string, int>();
        var overlaps = 0;
        world.Before = async alert =>
        {
            var story = alert.Story!.Key;
            if (underWay.AddOrUpdate(story, 1, (_, before) => before + 1) > 1)
                Interlocked.Increment(ref overlaps);
            await Task.Delay(Answer, TimeProvider.System);
            underWay.AddOrUpdate(story, 0, (_, before) => before - 1);
            arrived.Enqueue((story, alert.Item.Title));
        };
        for (var feed = 0; feed < 20; feed++)
            await world.OweAsync(
                20,
                feed: $"feed-{feed}",
                change: alert => alert with { Story = new StoryThread($"story-{alert.Item.Title[^1]}", "Story") }
            );

        await world.RunAsync(LaneWorld.Hook, TimeSpan.FromSeconds(10));

        Assert.Equal(400, arrived.Count);
        Assert.Equal(0, overlaps);
        Assert.All(
            arrived.GroupBy(one => one.Story, one => one.Title),
            story => Assert.Equal(story.Order(StringComparer.Ordinal), story)
        );
    }

    private static async Task<int> MostAtOnceAsync(Receiver receiver)
    {
        await using var world = new LaneWorld();
        Backlog(world);
        var (now, most) = (0, 0);
        var gate = new Lock();
        world.Before = async _ =>
        {
            lock (gate)
                most = Math.Max(most, ++now);
            await Task.Delay(Answer, TimeProvider.System);
            lock (gate)
                now--;
        };
        for (var feed = 0; feed < 20; feed++)
            await world.OweAsync(20, receiver.Name, feed: $"feed-{feed}");

        await world.RunAsync(receiver, TimeSpan.FromSeconds(10));

        Assert.Equal(400, (await world.ListAsync(AlertState.Delivered)).Length);
        return most;
    }

    /// <summary>Answers take real time here, and the clock jumps: it must not jump far meanwhile.</summary>
    private static void Backlog(LaneWorld world) =>
        world.Terms = world.Terms with { LongestWait = TimeSpan.FromMilliseconds(1) };
}
