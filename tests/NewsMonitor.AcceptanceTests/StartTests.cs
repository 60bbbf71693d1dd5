using System.Diagnostics;
using Xunit;

namespace NewsMonitor.AcceptanceTests;

public sealed class StartTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_restart_polls_no_feed_before_its_time()
    {
        await using var world = await World.OpenAsync(feeds: 2, Token);
        world.WriteFeeds(every: "1h");
        await using (var first = world.Run())
        {
            await World.UntilAsync(() => Learned(first) == world.Feeds.Length, Patience, first, Token);
            await first.TerminateAsync(Token);
            Assert.Equal(0, await first.ExitAsync(Patience, Token));
        }
        var plan = await NextPollsAsync(world);

        await using (var second = world.Run())
        {
            await UntilReadyAsync(world, second);
            await Task.Delay(TimeSpan.FromSeconds(2), Token);
        }

        Assert.Equal(2, world.Newsroom.Visits.Length);
        Assert.Equal(plan, await NextPollsAsync(world));
    }

    [Fact]
    public async Task A_second_worker_on_the_same_data_folder_is_refused_and_told_why()
    {
        await using var world = await World.OpenAsync(feeds: 1, Token);
        await using var first = await world.RunPastBaselineAsync(Token);

        var second = await MonitorProgram.RunAsync(["run", "--config", world.ConfigurationFolder], Patience, Token);

        Assert.Equal(1, second.ExitCode);
        Assert.Contains("another monitor runs on this data folder", second.Errors, StringComparison.Ordinal);
        Assert.Contains(world.DataFolder, second.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", second.Errors, StringComparison.Ordinal);
        Assert.False(first.HasExited);
    }

    [Fact]
    public async Task A_broken_configuration_ends_at_once_with_the_place_and_the_remedy()
    {
        await using var world = await World.OpenAsync(feeds: 1, Token);
        world.Write("rules/iraq.yaml", "rules:\n  - name: Iraq\n    phrse: [troop withdrawal]\n    notify: [desk]\n");
        world.WriteFeeds(every: "-5m");
        var took = Stopwatch.StartNew();

        var outcome = await MonitorProgram.RunAsync(["run", "--config", world.ConfigurationFolder], Patience, Token);

        Assert.Equal(2, outcome.ExitCode);
        Assert.InRange(took.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
        Assert.Contains("rules/iraq.yaml:3:5", outcome.Errors, StringComparison.Ordinal);
        Assert.Contains("\"phrases\"", outcome.Errors, StringComparison.Ordinal);
        Assert.Contains("feeds.yaml:2:", outcome.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(world.DataFolder));
    }

    [Fact]
    public async Task A_running_worker_answers_for_its_health_and_a_stopped_one_does_not()
    {
        await using var world = await World.OpenAsync(feeds: 1, Token);
        await using (var worker = await world.RunPastBaselineAsync(Token))
        {
            Assert.Equal(
                (200, 200, 404),
                (await StatusAsync(world, "healthz"), await StatusAsync(world, "readyz"), await StatusAsync(world, ""))
            );
            var well = await HealthAsync(world);
            Assert.Equal(0, well.ExitCode);
            Assert.Contains("\"status\":\"ok\"", well.Output, StringComparison.Ordinal);
        }

        var gone = await HealthAsync(world);
        Assert.Equal(1, gone.ExitCode);
        Assert.Contains(world.StatusAddress, gone.Errors, StringComparison.Ordinal);
    }

    /// <summary>How many first polls the worker has written down.</summary>
    private static int Learned(MonitorProcess worker) => worker.Output.Split("items as known").Length - 1;

    private static Task<Outcome> HealthAsync(World world) =>
        MonitorProgram.RunAsync(["health", "--config", world.ConfigurationFolder, "--format", "json"], Patience, Token);

    private static async Task<int> StatusAsync(World world, string path)
    {
        using var connection = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{world.StatusAddress}/{path}");
        using var answer = await connection.SendAsync(request, Token);
        return (int)answer.StatusCode;
    }

    private static async Task UntilReadyAsync(World world, MonitorProcess worker)
    {
        var isReady = false;
        while (!isReady)
        {
            Assert.True(worker.Age < Patience, worker.Output + worker.Errors);
            try
            {
                isReady = await StatusAsync(world, "readyz") == 200;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50, Token);
            }
        }
    }

    private static async Task<string[]> NextPollsAsync(World world)
    {
        var list = await MonitorProgram.RunAsync(
            ["feeds", "list", "--config", world.ConfigurationFolder, "--format", "json"],
            Patience,
            Token
        );
        using var feeds = System.Text.Json.JsonDocument.Parse(list.Output);
        return [.. feeds.RootElement.EnumerateArray().Select(feed => feed.GetProperty("next_poll").ToString())];
    }
}
