using Xunit;

namespace NewsMonitor.AcceptanceTests;

/// <summary>SIGKILL at random while stories are told and denied: whoever got a report is told that it was denied.</summary>
public sealed class StoryCrashTests
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    /// <summary>Slower than what is published: reports wait here, so that some are told together with their denial.</summary>
    private const string RateOfHook = "9/1s";

    private const double Denied = 0.35;

    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_at_random_moments_it_tells_every_report_and_every_denial_to_all_who_got_the_report()
    {
        foreach (var seed in CrashSize.Chosen.Seeds)
        {
            await using var world = await World.OpenAsync(feeds: 3, Token);
            Prepare(world);
            await CrashTests.LearnAsync(world);
            var news = new InventedNews(world, new Random(seed), Denied);
            await using var publisher = Publisher.Start(news.Publish, Pace, CrashSize.Chosen.Alerts);
            var harness = new CrashHarness(world);
            var books = new StoryBooks(world);

            // Each life tells fewer messages than where all reports are alike: two thirds of the kills take as long.
            await CrashTests.KillAtRandomAsync(harness, new Random(seed), CrashSize.Chosen.Kills * 2 / 3);
            var reports = await publisher.StopAsync();
            await harness.SettleAsync(() => books.MissingOf(reports, news.Denials), LongestSilence, Token);

            var report = harness.Books(reports);
            CrashTests.Tell($"K9 with stories, seed {seed}: {books.Line(news.Denials)}", report);
            CrashTests.AssertNothingLost(report);
            Assert.NotEmpty(news.Denials);
            Assert.Empty(books.Untold(news.Denials));
        }
    }

    private static void Prepare(World world)
    {
        world.WriteMonitorFile(stories: true);
        world.WriteReceivers(world.Webhook.Address.AbsoluteUri, RateOfHook);
        world.Write(
            "rules/iraq.yaml",
            $"""
            rules:
              - name: Deeds
                match: {InventedNews.Match}
                notify: [desk, hook]
            """
        );
    }
}
