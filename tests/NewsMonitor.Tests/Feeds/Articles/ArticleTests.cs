using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Rules;
using NewsMonitor.Feeds;
using NewsMonitor.Feeds.Fetching;
using NewsMonitor.Tests.Scheduling;
using Xunit;

namespace NewsMonitor.Tests.Feeds.Articles;

/// <summary>Articles behind the items of a feed, by polling a real server.</summary>
public sealed class ArticleTests
{
    private static readonly WatchRule TroopsInIraq = PollWorld.Rule with
    {
        Condition = new All([new Phrase { Words = "troop withdrawal" }, new Place { Words = "Iraq" }]),
    };

    [Fact]
    public async Task Only_the_pages_of_items_that_say_something_a_rule_needs_are_fetched()
    {
        await using var world = await StartAsync();
        ServePage(world, "/vote", "The letter announced a withdrawal of the troops, and nobody had expected it.");
        ServePage(world, "/weather", "A withdrawal of the troops from Iraq was not discussed.");
        world.Serve(Entry(world, "Iraq votes", "/vote"), Entry(world, "Sunshine all week", "/weather"));

        await world.PollAsync(Fetching);

        Assert.Equal((1, 0), (world.Server.VisitsTo("/vote"), world.Server.VisitsTo("/weather")));
        var alert = Assert.Single(await world.AlertsAsync());
        Assert.Equal("Iraq votes", alert.Item.Title);
        Assert.Contains(alert.Evidence, one => one.Field == ItemField.Article);
        Assert.Contains("withdrawal of the troops", alert.Item.Article, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_may_ask_for_the_articles_of_all_its_items()
    {
        await using var world = await StartAsync();
        ServePage(world, "/weather", "A withdrawal of the troops from Iraq was discussed in the sunshine.");
        world.Serve(Entry(world, "Sunshine all week", "/weather"));

        await world.PollAsync(feed => feed with { Article = ArticleChoice.All });

        Assert.Equal("Sunshine all week", Assert.Single(await world.AlertedAsync()));
    }

    [Fact]
    public async Task Nothing_is_fetched_because_an_item_names_it_unless_its_feed_is_set_to()
    {
        await using var world = await StartAsync();
        ServePage(world, "/vote", "The withdrawal of the troops.");
        world.Serve(
            Entry(world, "Iraq votes", "/vote", $"<enclosure url='{world.Server.At("/sound.mp3")}' type='audio/mpeg'/>")
        );

        await world.PollAsync();

        Assert.Equal(["/feed"], world.Server.Visits.Select(visit => visit.Path).Distinct());
    }

    [Fact]
    public async Task A_first_poll_that_only_learns_fetches_no_article()
    {
        await using var world = await PollWorld.StartAsync(TroopsInIraq);
        ServePage(world, "/vote", "The withdrawal of the troops.");
        world.Serve(Entry(world, "Iraq votes", "/vote"));

        await world.PollAsync(Fetching);

        Assert.Equal(0, world.Server.VisitsTo("/vote"));
    }

    [Theory]
    [InlineData(404, "text/html", "not read: HTTP 404 Not Found")]
    [InlineData(200, "application/pdf", "not read: its page is application/pdf, not HTML")]
    [InlineData(200, "text/html", "not read: no article was found on its page")]
    public async Task An_item_whose_article_cannot_be_read_is_read_as_the_feed_gives_it_and_says_so(
        int status,
        string type,
        string remark
    )
    {
        await using var world = await StartAsync();
        world.Server.Serve(
            "/page",
            context =>
            {
                (context.Response.StatusCode, context.Response.ContentType) = (status, type);
                return context.Response.WriteAsync("<form>Sign in</form>", context.RequestAborted);
            }
        );
        world.Serve(Entry(world, "Troop withdrawal from Iraq", "/page"));

        await world.PollAsync(Fetching);

        var alert = Assert.Single(await world.AlertsAsync());
        Assert.Equal(("", remark), (alert.Item.Article, alert.Item.ArticleRemark));
        Assert.Null((await world.StateAsync()).Error);
    }

    [Fact]
    public async Task A_page_that_never_ends_holds_up_its_poll_for_the_time_limit_and_no_longer()
    {
        await using var world = await StartAsync();
        var asked = new TaskCompletionSource();
        world.Server.Serve(
            "/page",
            async context =>
            {
                asked.TrySetResult();
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            }
        );
        world.Serve(Entry(world, "Troop withdrawal from Iraq", "/page"), Entry(world, "Iraq votes", "/page"));

        var poll = world.Poller.PollAsync(Fetching(world.Feed), PollWorld.Token);
        await asked.Task.WaitAsync(PollWorld.Token);
        world.Time.Advance(TimeSpan.FromSeconds(30));
        await poll;

        Assert.Contains("30 s", Assert.Single(await world.AlertsAsync()).Item.ArticleRemark, StringComparison.Ordinal);
        Assert.Equal(1, world.Server.VisitsTo("/page"));
    }

    [Fact]
    public async Task No_item_leads_to_an_address_that_is_not_public()
    {
        var connected = new List<IPEndPoint>();
        var guard = new AddressGuard(
            ["127.0.0.1"],
            (host, _) => Task.FromResult<IPAddress[]>(host == "inside.example" ? [IPAddress.Parse("10.0.0.1")] : []),
            async (endpoint, token) =>
            {
                lock (connected)
                    connected.Add(endpoint);
                Assert.Equal(IPAddress.Loopback, endpoint.Address);
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(endpoint, token);
                return new NetworkStream(socket, ownsSocket: true);
            }
        );
        await using var world = await PollWorld.StartAsync(TroopsInIraq, guard);
        world.List([]);
        await world.PollAsync();
        string[] links =
        [
            "http://169.254.169.254/latest/meta-data/",
            "http://10.0.0.1/",
            "http://[::1]/",
            "http://inside.example/",
            "file:///etc/passwd",
            world.Server.At("/redirect").AbsoluteUri,
        ];
        world.Server.Redirect("/redirect", 302, "http://169.254.169.254/");
        world.Serve(links.Select((link, i) => PollWorld.Entry($"Troop withdrawal from Iraq {i}", $"guid {i}", link)));

        await world.PollAsync(feed => feed with { Article = ArticleChoice.All });

        Assert.All(connected, endpoint => Assert.Equal(IPAddress.Loopback, endpoint.Address));
        var alerts = await world.AlertsAsync();
        Assert.Equal(links.Length, alerts.Length);
        Assert.All(
            alerts,
            alert => Assert.StartsWith("not read: ", alert.Item.ArticleRemark, StringComparison.Ordinal)
        );
        Assert.Equal(5, alerts.Count(alert => alert.Item.ArticleRemark!.Contains("refused", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_edit_of_what_the_feed_says_takes_nothing_of_the_article_away_and_fetches_nothing()
    {
        await using var world = await StartAsync();
        ServePage(world, "/vote", "The letter announced a withdrawal of the troops, and nobody had expected it.");
        world.Serve(Entry(world, "Iraq votes", "/vote", guid: "g"));
        await world.PollAsync(Fetching);

        world.Serve(Entry(world, "Iraq has voted", "/vote", guid: "g"));
        await world.PollAsync(Fetching);
        world.Serve(Entry(world, "Iraq has voted at last", "/vote", guid: "g"));
        await world.PollAsync(Fetching);

        Assert.Equal(1, world.Server.VisitsTo("/vote"));
        Assert.Equal(["Iraq votes"], await world.AlertedAsync());
    }

    [Fact]
    public async Task A_page_sees_who_asks_and_no_password_of_the_feed()
    {
        await using var world = await StartAsync();
        ServePage(world, "/vote", "The letter announced a withdrawal of the troops, and nobody had expected it.");
        world.Serve(Entry(world, "Iraq votes", "/vote"));

        await world.PollAsync(feed =>
            Fetching(feed) with
            {
                Address = new UriBuilder(feed.Address) { UserName = "reader", Password = "secret" }.Uri,
            }
        );

        var visit = world.Server.Visits.Single(visit => visit.Path == "/vote");
        Assert.Null(visit.Header("Authorization"));
        Assert.StartsWith("Monitor/", visit.Header("User-Agent"), StringComparison.Ordinal);
        Assert.StartsWith("text/html", visit.Header("Accept"), StringComparison.Ordinal);
    }

    private static Feed Fetching(Feed feed) => feed with { Article = ArticleChoice.Likely };

    private static async Task<PollWorld> StartAsync()
    {
        var world = await PollWorld.StartAsync(TroopsInIraq);
        world.List([]);
        await world.PollAsync();
        return world;
    }

    private static string Entry(PollWorld world, string title, string page, string more = "", string? guid = null) =>
        $"<item><title>{title}</title><guid isPermaLink='false'>{guid ?? title}</guid><link>{world.Server.At(page)}</link>{more}</item>";

    private static void ServePage(PollWorld world, string path, string text) =>
        world.Server.Serve(
            path,
            $"<html><body><nav>Iraq troop withdrawal</nav><article><h1>News</h1><p>{text}</p><p>{Filling}</p></article></body></html>",
            "text/html; charset=utf-8"
        );

    private static readonly string Filling = string.Concat(
        Enumerable.Repeat("There is more to say, and it is said here, at some length, by those who know. ", 12)
    );
}
