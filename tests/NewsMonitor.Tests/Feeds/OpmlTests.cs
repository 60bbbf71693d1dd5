using System.Text;
using NewsMonitor.Feeds;
using Xunit;

namespace NewsMonitor.Tests.Feeds;

public sealed class OpmlTests
{
    [Fact]
    public void Groups_and_categories_become_tags_and_every_spelling_of_the_address_counts()
    {
        var list = Read(
            """
            <?xml version="1.0"?><opml version="1.0"><head><title>mine</title></head><body>
            <outline text="World"><outline text="Wires" title="w">
              <outline type="rss" text="A" xmlUrl="https://example.org/a" category="/politics/uk,Wires"/>
              <outline type="rss" title="B" xmlurl="https://example.org/b"></outline>
            </outline>
            <outline type="rss" XMLURL="feed://example.org/c"/></outline>
            <outline type="rss" text="D" url="https://example.org/d"/>
            </body></opml>
            """
        );

        Assert.Null(list.Problem);
        Assert.Equal(
            [
                "A https://example.org/a World Wires politics uk",
                "B https://example.org/b World Wires",
                "example.org http://example.org/c World",
                "D https://example.org/d ",
            ],
            list.Outlines.Select(one => $"{one.Name} {one.Address} {string.Join(' ', one.Categories)}")
        );
    }

    [Theory]
    [InlineData("<opml><body><outline text='A & B' xmlUrl='https://example.org/a?x=1&y=2'/></body></opml>")]
    [InlineData("junk <opml><body><outline text='A & B' xmlUrl='https://example.org/a?x=1&amp;y=2'/>")]
    [InlineData("<opml><body><outline text='A &amp; B' xmlUrl='https://example.org/a?x=1&y=2'></opml>")]
    [InlineData("<body><outline text='A & B' xmlUrl=' https://example.org/a?x=1&y=2 '/></body>")]
    public void A_list_that_is_not_well_formed_is_read_all_the_same(string written)
    {
        var outline = Assert.Single(Read(written).Outlines);

        Assert.Equal(("A & B", "https://example.org/a?x=1&y=2"), (outline.Name, outline.Address.AbsoluteUri));
    }

    [Fact]
    public void Markup_that_was_written_into_an_attribute_as_it_is_costs_no_feed()
    {
        var list = Read(
            """
            <opml><body>
            <outline text="A "quoted" name" description="Works at <a href="https://example.com/">Example</a> & <b>more</b>." xmlUrl="https://example.org/a" type="rss" />
            <outline text='It's B' xmlUrl='https://example.org/b'/><outline text="C" xmlUrl="https://example.org/c"></outline>
            </body></opml>
            """
        );

        Assert.Equal(["A \"quoted\" name", "It's B", "C"], list.Outlines.Select(one => one.Name));
        Assert.Equal(["/a", "/b", "/c"], list.Outlines.Select(one => one.Address.AbsolutePath));
    }

    [Fact]
    public void What_is_no_address_of_the_web_is_left_out_and_named()
    {
        var list = Read(
            "<opml><body><outline text='A' xmlUrl='file:///etc/passwd'/><outline text='B' xmlUrl='javascript:x'/><outline text='C' xmlUrl='https://example.org/c'/></body></opml>"
        );

        Assert.Equal(["file:///etc/passwd", "javascript:x"], list.LeftOut);
        Assert.Single(list.Outlines);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no list at all")]
    [InlineData("<html><body>Sign in</body></html>")]
    public void What_is_no_list_says_so(string written) =>
        Assert.StartsWith("this is no OPML", Read(written).Problem, StringComparison.Ordinal);

    [Fact]
    public void What_is_exported_can_be_imported_without_its_password()
    {
        var feed = new Feed
        {
            Id = "a",
            Name = "A & <B>",
            Address = new Uri("https://user:secret@example.org/a?key=1&b=2"),
            Schedule = new Every(TimeSpan.FromMinutes(5)),
            Tags = ["uk", "world"],
        };

        var written = Opml.Write([feed]);
        var outline = Assert.Single(Read(written).Outlines);

        Assert.DoesNotContain("secret", written, StringComparison.Ordinal);
        Assert.Equal(feed.Name, outline.Name);
        Assert.Equal("https://example.org/a?key=1&b=2", outline.Address.AbsoluteUri);
        Assert.Equal(feed.Tags, outline.Categories);
    }

    private static OpmlList Read(string written) =>
        Opml.Read(Encoding.UTF8.GetBytes(written), TestContext.Current.CancellationToken);
}
