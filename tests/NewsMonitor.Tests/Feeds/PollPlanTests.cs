using NewsMonitor.Feeds;
using Xunit;

namespace NewsMonitor.Tests.Feeds;

public sealed class PollPlanTests
{
    private static readonly DateTimeOffset Now = new(2020, 1, 6, 20, 0, 0, TimeSpan.Zero);
    private static readonly Every FiveMinutes = new(TimeSpan.FromMinutes(5));

    [Theory]
    [InlineData(0.0, 300)]
    [InlineData(0.5, 315)]
    [InlineData(1.0, 330)]
    public void Jitter_delays_by_a_tenth_of_the_interval_and_never_hurries(double jitter, int seconds) =>
        Assert.Equal(seconds, Wait(FiveMinutes, jitter: jitter).TotalSeconds);

    [Fact]
    public void Jitter_is_a_minute_at_most() =>
        Assert.Equal(TimeSpan.FromMinutes(61), Wait(new Every(TimeSpan.FromHours(1)), jitter: 1));

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(3, 20)]
    [InlineData(4, 40)]
    [InlineData(5, 60)]
    [InlineData(500, 60)]
    public void Failures_double_the_wait_up_to_an_hour(int failures, int minutes) =>
        Assert.Equal(minutes, Wait(FiveMinutes, failures).TotalMinutes);

    [Fact]
    public void A_feed_that_is_polled_less_than_hourly_keeps_its_interval_through_failures() =>
        Assert.Equal(TimeSpan.FromHours(6), Wait(new Every(TimeSpan.FromHours(6)), failures: 9));

    [Fact]
    public void No_number_of_failures_makes_a_feed_silent_for_longer_than_a_day()
    {
        for (var failures = 1; failures <= 2_000; failures++)
            Assert.InRange(Wait(FiveMinutes, failures), TimeSpan.FromMinutes(5), PollPlan.LongestBackOff);
    }

    [Theory]
    [InlineData(0, 300)]
    [InlineData(60, 300)]
    [InlineData(3_600, 3_600)]
    [InlineData(86_400, 86_400)]
    [InlineData(864_000, 86_400)]
    public void What_a_server_asks_for_counts_from_the_interval_to_a_day(int asked, int seconds) =>
        Assert.Equal(seconds, Wait(FiveMinutes, failures: 3, TimeSpan.FromSeconds(asked)).TotalSeconds);

    [Fact]
    public void A_cron_keeps_to_the_clock_of_its_zone_through_the_change_to_summer_time()
    {
        var london = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");
        var sevenInLondon = new Cron("0 7 * * *", london);

        var before = Next(sevenInLondon, new DateTimeOffset(2020, 3, 28, 12, 0, 0, TimeSpan.Zero));
        var after = Next(sevenInLondon, new DateTimeOffset(2020, 3, 29, 12, 0, 0, TimeSpan.Zero));

        Assert.Equal(new DateTimeOffset(2020, 3, 29, 6, 0, 0, TimeSpan.Zero), before);
        Assert.Equal(new DateTimeOffset(2020, 3, 30, 6, 0, 0, TimeSpan.Zero), after);
    }

    [Fact]
    public void A_cron_waits_as_long_as_the_server_asks()
    {
        var hourly = new Cron("0 * * * *", TimeZoneInfo.Utc);

        var next = PollPlan.Next(hourly, Now, failures: 1, TimeSpan.FromMinutes(90), jitter: 0);

        Assert.Equal(Now.AddHours(2), next);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void No_plan_lies_beyond_the_latest(double jitter)
    {
        FeedSchedule[] schedules = [FiveMinutes, new Every(Every.Longest), new Cron("0 7 * * 1", TimeZoneInfo.Utc)];
        foreach (var schedule in schedules)
            Assert.True(
                PollPlan.Next(schedule, Now, 99, TimeSpan.FromDays(9), jitter) <= PollPlan.Latest(schedule, Now)
            );
    }

    private static TimeSpan Wait(
        FeedSchedule schedule,
        int failures = 0,
        TimeSpan? retryAfter = null,
        double jitter = 0
    ) => PollPlan.Next(schedule, Now, failures, retryAfter, jitter) - Now;

    private static DateTimeOffset Next(FeedSchedule schedule, DateTimeOffset now) =>
        PollPlan.Next(schedule, now, failures: 0, retryAfter: null, jitter: 0);
}
