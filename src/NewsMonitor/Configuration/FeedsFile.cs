using NewsMonitor.Configuration.Binding;
using NewsMonitor.Configuration.Yaml;
using NewsMonitor.Feeds;

namespace NewsMonitor.Configuration;

/// <summary>Reads <c>feeds.yaml</c>: what is polled.</summary>
internal static class FeedsFile
{
    /// <summary>The feeds that could be read; the rest is reported.</summary>
    public static WrittenList<Feed> Read(YamlNode? root, FeedDefaults defaults, Reading reading) =>
        Lists.Read(root, KnownKeys.Feeds, reading, node => ReadFeed(node, defaults, reading));

    /// <summary>What a first poll does, under the key <c>first_poll</c>.</summary>
    public static FirstPoll? FirstPoll(Section section) =>
        section.Choice(
            "first_poll",
            ("learn", NewsMonitor.Feeds.FirstPoll.Learn),
            ("alert", NewsMonitor.Feeds.FirstPoll.Alert)
        );

    /// <summary>For which items the page is fetched, under the key <c>article</c>.</summary>
    private static ArticleChoice Article(Section feed) =>
        feed.Choice(
            "article",
            ("none", ArticleChoice.None),
            ("fetch", ArticleChoice.Likely),
            ("all", ArticleChoice.All)
        ) ?? ArticleChoice.None;

    private static Written<Feed>? ReadFeed(YamlNode node, FeedDefaults defaults, Reading reading) =>
        node is YamlScalar { IsNothing: false } address ? ReadFeed(FeedWithAddress(address, reading), defaults)
        : Section.Open(node, KnownKeys.Feed, reading) is { } feed ? ReadFeed(feed, defaults)
        : null;

    /// <summary>A bare address is a feed with nothing but an address.</summary>
    private static Section FeedWithAddress(YamlScalar address, Reading reading)
    {
        var key = new YamlScalar("url", IsPlain: true, address.Position);
        return Section.Of(new YamlMapping([new(key, address)], address.Position), KnownKeys.Feed, reading);
    }

    // A feed with a problem is read on as far as it goes, so that rules that name it are not blamed too.
    private static Written<Feed> ReadFeed(Section feed, FeedDefaults defaults)
    {
        feed.Require("url", "write url: https://… with the address of the feed.");
        var address = feed.Web("url");
        var name = feed.Text("name");
        var id = Ids.Read(feed, "id") ?? (feed.Has("id") ? null : DerivedId(feed, name, address));
        var read = new Feed
        {
            Id = id ?? "",
            Name = name ?? NameOf(address),
            Address = address ?? Addresses.Unreadable,
            Schedule = Schedules.Read(feed, defaults.Every),
            FirstPoll = FirstPoll(feed) ?? defaults.FirstPoll,
            Backfill = feed.Duration("backfill", TimeSpan.FromMinutes(1), TimeSpan.FromDays(365)),
            Tags = [.. feed.Texts("tags").Select(tag => tag.Text)],
            AllowHttp = feed.Flag("allow_http", otherwise: false),
            AllowInvalidCertificate = feed.Flag("allow_invalid_certificate", otherwise: false),
            Article = Article(feed),
            Enabled = feed.Flag("enabled", otherwise: true),
        };
        CheckBackfill(feed, read);
        return new(read, feed.Has("id") ? feed.At("id") : feed.Position);
    }

    private static void CheckBackfill(Section feed, Feed read)
    {
        if (feed.Has("backfill") && read.FirstPoll == NewsMonitor.Feeds.FirstPoll.Alert)
            feed.Complain(
                "backfill",
                "\"first_poll: alert\" alerts everything already: remove \"backfill\", or write first_poll: learn."
            );
    }

    private static string? DerivedId(Section feed, string? name, Uri? address)
    {
        if (name is not null)
            return Ids.From(name, feed, "name");
        if (address is null)
            return null;
        // The id is shown in logs and tables; the path of an address from the environment may be a secret.
        if (feed.Scalar("url") is { } written && Variables.AreIn(written.Value))
            feed.Complain(
                "url",
                "a feed whose address comes from the environment needs a name or an id of its own: add name: …"
            );
        return Ids.From($"{HostOf(address)}{address.AbsolutePath}", feed, "url");
    }

    private static string NameOf(Uri? address) => address is null ? "" : HostOf(address);

    private static string HostOf(Uri address) =>
        address.Host.StartsWith("www.", StringComparison.Ordinal) ? address.Host[4..] : address.Host;
}
