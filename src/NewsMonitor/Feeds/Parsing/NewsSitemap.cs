using System.Net;
using System.Xml.Linq;

namespace NewsMonitor.Feeds.Parsing;

/// <summary>
/// News sitemaps (sitemap-news 0.9), which many publishers keep for search engines and keep better than their feeds: each
/// address with its headline and date. Brought into the form of RSS.
/// </summary>
internal static class NewsSitemap
{
    /// <summary>How its root is called.</summary>
    public const string Root = "urlset";

    /// <summary>True for a sitemap with at least one headline: others list only addresses.</summary>
    public static bool Is(XElement root) =>
        FeedNames.Is(root.Name.LocalName, Root) && root.Elements().Any(address => News(address) is not null);

    /// <summary>The same as an RSS feed. An address without a headline, and so without news, is left out.</summary>
    public static XElement AsRss(XElement root)
    {
        var items = root.Elements()
            .Select(address => (Address: address, News: News(address)))
            .Where(url => url.News is not null);
        return new XElement(
            "rss",
            new XAttribute("version", "2.0"),
            new XElement(
                "channel",
                new XElement(
                    "title",
                    Child(root.Descendants().FirstOrDefault(element => IsNamed(element, "publication")), "name")
                ),
                items.Select(url => Item(url.Address, url.News!))
            )
        );
    }

    private static XElement Item(XElement address, XElement news) =>
        new(
            "item",
            new XElement("title", new XText(Plain(Child(news, "title")))),
            new XElement("link", Child(address, "loc")),
            new XElement("pubDate", Child(news, "publication_date")),
            new XElement(
                FeedNames.DublinCore + "language",
                Child(news.Elements().FirstOrDefault(element => IsNamed(element, "publication")), "language")
            ),
            Child(news, "keywords")
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(word => new XElement("category", Plain(word)))
        );

    /// <summary>Titles of sitemaps are plain text, those of RSS are HTML.</summary>
    private static string Plain(string text) => WebUtility.HtmlEncode(text);

    private static XElement? News(XElement address) =>
        address.Elements().FirstOrDefault(element => IsNamed(element, "news") && Child(element, "title").Length > 0);

    private static string Child(XElement? parent, string local) =>
        parent?.Elements().FirstOrDefault(element => IsNamed(element, local))?.Value.Trim() ?? "";

    private static bool IsNamed(XElement element, string local) => FeedNames.Is(element.Name.LocalName, local);
}
