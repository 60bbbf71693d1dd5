using System.Text;
using Xunit;
using static NewsMonitor.Tests.Feeds.Parsing.Reading;

namespace NewsMonitor.Tests.Feeds.Parsing;

public sealed class JsonFeedTests
{
    [Fact]
    public void Version_1_1_gives_every_field_of_an_item()
    {
        var feed = Feed(
            """
            {"version": "https://jsonfeed.org/version/1.1", "title": "World", "home_page_url": "https://example.org/",
             "language": "en-GB", "authors": [{"name": "The Desk"}],
             "items": [{"id": "7", "url": "/troops", "title": "Troops < stay", "summary": "A letter",
               "content_html": "<p>The whole <b>letter</b></p>", "date_published": "2020-01-06T20:00:00+01:00",
               "date_modified": "2020-01-06T21:00:00Z", "tags": ["World", "Iraq"], "language": "fr",
               "authors": [{"name": "Jane Doe"}, {"name": "John Roe"}]}]}
            """
        );
        var item = Assert.Single(feed.Items);

        Assert.Equal(("World", new Uri("https://example.org/"), "en-GB"), (feed.Title, feed.Link, feed.Language));
        Assert.Equal(("7", "Troops < stay", "A letter"), (item.Guid, item.Title, item.Summary));
        Assert.Equal("The whole letter", item.Body);
        Assert.Equal(new Uri("https://example.org/troops"), item.Link);
        Assert.Equal("Jane Doe, John Roe", item.Author);
        Assert.Equal((Utc(2020, 1, 6, 19), Utc(2020, 1, 6, 21)), (item.Published, item.Updated));
        Assert.Equal(["World", "Iraq"], item.Tags);
        Assert.Equal("fr", item.Language);
    }

    [Fact]
    public void Version_1_has_one_author_and_may_have_text_alone()
    {
        var item = OnlyItem(
            """
            {"version": "https://jsonfeed.org/version/1", "title": "World",
             "items": [{"id": "7", "content_text": "5 < 6\nand more", "author": {"name": "Jane Doe"}}]}
            """
        );

        Assert.Equal(("5 < 6\nand more", "Jane Doe"), (item.Body, item.Author));
        Assert.Equal("5 &lt; 6\nand more", item.BodyHtml?.Text);
    }

    [Fact]
    public void A_number_and_a_string_of_the_same_digits_are_one_id() =>
        Assert.Equal(OnlyItem(WithItems("{\"id\": 42}")).Key, OnlyItem(WithItems("{\"id\": \"42\"}")).Key);

    [Fact]
    public void A_bad_item_costs_only_itself()
    {
        var feed = Feed(
            WithItems(
                """{"id": 1}, null, 7, "x", [], {"id": {"a": 1}, "title": ["b"], "date_published": 9, "tags": "c"}, {"id": 2, "content_text": null}"""
            )
        );

        Assert.Equal(["1", null, "2"], feed.Items.Select(item => item.Guid));
        Assert.Contains("an item that is a JSON Null was left out", feed.Warnings);
    }

    [Fact]
    public void A_byte_order_mark_and_white_space_may_stand_before_it() =>
        Assert.Single(Feed([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("\n " + WithItems("{\"id\": 1}"))]).Items);

    [Theory]
    [InlineData(
        """{"version": "https://jsonfeed.org/version/1.1", "items": {"id": 1}}""",
        "JSON Feed whose \"items\" is no list"
    )]
    [InlineData("""{"version": "https://jsonfeed.org/version/1.1"}""", "JSON Feed whose \"items\" is no list")]
    public void A_feed_whose_items_are_no_list_says_so(string document, string reason) =>
        Assert.Equal(reason, Refusal(document));

    [Theory]
    [InlineData(100_000)]
    [InlineData(257)]
    public void Nesting_beyond_the_limit_is_refused(int depth) =>
        Assert.StartsWith(
            "JSON that cannot be read: ",
            Refusal(WithItems(new string('[', depth) + new string(']', depth))),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_document_that_is_cut_off_is_refused_with_the_place() =>
        Assert.Contains("(line 1, byte ", Refusal(WithItems("{\"id\": 1}, {\"id\": ")[..^2]), StringComparison.Ordinal);

    [Fact]
    public void Of_two_values_under_one_key_the_last_counts() =>
        Assert.Equal("b", OnlyItem(WithItems("{\"id\": 1, \"title\": \"a\", \"title\": \"b\"}")).Title);

    [Fact]
    public void A_string_of_ten_million_characters_is_cut_and_said()
    {
        var feed = Feed(WithItems($"{{\"id\": 1, \"content_text\": \"{new string('x', 10_000_000)}\"}}"));

        Assert.Contains(feed.Warnings, warning => warning.Contains("text cut at 1 MiB", StringComparison.Ordinal));
    }

    [Fact]
    public void More_than_five_thousand_items_are_cut_and_said()
    {
        var feed = Feed(WithItems(string.Join(',', Enumerable.Range(0, 5_001).Select(i => $"{{\"id\": {i}}}"))));

        Assert.Equal(5_000, feed.Items.Length);
        Assert.Contains("limit reached: only the first 5000 items were read", feed.Warnings);
    }

    private static string WithItems(string items) =>
        $"{{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"World\", \"items\": [{items}]}}";
}
