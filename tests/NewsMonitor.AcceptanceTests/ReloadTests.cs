using Xunit;

namespace NewsMonitor.AcceptanceTests;

/// <summary>A worker whose files are edited while it runs.</summary>
public sealed class ReloadTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task New_feeds_and_rules_work_without_a_restart_and_broken_files_change_nothing_but_health()
    {
        await using var world = await World.OpenAsync(feeds: 2, Token);
        var feeds = File.ReadAllText(Path.Combine(world.ConfigurationFolder, "feeds.yaml"));
        world.Write("feeds.yaml", string.Join('\n', feeds.Split('\n').Take(2)));
        await using var worker = world.Run();
        await World.UntilAsync(
            () => worker.Output.Contains("items as known", StringComparison.Ordinal),
            Patience,
            worker,
            Token
        );

        world.Write("feeds.yaml", feeds);
        await World.UntilAsync(() => world.Newsroom.EveryFeedIsRead, Patience, worker, Token);

        world.Write("rules/iraq.yaml", "rules:\n  - name: Iraq\n    phrse: [troop withdrawal]\n    notify: [desk]\n");
        await UntilHealthSaysAsync(world, worker, "the running rules are older than the files since");
        Assert.Contains("rules/iraq.yaml:3:5", worker.Output, StringComparison.Ordinal);
        world.Feeds[1].Publish(1);
        await World.UntilAsync(() => world.Count >= 2, Patience, worker, Token);

        world.Write("rules/iraq.yaml", "rules:\n  - name: Iraq\n    phrases: [troop withdrawal]\n    notify: [desk]\n");
        await UntilHealthSaysAsync(world, worker, "\"status\":\"ok\"");
        world.Feeds[1].Publish(2);
        await World.UntilAsync(() => world.Count >= 3, Patience, worker, Token);

        Assert.Equal(
            ["mail"],
            world.Arrivals.Where(one => one.Item == PublishedFeed.GuidOf(2)).Select(one => one.Channel)
        );
        await worker.TerminateAsync(Token);
        Assert.Equal(0, await worker.ExitAsync(Patience, Token));
    }

    [Fact]
    public async Task A_hang_up_reads_the_files_again_and_ends_nothing()
    {
        await using var world = await World.OpenAsync(feeds: 1, Token);
        await using var worker = await world.RunPastBaselineAsync(Token);

        await worker.HangUpAsync(Token);

        await World.UntilAsync(
            () => worker.Output.Contains("are in force: 1 rules", StringComparison.Ordinal),
            Patience,
            worker,
            Token
        );
        Assert.False(worker.HasExited);
    }

    private static async Task UntilHealthSaysAsync(World world, MonitorProcess worker, string words)
    {
        while (true)
        {
            var health = await MonitorProgram.RunAsync(
                ["health", "--config", world.ConfigurationFolder, "--format", "json"],
                Patience,
                Token
            );
            Assert.Equal(0, health.ExitCode);
            if (health.Output.Contains(words, StringComparison.Ordinal))
                return;
            Assert.True(worker.Age < 4 * Patience, $"{health.Output}\n{worker.Output}");
        }
    }
}
