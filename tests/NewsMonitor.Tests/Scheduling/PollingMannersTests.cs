using Microsoft.AspNetCore.Http;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Feeds;
using Xunit;

namespace NewsMonitor.Tests.Scheduling;

/// <summary>What publishers ask for, and what the operator hears, by polling a real server.</summary>
public sealed class PollingMannersTests
{
    [Fact]
    public async Task A_feed_is_not_asked_again_while_its_response_is_fresh_also_when_nothing_has_changed()
    {
        await using var world = await PollWorld.StartAsync();
        ServeWith(world, headers => headers.CacheControl = "max-age=1800", "<rss version='2.0'><channel/></rss>");

        await world.PollAsync();
        var first = world.Time.GetUtcNow() - PollWorld.Start;
        await world.PollAsync();

        Assert.Equal(TimeSpan.FromMinutes(30), first);
        Assert.Equal(PollWorld.Start.AddMinutes(60), world.Time.GetUtcNow());
        Assert.Contains("Cache-Control", (await world.StateAsync()).Wait, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("max-age=31536000", "", "")]
    [InlineData("", "0", "")]
    [InlineData("", "", "<ttl>525600</ttl>")]
    [InlineData("", "", "<skipHours>0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23</skipHours>")]
    public async Task Nothing_a_publisher_asks_for_makes_a_feed_silent(
        string cacheControl,
        string expires,
        string asked
    )
    {
        await using var world = await PollWorld.StartAsync();
        var hours = asked.StartsWith("<skipHours>", StringComparison.Ordinal)
            ? $"<skipHours>{string.Concat(Enumerable.Range(0, 24).Select(hour => $"<hour>{hour}</hour>"))}</skipHours>"
            : asked;
        ServeWith(
            world,
            headers =>
            {
                headers.CacheControl = cacheControl;
                headers.Expires = expires;
            },
            $"<rss version='2.0'><channel>{hours}</channel></rss>"
        );

        var next = await world.PollAsync();

        Assert.InRange(next!.Value - PollWorld.Start, TimeSpan.FromMinutes(5), TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task What_a_document_asks_for_holds_while_it_is_unchanged()
    {
        await using var world = await PollWorld.StartAsync();
        ServeWith(
            world,
            headers => headers.ETag = "\"a\"",
            "<rss version='2.0'><channel><ttl>20</ttl></channel></rss>"
        );
        await world.PollAsync();
        world.Server.Refuse("/feed", 304);

        var before = world.Time.GetUtcNow();
        await world.PollAsync();

        Assert.Equal(TimeSpan.FromMinutes(20), world.Time.GetUtcNow() - before);
    }

    [Fact]
    public async Task No_address_that_a_document_names_changes_what_is_polled()
    {
        await using var world = await PollWorld.StartAsync();
        var elsewhere = world.Server.At("/elsewhere");
        ServeWith(
            world,
            headers => headers.Link = $"<{elsewhere}>; rel=\"self\", <{elsewhere}>; rel=\"hub\"",
            $"""
            <rss version='2.0' xmlns:atom='http://www.w3.org/2005/Atom' xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'>
            <channel><link>{elsewhere}</link><atom:link rel='self' href='{elsewhere}'/><atom:link rel='hub' href='{elsewhere}'/>
            <cloud domain='127.0.0.1' port='{elsewhere.Port}' path='/elsewhere' registerProcedure='' protocol='http-post'/>
            <itunes:new-feed-url>{elsewhere}</itunes:new-feed-url><image><url>{elsewhere}</url></image>
            {PollWorld.Entry("troops")}</channel></rss>
            """
        );

        await world.PollAsync();
        await world.PollAsync();

        Assert.Equal(["/feed", "/feed"], world.Server.Visits.Select(visit => visit.Path));
        Assert.Null((await world.StateAsync()).MovedTo);
    }

    [Fact]
    public async Task A_move_is_noted_also_when_the_new_address_has_nothing_new()
    {
        await using var world = await PollWorld.StartAsync();
        ServeWith(world, headers => headers.ETag = "\"a\"", "<rss version='2.0'><channel/></rss>");
        await world.PollAsync();
        world.Server.Redirect("/feed", 308, "/new").Refuse("/new", 304);

        await world.PollAsync();

        Assert.Equal(world.Server.At("/new").AbsoluteUri, (await world.StateAsync()).MovedTo);
        Assert.Contains("/new", Assert.Single(await world.NoticesAsync()).Item.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_has_nothing_in_common_with_the_one_before_is_a_gap_and_the_operator_hears_of_it()
    {
        await using var world = await PollWorld.StartAsync();
        world.List("old 1", "old 2");
        await world.PollAsync();
        world.List("old 2", "new 3");
        await world.PollAsync();
        Assert.Empty(await world.NoticesAsync());

        world.List("new 4", "new 5");
        await world.PollAsync();

        var notice = Assert.Single(await world.NoticesAsync());
        Assert.Equal("Example World may have listed more than was seen", notice.Item.Title);
        Assert.NotNull((await world.StateAsync()).GapAt);
    }

    [Fact]
    public async Task A_feed_that_was_empty_has_no_gap_when_it_begins()
    {
        await using var world = await PollWorld.StartAsync();
        world.List([]);
        await world.PollAsync();
        world.List("troops");
        await world.PollAsync();

        Assert.Empty(await world.NoticesAsync());
    }

    [Fact]
    public async Task The_operator_hears_once_of_a_feed_that_fails_and_once_of_its_recovery()
    {
        await using var world = await PollWorld.StartAsync();
        world.List("troops");
        await world.PollAsync();
        world.Server.Refuse("/feed", 500);
        for (var poll = 0; poll < 20; poll++)
        {
            await world.PollAsync();
            await world.NoticesAsync();
        }
        Assert.Equal("Example World fails", Assert.Single(await world.NoticesAsync()).Item.Title);

        world.List("troops");
        await world.PollAsync();
        await world.NoticesAsync();

        Assert.Equal(
            ["Example World fails", "Example World answers again"],
            (await world.NoticesAsync()).Select(notice => notice.Item.Title)
        );
        Assert.All(await world.NoticesAsync(), notice => Assert.Equal(AlertReason.Notice, notice.Reason));
    }

    [Fact]
    public async Task The_operator_hears_of_a_feed_that_has_ended()
    {
        await using var world = await PollWorld.StartAsync();
        world.List("troops");
        await world.PollAsync();
        world.Server.Refuse("/feed", 410);

        await world.PollAsync();

        var notice = Assert.Single(await world.NoticesAsync());
        Assert.Equal("Example World was ended by its publisher", notice.Item.Title);
        Assert.Single(await world.NoticesAsync());
    }

    [Fact]
    public async Task A_feed_that_parses_to_nothing_where_it_had_thirty_is_suspicious()
    {
        await using var world = await PollWorld.StartAsync();
        world.List(Enumerable.Range(0, 30).Select(i => $"old {i}"));
        await world.PollAsync();
        world.List([]);
        while (world.Time.GetUtcNow() < PollWorld.Start.AddHours(1))
            await world.PollAsync();

        var notice = Assert.Single(await world.NoticesAsync());
        Assert.Equal("Example World lists nothing any more", notice.Item.Title);
        Assert.Contains("it listed 30 items", notice.Item.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_adaptive_feed_finds_its_rhythm_on_its_first_page()
    {
        await using var world = await PollWorld.StartAsync();
        world.Serve(
            Enumerable
                .Range(0, 10)
                .Select(i =>
                    PollWorld.Entry(
                        $"item {i}",
                        $"{i}",
                        $"https://example.org/{i}",
                        PollWorld.Start.AddHours(-i).UtcDateTime.ToString("R")
                    )
                )
        );

        var next = await world.PollAsync(feed => feed with { Schedule = new Auto() });

        Assert.Equal(TimeSpan.FromHours(1), (await world.StateAsync()).Rhythm);
        Assert.InRange(next!.Value - PollWorld.Start, TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(22));
    }

    private static void ServeWith(PollWorld world, Action<IHeaderDictionary> headers, string document) =>
        world.Server.Serve(
            "/feed",
            async context =>
            {
                headers(context.Response.Headers);
                await context.Response.WriteAsync(document, context.RequestAborted);
            }
        );
}
