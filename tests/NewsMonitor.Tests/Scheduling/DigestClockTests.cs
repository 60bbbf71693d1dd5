using NewsMonitor.Deliveries;
using NewsMonitor.Scheduling;
using Xunit;

namespace NewsMonitor.Tests.Scheduling;

/// <summary>Every wall-clock time has one digest, also in the nights in which clocks are changed.</summary>
public sealed class DigestClockTests
{
    [Theory]
    // London: forward at 01:00 UTC on 29 March 2026, back at 01:00 UTC on 25 October 2026.
    [InlineData("30 1 * * *", "Europe/London", "2026-03-28T12:00Z", "2026-03-29T01:30Z", "2026-03-30T00:30Z")]
    [InlineData("30 1 * * *", "Europe/London", "2026-10-24T12:00Z", "2026-10-25T00:30Z", "2026-10-26T01:30Z")]
    [InlineData("0 7 * * *", "Europe/London", "2026-03-28T12:00Z", "2026-03-29T06:00Z", "2026-03-30T06:00Z")]
    [InlineData("0 7 * * *", "Europe/London", "2026-10-24T12:00Z", "2026-10-25T07:00Z", "2026-10-26T07:00Z")]
    // New York: forward at 07:00 UTC on 8 March 2026, back at 06:00 UTC on 1 November 2026.
    [InlineData("30 2 * * *", "America/New_York", "2026-03-07T12:00Z", "2026-03-08T07:30Z", "2026-03-09T06:30Z")]
    [InlineData("30 1 * * *", "America/New_York", "2026-10-31T12:00Z", "2026-11-01T05:30Z", "2026-11-02T06:30Z")]
    [InlineData("0 7 * * MON-FRI", "UTC", "2026-03-06T07:00Z", "2026-03-09T07:00Z", "2026-03-10T07:00Z")]
    public void A_digest_comes_once_each_day(string cron, string zone, string from, string first, string second)
    {
        var plan = Plan(cron, zone);
        var one = DigestClock.After(plan, At(from));
        var two = DigestClock.After(plan, one!.Moment);
        Assert.Equal((At(first), At(second)), (one.Moment, two!.Moment));
        Assert.NotEqual(one.Slot, two.Slot);
    }

    [Theory]
    [InlineData("Europe/London")]
    [InlineData("America/New_York")]
    [InlineData("Australia/Lord_Howe")]
    public void A_year_of_any_daily_time_has_a_digest_for_each_day(string zone)
    {
        foreach (
            var cron in (string[])["0 0 * * *", "30 1 * * *", "0 2 * * *", "15 2 * * *", "30 2 * * *", "0 3 * * *"]
        )
        {
            var plan = Plan(cron, zone);
            var at = At("2026-01-01T12:00Z");
            var slots = new List<string>();
            while (DigestClock.After(plan, at) is { } next && next.Moment < At("2027-01-01T12:00Z"))
            {
                Assert.InRange((next.Moment - at).TotalHours, 0.01, 25.5);
                slots.Add(next.Slot[..10]);
                at = next.Moment;
            }
            Assert.Equal(365, slots.Count);
            Assert.Equal(365, slots.Distinct().Count());
        }
    }

    [Fact]
    public void The_latest_that_was_due_is_found_after_days_without_a_clock()
    {
        var plan = Plan("0 7 * * *", "Europe/London");
        var latest = DigestClock.LatestBy(plan, At("2026-06-10T05:59Z"), TimeSpan.FromDays(8));
        Assert.Equal(("2026-06-09T07:00", At("2026-06-09T06:00Z")), (latest!.Slot, latest.Moment));
        Assert.Null(DigestClock.LatestBy(plan, At("2026-06-10T05:59Z"), TimeSpan.FromHours(1)));
    }

    private static DigestPlan Plan(string cron, string zone) =>
        new("morning", cron, TimeZoneInfo.FindSystemTimeZoneById(zone));

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, null);
}
