using Xunit;

namespace NewsMonitor.AcceptanceTests;

/// <summary>SIGKILL between any two steps, and at random: nothing is lost, and ids stay the same.</summary>
public sealed class CrashTests
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(60);

    /// <summary>Ends as soon as all has arrived; a busy machine needs longer than an idle one.</summary>
    /// <summary>No delivery for so long, while some are owed and the receivers answer, is a delivery lost.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(1);

    /// <summary>In the order in which an alert passes them.</summary>
    private static readonly string[] Points =
    [
        "before-owed",
        "after-owed",
        "before-claim",
        "claimed",
        "before-send",
        "smtp-data-sent",
        "smtp-accepted",
        "http-before-send",
        "http-reply-read",
        "before-done",
        "after-done",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_between_any_two_steps_it_loses_nothing_and_keeps_its_ids()
    {
        await using var world = await World.OpenAsync(feeds: 3, Token);
        await LearnAsync(world);
        await using var publisher = Publisher.Start(world, Pace);
        var harness = new CrashHarness(world);

        foreach (var pass in (int[])[1, 2, 5])
        foreach (var point in Points)
            await harness.KillAtAsync(point, pass, Token);
        var report = await harness.SettleAsync(await publisher.StopAsync(), LongestSilence, Token);

        Tell("at named points", report);
        AssertNothingLost(report);
    }

    [Fact]
    public async Task Killed_at_random_moments_it_loses_nothing_and_keeps_its_ids()
    {
        await using var world = await World.OpenAsync(feeds: 3, Token);
        await LearnAsync(world);
        await using var publisher = Publisher.Start(world, Pace);
        var harness = new CrashHarness(world);
        var random = new Random(20200103);

        for (var kill = 0; kill < 24; kill++)
            await harness.KillAfterAsync(TimeSpan.FromSeconds(0.25 + (random.NextDouble() * 1.75)), Token);
        var report = await harness.SettleAsync(await publisher.StopAsync(), LongestSilence, Token);

        Tell("at random moments", report);
        AssertNothingLost(report);
    }

    /// <summary>The first poll of a feed only learns: let it be over before anything is published.</summary>
    private static async Task LearnAsync(World world)
    {
        await using var worker = await world.RunPastBaselineAsync(Token);
    }

    private static void AssertNothingLost(CrashReport report)
    {
        Assert.Equal(0, report.Lost);
        Assert.Equal(1, report.MaxIds);
        Assert.Equal(0, report.SharedIds);
        Assert.True(report.IsIntact, string.Join('\n', report.Integrity));
        // One send is under way on a channel at a time, so a kill can cost one copy there and no more.
        Assert.All(CrashReport.Channels, channel => Assert.InRange(report.ExtraCopiesOn(channel), 0, report.Kills));
        Assert.InRange(report.MaxCopies, 1, 4);
        Assert.InRange(report.MaxMiB, 1, 300);
    }

    /// <summary>The runner keeps the output of tests that pass to itself: who wants the figures names a file for them.</summary>
    private static void Tell(string how, CrashReport report)
    {
        var line = $"Killed {how}: {report}";
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        if (Environment.GetEnvironmentVariable("MONITOR_CRASH_REPORT") is { Length: > 0 } file)
            File.AppendAllText(file, line + Environment.NewLine);
    }
}
