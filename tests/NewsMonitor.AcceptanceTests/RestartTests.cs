using Xunit;

namespace NewsMonitor.AcceptanceTests;

/// <summary>
/// A container that is restarted every few seconds: each life gets something done, so that in the end all is. With
/// <c>MONITOR_CRASH_SIZE=nightly</c> every five seconds, with 2,000 alerts at 300 ms each.
/// </summary>
public sealed class RestartTests
{
    private static readonly bool IsNightly = Environment.GetEnvironmentVariable("MONITOR_CRASH_SIZE") == "nightly";
    private static readonly int Backlog = IsNightly ? 2_000 : 60;
    private static readonly int MostLives = IsNightly ? 200 : 40;
    private static readonly TimeSpan Answer = TimeSpan.FromMilliseconds(IsNightly ? 300 : 100);
    private static readonly TimeSpan Life = TimeSpan.FromMilliseconds(IsNightly ? 5_000 : 800);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_again_and_again_with_a_backlog_it_makes_progress_in_every_life_and_drains_it()
    {
        using var never = new ManualResetEventSlim();
        await using var world = await World.OpenAsync(feeds: 2, mutant: null, mail: _ => Slowly(never), Token);
        await (await world.RunPastBaselineAsync(Token)).DisposeAsync();
        for (var report = 1; report <= Backlog; report++)
            world.Feeds[report % 2].Publish(report);
        var harness = new CrashHarness(world);

        var lives = 0;
        for (var arrived = 0; arrived < Backlog && lives < MostLives; lives++)
        {
            await harness.KillAfterAsync(Life, fromFirstDelivery: true, Token);
            var now = world.Mail.Mails.DistinctBy(mail => mail.Id).Count();
            Assert.True(now > arrived, $"life {lives + 1} delivered nothing new: {now} of {Backlog}");
            arrived = now;
        }
        var report139 = await harness.SettleAsync(Backlog, LongestSilence, Token);

        CrashTests.Tell($"restart loop, {lives} lives", report139);
        Assert.Equal(0, report139.Lost);
        Assert.InRange(report139.ExtraCopiesOn("mail"), 0, report139.Kills);
        Assert.InRange(report139.MaxCopies, 1, 4);
    }

    private static string Slowly(ManualResetEventSlim never)
    {
        never.Wait(Answer, Token);
        return "250 2.0.0 taken";
    }
}
