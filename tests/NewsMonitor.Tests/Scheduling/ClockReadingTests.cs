using NewsMonitor.Scheduling;
using Xunit;

namespace NewsMonitor.Tests.Scheduling;

public sealed class ClockReadingTests
{
    private static readonly DateTimeOffset Start = new(2020, 1, 6, 20, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-400 * 24 * 60, 400 * 24 * 60)]
    [InlineData(-120, 120)]
    [InlineData(0, 0)]
    [InlineData(60, 0)]
    public void A_clock_that_was_set_back_is_told_from_one_that_runs_or_was_set_forward(int setMinutes, int backMinutes)
    {
        var clock = new SettableClock(Start);
        var reading = new ClockReading(clock);
        clock.Advance(TimeSpan.FromMinutes(5));
        clock.Ahead = TimeSpan.FromMinutes(setMinutes);

        Assert.Equal(TimeSpan.FromMinutes(backMinutes), reading.SetBack);
    }
}
