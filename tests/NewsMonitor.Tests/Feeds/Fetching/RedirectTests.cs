using NewsMonitor.Feeds.Fetching;
using Xunit;

namespace NewsMonitor.Tests.Feeds.Fetching;

public sealed class RedirectTests
{
    private const string Document = "<rss version='2.0'><channel/></rss>";

    [Theory]
    [InlineData(301, true)]
    [InlineData(308, true)]
    [InlineData(302, false)]
    [InlineData(303, false)]
    [InlineData(307, false)]
    public async Task Redirects_are_followed_and_the_permanent_ones_noted(int status, bool isPermanent)
    {
        await using var world = await FetchWorld.StartAsync();
        world.Server.Redirect("/news/feed", status, "../feed2?x=1#top");
        world.Server.Serve("/feed2", Document);

        var fetched = Assert.IsType<Fetched>(await world.FetchAsync("/news/feed"));

        Assert.Equal(world.Server.At("/feed2?x=1"), fetched.Document.Address);
        Assert.Equal(isPermanent ? world.Server.At("/feed2?x=1") : null, fetched.MovedTo);
        Assert.Equal("?x=1", world.Server.Visits.Last().Query);
    }

    [Fact]
    public async Task A_move_ends_where_the_permanent_redirects_end()
    {
        await using var world = await FetchWorld.StartAsync();
        world.Server.Redirect("/a", 301, "/b").Redirect("/b", 302, "/c").Redirect("/c", 301, "/d");
        world.Server.Serve("/d", Document);

        var fetched = Assert.IsType<Fetched>(await world.FetchAsync("/a"));

        Assert.Equal(world.Server.At("/b"), fetched.MovedTo);
        Assert.Equal(world.Server.At("/d"), fetched.Document.Address);
    }

    [Fact]
    public async Task Five_redirects_are_followed_and_a_sixth_is_not()
    {
        await using var world = await FetchWorld.StartAsync();
        for (var hop = 0; hop < 21; hop++)
            world.Server.Redirect($"/{hop}", 302, $"/{hop + 1}");
        world.Server.Serve("/21", Document);

        Assert.IsType<Fetched>(await world.FetchAsync("/16"));
        var reason = await world.FailureAsync("/0");

        Assert.StartsWith("too many redirects: ", reason, StringComparison.Ordinal);
        Assert.Contains("/0 -> ", reason, StringComparison.Ordinal);
        Assert.EndsWith("/6", reason, StringComparison.Ordinal);
        Assert.Equal(0, world.Server.VisitsTo("/6"));
    }

    [Fact]
    public async Task A_loop_ends_also_when_each_hop_has_another_query()
    {
        await using var world = await FetchWorld.StartAsync();
        var hop = 0;
        world.Server.Redirect("/itself", 302, "/itself");
        world.Server.Serve(
            "/again",
            context =>
            {
                context.Response.StatusCode = 302;
                context.Response.Headers.Location = $"/again?secret={Interlocked.Increment(ref hop)}";
                return Task.CompletedTask;
            }
        );

        Assert.StartsWith("redirect loop: ", await world.FailureAsync("/itself"), StringComparison.Ordinal);
        var reason = await world.FailureAsync("/again");

        Assert.StartsWith("too many redirects: ", reason, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", reason, StringComparison.Ordinal);
        Assert.Equal(6, world.Server.VisitsTo("/again"));
    }

    [Theory]
    [InlineData("file:///etc/passwd", "redirected to \"file:\"")]
    [InlineData("file:one", "redirected to \"file:\"")]
    [InlineData("ftp://127.0.0.1/feed", "redirected to \"ftp:\"")]
    [InlineData("gopher://127.0.0.1/", "redirected to \"gopher:\"")]
    [InlineData("javascript:alert(1)", "redirected to \"javascript:\"")]
    [InlineData("http://", "redirected to \"http:\"")]
    [InlineData("", "HTTP 302 without an address to go to")]
    public async Task Only_web_addresses_are_followed(string location, string beginning)
    {
        await using var world = await FetchWorld.StartAsync();
        world.Server.Redirect("/feed", 302, location);

        var reason = await world.FailureAsync("/feed");

        Assert.StartsWith(beginning, reason, StringComparison.Ordinal);
        Assert.DoesNotContain("passwd", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void From_https_to_http_only_by_permission(bool allowHttp)
    {
        var feed = FetchWorld.FeedAt(new Uri("https://example.org/feed?key=secret"), allowHttp);
        var trail = new RedirectTrail(feed, mostRedirects: 5);

        var problem = trail.Follow(System.Net.HttpStatusCode.Found, "http://example.net/feed?key=secret");

        if (allowHttp)
            Assert.Null(problem);
        else
            Assert.Equal(
                "https://example.org/feed redirects from https to http://example.net/feed: refused unless the feed has allow_http: true",
                problem
            );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task No_hop_leads_to_an_address_that_is_not_public(int hops)
    {
        await using var world = await FetchWorld.StartAsync(new FetchSettings { AllowedHosts = ["127.0.0.1"] });
        foreach (var status in (int[])[301, 302, 303, 307, 308])
        {
            for (var hop = 1; hop < hops; hop++)
                world.Server.Redirect($"/{hop}", status, $"/{hop + 1}");
            world.Server.Redirect($"/{hops}", status, world.Server.AtLocalhost("/canary").AbsoluteUri);

            var reason = await world.FailureAsync("/1");

            Assert.StartsWith("refused: localhost resolves to non-public address ", reason, StringComparison.Ordinal);
        }
        Assert.Equal(0, world.Server.VisitsTo("/canary"));
    }
}
