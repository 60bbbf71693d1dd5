using Microsoft.AspNetCore.Http;
using NewsMonitor.Commands;
using NewsMonitor.Demo.Manners;
using NewsMonitor.Feeds.Fetching;
using NewsMonitor.Tests.Configuration;
using NewsMonitor.Tests.Loopback;
using NewsMonitor.Tests.Scheduling;
using Xunit;

namespace NewsMonitor.Tests.Commands;

/// <summary>Commands that bring feeds and look at them, against publishers on loopback and a configuration that they write.</summary>
public sealed class FeedsBringingTests : IAsyncLifetime
{
    private readonly ConfigurationWorld _world = new ConfigurationWorld().WriteLeast();
    private NewsServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await NewsServer.StartAsync(null, TestContext.Current.CancellationToken);
        _world.Write("monitor.yaml", $"data: \"{_world.Folder}/data\"\nnetwork: {{ allow: [127.0.0.1] }}\n");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _world.Dispose();
    }

    [Fact]
    public async Task An_import_adds_every_feed_once_and_leaves_what_is_there()
    {
        _world
            .Write(
                "feeds.yaml",
                "# ours\nfeeds:\n    # the first\n    - https://example.org/known.xml\n    # the end\n"
            )
            .Write(
                "list.opml",
                """
                <opml><body><outline text="News & More">
                <outline text="World" xmlUrl="https://example.org/a"/>
                <outline text="World" xmlUrl="https://example.org/b"/>
                <outline text="again" xmlUrl="https://example.org/a"/>
                <outline text="known" xmlUrl="https://example.org/known.xml"/>
                <outline text="${HOME} &quot;q&quot;" xmlUrl="https://example.org/c"/>
                </outline></body></opml>
                """
            );

        var run = await RunAsync("import", File("list.opml"));

        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Contains("5 feeds; 3 new, 2 known or listed twice, 0 left out", run.Errors, StringComparison.Ordinal);
        Assert.StartsWith(
            "# ours\nfeeds:\n    # the first\n    - https://example.org/known.xml\n    # the end\n    - { url: ",
            Feeds(),
            StringComparison.Ordinal
        );
        var feeds = _world.Load().Feeds;
        Assert.Equal(["example.org", "World", "World", "$ {HOME} \"q\""], feeds.Select(feed => feed.Name));
        Assert.Equal(["world", "world-2"], feeds.Where(feed => feed.Name == "World").Select(feed => feed.Id));
        Assert.All(feeds.Skip(1), feed => Assert.Equal(["News & More"], feed.Tags));

        var before = Feeds();
        await RunAsync("import", File("list.opml"));
        Assert.Equal(before, Feeds());
    }

    [Theory]
    [InlineData("feeds: []")]
    [InlineData("feeds: [] # none yet\n")]
    [InlineData("feeds:\n- https://example.org/known.xml")]
    public async Task Feeds_are_added_to_a_list_of_any_shape(string written)
    {
        _world
            .Write("feeds.yaml", written)
            .Write("list.opml", "<opml><outline text='A' xmlUrl='https://example.org/a'/></opml>");

        Assert.Equal(ExitCode.Ok, (await RunAsync("import", File("list.opml"))).Code);

        Assert.Contains(_world.Load().Feeds, feed => feed.Address.AbsoluteUri == "https://example.org/a");
    }

    [Theory]
    [InlineData("feeds: [ https://example.org/known.xml ]\n")]
    [InlineData("feeds:\n  [ https://example.org/known.xml ]\n")]
    public async Task A_file_that_nothing_can_be_added_to_stays_as_it_was_and_the_lines_are_printed(string written)
    {
        _world
            .Write("feeds.yaml", written)
            .Write("list.opml", "<opml><outline text='A' xmlUrl='https://example.org/a'/></opml>");

        var run = await RunAsync("import", File("list.opml"));

        Assert.Equal(ExitCode.Failed, run.Code);
        Assert.Equal(written, Feeds());
        Assert.Contains("- { url: \"https://example.org/a\", name: \"A\" }", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_feeds_of_a_site_are_found_from_its_page_and_the_announced_ones_come_first()
    {
        _server
            .Serve(
                "/site",
                """
                <html><head><base href="/inner/"><link rel="alternate" type="application/rss+xml" href="world.xml">
                <link rel=stylesheet href=style.xml></head>
                <body><a href="/inner/feed-uk">our feed</a><a href="/about">about</a><a href="/feed-that-is-none">x</a></body></html>
                """,
                "text/html"
            )
            .Serve("/inner/world.xml", Document("World", "a", "b"))
            .Serve("/inner/feed-uk", Document("UK", "c"))
            .Serve("/feed-that-is-none", "<html></html>", "text/html");

        var run = await RunAsync("discover", _server.At("/site").AbsoluteUri);

        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Equal(3, run.Lines.Length);
        Assert.StartsWith($"{_server.At("/inner/world.xml")}\tWorld\t2\t", run.Lines[1], StringComparison.Ordinal);
        Assert.StartsWith($"{_server.At("/inner/feed-uk")}\tUK\t1\t", run.Lines[2], StringComparison.Ordinal);
        Assert.Equal(0, _server.VisitsTo("/about"));
    }

    [Fact]
    public async Task A_feed_is_read_before_it_is_added()
    {
        _server
            .Serve("/feed", Document("World News", "a"))
            .Serve("/none", "<html><title>Sign in</title></html>", "text/html");

        var added = await RunAsync("add", _server.At("/feed").AbsoluteUri, "--every", "auto", "--tag", "world");
        var none = await RunAsync("add", _server.At("/none").AbsoluteUri);
        var twice = await RunAsync("add", _server.At("/feed").AbsoluteUri);

        Assert.Equal((ExitCode.Ok, ExitCode.Failed, ExitCode.Failed), (added.Code, none.Code, twice.Code));
        Assert.StartsWith("Added \"World News\": 1 item", added.Output, StringComparison.Ordinal);
        var feed = Assert.Single(_world.Load().Feeds);
        Assert.Equal(("world-news", "World News"), (feed.Id, feed.Name));
        Assert.IsType<NewsMonitor.Feeds.Auto>(feed.Schedule);
        Assert.Equal(["world"], feed.Tags);
    }

    [Fact]
    public async Task An_address_inside_the_network_is_refused_to_commands_as_to_the_worker()
    {
        _server.Serve("/feed", Document("World", "a"));

        var run = await RunAsync("discover", _server.AtLocalhost("/feed").AbsoluteUri);

        Assert.Equal(ExitCode.Failed, run.Code);
        Assert.Contains("refused: localhost resolves to non-public address", run.Errors, StringComparison.Ordinal);
        Assert.Empty(_server.Visits);
    }

    [Fact]
    public async Task A_proxy_in_the_environment_is_not_used()
    {
        await using var canary = await NewsServer.StartAsync(null, TestContext.Current.CancellationToken);
        _server.Serve("/feed", Document("World", "a"));
        var proxy = canary.Address.AbsoluteUri;

        var run = await MonitorProcess.RunAsync(
            new Dictionary<string, string>
            {
                ["http_proxy"] = proxy,
                ["https_proxy"] = proxy,
                ["HTTPS_PROXY"] = proxy,
                ["all_proxy"] = proxy,
            },
            "",
            "feeds",
            "discover",
            _server.At("/feed").AbsoluteUri,
            "-c",
            _world.Folder
        );

        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Empty(canary.Visits);
        Assert.Single(_server.Visits);
    }

    [Fact]
    public async Task One_visit_shows_everything_and_writes_nothing()
    {
        _server.Serve(
            "/feed",
            async context =>
            {
                context.Response.Headers.ETag = "\"a\"";
                context.Response.Headers.CacheControl = "max-age=1200";
                context.Response.ContentType = "application/rss+xml";
                await context.Response.WriteAsync(Document("World", "troops leave", "rain"), context.RequestAborted);
            }
        );
        _world
            .Write("feeds.yaml", $"feeds: [{{ url: \"{_server.At("/feed")}?key=hidden\", name: Example World }}]")
            .Write("receivers.yaml", "receivers: [{ name: hook, webhook: \"https://hook.example/\" }]")
            .Write("rules/all.yaml", "rules: [{ name: Troops, words: [troops], notify: [hook] }]");

        var run = await RunAsync("poll", "example world");

        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Contains("Answer     200, application/rss+xml, ", run.Output, StringComparison.Ordinal);
        Assert.Contains("Validators ETag \"a\", Last-Modified none", run.Output, StringComparison.Ordinal);
        Assert.Contains(
            "Document   \"World\", language unknown, 2 items, told apart by guid",
            run.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("its first poll will only learn", run.Output, StringComparison.Ordinal);
        Assert.Contains("(Cache-Control or Expires)", run.Output, StringComparison.Ordinal);
        Assert.Contains("troops leave   => Troops", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", run.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_world.Folder, "data")));
    }

    [Fact]
    public async Task A_visit_that_fails_says_why()
    {
        _server.Refuse("/feed", 429, retryAfter: "7200");
        _world.Write("feeds.yaml", $"feeds: [{{ url: \"{_server.At("/feed")}\", id: world }}]");

        var run = await RunAsync("poll", "world");

        Assert.Equal(ExitCode.Failed, run.Code);
        Assert.Contains("Answer     HTTP 429 Too Many Requests", run.Output, StringComparison.Ordinal);
        Assert.Contains("the server asked us to wait 2 h (Retry-After)", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_worker_has_all_the_manners_that_publishers_ask_for()
    {
        var fetching = new FetchSettings { Contact = "https://example.org/monitor" };

        var behaviours = await new MannersRun(fetching, TimeSpan.FromMinutes(10)).JudgeAsync(
            TestContext.Current.CancellationToken
        );

        Assert.Equal(21, behaviours.Length);
        Assert.Empty(behaviours.Where(one => !one.Holds).Select(one => $"{one.Asked}: {one.Seen}"));
    }

    [Fact]
    public async Task The_judge_of_manners_has_teeth()
    {
        var fetching = new FetchSettings { Heed = TimeSpan.FromSeconds(1) };

        var behaviours = await new MannersRun(fetching, TimeSpan.FromMinutes(10)).JudgeAsync(
            TestContext.Current.CancellationToken
        );

        Assert.Equal(
            [
                "waits while Cache-Control: max-age says that nothing changes",
                "waits as long as the ttl of the document",
                "says who asks, and where a publisher can ask back",
            ],
            behaviours.Where(one => !one.Holds).Select(one => one.Asked)
        );
    }

    private Task<CommandRun> RunAsync(string command, params string[] arguments) =>
        CommandRun.OfAsync(["feeds", command, .. arguments, "-c", _world.Folder]);

    private string File(string name) => Path.Combine(_world.Folder, name);

    private string Feeds() => System.IO.File.ReadAllText(File("feeds.yaml"));

    private static string Document(string title, params string[] items) =>
        $"<rss version='2.0'><channel><title>{title}</title>{string.Concat(items.Select(PollWorld.Entry))}</channel></rss>";
}
