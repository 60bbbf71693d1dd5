using System.Text;
using NewsMonitor.Feeds.Parsing;
using Xunit;
using static NewsMonitor.Tests.Feeds.Parsing.Reading;

namespace NewsMonitor.Tests.Feeds.Parsing;

public sealed class LimitTests
{
    [Fact]
    public void Nesting_is_refused_beyond_256_levels_before_any_tree_is_built()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 100_000));

        Assert.Equal("limit passed: elements nest deeper than 256 levels", Refusal(Rss($"<item>{deep}")));
        Assert.Equal("limit passed: elements nest deeper than 256 levels", Refusal($"<rss>{deep}"));
    }

    [Fact]
    public void Nesting_within_the_limit_is_read()
    {
        var (open, close) = (
            string.Concat(Enumerable.Repeat("<a>", 200)),
            string.Concat(Enumerable.Repeat("</a>", 200))
        );

        Assert.Single(Feed(Rss($"<item><title>x</title><x>{open}{close}</x></item>")).Items);
    }

    [Fact]
    public void Five_thousand_items_are_read_and_the_rest_is_said()
    {
        var feed = Feed(Rss(string.Concat(Enumerable.Range(0, 5_003).Select(i => $"<item><guid>{i}</guid></item>"))));

        Assert.Equal(ParseLimits.Items, feed.Items.Length);
        Assert.Contains("limit reached: only the first 5000 items were read", feed.Warnings);
    }

    [Fact]
    public void A_million_empty_items_cost_no_more_than_five_thousand()
    {
        var document = Encoding.UTF8.GetBytes(Rss(string.Concat(Enumerable.Repeat("<item/>", 1_000_000))));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var feed = Feed(document);

        // The document is 7 MB, 14 as text. Allocated in all, never held at one time; without the guard it is 775 MiB held.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100L * 1024 * 1024);
        Assert.Contains("limit reached: only the first 5000 items were read", feed.Warnings);
    }

    [Fact]
    public void Text_beyond_a_MiB_is_cut_and_said()
    {
        var feed = Feed(Rss($"<item><description>{new string('x', 2_000_000)} Iraq</description></item>"));

        Assert.Equal(ParseLimits.TextLength, Assert.Single(feed.Items).Summary.Length);
        Assert.Contains(feed.Warnings, warning => warning.Contains("text cut at 1 MiB", StringComparison.Ordinal));
    }

    [Fact]
    public void A_billion_laughs_expand_to_nothing()
    {
        var entities = string.Concat(
            Enumerable
                .Range(1, 9)
                .Select(i => $"<!ENTITY l{i} \"{string.Concat(Enumerable.Repeat($"&l{i - 1};", 10))}\">")
        );
        var document =
            $"<!DOCTYPE rss [<!ENTITY l0 \"lol\">{entities}]>{Rss("<item><title>&l9;</title></item>")[21..]}";

        Assert.Equal("&l9;", OnlyItem(document).Title);
    }

    [Fact]
    public void Many_references_to_one_long_entity_expand_to_nothing()
    {
        var references = string.Concat(Enumerable.Repeat("&a;", 1_000));
        var document =
            $"<!DOCTYPE rss [<!ENTITY a \"{new string('x', 9_000)}\">]>{Rss($"<item><title>{references}</title></item>")[21..]}";

        Assert.Equal(references, OnlyItem(document).Title);
    }

    [Theory]
    [InlineData("<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>", "&x;")]
    [InlineData("<!DOCTYPE rss SYSTEM \"http://127.0.0.1:1/canary.dtd\">", "&x;")]
    [InlineData("<!DOCTYPE rss [<!ENTITY % x SYSTEM \"http://127.0.0.1:1/canary\"> %x;]>", "a")]
    [InlineData("<?xml-stylesheet href=\"http://127.0.0.1:1/canary.xsl\"?>", "a")]
    public void Nothing_outside_the_document_is_read(string before, string title)
    {
        var document = $"{before}<rss version='2.0'><channel><item><title>{title}</title></item></channel></rss>";

        Assert.Equal(title, OnlyItem(document).Title);
    }

    [Fact]
    public void An_element_with_hundreds_of_attributes_is_refused()
    {
        var attributes = string.Concat(Enumerable.Range(0, 300).Select(i => $" a{i}=''"));

        Assert.StartsWith("limit passed: ", Refusal(Rss($"<item{attributes}/>")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_with_too_many_attributes_is_refused()
    {
        var attributes = string.Concat(Enumerable.Range(0, 250).Select(i => $" a{i}=''"));
        var items = string.Concat(Enumerable.Repeat($"<item{attributes}/>", 1_001));

        Assert.Equal("limit passed: more than 250,000 attributes", Refusal(Rss(items)));
    }

    [Fact]
    public void A_name_of_thousands_of_characters_is_refused() =>
        Assert.Equal(
            "limit passed: a name is longer than 1024 characters",
            Refusal(Rss($"<{new string('x', 2_000)}/>"))
        );

    [Fact]
    public void A_document_of_too_many_elements_is_refused() =>
        Assert.Equal(
            "limit passed: more than 250,000 elements",
            Refusal(Rss($"<item>{string.Concat(Enumerable.Repeat("<a/>", 250_000))}</item>"))
        );

    [Fact]
    public void An_item_keeps_the_first_64_authors_and_tags()
    {
        var many = string.Concat(
            Enumerable.Range(0, 100).Select(i => $"<author>Author {i}</author><category>Tag {i}</category>")
        );

        var item = RssItem($"<title>a</title>{many}");

        Assert.Equal(ParseLimits.Authors, item.Author!.Split(", ").Length);
        Assert.Equal(ParseLimits.Tags, item.Tags.Length);
    }

    [Fact]
    public void An_item_whose_html_has_too_many_tags_is_kept_as_text()
    {
        var feed = Feed(
            Rss(
                $"<item><description><![CDATA[{string.Concat(Enumerable.Repeat("<b></b>", 3_000))}5 &lt; 6]]></description></item>"
            )
        );

        Assert.Equal("5 &lt; 6", feed.Items[0].SummaryHtml?.Text);
        Assert.Contains("HTML with more than 5,000 tags: kept as text only", feed.Warnings);
    }

    [Fact]
    public void A_declaration_of_a_MiB_is_left_out()
    {
        var entities = string.Concat(Enumerable.Range(0, 60_000).Select(i => $"<!ENTITY e{i} 'x'>"));

        Assert.Equal("a", OnlyItem($"<!DOCTYPE rss [{entities}]>{Rss("<item><title>a</title></item>")[21..]}").Title);
    }

    [Theory]
    [InlineData("title", "title")]
    [InlineData("PUBDATE", "pubDate")]
    [InlineData("blockquote", "blockquote")]
    [InlineData("isPermaLink", "isPermaLink")]
    [InlineData("x7-invented", null)]
    public void Only_names_that_somebody_looks_for_are_kept_for_a_feed_may_invent_them_for_ever(
        string name,
        string? word
    ) => Assert.Equal(word, KnownWords.Of(name));

    [Fact]
    public void Invented_names_hide_nothing_that_is_known()
    {
        var item = RssItem(
            "<invented a1='' a2=''><title>no</title></invented><title kind='x' KIND='y'>Troops</title><guid ispermalink='false' isPermaLink='false'>https://example.org/1</guid>"
        );

        Assert.Equal(("Troops", null), (item.Title, item.Link));
    }

    [Fact]
    public void What_an_xinclude_names_is_not_read() =>
        Assert.Equal(
            "a",
            RssItem(
                "<title>a</title><description><x:include href='file:///etc/passwd' parse='text'/></description>",
                "xmlns:x='http://www.w3.org/2001/XInclude'"
            ).Title
        );

    [Fact]
    public void An_item_whose_html_nests_too_deep_is_kept_as_text()
    {
        var deep = string.Concat(Enumerable.Repeat("<div>", 1_000));

        var feed = Feed(
            Rss(
                $"<item><title>one</title><description><![CDATA[{deep}troops]]></description></item><item><title>two</title></item>"
            )
        );

        Assert.Equal(["one", "two"], feed.Items.Select(item => item.Title));
        Assert.Equal("troops", feed.Items[0].Summary);
        Assert.Equal("troops", feed.Items[0].SummaryHtml?.Text);
    }
}
