using Xunit;
using static NewsMonitor.Tests.Feeds.Parsing.Reading;

namespace NewsMonitor.Tests.Feeds.Parsing;

public sealed class FormatTests
{
    [Fact]
    public void Rss_2_gives_every_field_of_an_item()
    {
        var feed = Feed(
            Rss(
                """
                <language>en-gb</language>
                <item>
                  <title>Troops stay &amp; talk</title>
                  <link>https://example.org/troops</link>
                  <guid isPermaLink="false">troops-7</guid>
                  <description>&lt;p&gt;A &lt;b&gt;letter&lt;/b&gt;.&lt;/p&gt;</description>
                  <content:encoded><![CDATA[<p>The whole letter.</p>]]></content:encoded>
                  <dc:creator>Jane Doe</dc:creator>
                  <dc:creator>John Roe</dc:creator>
                  <pubDate>Mon, 06 Jan 2020 20:00:00 EST</pubDate>
                  <category>World</category><category>Iraq</category>
                </item>
                """,
                "xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:dc='http://purl.org/dc/elements/1.1/'"
            )
        );
        var item = Assert.Single(feed.Items);

        Assert.Equal(("World", new Uri("https://example.org/"), "en-gb"), (feed.Title, feed.Link, feed.Language));
        Assert.Equal("Troops stay & talk", item.Title);
        Assert.Equal(new Uri("https://example.org/troops"), item.Link);
        Assert.Equal("troops-7", item.Guid);
        Assert.Equal(("A letter.", "The whole letter."), (item.Summary, item.Body));
        Assert.Equal("<p>A <b>letter</b>.</p>", item.SummaryHtml?.Text);
        Assert.Equal("Jane Doe, John Roe", item.Author);
        Assert.Equal(Utc(2020, 1, 7, 1), item.Published);
        Assert.Equal(["World", "Iraq"], item.Tags);
        Assert.Equal("en-gb", item.Language);
        Assert.Empty(feed.Warnings);
    }

    [Fact]
    public void Atom_1_gives_every_field_of_an_entry()
    {
        var feed = Feed(
            Atom(
                """
                <author><name>The Desk</name></author>
                <link rel="self" href="https://example.org/feed.xml"/>
                <link href="https://example.org/"/>
                <entry xml:lang="fr">
                  <title type="html">Troops &amp;amp; talks</title>
                  <link href="https://example.org/troops"/>
                  <id>tag:example.org,2020:7</id>
                  <summary>A letter.</summary>
                  <content type="html">&lt;p&gt;The whole letter.&lt;/p&gt;</content>
                  <published>2020-01-06T20:00:00+01:00</published>
                  <updated>2020-01-06T21:00:00Z</updated>
                  <category term="iraq" label="Iraq"/>
                </entry>
                """
            )
        );
        var item = Assert.Single(feed.Items);

        Assert.Equal(("World", new Uri("https://example.org/")), (feed.Title, feed.Link));
        Assert.Equal("Troops & talks", item.Title);
        Assert.Equal(new Uri("https://example.org/troops"), item.Link);
        Assert.Equal("tag:example.org,2020:7", item.Guid);
        Assert.Equal(("A letter.", "The whole letter."), (item.Summary, item.Body));
        Assert.Equal("The Desk", item.Author);
        Assert.Equal((Utc(2020, 1, 6, 19), Utc(2020, 1, 6, 21)), (item.Published, item.Updated));
        Assert.Equal(["Iraq"], item.Tags);
        Assert.Equal("fr", item.Language);
    }

    [Fact]
    public void Rss_1_gives_the_items_beside_its_channel()
    {
        var item = OnlyItem(
            """
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
                     xmlns:dc="http://purl.org/dc/elements/1.1/">
              <channel rdf:about="https://example.org/"><title>World</title><link>https://example.org/</link></channel>
              <item rdf:about="https://example.org/troops#7">
                <title>Troops</title><link>https://example.org/troops</link><description>A letter.</description>
                <dc:date>2020-01-06T20:00:00Z</dc:date><dc:creator>Jane Doe</dc:creator><dc:subject>Iraq</dc:subject>
              </item>
            </rdf:RDF>
            """
        );

        Assert.Equal("Troops", item.Title);
        Assert.Equal("https://example.org/troops#7", item.Guid);
        Assert.Equal(("A letter.", "Jane Doe"), (item.Summary, item.Author));
        Assert.Equal(Utc(2020, 1, 6, 20), item.Published);
        Assert.Equal(["Iraq"], item.Tags);
    }

    [Fact]
    public void Rss_091_with_the_declaration_of_Netscape_is_read_and_its_dtd_left_alone()
    {
        var item = OnlyItem(
            """
            <?xml version="1.0"?>
            <!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
            <rss version="0.91"><channel><title>World</title><item><title>Troops</title><link>https://example.org/t</link></item></channel></rss>
            """
        );

        Assert.Equal(("Troops", new Uri("https://example.org/t")), (item.Title, item.Link));
    }

    [Fact]
    public void A_news_sitemap_gives_its_headlines()
    {
        var feed = Feed(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
              <url><loc>https://example.org/about</loc></url>
              <url>
                <loc>https://example.org/troops</loc>
                <news:news>
                  <news:publication><news:name>Example World</news:name><news:language>en</news:language></news:publication>
                  <news:publication_date>2020-01-06T20:00:00+01:00</news:publication_date>
                  <news:title>Troops &lt;stay&gt; &amp; talk</news:title>
                  <news:keywords>World, Iraq</news:keywords>
                </news:news>
              </url>
            </urlset>
            """
        );
        var item = Assert.Single(feed.Items);

        Assert.Equal("Example World", feed.Title);
        Assert.Equal(("Troops <stay> & talk", new Uri("https://example.org/troops")), (item.Title, item.Link));
        Assert.Equal((Utc(2020, 1, 6, 19), "en"), (item.Published, item.Language));
        Assert.Equal(["World", "Iraq"], item.Tags);
        Assert.Empty(feed.Warnings);
    }

    [Fact]
    public void A_sitemap_without_headlines_is_no_feed() =>
        Assert.Equal(
            "XML document <urlset>, no feed",
            Refusal(
                "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>https://example.org/</loc></url></urlset>"
            )
        );

    [Theory]
    [InlineData("<rss><channel><title>W</title><item><title>Troops</title></item></channel></rss>")]
    [InlineData("<rss version='2.0'><item><title>Troops</title></item></rss>")]
    [InlineData("<RSS VERSION='2.0'><CHANNEL><ITEM><TITLE>Troops</TITLE></ITEM></CHANNEL></RSS>")]
    [InlineData("<channel><item><title>Troops</title></item></channel>")]
    [InlineData("<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry><a:title>Troops</a:title></a:entry></a:feed>")]
    [InlineData("<feed xmlns='http://purl.org/atom/ns#' version='0.3'><entry><title>Troops</title></entry></feed>")]
    [InlineData("<feed><entry><title>Troops</title></entry></feed>")]
    [InlineData(
        "<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:x='http://purl.org/rss/1.0/'><x:channel/><x:item><x:title>Troops</x:title></x:item></r:RDF>"
    )]
    [InlineData("<entry xmlns='http://www.w3.org/2005/Atom'><title>Troops</title></entry>")]
    public void Unusual_shapes_of_a_feed_are_feeds(string document) => Assert.Equal("Troops", OnlyItem(document).Title);

    [Theory]
    [InlineData("xmlns:c='http://purl.org/rss/1.0/modules/content/'", "<c:encoded>The letter</c:encoded>")]
    [InlineData("", "<encoded xmlns='http://purl.org/rss/1.0/modules/content/'>The letter</encoded>")]
    [InlineData("", "<e:encoded xmlns:e='http://purl.org/rss/1.0/modules/content/'>The letter</e:encoded>")]
    [InlineData("xmlns:a='http://www.w3.org/2005/Atom'", "<a:content type='text'>The letter</a:content>")]
    public void Content_is_found_under_any_prefix(string attributes, string content) =>
        Assert.Equal("The letter", RssItem($"<title>a</title>{content}", attributes).Body);

    [Theory]
    [InlineData("application/atom+xml")]
    [InlineData("text/html")]
    [InlineData("text/plain")]
    [InlineData("image/png")]
    [InlineData("application/json")]
    [InlineData(null)]
    public void What_a_document_is_counts_and_not_what_it_is_called(string? contentType) =>
        Assert.Single(Feed(Atom("<entry><title>Troops</title></entry>"), contentType).Items);

    [Theory]
    [InlineData("", "the document is empty")]
    [InlineData(" \r\n ", "the document holds only white space")]
    [InlineData("<!DOCTYPE html><html><head><title>Sign in</title></head></html>", "HTML page, title 'Sign in'")]
    [InlineData("<html><body>x</body></html>", "HTML page without a title")]
    [InlineData("<opml version='2.0'><body/></opml>", "XML document <opml>, no feed")]
    [InlineData("{\"error\": \"rate limited\"}", "JSON document with error, no feed")]
    [InlineData("[]", "JSON list, no feed")]
    [InlineData("Bad gateway", "text, no feed: \"Bad gateway\"")]
    public void A_document_that_is_no_feed_says_what_it_is(string document, string reason) =>
        Assert.Equal(reason, Refusal(document));

    [Fact]
    public void A_feed_inside_a_page_is_read_and_said()
    {
        var feed = Feed(
            $"<!DOCTYPE html><html><body>{Rss("<item><title>Troops</title></item>")["<?xml version=\"1.0\"?>".Length..]}</body></html>"
        );

        Assert.Equal("Troops", Assert.Single(feed.Items).Title);
        Assert.Contains("a feed inside an HTML page", feed.Warnings);
    }

    [Fact]
    public void A_page_that_only_talks_about_feeds_is_a_page() =>
        Assert.Equal(
            "HTML page, title 'Feeds'",
            Refusal(
                "<html><head><title>Feeds</title></head><body><script>var x = \"<rss version='2.0'>\";</script></body></html>"
            )
        );

    [Theory]
    [InlineData("<rss version='2.0'/>", "suspicious: an empty <rss>")]
    [InlineData("<feed xmlns='http://www.w3.org/2005/Atom'></feed>", "suspicious: an empty <feed>")]
    [InlineData("<rss version='2.0'><head/></rss>", "suspicious: <rss> without a channel and without items")]
    [InlineData("<RDF/>", "suspicious: an empty <RDF>")]
    public void A_shell_of_a_feed_is_suspicious(string document, string warning)
    {
        var feed = Feed(document);

        Assert.Empty(feed.Items);
        Assert.Contains(warning, feed.Warnings);
    }

    [Fact]
    public void A_feed_without_items_is_a_feed() => Assert.Empty(Feed(Rss("")).Items);
}
