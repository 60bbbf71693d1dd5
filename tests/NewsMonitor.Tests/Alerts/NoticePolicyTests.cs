using System.Collections.Immutable;
using NewsMonitor.Core.Alerts.Notices;
using Xunit;

namespace NewsMonitor.Tests.Alerts;

/// <summary>What the operator is told about feeds, when, and when not again.</summary>
public sealed class NoticePolicyTests
{
    private static readonly DateTimeOffset Start = new(2020, 1, 6, 20, 0, 0, TimeSpan.Zero);
    private static readonly NoticeTerms Terms = new();
    private ImmutableArray<Trouble> _told = [];

    [Fact]
    public void A_feed_that_fails_is_told_after_three_failures_and_half_an_hour_and_not_before()
    {
        Assert.Empty(Look(Start.AddMinutes(29), Failing("uk", failures: 9)));
        Assert.Empty(Look(Start.AddHours(9), Failing("uk", failures: 2)));

        var notice = Assert.Single(Look(Start.AddMinutes(30), Failing("uk", failures: 3)));

        Assert.Equal("Feed uk fails", notice.Title);
        Assert.Contains("HTTP 500", notice.Text, StringComparison.Ordinal);
        Assert.Contains("since 6 Jan 2020, 20:00 UTC", notice.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_told_once_and_once_when_it_answers_again()
    {
        Assert.Single(Look(Start.AddHours(1), Failing("uk")));
        for (var hour = 2; hour < 200; hour++)
            Assert.Empty(Look(Start.AddHours(hour), Failing("uk")));

        Assert.Equal("Feed uk answers again", Assert.Single(Look(Start.AddHours(200), Well("uk"))).Title);
        Assert.Empty(Look(Start.AddHours(201), Well("uk")));
    }

    [Fact]
    public void A_short_outage_is_told_to_nobody()
    {
        Assert.Empty(Look(Start.AddMinutes(10), Failing("uk", failures: 5)));
        Assert.Empty(Look(Start.AddMinutes(20), Well("uk")));
    }

    [Fact]
    public void Feeds_of_one_host_that_fail_together_are_one_notice_and_one_recovery()
    {
        var names = Enumerable.Range(0, 30).Select(i => $"uk-{i}").ToList();
        ImmutableArray<FeedHealth> well =
        [
            .. Enumerable.Range(0, 30).Select(i => Well($"us-{i}") with { Host = $"us{i}" }),
        ];
        // Their polls are at different times, so they do not cross the line together.
        var failing = names.Select((name, i) => Failing(name, failures: i % 2 == 0 ? 3 : 1)).ToList();

        var notice = Assert.Single(Look(Start.AddHours(1), [.. failing, .. well]));
        Assert.Equal("30 feeds of example.org fail", notice.Title);
        Assert.Contains("And 10 more", notice.Text, StringComparison.Ordinal);
        Assert.Empty(Look(Start.AddHours(2), [.. names.Select(name => Failing(name)), .. well]));

        Assert.Empty(Look(Start.AddHours(3), [Failing("uk-0"), .. names.Skip(1).Select(Well), .. well]));
        Assert.Single(Look(Start.AddHours(4), [.. names.Select(Well), .. well]));
    }

    [Fact]
    public void When_nearly_everything_fails_it_is_the_network_and_one_notice()
    {
        ImmutableArray<FeedHealth> down =
        [
            .. Enumerable.Range(0, 50).Select(i => Failing($"f{i}") with { Host = $"h{i % 20}" }),
        ];

        var notice = Assert.Single(Look(Start.AddHours(1), down));

        Assert.Equal("Monitor reaches hardly any publisher: 50 of 50 feeds fail", notice.Title);
        Assert.Empty(Look(Start.AddHours(2), down));
        Assert.Single(Look(Start.AddHours(3), [.. down.Select(feed => Well(feed.Id) with { Host = feed.Host })]));
    }

    [Fact]
    public void Silence_is_another_state_than_failure_and_counts_from_three_days_and_ten_rhythms()
    {
        var lively = Well("uk") with { Rhythm = TimeSpan.FromMinutes(10), LastNewItem = Start };
        var slow = Well("weekly") with { Rhythm = TimeSpan.FromDays(7), LastNewItem = Start, Host = "weekly" };

        Assert.Empty(Look(Start.AddDays(2.9), lively, slow));
        Assert.Equal("Feed uk has gone silent", Assert.Single(Look(Start.AddDays(3), lively, slow)).Title);
        Assert.Empty(Look(Start.AddDays(69), lively, slow));
        Assert.Equal("Feed weekly has gone silent", Assert.Single(Look(Start.AddDays(70), lively, slow)).Title);

        var again = lively with { LastNewItem = Start.AddDays(71) };
        Assert.Equal("Feed uk brings news again", Assert.Single(Look(Start.AddDays(71), again, slow)).Title);
    }

    [Fact]
    public void A_silent_feed_that_fails_has_not_recovered_from_its_silence()
    {
        var silent = Well("uk") with { Rhythm = TimeSpan.FromMinutes(10), LastNewItem = Start };
        Assert.Single(Look(Start.AddDays(4), silent));

        Assert.Empty(
            Look(Start.AddDays(5), silent with { Error = "HTTP 500", Failures = 1, FailingSince = Start.AddDays(5) })
        );
        Assert.Empty(Look(Start.AddDays(6), silent));
    }

    [Fact]
    public void A_feed_that_lists_nothing_where_it_had_thirty_is_told_and_its_return_too()
    {
        var empty = Well("uk") with { EmptySince = Start, ListedBefore = 30 };

        Assert.Empty(Look(Start.AddMinutes(29), empty));
        var notice = Assert.Single(Look(Start.AddMinutes(30), empty));
        Assert.Contains("it listed 30 items", notice.Text, StringComparison.Ordinal);
        Assert.Single(Look(Start.AddHours(1), Well("uk")));
    }

    [Fact]
    public void Ended_moved_and_gap_are_told_at_once_and_have_no_recovery()
    {
        var ended = Failing("ended", failures: 1) with { IsEnded = true, Host = "a" };
        var moved = Well("moved") with { MovedTo = "https://example.org/new", Host = "b" };
        var gap = Well("gap") with { GapAt = Start, Host = "c" };

        var titles = Look(Start.AddMinutes(1), ended, moved, gap).Select(notice => notice.Title);

        Assert.Equal(
            [
                "Feed ended was ended by its publisher",
                "Feed moved has moved",
                "Feed gap may have listed more than was seen",
            ],
            titles
        );
        Assert.Empty(Look(Start.AddHours(1), Well("ended"), Well("moved"), gap));
    }

    [Fact]
    public void Gaps_of_one_feed_are_told_once_a_day()
    {
        Assert.Single(Look(Start, Well("uk") with { GapAt = Start }));
        Assert.Empty(Look(Start.AddHours(5), Well("uk") with { GapAt = Start.AddHours(5) }));
        Assert.Empty(Look(Start.AddHours(25), Well("uk") with { GapAt = Start.AddHours(5) }));
        Assert.Single(Look(Start.AddHours(26), Well("uk") with { GapAt = Start.AddHours(26) }));
    }

    [Fact]
    public void A_feed_that_is_configured_no_more_is_forgotten_in_silence()
    {
        Assert.Single(Look(Start.AddHours(1), Failing("uk")));
        Assert.Empty(Look(Start.AddHours(2)));
        Assert.Empty(_told);
    }

    /// <summary>Looks, and remembers what was told as the ledger would.</summary>
    private ImmutableArray<Notice> Look(DateTimeOffset now, params ImmutableArray<FeedHealth> feeds)
    {
        var round = NoticePolicy.Decide(feeds, _told, Terms, now);
        _told = [.. _told.Except(round.Over), .. round.Told];
        Assert.Equal(_told.Length, _told.Select(trouble => (trouble.Feed, trouble.Kind)).Distinct().Count());
        return round.Notices;
    }

    private static FeedHealth Well(string id) =>
        new()
        {
            Id = id,
            Name = $"Feed {id}",
            Host = "example.org",
            LastPoll = Start,
        };

    private static FeedHealth Failing(string id, int failures = 5) =>
        Well(id) with
        {
            Failures = failures,
            FailingSince = Start,
            Error = "HTTP 500 Internal Server Error",
        };
}
