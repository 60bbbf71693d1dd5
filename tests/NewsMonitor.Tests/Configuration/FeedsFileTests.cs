using System.Collections.Immutable;
using NewsMonitor.Feeds;
using Xunit;

namespace NewsMonitor.Tests.Configuration;

public sealed class FeedsFileTests : IDisposable
{
    private readonly ConfigurationWorld _world = new ConfigurationWorld().WriteLeast();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void A_bare_address_is_a_feed()
    {
        var feed = Assert.Single(FeedsOf("feeds:\n  - https://www.news.example/world/rss.xml\n"));

        Assert.Equal(new Uri("https://www.news.example/world/rss.xml"), feed.Address);
        Assert.Equal("news.example", feed.Name);
        Assert.Equal("news-example-world-rss-xml", feed.Id);
        Assert.Equal(new Every(TimeSpan.FromMinutes(15)), feed.Schedule);
        Assert.Equal(FirstPoll.Learn, feed.FirstPoll);
        Assert.Null(feed.Backfill);
        Assert.True(feed.Enabled);
        Assert.False(feed.AllowHttp);
    }

    public static TheoryData<string> Traps =>
        [
            "https://good.example/a feed",
            "https://good.example/feed\\r\\nX-Injected: 1",
            "https://good.example/\\tfeed",
            "https://user:pass@good.example@evil.example/",
            $"https://good.example/{new string('a', 100_000)}",
            "https://good.example\\\\@evil.example/",
            "https://good.example/\\u0001feed",
            "file:///etc/passwd",
            "gopher://good.example/",
        ];

    [Theory]
    [MemberData(nameof(Traps))]
    public void An_address_with_a_trap_in_it_is_refused_with_its_line(string address)
    {
        _world.Write("feeds.yaml", $"feeds:\n  - \"{address}\"\n");

        Assert.StartsWith("feeds.yaml:2:5", Assert.Single(_world.Problems()), StringComparison.Ordinal);
    }

    [Fact]
    public void What_stands_behind_a_number_sign_is_no_host() =>
        Assert.Equal(
            "good.example",
            Assert.Single(FeedsOf("feeds:\n  - \"https://good.example/#@evil.example/\"\n")).Address.IdnHost
        );

    [Fact]
    public void Every_key_of_a_feed_is_read()
    {
        var feed = Assert.Single(
            FeedsOf(
                """
                feeds:
                  - url: https://news.example/world
                    id: world
                    name: Example World
                    cron: "0 6 * * MON-FRI"
                    zone: Europe/London
                    tags: [world, uk]
                    backfill: 24h
                    allow_http: true
                    enabled: false
                """
            )
        );

        Assert.Equal(("world", "Example World"), (feed.Id, feed.Name));
        Assert.Equal(new Cron("0 6 * * MON-FRI", TimeZoneInfo.FindSystemTimeZoneById("Europe/London")), feed.Schedule);
        Assert.Equal(["world", "uk"], feed.Tags.AsEnumerable());
        Assert.Equal(TimeSpan.FromDays(1), feed.Backfill);
        Assert.True(feed.AllowHttp);
        Assert.False(feed.Enabled);
    }

    [Theory]
    [InlineData("30s", 30)]
    [InlineData("5m", 300)]
    [InlineData("1h30m", 5_400)]
    [InlineData("2d", 172_800)]
    [InlineData("1w", 604_800)]
    [InlineData("1d12h30m15s", 131_415)]
    public void A_duration_is_whole_numbers_with_units(string every, int seconds) =>
        Assert.Equal(
            new Every(TimeSpan.FromSeconds(seconds)),
            Assert.Single(FeedsOf($"feeds: [{{ url: \"https://news.example/\", every: {every} }}]")).Schedule
        );

    [Fact]
    public void What_a_feed_does_not_say_it_has_from_the_defaults()
    {
        _world.Write("monitor.yaml", "defaults: { every: 3m, first_poll: alert }");

        var feeds = FeedsOf(
            "feeds: [\"https://a.example/\", { url: \"https://b.example/\", every: 1m, first_poll: learn }]"
        );

        Assert.Equal(
            [new Every(TimeSpan.FromMinutes(3)), new Every(TimeSpan.FromMinutes(1))],
            feeds.Select(feed => feed.Schedule)
        );
        Assert.Equal([FirstPoll.Alert, FirstPoll.Learn], feeds.Select(feed => feed.FirstPoll));
    }

    [Fact]
    public void The_id_of_a_name_is_plain_letters_and_digits() =>
        Assert.Equal(
            "el-pais-edicion-america",
            Assert.Single(FeedsOf("feeds: [{ url: \"https://a.example/\", name: \"El País: edición América\" }]")).Id
        );

    [Fact]
    public void An_address_that_is_polled_twice_is_warned_of()
    {
        _world.Write(
            "feeds.yaml",
            "feeds:\n  - { url: \"https://a.example/\", name: one }\n  - { url: \"https://a.example/\", name: two }\n"
        );

        Assert.Equal(
            ["feeds.yaml:3:5    this address is polled twice, the other is at feeds.yaml:2:5: remove one of the two."],
            _world.Warnings()
        );
    }

    private ImmutableArray<Feed> FeedsOf(string text) => _world.Write("feeds.yaml", text).Load().Feeds;
}
