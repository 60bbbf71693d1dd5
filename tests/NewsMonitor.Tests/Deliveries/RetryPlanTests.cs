using NewsMonitor.Deliveries;
using Xunit;

namespace NewsMonitor.Tests.Deliveries;

public class RetryPlanTests
{
    private const double NoJitter = 0.5;
    private static readonly DateTimeOffset Owed = new(2020, 1, 6, 20, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan FiveDays = TimeSpan.FromDays(5);

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 60)]
    [InlineData(3, 300)]
    [InlineData(4, 1_800)]
    [InlineData(5, 7_200)]
    [InlineData(6, 18_000)]
    [InlineData(7, 36_000)]
    [InlineData(8, 50_400)]
    [InlineData(9, 72_000)]
    [InlineData(10, 86_400)]
    [InlineData(300, 86_400)]
    public void Waits_grow_from_seconds_to_a_day_and_stay_there(int attempt, int seconds)
    {
        Assert.Equal(Owed.AddSeconds(seconds), Next(Owed, attempt));
    }

    [Fact]
    public void Jitter_spreads_a_wait_by_a_fifth_to_either_side()
    {
        Assert.Equal(Owed.AddSeconds(48), Next(Owed, 2, jitter: 0));
        Assert.Equal(Owed.AddSeconds(72), Next(Owed, 2, jitter: 1));
    }

    [Fact]
    public void An_alert_is_given_up_when_its_time_is_over_and_not_before_a_last_attempt_at_its_end()
    {
        Assert.Equal(Owed + FiveDays, Next(Owed + FiveDays - TimeSpan.FromHours(3), 10));
        Assert.Equal(Owed + FiveDays, Next(Owed + FiveDays - TimeSpan.FromTicks(1), 10));
        Assert.Null(Next(Owed + FiveDays, 10));
        Assert.Null(Next(Owed + TimeSpan.FromDays(400), 1));
    }

    [Theory]
    [InlineData(1, 3, 5, "sooner than planned: the plan holds")]
    [InlineData(1, 120, 120, "later than planned: as asked")]
    [InlineData(1, 604_800, 3_600, "a week at the first attempt: an hour")]
    [InlineData(6, 604_800, 36_000, "a week at a later attempt: twice the planned wait")]
    public void A_receiver_may_ask_for_a_longer_wait_within_bounds(int attempt, int asked, int granted, string why)
    {
        Assert.True(Owed.AddSeconds(granted) == Next(Owed, attempt, TimeSpan.FromSeconds(asked)), why);
    }

    [Fact]
    public void Ten_attempts_fit_into_the_days_before_an_alert_is_given_up()
    {
        var now = Owed;
        var attempts = 1;
        while (Next(now, attempts, jitter: 1) is { } next)
        {
            now = next;
            attempts++;
        }
        Assert.Equal(Owed + FiveDays, now);
        Assert.InRange(attempts, 10, 14);
    }

    [Fact]
    public void A_receiver_that_cannot_be_reached_rests_twice_as_long_each_time_but_never_longer_than_minutes()
    {
        var rests = Enumerable.Range(1, 9).Select(failures => RetryPlan.Rest(failures, null, NoJitter).TotalSeconds);
        Assert.Equal([5, 10, 20, 40, 80, 160, 300, 300, 300], rests);
    }

    private static DateTimeOffset? Next(
        DateTimeOffset now,
        int attempt,
        TimeSpan? retryAfter = null,
        double jitter = NoJitter
    ) => RetryPlan.NextAttempt(now, Owed, attempt, retryAfter, jitter, FiveDays);
}
