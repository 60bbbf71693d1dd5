using NewsMonitor.Demo;
using Xunit;

namespace NewsMonitor.AcceptanceTests;

public sealed class FlowTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Half of what a poll of a hanging feed may take, and time enough for a busy machine.</summary>
    private static readonly TimeSpan NoDelay = TimeSpan.FromSeconds(15);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_item_becomes_a_mail_and_a_signed_call_within_one_poll()
    {
        await using var world = await World.OpenAsync(feeds: 1, Token);
        world.Feeds[0].Publish(1);
        await using var worker = await world.RunPastBaselineAsync(Token);
        Assert.Equal(0, world.Count);

        world.Feeds[0].Publish(2);
        var polls = Served(world);
        await World.UntilAsync(() => world.Count >= 2, Patience, worker, Token);

        Assert.Equal(polls + 1, Served(world));
        Assert.All(world.Arrivals, arrival => Assert.Equal(PublishedFeed.GuidOf(2), arrival.Item));
        Assert.Equal(["mail", "webhook"], world.Arrivals.Select(arrival => arrival.Channel));
        Assert.True(world.Webhook.Calls[0].IsSigned);
        Assert.Equal(["desk@newsroom.example"], world.Mail.Mails[0].Recipients);
    }

    [Fact]
    public async Task The_same_alerts_have_the_same_ids_after_the_loss_of_the_ledger()
    {
        await using var world = await World.OpenAsync(feeds: 1, Token);
        world.Write(
            "feeds.yaml",
            $"feeds: [{{ url: \"{world.Newsroom.AddressOf(world.Feeds[0].Name)}\", every: 1s, first_poll: alert }}]\n"
        );
        world.Feeds[0].Publish(1);
        await DeliverAsync(world, copies: 1);

        Directory.Delete(world.DataFolder, recursive: true);
        await DeliverAsync(world, copies: 2);

        Assert.All(
            world.Arrivals.GroupBy(arrival => arrival.Channel),
            channel => Assert.Single(channel.DistinctBy(one => one.Id))
        );
    }

    [Fact]
    public async Task A_missing_and_a_hanging_feed_delay_no_other()
    {
        await using var hanging = await LoopbackServer.StartAsync(
            context => Task.Delay(Timeout.Infinite, context.RequestAborted),
            Token
        );
        await using var world = await World.OpenAsync(feeds: 1, Token);
        world.WriteFeeds(
            "1s",
            $"  - {{ url: \"{world.Newsroom.AddressOf("missing.xml")}\", every: 1s }}",
            $"  - {{ url: \"{new Uri(hanging.Address, "hanging.xml")}\", every: 1s }}"
        );
        await using var worker = await world.RunPastBaselineAsync(Token);

        for (var report = 1; report <= 3; report++)
        {
            world.Feeds[0].Publish(report);
            await World.UntilAsync(() => world.Count >= 2 * report, NoDelay, worker, Token);
        }

        Assert.Contains(world.Newsroom.Visits, visit => visit is { Feed: "missing.xml", Status: 404 });
    }

    /// <summary>How many documents were served whole: every change of a feed is served once.</summary>
    private static int Served(World world) => world.Newsroom.Visits.Count(visit => visit.Status == 200);

    private static async Task DeliverAsync(World world, int copies)
    {
        await using var worker = world.Run();
        await World.UntilAsync(() => world.Count >= 2 * copies, Patience, worker, Token);
    }
}
