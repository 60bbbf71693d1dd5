using System.Text;
using NewsMonitor.Core.Items;
using NewsMonitor.Feeds.Fetching;
using NewsMonitor.Feeds.Parsing;
using Xunit;

namespace NewsMonitor.Tests.Feeds.Parsing;

/// <summary>The parser that polling uses, over documents that a test writes.</summary>
internal static class Reading
{
    public static readonly Uri Address = new("https://example.org/news/feed.xml");
    private static readonly FeedParser Parser = new();

    public static ParseResult Parse(
        byte[] bytes,
        string? contentType = null,
        IdentityPolicy policy = IdentityPolicy.Guid
    ) =>
        Parser.Parse(
            new FeedDocument(bytes, contentType, Address),
            "example-world",
            policy,
            TestContext.Current.CancellationToken
        );

    public static Parsed Feed(byte[] bytes, string? contentType = null) =>
        Parse(bytes, contentType) switch
        {
            Parsed parsed => parsed,
            Unreadable unreadable => throw new InvalidDataException(unreadable.Reason),
            var other => throw new InvalidOperationException($"{other}"),
        };

    public static Parsed Feed(string document, string? contentType = null) =>
        Feed(Encoding.UTF8.GetBytes(document), contentType);

    public static string Refusal(string document) =>
        Assert.IsType<Unreadable>(Parse(Encoding.UTF8.GetBytes(document))).Reason;

    public static Item OnlyItem(string document) => Assert.Single(Feed(document).Items);

    /// <summary>An RSS 2.0 document around the children of its channel.</summary>
    public static string Rss(string channel, string attributes = "") =>
        $"<?xml version=\"1.0\"?><rss version=\"2.0\" {attributes}><channel><title>World</title><link>https://example.org/</link>{channel}</channel></rss>";

    /// <summary>The one item of an RSS 2.0 feed.</summary>
    public static Item RssItem(string children, string attributes = "") =>
        OnlyItem(Rss($"<item>{children}</item>", attributes));

    /// <summary>An Atom 1.0 document around the children of its feed.</summary>
    public static string Atom(string feed, string attributes = "") =>
        $"<feed xmlns=\"http://www.w3.org/2005/Atom\" {attributes}><title>World</title><id>tag:example.org,2020:feed</id>{feed}</feed>";

    /// <summary>The one entry of an Atom 1.0 feed.</summary>
    public static Item AtomEntry(string children, string attributes = "") =>
        OnlyItem(Atom($"<entry>{children}</entry>", attributes));

    public static DateTimeOffset Utc(int year, int month, int day, int hour = 0, int minute = 0, int second = 0) =>
        new(year, month, day, hour, minute, second, TimeSpan.Zero);
}
