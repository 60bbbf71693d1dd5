using NewsMonitor.Ledger;
using NewsMonitor.Status;
using Xunit;

namespace NewsMonitor.Tests.Status;

public sealed class HealthTests
{
    private static readonly DateTimeOffset Now = new(2020, 1, 6, 20, 0, 0, TimeSpan.Zero);
    private static readonly AlertCounts Nothing = new(0, 0, 0, 0, null);
    private static readonly ConfigurationStanding Files = new();

    [Fact]
    public void All_is_well_when_feeds_answer_and_nothing_waits()
    {
        var health = Health.Judge([new FeedState { Feed = "daily" }], Nothing, Files, Now);

        Assert.Equal("ok", health.Status);
        Assert.Empty(health.Reasons);
    }

    [Fact]
    public void A_failing_feed_degrades_but_never_stops_the_worker_from_being_ready()
    {
        var health = Health.Judge([new FeedState { Feed = "daily", Error = "404 Not Found" }], Nothing, Files, Now);

        Assert.Equal("degraded", health.Status);
        Assert.True(health.IsReady);
        Assert.Contains("1 of 1 feeds", health.Reasons.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_alert_that_waits_too_long_means_somebody_is_not_told()
    {
        var counts = Nothing with { Due = 1, OldestDue = Now - Health.LongestWait - TimeSpan.FromSeconds(1) };

        var health = Health.Judge([], counts, Files, Now);

        Assert.Equal("failing", health.Status);
        Assert.False(health.IsReady);
    }

    [Fact]
    public void A_dead_letter_is_a_reason_to_look() =>
        Assert.Equal("degraded", Health.Judge([], Nothing with { Dead = 1 }, Files, Now).Status);

    [Fact]
    public void A_ledger_that_cannot_be_written_is_said_with_its_reason()
    {
        var health = Health.Unwritable("the disk is full");

        Assert.False(health.IsReady);
        Assert.Contains("the disk is full", health.Reasons.Single(), StringComparison.Ordinal);
    }
}
