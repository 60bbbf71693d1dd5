using Xunit;
using static NewsMonitor.Tests.Feeds.Parsing.Reading;

namespace NewsMonitor.Tests.Feeds.Parsing;

public sealed class RepairTests
{
    [Theory]
    [InlineData("a&nbsp;b", "a\u00A0b")]
    [InlineData("caf&eacute;", "café")]
    [InlineData("AT&T", "AT&T")]
    [InlineData("Q & A", "Q & A")]
    [InlineData("a&b=c&d", "a&b=c&d")]
    [InlineData("a&#1;b", "ab")]
    [InlineData("a\u0001b", "ab")]
    [InlineData("a\0b", "ab")]
    [InlineData("a\uFFFEb", "ab")]
    [InlineData("&#x1F600;", "😀")]
    [InlineData("5 < 6", "5 < 6")]
    [InlineData("a ]]> b", "a ]]> b")]
    public void Text_that_is_not_well_formed_is_recovered(string written, string title) =>
        Assert.Equal(title.Replace('\u00A0', ' '), RssItem($"<title>{written}</title>").Title.Replace('\u00A0', ' '));

    [Fact]
    public void A_repair_is_said()
    {
        var feed = Feed(Rss("<item><title>AT&T</title></item>"));

        Assert.Contains(feed.Warnings, warning => warning.StartsWith("repaired: ", StringComparison.Ordinal));
        Assert.Contains(feed.Warnings, warning => warning.Contains("ine 1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\n\n<?xml version=\"1.0\"?>")]
    [InlineData("Warning: mysql_connect() in /var/www\n<?xml version=\"1.0\"?>")]
    [InlineData("\uFEFF \uFEFF")]
    [InlineData("<!-- cached -->\n<?xml version=\"1.0\"?>")]
    public void What_stands_before_the_document_is_skipped(string before) =>
        Assert.Equal(
            "Troops",
            OnlyItem($"{before}<rss version='2.0'><channel><item><title>Troops</title></item></channel></rss>").Title
        );

    [Fact]
    public void Of_two_documents_in_one_the_first_is_read()
    {
        var one = Rss("<item><title>Troops</title></item>");

        Assert.Equal("Troops", OnlyItem(one + one).Title);
    }

    [Fact]
    public void What_no_repair_can_mend_says_so_with_the_place()
    {
        var feed = Feed("<?xml version=\"1.0\"?>\n<rss version=\"2.0\"\n<<<\u0001");

        Assert.Empty(feed.Items);
        Assert.Contains("suspicious: an empty <rss>", feed.Warnings);
        Assert.Contains(feed.Warnings, warning => warning.Contains("Line 3, position ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_prefix_that_nobody_declared_is_understood()
    {
        var item = RssItem(
            "<title>a</title><dc:creator>Jane Doe</dc:creator><x:y>z</x:y><content:encoded>b</content:encoded>"
        );

        Assert.Equal(("Jane Doe", "b"), (item.Author, item.Body));
    }

    [Fact]
    public void A_document_that_is_cut_off_gives_the_items_it_holds()
    {
        var whole = Rss(
            "<item><title>one</title></item><item><title>two</title></item><item><title>three</title></item>"
        );
        var cut = whole[..whole.IndexOf("ree", StringComparison.Ordinal)];

        Assert.Equal(["one", "two"], Feed(cut).Items.Select(item => item.Title));
    }

    [Theory]
    [InlineData("<item><title>one</title><item><title>two</title></item>")]
    [InlineData("<item><title>one</item><item><title>two</title></item>")]
    [InlineData("<item><title>one</title></ITEM><item><title>two</title></item>")]
    [InlineData("<item><title>one</title><link href=x&y></item><item><title>two</title></item>")]
    [InlineData("<item><title>one</title></b></item><item><title>two</title></item>")]
    public void Tags_that_do_not_match_cost_no_item(string items) =>
        Assert.Equal(["one", "two"], Feed(Rss(items)).Items.Select(item => item.Title));

    [Fact]
    public void A_few_plain_characters_that_the_document_declares_are_read()
    {
        var item = OnlyItem(
            "<!DOCTYPE rss [<!ENTITY paper \"The Example\"><!ENTITY bomb \"&paper;&paper;\">]>"
                + Rss("<item><title>&paper; says</title><description>&bomb;</description></item>")[21..]
        );

        Assert.Equal("The Example says", item.Title);
        Assert.Equal("&bomb;", item.Summary);
    }
}
