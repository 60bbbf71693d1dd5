using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Rules;
using NewsMonitor.Feeds;
using NewsMonitor.Scheduling;
using Xunit;

namespace NewsMonitor.Tests.Scheduling;

public sealed class PollerTests
{
    private const string Old = "troops old";

    [Fact]
    public async Task The_first_poll_learns_and_the_next_new_item_alerts()
    {
        await using var world = await PollWorld.StartAsync();
        world.List(Enumerable.Range(0, 300).Select(i => $"troops {i}"));
        await world.PollAsync();
        Assert.Empty(await world.AlertedAsync());

        world.List(Enumerable.Range(0, 301).Select(i => $"troops {i}"));
        await world.PollAsync();

        Assert.Equal(["troops 300"], await world.AlertedAsync());
    }

    [Fact]
    public async Task What_has_come_when_the_program_is_told_to_stop_is_written_down()
    {
        await using var world = await PollWorld.StartAsync();
        world.List([]);
        await world.PollAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(PollWorld.Token);
        // A date that is none is told of as soon as the document has been read.
        world.Serve(PollWorld.Entry("troops new", "1", "https://example.org/1", "yesterday"));

        await world.PollerThatTells(new StopsWhenTold(stop)).PollAsync(world.Feed, stop.Token);

        Assert.True(stop.IsCancellationRequested);
        Assert.Equal(["troops new"], await world.AlertedAsync());
    }

    /// <summary>Stops the program with the first thing that it is told.</summary>
    private sealed class StopsWhenTold(CancellationTokenSource stop) : ILogger<Poller>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => stop.Cancel();
    }

    [Fact]
    public async Task A_rule_of_one_language_reads_only_what_is_told_in_it()
    {
        await using var world = await PollWorld.StartAsync(
            PollWorld.Rule with
            {
                Condition = new Phrase { Words = "Minister" },
                Languages = ["de"],
            }
        );
        world.List([]);
        await world.PollAsync();

        world.List("Minister kündigt Senkung der Steuern für Familien an", "Minister announces tax cut for families");
        await world.PollAsync();

        Assert.Equal(["Minister kündigt Senkung der Steuern für Familien an"], await world.AlertedAsync());
    }

    [Fact]
    public async Task An_empty_first_page_is_a_baseline_too()
    {
        await using var world = await PollWorld.StartAsync();
        world.List([]);
        await world.PollAsync();
        Assert.True((await world.StateAsync()).HasBaseline);

        world.List("troops");
        await world.PollAsync();

        Assert.Equal(["troops"], await world.AlertedAsync());
    }

    [Fact]
    public async Task A_first_poll_that_is_told_to_alert_alerts_for_everything()
    {
        await using var world = await PollWorld.StartAsync();
        world.List("troops 1", "troops 2");

        await world.PollAsync(feed => feed with { FirstPoll = FirstPoll.Alert });

        Assert.Equal(2, (await world.AlertedAsync()).Length);
    }

    [Fact]
    public async Task A_backfill_alerts_only_for_what_is_young_on_the_first_poll()
    {
        await using var world = await PollWorld.StartAsync();
        world.Serve(
            PollWorld.Entry("troops young", "1", "https://example.org/1", "Mon, 06 Jan 2020 10:00:00 GMT"),
            PollWorld.Entry("troops old", "2", "https://example.org/2", "Sat, 04 Jan 2020 10:00:00 GMT"),
            PollWorld.Entry("troops undated", "3", "https://example.org/3")
        );

        await world.PollAsync(feed => feed with { Backfill = TimeSpan.FromHours(24) });

        Assert.Equal(["troops young"], await world.AlertedAsync());
    }

    [Fact]
    public async Task New_is_what_was_not_listed_before_whatever_its_date_and_place()
    {
        await using var world = await PollWorld.StartAsync();
        world.Serve(
            PollWorld.Entry("troops far", "1", "https://example.org/1", "Thu, 01 Jan 2099 10:00:00 GMT"),
            PollWorld.Entry("troops old", "2", "https://example.org/2", "Mon, 06 Jan 2020 10:00:00 GMT")
        );
        await world.PollAsync();

        world.Serve(
            PollWorld.Entry("troops far", "1", "https://example.org/1", "Thu, 01 Jan 2099 10:00:00 GMT"),
            PollWorld.Entry("troops late", "3", "https://example.org/3", "Fri, 27 Dec 2019 10:00:00 GMT"),
            PollWorld.Entry("troops old", "2", "https://example.org/2", "Mon, 06 Jan 2020 10:00:00 GMT")
        );
        await world.PollAsync();

        Assert.Equal(["troops late"], await world.AlertedAsync());
    }

    [Fact]
    public async Task An_unchanged_feed_alerts_once_however_often_it_is_polled_and_shuffled()
    {
        await using var world = await PollWorld.StartAsync();
        var chance = new Random(4);
        world.List([]);
        await world.PollAsync();

        for (var poll = 0; poll < 1_000; poll++)
        {
            world.List(Enumerable.Range(0, 10).Select(i => $"troops {i}").OrderBy(_ => chance.Next()));
            await world.PollAsync();
        }

        Assert.Equal(10, (await world.AlertedAsync()).Length);
    }

    [Fact]
    public async Task An_item_that_vanishes_and_returns_is_no_news()
    {
        await using var world = await PollWorld.StartAsync();
        await LearnAsync(world, [.. Enumerable.Range(0, 50).Select(i => $"troops {i}")]);

        world.List("troops 1", "troops 2", "troops 3");
        await world.PollAsync();
        world.List(Enumerable.Range(0, 50).Select(i => $"troops {i}"));
        await world.PollAsync();

        Assert.Empty(await world.AlertedAsync());
    }

    [Fact]
    public async Task A_feed_that_gives_every_item_one_guid_still_alerts_for_each_new_one()
    {
        await using var world = await PollWorld.StartAsync();
        world.Serve(OneGuid(1));
        await world.PollAsync();

        world.Serve(OneGuid(1), OneGuid(2));
        await world.PollAsync();
        world.Serve(OneGuid(1), OneGuid(2), OneGuid(3));
        await world.PollAsync();

        Assert.Equal(["troops 2", "troops 3"], await world.AlertedAsync());
        Assert.Equal(IdentityPolicy.Link, (await world.StateAsync()).Policy);
    }

    [Fact]
    public async Task A_new_etag_on_the_same_bytes_costs_no_reading()
    {
        await using var world = await PollWorld.StartAsync();
        var poll = 0;
        world.Server.Serve(
            "/feed",
            async context =>
            {
                context.Response.Headers.ETag = $"\"{++poll}-gzip\"";
                await context.Response.WriteAsync("<rss version='2.0'><channel/></rss>", context.RequestAborted);
            }
        );

        await world.PollAsync();
        await world.PollAsync();
        var state = await world.StateAsync();

        Assert.Equal(("\"1-gzip\"", 0, null), (state.ETag, state.Failures, state.Error));
    }

    [Fact]
    public async Task Validators_of_a_document_that_could_not_be_read_are_not_kept()
    {
        await using var world = await PollWorld.StartAsync();
        ServeWith(world, "\"a\"", "<rss version='2.0'><channel/></rss>");
        await world.PollAsync();
        ServeWith(world, "\"b\"", "<html><title>Sign in</title></html>");
        await world.PollAsync();

        Assert.Equal(
            ("\"a\"", "HTML page, title 'Sign in'"),
            ((await world.StateAsync()).ETag, (await world.StateAsync()).Error)
        );
        ServeWith(world, "\"b\"", $"<rss version='2.0'><channel>{PollWorld.Entry("troops")}</channel></rss>");
        await world.PollAsync();

        Assert.Equal("\"a\"", world.Server.Visits.Last().Header("If-None-Match"));
        Assert.Equal(["troops"], await world.AlertedAsync());
    }

    [Fact]
    public async Task A_truncated_document_leaves_no_trace()
    {
        await using var world = await PollWorld.StartAsync();
        await LearnAsync(world, Old);
        world.Server.Serve(
            "/feed",
            async context =>
            {
                context.Response.ContentLength = 10_000;
                context.Response.Headers.ETag = "\"cut\"";
                await context.Response.WriteAsync(
                    $"<rss version='2.0'><channel>{PollWorld.Entry("troops")}",
                    context.RequestAborted
                );
                await context.Response.Body.FlushAsync(context.RequestAborted);
                context.Abort();
            }
        );

        await world.PollAsync();

        Assert.Empty(await world.AlertedAsync());
        Assert.Null((await world.StateAsync()).ETag);
        Assert.Equal("the connection was reset", (await world.StateAsync()).Error);
    }

    [Fact]
    public async Task Not_modified_ends_a_row_of_failures()
    {
        await using var world = await PollWorld.StartAsync();
        ServeWith(world, "\"a\"", "<rss version='2.0'><channel/></rss>");
        await world.PollAsync();
        world.Server.Refuse("/feed", 500);
        await world.PollAsync();
        await world.PollAsync();
        Assert.Equal(2, (await world.StateAsync()).Failures);

        world.Server.Refuse("/feed", 304);
        await world.PollAsync();

        Assert.Equal((0, null), ((await world.StateAsync()).Failures, (await world.StateAsync()).Error));
    }

    [Fact]
    public async Task A_server_that_asks_for_an_hour_gets_it()
    {
        await using var world = await PollWorld.StartAsync();
        world.Server.Refuse("/feed", 429, retryAfter: "3600");

        var next = await world.PollAsync();

        Assert.InRange(next!.Value, PollWorld.Start.AddHours(1), PollWorld.Start.AddMinutes(61));
        Assert.Equal(next!.Value, (await world.StateAsync()).NextPoll!.Value, TimeSpan.FromMilliseconds(1));
        Assert.Single(world.Server.Visits);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(500)]
    [InlineData(502)]
    public async Task A_feed_that_fails_for_a_week_is_asked_daily_at_least_and_recovers_by_itself(int status)
    {
        await using var world = await PollWorld.StartAsync();
        await LearnAsync(world, Old);
        world.Server.Refuse("/feed", status);
        while (world.Time.GetUtcNow() < PollWorld.Start.AddDays(7))
        {
            var before = world.Time.GetUtcNow();
            Assert.InRange((await world.PollAsync())!.Value - before, TimeSpan.FromMinutes(5), TimeSpan.FromHours(24));
        }

        world.List(Old, "troops new");
        await world.PollAsync();

        Assert.Equal(["troops new"], await world.AlertedAsync());
        Assert.Equal(0, (await world.StateAsync()).Failures);
    }

    [Fact]
    public async Task Gone_ends_the_feed_until_it_has_another_address()
    {
        await using var world = await PollWorld.StartAsync();
        await LearnAsync(world, Old);
        world.Server.Refuse("/feed", 410);

        Assert.Null(await world.PollAsync());
        Assert.True((await world.StateAsync()).Gone);

        world.Server.Serve(
            "/new",
            $"<rss version='2.0'><channel>{PollWorld.Entry(Old)}{PollWorld.Entry("troops")}</channel></rss>"
        );
        Assert.NotNull(await world.PollAsync(feed => feed with { Address = world.Server.At("/new") }));
        Assert.False((await world.StateAsync()).Gone);
        Assert.Equal(["troops"], await world.AlertedAsync());
    }

    [Fact]
    public async Task A_feed_that_moves_for_good_is_followed_noted_and_not_told_again()
    {
        await using var world = await PollWorld.StartAsync();
        await LearnAsync(world, Old);
        world.Server.Redirect("/feed", 301, "/new");
        world.Server.Serve("/new", $"<rss version='2.0'><channel>{PollWorld.Entry(Old)}</channel></rss>");

        await world.PollAsync();

        Assert.Empty(await world.AlertedAsync());
        Assert.Equal(world.Server.At("/new").AbsoluteUri, (await world.StateAsync()).MovedTo);
    }

    [Fact]
    public async Task Validators_of_one_address_are_not_sent_to_another()
    {
        await using var world = await PollWorld.StartAsync();
        ServeWith(world, "\"a\"", "<rss version='2.0'><channel/></rss>");
        await world.PollAsync();
        world.Server.Serve("/new", "<rss version='2.0'><channel/></rss>");

        await world.PollAsync(feed => feed with { Address = world.Server.At("/new") });

        Assert.Null(world.Server.Visits.Last().Header("If-None-Match"));
    }

    [Fact]
    public async Task A_feed_that_another_node_is_polling_is_left_to_it()
    {
        await using var world = await PollWorld.StartAsync();
        world.List([]);
        await world.Ledger.BeginPollAsync("world", PollWorld.Start, TimeSpan.FromMinutes(1), PollWorld.Token);

        await world.PollAsync();

        Assert.Empty(world.Server.Visits);
    }

    [Fact]
    public async Task Two_feeds_with_one_guid_are_two_items()
    {
        await using var world = await PollWorld.StartAsync();
        world.List([]);
        await world.PollAsync();
        await world.PollAsync(feed => feed with { Id = "uk" });
        world.List("troops");

        await world.PollAsync();
        await world.PollAsync(feed => feed with { Id = "uk" });

        Assert.Equal(["troops", "troops"], await world.AlertedAsync());
    }

    [Fact]
    public async Task A_counter_in_the_text_of_a_known_item_is_no_news()
    {
        await using var world = await PollWorld.StartAsync();
        world.List([]);
        await world.PollAsync();
        for (var views = 0; views < 50; views++)
        {
            world.Serve(
                $"<item><title>troops</title><guid>1</guid><link>https://example.org/1</link><description>{views} views</description></item>"
            );
            await world.PollAsync();
        }

        Assert.Equal(["troops"], await world.AlertedAsync());
    }

    [Fact]
    public async Task Ten_thousand_new_items_are_all_read_and_none_is_lost()
    {
        await using var world = await PollWorld.StartAsync();
        world.List([]);
        await world.PollAsync();
        for (var page = 0; page < 2; page++)
        {
            world.List(Enumerable.Range(page * 5_000, 5_000).Select(i => $"troops {i}"));
            await world.PollAsync();
        }

        var alerted = await world.AlertedAsync();
        Assert.Equal(10_000, alerted.Length);
        Assert.Equal(10_000, alerted.Distinct().Count());
    }

    private static async Task LearnAsync(PollWorld world, params string[] titles)
    {
        world.List(titles);
        await world.PollAsync();
    }

    private static string OneGuid(int number) =>
        PollWorld.Entry($"troops {number}", "https://blog.example.org/", $"https://example.org/{number}");

    private static void ServeWith(PollWorld world, string etag, string document) =>
        world.Server.Serve(
            "/feed",
            async context =>
            {
                context.Response.Headers.ETag = etag;
                await context.Response.WriteAsync(document, context.RequestAborted);
            }
        );
}
