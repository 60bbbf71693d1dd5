using NewsMonitor.Core.Items;
using Xunit;
using static NewsMonitor.Tests.Feeds.Parsing.Reading;

namespace NewsMonitor.Tests.Feeds.Parsing;

public sealed class ContentTests
{
    [Theory]
    [InlineData("<p>troop</p><p>withdrawal</p>", "troop\nwithdrawal")]
    [InlineData("troop<br/>withdrawal", "troop\nwithdrawal")]
    [InlineData("with<b>draw</b>al", "withdrawal")]
    [InlineData("<ul><li>troop</li><li>withdrawal</li></ul>", "troop\nwithdrawal")]
    public void Blocks_of_xhtml_stay_apart_and_words_stay_whole(string xhtml, string text)
    {
        var item = AtomEntry(
            $"<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>{xhtml}</div></content>"
        );

        Assert.Equal(text, item.Body);
    }

    [Theory]
    [InlineData("troop<br>withdrawal", "troop\nwithdrawal")]
    [InlineData("<p>troop<p>withdrawal", "troop\nwithdrawal")]
    [InlineData("with<b>draw</b>al", "withdrawal")]
    public void Blocks_of_html_stay_apart_and_words_stay_whole(string html, string text) =>
        Assert.Equal(text, RssItem($"<description><![CDATA[{html}]]></description>").Summary);

    [Fact]
    public void Text_that_talks_about_a_tag_never_becomes_one()
    {
        var item = RssItem("<description>&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;</description>");

        Assert.Equal("<script>alert(1)</script>", item.Summary);
        Assert.Equal("&lt;script&gt;alert(1)&lt;/script&gt;", item.SummaryHtml?.Text);
    }

    [Theory]
    [InlineData("text", "5 &lt; 6 &amp;amp; 7", "5 < 6 &amp; 7")]
    [InlineData("html", "5 &amp;lt; 6", "5 < 6")]
    [InlineData("text/html", "&lt;b&gt;Troops&lt;/b&gt;", "Troops")]
    [InlineData("", "&lt;b&gt; is a tag", "<b> is a tag")]
    public void Atom_says_whether_a_text_is_html(string type, string written, string title) =>
        Assert.Equal(title, AtomEntry($"<title{(type.Length > 0 ? $" type='{type}'" : "")}>{written}</title>").Title);

    [Theory]
    [InlineData("<script>alert(1)</script>Troops", "Troops")]
    [InlineData("<img src=\"x\" onerror=\"alert(1)\">", "<img src=\"https://example.org/news/x\">")]
    [InlineData("<a href=\"javascript:alert(1)\">Troops</a>", "<a>Troops</a>")]
    [InlineData("<form action=\"/x\"><input name=\"a\"></form>Troops", "Troops")]
    [InlineData("<p style=\"background:url(http://x)\">Troops</p>", "<p>Troops</p>")]
    [InlineData("<iframe src=\"https://x\"></iframe>Troops", "Troops")]
    public void Html_of_a_feed_is_made_safe(string html, string safe) =>
        Assert.Equal(safe, RssItem($"<description><![CDATA[{html}]]></description>").SummaryHtml?.Text);

    [Fact]
    public void A_link_in_the_text_is_made_absolute() =>
        Assert.Equal(
            "<a href=\"https://example.org/troops\">Troops</a>",
            RssItem("<description><![CDATA[<a href=\"/troops\">Troops</a>]]></description>").SummaryHtml?.Text
        );

    [Theory]
    [InlineData("", "troops", "https://example.org/news/troops")]
    [InlineData("", "/troops", "https://example.org/troops")]
    [InlineData("", "//other.example.org/t", "https://other.example.org/t")]
    [InlineData("", "?id=7", "https://example.org/news/feed.xml?id=7")]
    [InlineData("xml:base='https://base.example.org/a/'", "troops", "https://base.example.org/a/troops")]
    [InlineData("xml:base='/b/'", "troops", "https://example.org/b/troops")]
    public void A_relative_link_is_made_absolute(string attributes, string link, string absolute)
    {
        Assert.Equal(new Uri(absolute), AtomEntry($"<link href='{link}'/>", attributes).Link);
        Assert.Equal(new Uri(absolute), RssItem($"<link>{link}</link>", attributes).Link);
    }

    [Fact]
    public void Inner_bases_go_before_outer_ones()
    {
        var item = OnlyItem(
            Atom(
                "<entry xml:base='b/'><link xml:base='c/' href='troops'/></entry>",
                "xml:base='https://base.example.org/a/'"
            )
        );

        Assert.Equal(new Uri("https://base.example.org/a/b/c/troops"), item.Link);
    }

    [Theory]
    [InlineData(
        "<link rel='enclosure' href='https://example.org/a.mp3'/><link rel='alternate' href='https://example.org/a'/>"
    )]
    [InlineData("<link rel='self' href='https://example.org/a.xml'/><link href='https://example.org/a'/>")]
    [InlineData(
        "<link rel='alternate' type='application/json' href='https://example.org/a.json'/><link rel='alternate' type='text/html' href='https://example.org/a'/>"
    )]
    [InlineData("<link rel='ALTERNATE' href=' https://example.org/a '/>")]
    public void Of_several_links_the_article_is_taken(string links) =>
        Assert.Equal(new Uri("https://example.org/a"), AtomEntry(links).Link);

    [Theory]
    [InlineData("<link>https://example.org/b</link><link>https://example.org/a</link>")]
    [InlineData("<link>https://example.org/b</link><link href='https://example.org/a'/>")]
    [InlineData("<link>https://example.org/a</link><x:link rel='alternate' href='https://example.org/b'/>")]
    [InlineData("<x:link rel='self' href='https://example.org/b'/><link>https://example.org/a</link>")]
    public void Of_several_links_in_rss_the_last_of_its_own_counts(string links) =>
        Assert.Equal(
            new Uri("https://example.org/a"),
            RssItem($"<title>a</title>{links}", "xmlns:x='http://www.w3.org/2005/Atom'").Link
        );

    [Theory]
    [InlineData("<guid>https://example.org/a</guid>", "https://example.org/a")]
    [InlineData("<guid isPermaLink='true'>https://example.org/a</guid>", "https://example.org/a")]
    [InlineData("<guid isPermaLink='false'>https://example.org/a</guid>", null)]
    [InlineData("<guid>a-7</guid>", null)]
    [InlineData("<enclosure url='https://example.org/a.mp3'/>", null)]
    [InlineData("<link>javascript:alert(1)</link>", null)]
    [InlineData("<link>file:///etc/passwd</link>", null)]
    [InlineData("<link>data:text/html,x</link>", null)]
    public void Without_a_link_only_a_permanent_guid_is_one(string children, string? link) =>
        Assert.Equal(link, RssItem($"<title>a</title>{children}").Link?.AbsoluteUri);

    [Fact]
    public void Authors_of_the_feed_are_those_of_an_entry_that_names_none()
    {
        var items = Feed(
            Atom(
                "<author><name>The Desk</name></author><entry><id>1</id></entry><entry><id>2</id><author><name>Jane</name></author><author><email>j@example.org</email></author></entry>"
            )
        ).Items;

        Assert.Equal(["The Desk", "Jane, j@example.org"], items.Select(item => item.Author));
    }

    [Fact]
    public void Only_one_kind_of_word_names_the_authors()
    {
        var item = RssItem(
            "<title>a</title><dc:creator>Jane Doe</dc:creator><author>desk@example.org (The Desk)</author><dc:creator>John Roe</dc:creator>",
            "xmlns:dc='http://purl.org/dc/elements/1.1/'"
        );

        Assert.Equal("The Desk", item.Author);
    }

    [Fact]
    public void A_headline_is_one_line() =>
        Assert.Equal("Troops stay", RssItem("<title>\n  Troops\n  stay\n</title>").Title);

    [Fact]
    public void Items_without_guid_and_link_are_told_apart_by_their_text()
    {
        var document = Rss("<item><description>one</description></item><item><description>two</description></item>");

        var keys = Feed(document).Items.Select(item => item.Key).ToList();

        Assert.Equal(2, keys.Distinct().Count());
        Assert.Equal(keys, Feed(document).Items.Select(item => item.Key));
    }

    [Fact]
    public void An_item_without_an_address_leads_to_the_site_of_its_feed()
    {
        var item = Reading
            .Feed(
                "<rss version='2.0'><channel><link>https://example.org/</link><item><title>a</title></item></channel></rss>"
            )
            .Items.Single();

        Assert.Null(item.Link);
        Assert.Equal("https://example.org/", item.Page?.AbsoluteUri);
    }

    [Fact]
    public void Attached_files_are_kept_with_what_is_said_of_them_and_only_those_of_the_web()
    {
        var item = Reading
            .Feed(
                """
                <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/"><entry><title>a</title>
                <link rel="enclosure" type="audio/mpeg" length="1000" href="a.mp3"/><link rel="alternate" href="a.html"/>
                <link rel="enclosure" href="file:///etc/passwd"/><link rel="enclosure" href="https://example.org/b.mp3" length="many"/>
                </entry></feed>
                """
            )
            .Items.Single();

        Assert.Equal(
            [
                new Enclosure(new Uri("https://example.org/a.mp3"), "audio/mpeg", 1_000),
                new Enclosure(new Uri("https://example.org/b.mp3")),
            ],
            item.Enclosures
        );
        Assert.Equal("https://example.org/a.html", item.Link?.AbsoluteUri);
    }
}
