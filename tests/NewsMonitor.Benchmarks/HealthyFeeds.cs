using System.Globalization;
using System.Net;
using System.Text;

namespace NewsMonitor.Benchmarks;

/// <summary>Invented feeds of about 50 KB, as healthy publishers write them; the same on every run.</summary>
internal static class HealthyFeeds
{
    private const int Items = 40;
    private static readonly string[] Words =
        "the of a to in and on for ministry troops council budget talks after report said railway harvest bridge pension vote court plan north city river market price people week former leader deal strike school energy water".Split(
            ' '
        );

    /// <summary>Each with what it is.</summary>
    public static IEnumerable<(string Name, byte[] Document)> All()
    {
        yield return ("RSS 2.0 with HTML descriptions", Rss(isHtml: true));
        yield return ("RSS 2.0 with plain descriptions", Rss(isHtml: false));
        yield return ("Atom 1.0 with HTML content", Atom());
    }

    private static byte[] Rss(bool isHtml)
    {
        var chance = new Random(50);
        var text = new StringBuilder(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:atom=\"http://www.w3.org/2005/Atom\">\n<channel>\n<title>Example World</title>\n<link>https://example.org/</link>\n<description>News</description>\n<language>en-GB</language>\n<atom:link href=\"https://example.org/world.xml\" rel=\"self\" type=\"application/rss+xml\"/>\n"
        );
        for (var item = 0; item < Items; item++)
            text.Append(
                CultureInfo.InvariantCulture,
                $"""
                <item>
                <title>{Sentence(chance, 9)}</title>
                <link>https://example.org/world/2026/05/{item:000}-{Slug(chance)}?utm_source=rss</link>
                <guid isPermaLink="false">https://example.org/?p={7_000 + item}</guid>
                <pubDate>{Date(item):ddd, dd MMM yyyy HH:mm:ss} +0000</pubDate>
                <dc:creator>{Sentence(chance, 2)}</dc:creator>
                <category>World</category>
                <description>{(isHtml ? $"<![CDATA[{Html(chance)}]]>" : Sentence(chance, 120))}</description>
                </item>

                """
            );
        return Encoding.UTF8.GetBytes(text.Append("</channel>\n</rss>\n").ToString());
    }

    private static byte[] Atom()
    {
        var chance = new Random(51);
        var text = new StringBuilder(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">\n<title>Example World</title>\n<id>https://example.org/</id>\n<link rel=\"self\" href=\"https://example.org/world.atom\"/>\n<link href=\"https://example.org/\"/>\n<updated>2026-05-11T12:00:00Z</updated>\n"
        );
        for (var item = 0; item < Items; item++)
            text.Append(
                CultureInfo.InvariantCulture,
                $"""
                <entry>
                <title>{Sentence(chance, 9)}</title>
                <link rel="alternate" type="text/html" href="https://example.org/world/{item:000}-{Slug(chance)}"/>
                <id>tag:example.org,2026:{7_000 + item}</id>
                <published>{Date(item):yyyy-MM-ddTHH:mm:ss}Z</published>
                <updated>{Date(item):yyyy-MM-ddTHH:mm:ss}+00:00</updated>
                <author><name>{Sentence(chance, 2)}</name></author>
                <summary>{Sentence(chance, 20)}</summary>
                <content type="html">{WebUtility.HtmlEncode(Html(chance))}</content>
                </entry>

                """
            );
        return Encoding.UTF8.GetBytes(text.Append("</feed>\n").ToString());
    }

    private static DateTime Date(int item) =>
        new DateTime(2026, 5, 11, 12, 0, 0, DateTimeKind.Utc).AddMinutes(-17 * item);

    private static string Html(Random chance) =>
        $"<p>{Sentence(chance, 40)} <a href=\"https://example.org/{Slug(chance)}\">{Sentence(chance, 4)}</a> &amp; {Sentence(chance, 20)}</p>\n<p><img src=\"https://example.org/{Slug(chance)}.jpg\" alt=\"\"/><b>{Sentence(chance, 3)}</b> {Sentence(chance, 40)}</p>";

    private static string Slug(Random chance) => string.Join('-', Enumerable.Range(0, 5).Select(_ => Word(chance)));

    private static string Sentence(Random chance, int words)
    {
        var sentence = string.Join(' ', Enumerable.Range(0, words).Select(_ => Word(chance)));
        return char.ToUpperInvariant(sentence[0]) + sentence[1..];
    }

    private static string Word(Random chance) => Words[chance.Next(Words.Length)];
}
