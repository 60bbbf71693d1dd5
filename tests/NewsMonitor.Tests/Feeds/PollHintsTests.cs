using System.Text;
using NewsMonitor.Feeds;
using NewsMonitor.Feeds.Fetching;
using Xunit;

namespace NewsMonitor.Tests.Feeds;

/// <summary>What publishers ask for in documents and headers, and how far it is heeded.</summary>
public sealed class PollHintsTests
{
    private static readonly DateTimeOffset Monday = new(2020, 1, 6, 20, 0, 0, TimeSpan.Zero);
    private static readonly Every FiveMinutes = new(TimeSpan.FromMinutes(5));
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void The_head_of_an_rss_document_says_when_it_does_not_change()
    {
        var hints = Read(
            """
            <rss version="2.0"><channel><title>World</title><ttl> 60 </ttl>
            <skipHours><hour>0</hour><hour>23</hour><hour>24</hour><hour>99</hour></skipHours>
            <skipDays><day>Saturday</day><day>sunday</day><day>Caturday</day></skipDays>
            <item><title>x</title></item></channel></rss>
            """
        );

        Assert.Equal(TimeSpan.FromMinutes(60), hints.Ttl);
        Assert.Equal([0, 23], hints.SkipHours);
        Assert.Equal([DayOfWeek.Sunday, DayOfWeek.Saturday], hints.SkipDays);
    }

    [Theory]
    [InlineData("<rss><channel><item><ttl>60</ttl></item></channel></rss>")]
    [InlineData("<rss><channel><ttl>soon</ttl></channel></rss>")]
    [InlineData("<rss><channel><ttl>0</ttl></channel></rss>")]
    [InlineData("<rss><channel><ttl>-5</ttl></channel></rss>")]
    [InlineData("<rss><channel><ttl/></channel></rss>")]
    [InlineData("{ \"ttl\": 60 }")]
    [InlineData("<ttl")]
    [InlineData("")]
    public void What_is_no_wish_is_none(string document) => Assert.Null(Read(document).ToText());

    [Fact]
    public void A_document_that_breaks_off_has_said_what_it_said() =>
        Assert.Equal("ttl=30", Read("<rss><channel><ttl>30</ttl><title>a & b</title>").ToText());

    [Fact]
    public void Wishes_survive_the_ledger()
    {
        var hints = new PollHints(TimeSpan.FromMinutes(90), [0, 5], [DayOfWeek.Sunday, DayOfWeek.Friday]);

        Assert.Equal(hints.ToText(), PollHints.FromText(hints.ToText()).ToText());
        Assert.Null(PollHints.FromText(null).ToText());
        Assert.Null(PollHints.FromText("something;of=another;release").ToText());
    }

    [Theory]
    [InlineData("max-age=600", null, null, null, 600)]
    [InlineData("public, Max-Age=600", "0", null, "100", 500)]
    [InlineData("max-age=\"600\"", null, null, null, 600)]
    [InlineData("max-age=99999999999999999999", null, null, null, 365 * 86_400)]
    [InlineData(null, "Mon, 06 Jan 2020 20:10:00 GMT", "Mon, 06 Jan 2020 20:00:00 GMT", null, 600)]
    [InlineData(null, "Mon, 06 Jan 2020 20:10:00 GMT", null, null, 600)]
    [InlineData("max-age=0", "Mon, 06 Jan 2020 20:10:00 GMT", null, null, null)]
    [InlineData("no-cache, max-age=600", null, null, null, null)]
    [InlineData("no-store", null, null, null, null)]
    [InlineData("max-age=soon", null, null, null, null)]
    [InlineData("max-age=600", null, null, "600", null)]
    [InlineData(null, "0", null, null, null)]
    [InlineData(null, "-1", null, null, null)]
    [InlineData(null, "Thu, 01 Jan 1970 00:00:00 GMT", null, null, null)]
    [InlineData(null, null, null, null, null)]
    public void Headers_say_how_long_a_response_stays_as_it_is(
        string? cacheControl,
        string? expires,
        string? date,
        string? age,
        int? seconds
    ) => Assert.Equal(seconds, (int?)Freshness.Read(cacheControl, expires, date, age, Monday)?.TotalSeconds);

    [Theory]
    [InlineData(60, 300)]
    [InlineData(900, 900)]
    [InlineData(3_600, 3_600)]
    [InlineData(43_200, 3_600)]
    [InlineData(31_536_000, 3_600)]
    public void A_fresh_response_puts_the_next_poll_off_within_the_bound(int fresh, int seconds) =>
        Assert.Equal(seconds, Wait(new(Monday) { FreshFor = TimeSpan.FromSeconds(fresh) }));

    [Theory]
    [InlineData(15, 900)]
    [InlineData(525_600, 3_600)]
    public void So_does_a_ttl(int minutes, int seconds) =>
        Assert.Equal(
            seconds,
            Wait(new(Monday) { Hints = PollHints.None with { Ttl = TimeSpan.FromMinutes(minutes) } })
        );

    [Fact]
    public void Skipped_hours_and_days_are_skipped_within_the_bound_and_even_all_of_them_are_no_silence()
    {
        var evening = PollHints.None with { SkipHours = [20] };
        var always = PollHints.None with { SkipHours = [.. Enumerable.Range(0, 24)] };
        var today = PollHints.None with { SkipDays = [DayOfWeek.Monday] };

        Assert.Equal(3_600, Wait(new(Monday) { Hints = evening }));
        Assert.Equal(3_600, Wait(new(Monday) { Hints = always }));
        Assert.Equal(3_600, Wait(new(Monday) { Hints = today }));
        Assert.Equal(4 * 3_600, Wait(new(Monday) { Hints = today }, TimeSpan.FromHours(24)));
        Assert.Equal(24 * 3_600, Wait(new(Monday) { Hints = always }, TimeSpan.FromHours(24)));
    }

    [Fact]
    public void A_poll_that_is_put_off_says_why()
    {
        var plan = PollPlan.After(FiveMinutes, new(Monday) { FreshFor = TimeSpan.FromHours(12) }, Hour, 0);

        Assert.Equal(
            "the publisher asks for no poll before 2020-01-07 08:00Z (Cache-Control or Expires); it is asked after 60 min all the same",
            plan.Reason
        );
        Assert.Null(PollPlan.After(FiveMinutes, new(Monday), Hour, 0).Reason);
    }

    [Fact]
    public void Wall_clock_times_are_the_persons_own_and_a_failing_feed_has_no_wishes()
    {
        var hourly = new Cron("30 * * * *", TimeZoneInfo.Utc);
        var asking = new PollOutcome(Monday) { FreshFor = TimeSpan.FromHours(12) };

        Assert.Equal(Monday.AddMinutes(30), PollPlan.After(hourly, asking, Hour, 0).At);
        Assert.Equal(Monday.AddMinutes(5), PollPlan.After(FiveMinutes, asking with { Failures = 1 }, Hour, 0).At);
    }

    [Theory]
    [InlineData(60, 20)]
    [InlineData(3, 2)]
    [InlineData(60 * 24 * 30, 120)]
    public void An_adaptive_feed_is_polled_three_times_in_its_own_rhythm(int rhythm, int minutes) =>
        Assert.Equal(
            minutes * 60,
            Wait(new(Monday) { Rhythm = TimeSpan.FromMinutes(rhythm), LastNewItem = Monday }, schedule: new Auto())
        );

    [Fact]
    public void An_adaptive_feed_slows_down_while_it_is_quiet_and_hurries_after_a_gap()
    {
        var usual = new PollOutcome(Monday) { Rhythm = Hour, LastNewItem = Monday };

        Assert.Equal(20 * 60, Wait(usual, schedule: new Auto()));
        Assert.Equal((20 + 54) * 60, Wait(usual with { LastNewItem = Monday.AddHours(-10) }, schedule: new Auto()));
        Assert.Equal(10 * 60, Wait(usual with { IsGap = true }, schedule: new Auto()));
    }

    [Fact]
    public void An_adaptive_feed_whose_rhythm_is_unknown_is_polled_as_feeds_are_by_default() =>
        Assert.Equal(Every.Default.TotalSeconds, Wait(new(Monday), schedule: new Auto()));

    private static PollHints Read(string document) => PollHints.Read(Encoding.UTF8.GetBytes(document));

    private static double Wait(PollOutcome outcome, TimeSpan? heed = null, FeedSchedule? schedule = null) =>
        (PollPlan.After(schedule ?? FiveMinutes, outcome, heed ?? Hour, jitter: 0).At - outcome.Now).TotalSeconds;
}
