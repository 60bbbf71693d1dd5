using System.Diagnostics;
using NewsMonitor.Demo;
using Xunit;

namespace NewsMonitor.AcceptanceTests;

/// <summary>A worker that is asked to stop ends well, quickly, and sends nothing twice.</summary>
public sealed class StopTests
{
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(10);

    /// <summary>No delivery for so long, while some are owed and the receivers answer, is a delivery lost.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stopped_under_load_it_ends_well_loses_nothing_and_sends_nothing_twice()
    {
        var rounds = CrashSize.Chosen.Stops;
        const int Burst = 150;
        await using var world = await World.OpenAsync(feeds: 2, Token);
        await (await world.RunPastBaselineAsync(Token)).DisposeAsync();
        var harness = new CrashHarness(world);

        for (var round = 0; round < rounds; round++)
        {
            var before = world.Count;
            Publish(world, round * Burst, Burst);
            var start = TimeProvider.System.GetUtcNow();
            await using var worker = world.Run();
            // A life that only sent what is left of earlier ones would let the feeds list more than they can.
            await World.UntilAsync(() => IsEveryFeedAsked(world, start), LongestSilence, worker, Token);
            await world.UntilArrivedAsync(before + 10, LongestSilence, worker, Token);
            Assert.True(
                world.Count < 2 * Burst * (round + 1),
                $"all was sent before the stop: there was no load in round {round + 1}"
            );
            await StopAsync(worker);
        }
        var report = await harness.SettleAsync(rounds * Burst, LongestSilence, Token);

        CrashTests.Tell($"K6 after {rounds} stops under load", report);
        Assert.Empty(report.Unread);
        Assert.Equal((0, 0), (report.Lost, report.ExtraCopies));
        Assert.Equal(2 * rounds * Burst, world.Count);
    }

    [Fact]
    public async Task A_receiver_that_never_answers_does_not_hold_up_a_stop_and_is_told_after_the_next_start()
    {
        var wasCalled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var hanging = await LoopbackServer.StartAsync(
            context =>
            {
                wasCalled.TrySetResult();
                return Task.Delay(Timeout.Infinite, context.RequestAborted);
            },
            Token
        );
        await using var world = await World.OpenAsync(feeds: 1, Token);
        world.WriteReceivers(new Uri(hanging.Address, "hook").AbsoluteUri);
        await using var worker = await world.RunPastBaselineAsync(Token);
        world.Feeds[0].Publish(1);
        await wasCalled.Task.WaitAsync(LongestSilence, Token);

        await StopAsync(worker);

        world.WriteReceivers(world.Webhook.Address.AbsoluteUri);
        await using var next = world.Run();
        await World.UntilAsync(() => world.Webhook.Count > 0, LongestSilence, next, Token);
        await StopAsync(next);
        Assert.Equal(1, world.Webhook.Count);
        Assert.Equal(1, world.Mail.Count);
    }

    private static bool IsEveryFeedAsked(World world, DateTimeOffset since) =>
        world.Feeds.All(feed => world.Newsroom.Visits.Any(visit => visit.Feed == feed.Name && visit.At >= since));

    private static void Publish(World world, int after, int count)
    {
        for (var report = after + 1; report <= after + count; report++)
            world.Feeds[report % world.Feeds.Length].Publish(report);
    }

    private static async Task StopAsync(MonitorProcess worker)
    {
        var stopping = Stopwatch.StartNew();
        await worker.TerminateAsync(Token);
        var code = await worker.ExitAsync(LongestStop, Token);
        Assert.True(code == 0, $"ended with {code} after {stopping.Elapsed}:\n{worker.Output}\n{worker.Errors}");
    }
}
