using NewsMonitor.Core.Alerts;
using Xunit;

namespace NewsMonitor.Tests.Alerts;

/// <summary>When pages are looked at again.</summary>
public sealed class PageLooksTests
{
    private static readonly DateTimeOffset Told = new(2020, 1, 6, 20, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0.0, 0.9, 5.4, 21.6, 54.0)]
    [InlineData(0.5, 1.0, 6.0, 24.0, 60.0)]
    [InlineData(1.0, 1.1, 6.6, 26.4, 66.0)]
    public void Four_times_within_the_window_and_never_at_the_same_time_for_all(double chance, params double[] hours)
    {
        var looks = new List<double>();
        var until = Told + TimeSpan.FromHours(72);
        for (var next = PageLooks.Next(Told, until, Told, chance); next is { } look; )
        {
            looks.Add(Math.Round((look - Told).TotalHours, 3));
            next = PageLooks.Next(Told, until, look, chance);
        }

        Assert.Equal(hours, looks);
    }

    [Theory]
    [InlineData(0.5, 1)]
    [InlineData(1.5, 6)]
    [InlineData(50, 60)]
    public void What_was_missed_is_not_made_up_for(double hoursAfter, double nextHour) =>
        Assert.Equal(
            Told + TimeSpan.FromHours(nextHour),
            PageLooks.Next(Told, Told + TimeSpan.FromHours(72), Told + TimeSpan.FromHours(hoursAfter), 0.5)
        );

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 5)]
    [InlineData(61, 72)]
    public void After_the_last_one_and_after_the_window_there_is_none(double hoursAfter, double windowHours) =>
        Assert.Null(
            PageLooks.Next(Told, Told + TimeSpan.FromHours(windowHours), Told + TimeSpan.FromHours(hoursAfter), 0.5)
        );
}
