using System.Globalization;
using NewsMonitor.Feeds.Parsing;
using Xunit;

namespace NewsMonitor.Tests.Feeds.Parsing;

public sealed class DateTests
{
    [Theory]
    [InlineData("Mon, 06 Jan 2020 20:00:00 GMT", "2020-01-06T20:00:00")]
    [InlineData("Mon, 06 Jan 2020 20:00:00 +0530", "2020-01-06T14:30:00")]
    [InlineData("Mon, 6 Jan 2020 20:00 EST", "2020-01-07T01:00:00")]
    [InlineData("Mon, 06 Jan 2020 20:00:00 PDT", "2020-01-07T03:00:00")]
    [InlineData("Mon, 06 Jan 2020 20:00:00 BST", "2020-01-06T19:00:00")]
    [InlineData("Mon, 06 Jan 2020 20:00:00 CET", "2020-01-06T19:00:00")]
    [InlineData("Mon, 06 Jul 2020 20:00:00 ET", "2020-07-07T00:00:00")]
    [InlineData("Mon, 06 Jan 2020 20:00:00 Z", "2020-01-06T20:00:00")]
    [InlineData("Mon, 06 Jan 2020 20:00:00", "2020-01-06T20:00:00")]
    [InlineData("Tue, 06 Jan 2020 20:00:00 GMT", "2020-01-06T20:00:00")]
    [InlineData("06 Jan 20 20:00:00 GMT", "2020-01-06T20:00:00")]
    [InlineData("Sun, 06 Sept 2020 20:00:00 GMT", "2020-09-06T20:00:00")]
    [InlineData("Monday, 06-Jan-20 20:00:00 GMT", "2020-01-06T20:00:00")]
    [InlineData("Mon Jan  6 20:00:00 2020", "2020-01-06T20:00:00")]
    [InlineData("Mon Jan  6 20:00:00 EST 2020", "2020-01-07T01:00:00")]
    [InlineData("January 6, 2020 8:00 PM", "2020-01-06T20:00:00")]
    [InlineData("Mo, 06 Jan 2020 20:00:00 MEZ", "2020-01-06T19:00:00")]
    [InlineData("Do, 05 März 2020 20:00:00 +0100", "2020-03-05T19:00:00")]
    [InlineData("Lun, 06 Ene 2020 20:00:00 GMT", "2020-01-06T20:00:00")]
    [InlineData("jeu., 06 févr. 2020 20:00:00 GMT", "2020-02-06T20:00:00")]
    [InlineData("2020-01-06T20:00:00Z", "2020-01-06T20:00:00")]
    [InlineData("2020-01-06T20:00:00.123+01:00", "2020-01-06T19:00:00.123")]
    [InlineData("2020-01-06T20:00+0100", "2020-01-06T19:00:00")]
    [InlineData("2020-01-06 20:00:00", "2020-01-06T20:00:00")]
    [InlineData("2020-01-06T24:00:00Z", "2020-01-07T00:00:00")]
    [InlineData("2020-12-31T23:59:60Z", "2021-01-01T00:00:00")]
    [InlineData("2020-01-06", "2020-01-06T00:00:00")]
    [InlineData("2020-01", "2020-01-01T00:00:00")]
    [InlineData("2020", "2020-01-01T00:00:00")]
    [InlineData("20200106", "2020-01-06T00:00:00")]
    [InlineData("20200106T200000Z", "2020-01-06T20:00:00")]
    [InlineData("2020-006", "2020-01-06T00:00:00")]
    [InlineData("2020-W02-1", "2020-01-06T00:00:00")]
    [InlineData("2020/01/06 20:00:00", "2020-01-06T20:00:00")]
    [InlineData("25.01.2020 20:00", "2020-01-25T20:00:00")]
    [InlineData("01/25/2020 8:00 PM", "2020-01-25T20:00:00")]
    [InlineData("2020年01月06日 20:00", "2020-01-06T20:00:00")]
    [InlineData("2020년 01월 06일 20:00:00", "2020-01-06T11:00:00")]
    [InlineData("  Mon, 06 Jan 2020 20:00:00 GMT \n", "2020-01-06T20:00:00")]
    public void A_date_is_read_as_its_publisher_meant_it(string written, string utc) =>
        Assert.Equal(
            DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            FeedDates.Read(written)
        );

    [Theory]
    [InlineData("Mon, 06 Jan 2020 20:00:00 GMT")]
    [InlineData("6 Jan 2020 20:00:00 +0530")]
    [InlineData("Mon, 06 Jan 2020 20:00:00 PST")]
    [InlineData("Mon, 06 Jul 2020 20:00:00 ET")]
    [InlineData("Mon, 06 Jul 2020 20:00:00 XYZ")]
    [InlineData("Thu, 29 Feb 2024 24:00:00 -1100")]
    [InlineData("Sat, 30 Feb 2024 20:00:00 GMT")]
    [InlineData("Sun, 31 Dec 2023 23:59:60 UTC")]
    [InlineData("Mon, 06 Jan 2020 20:61:00 GMT")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 -0100")]
    [InlineData("2020-01-06T20:00:00Z")]
    [InlineData("2020-01-06T20:00:00+05:30")]
    [InlineData("2020-13-06T20:00:00Z")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    public void The_usual_forms_are_read_quickly_as_they_are_read_slowly(string written)
    {
        // Two spaces are no usual form, and no pattern minds them.
        var slowly = FeedDates.Read(
            written.Contains('T', StringComparison.Ordinal) && written[4] == '-'
                ? written.Replace("T", " T ", StringComparison.Ordinal)
                : written.Replace(" ", "  ", StringComparison.Ordinal)
        );

        Assert.Equal(slowly, UsualDate.Read(written) ?? FeedDates.Read(written));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("+00:00")]
    [InlineData("May +02:00")]
    [InlineData("-09:00T20:00:00")]
    [InlineData("yesterday")]
    [InlineData("Mon, 32 Jan 2020 20:00:00 GMT")]
    [InlineData("Mon, 30 Feb 2020 20:00:00 GMT")]
    [InlineData("2020-13-06")]
    [InlineData("2020-01-06T25:00:00Z")]
    [InlineData("0000-00-00T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00+05:00")]
    [InlineData("9999-12-31T23:59:59-05:00")]
    [InlineData("01/02/2020")]
    [InlineData("1578340800")]
    [InlineData("99999999999999999999")]
    public void What_is_no_date_is_none_and_never_an_exception(string? written) => Assert.Null(FeedDates.Read(written));

    [Theory]
    [InlineData("th-TH")]
    [InlineData("ar-SA")]
    [InlineData("fa-IR")]
    [InlineData("de-DE")]
    public void The_culture_of_the_machine_plays_no_part(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            var item = Reading.RssItem(
                "<pubDate>Mon, 06 Jan 2020 20:00:00 EST</pubDate><dc:date xmlns:dc='http://purl.org/dc/elements/1.1/'>2020-01-06</dc:date>"
            );

            Assert.Equal(Reading.Utc(2020, 1, 7, 1), item.Published);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void One_bad_date_costs_only_itself()
    {
        var items = string.Concat(
            Enumerable
                .Range(1, 30)
                .Select(i =>
                    $"<item><title>{i}</title><pubDate>{(i == 7 ? "yesterday" : "Mon, 06 Jan 2020 20:00:00 GMT")}</pubDate></item>"
                )
        );

        var feed = Reading.Feed(Reading.Rss($"<pubDate>soon</pubDate><lastBuildDate>2003</lastBuildDate>{items}"));

        Assert.Equal(30, feed.Items.Length);
        Assert.Equal("7", Assert.Single(feed.Items, item => item.Published is null).Title);
        Assert.Contains("a date could not be read: \"yesterday\"", feed.Warnings);
    }

    [Theory]
    [InlineData("<published>2020-01-06T20:00:00Z</published><updated>2020-01-07T20:00:00Z</updated>", 6, 7)]
    [InlineData("<updated>2020-01-07T20:00:00Z</updated>", null, 7)]
    [InlineData("<issued>2020-01-06T20:00:00Z</issued><modified>2020-01-07T20:00:00Z</modified>", 6, 7)]
    public void Published_and_updated_are_two_dates(string dates, int? published, int? updated)
    {
        var item = Reading.AtomEntry(dates);

        Assert.Equal(published, item.Published?.Day);
        Assert.Equal(updated, item.Updated?.Day);
    }
}
