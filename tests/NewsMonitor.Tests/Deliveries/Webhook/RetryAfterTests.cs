using NewsMonitor.Deliveries.Webhook;
using Xunit;

namespace NewsMonitor.Tests.Deliveries.Webhook;

public class RetryAfterTests
{
    private static readonly DateTimeOffset Now = new(2020, 1, 6, 20, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("120", 120)]
    [InlineData("0", 0)]
    [InlineData("604800", 604_800)]
    [InlineData("Mon, 06 Jan 2020 20:02:00 GMT", 120)]
    public void Seconds_and_dates_are_read(string header, int seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryAfter.Read(header, Now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("-5")]
    [InlineData("Mon, 06 Jan 2020 19:00:00 GMT")]
    [InlineData("2020-01-06")]
    public void What_cannot_be_read_or_is_over_asks_for_nothing(string header)
    {
        Assert.Null(RetryAfter.Read(header, Now));
    }

    [Fact]
    public void A_number_beyond_all_bounds_is_read_without_a_fault()
    {
        Assert.Equal(TimeSpan.FromDays(365), RetryAfter.Read(new string('9', 400), Now));
    }
}
