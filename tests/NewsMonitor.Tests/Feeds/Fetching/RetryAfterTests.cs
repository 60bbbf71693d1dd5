using System.Globalization;
using NewsMonitor.Feeds.Fetching;
using Xunit;

namespace NewsMonitor.Tests.Feeds.Fetching;

public sealed class RetryAfterTests
{
    private static readonly DateTimeOffset Now = new(2020, 1, 6, 20, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("120", "00:02:00")]
    [InlineData(" 120 ", "00:02:00")]
    [InlineData("0", "00:00:00")]
    [InlineData("999999", "1.00:00:00")]
    [InlineData("99999999999999999999", "1.00:00:00")]
    [InlineData("Mon, 06 Jan 2020 20:30:00 GMT", "00:30:00")]
    [InlineData("Monday, 06-Jan-20 20:30:00 GMT", "00:30:00")]
    [InlineData("Fri, 31 Dec 1999 23:59:59 GMT", "00:00:00")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", "1.00:00:00")]
    public void The_wait_is_kept_within_a_day(string header, string wait) =>
        Assert.Equal(TimeSpan.Parse(wait, CultureInfo.InvariantCulture), RetryAfter.Read(header, Now));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-5")]
    [InlineData("soon")]
    [InlineData("1e3")]
    [InlineData("2020")]
    [InlineData("12.5")]
    public void What_says_nothing_is_as_if_absent(string? header)
    {
        var wait = RetryAfter.Read(header, Now);

        // A bare number is seconds, whatever it may have been meant as.
        Assert.Equal(header == "2020" ? TimeSpan.FromSeconds(2020) : null, wait);
    }
}
