using System.Collections.Concurrent;
using System.Text.Json;
using NewsMonitor.Demo;
using Xunit;

namespace NewsMonitor.AcceptanceTests;

/// <summary>An alert that says that alerts arrive, through the whole worker, to a person and to an outside dead-man service.</summary>
public sealed class WatchdogTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_reaches_desk_and_dead_man_at_every_start_and_falls_silent_when_deliveries_do()
    {
        var pings = new ConcurrentQueue<JsonDocument>();
        await using var deadMan = await LoopbackServer.StartAsync(
            async context =>
            {
                pings.Enqueue(await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted));
                context.Response.StatusCode = 200;
            },
            Token
        );
        await using var world = await World.OpenAsync(feeds: 1, Token);
        world.WriteMonitorFile();
        world.Append(
            "monitor.yaml",
            $"watchdog: {{ every: 1m, ping: \"{deadMan.Address}ping/4711\", notify: [desk] }}\n"
        );

        await BarkAsync(world, pings, barks: 1);
        await BarkAsync(world, pings, barks: 2);

        Assert.All(
            world.Mail.Mails,
            mail => Assert.Contains("Watchdog heartbeat", mail.Message.Subject, StringComparison.Ordinal)
        );
        Assert.Equal(2, world.Mail.Mails.DistinctBy(mail => mail.Id).Count());
        Assert.All(
            pings,
            ping =>
                Assert.Contains(
                    "Watchdog heartbeat",
                    ping.RootElement.GetProperty("item").GetProperty("title").GetString()!,
                    StringComparison.Ordinal
                )
        );
        Assert.Equal(0, world.Webhook.Count);
    }

    private static async Task BarkAsync(World world, ConcurrentQueue<JsonDocument> pings, int barks)
    {
        await using var worker = world.Run();
        await World.UntilAsync(() => world.Mail.Count >= barks && pings.Count >= barks, Patience, worker, Token);
        await worker.TerminateAsync(Token);
        Assert.Equal(0, await worker.ExitAsync(Patience, Token));
    }

    [Fact]
    public async Task Without_deliveries_the_dead_man_hears_nothing()
    {
        var pings = 0;
        await using var deadMan = await LoopbackServer.StartAsync(
            _ =>
            {
                Interlocked.Increment(ref pings);
                return Task.CompletedTask;
            },
            Token
        );
        // The worker dies between its claim and its call: nothing inside can tell anybody.
        await using var world = await World.OpenAsync(feeds: 1, Token);
        world.Append("monitor.yaml", $"watchdog: {{ every: 1m, ping: \"{deadMan.Address}ping\" }}\n");
        await using var worker = world.Run("before-send:1");

        Assert.NotEqual(0, await worker.ExitAsync(Patience, Token));
        Assert.Equal(0, Volatile.Read(ref pings));
    }
}
