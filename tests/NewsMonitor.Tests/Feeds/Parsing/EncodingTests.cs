using System.Text;
using Xunit;

namespace NewsMonitor.Tests.Feeds.Parsing;

public sealed class EncodingTests
{
    static EncodingTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("utf-8", "utf-8", null)]
    [InlineData("utf-8", null, null)]
    [InlineData("windows-1252", "windows-1252", null)]
    [InlineData("windows-1252", "iso-8859-1", null)]
    [InlineData("windows-1252", null, null)]
    [InlineData("windows-1252", "utf-8", null)]
    [InlineData("windows-1252", null, "text/xml; charset=windows-1252")]
    [InlineData("windows-1252", "utf-8", "text/xml; charset=\"windows-1252\"")]
    [InlineData("utf-8", "iso-8859-1", null)]
    [InlineData("utf-8", "utf-8", "text/xml; charset=iso-8859-1")]
    [InlineData("utf-8", "no-such-encoding", "text/xml; charset=nonsense")]
    [InlineData("iso-8859-15", "iso-8859-15", null)]
    public void Western_text_is_read_whatever_the_document_claims(string bytes, string? prolog, string? contentType) =>
        Assert.Equal("Iran’s déjà", Title("Iran’s déjà", Encoding.GetEncoding(bytes), prolog, contentType));

    [Theory]
    [InlineData("koi8-r", "koi8-r", null)]
    [InlineData("koi8-r", null, "text/xml; charset=koi8-r")]
    [InlineData("windows-1251", "windows-1251", null)]
    [InlineData("windows-1251", null, "application/rss+xml;charset=windows-1251")]
    [InlineData("iso-8859-5", "iso-8859-5", null)]
    [InlineData("gb18030", "gb2312", null)]
    public void Eastern_text_is_read_in_the_encoding_that_is_named(string bytes, string? prolog, string? contentType) =>
        Assert.Equal("Вывод войск", Title("Вывод войск", Encoding.GetEncoding(bytes), prolog, contentType));

    public static TheoryData<string> Wide => ["utf-16", "utf-16BE", "utf-32", "utf-32BE"];

    [Theory]
    [MemberData(nameof(Wide))]
    public void Wide_encodings_are_read_with_and_without_their_mark(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        var bytes = encoding.GetBytes(Document("déjà вывод", "utf-16"));

        Assert.Equal("déjà вывод", Reading.Feed([.. encoding.GetPreamble(), .. bytes]).Items[0].Title);
        Assert.Equal("déjà вывод", Reading.Feed(bytes).Items[0].Title);
    }

    [Fact]
    public void A_byte_order_mark_goes_before_every_claim()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Document("déjà", "koi8-r"))];

        Assert.Equal("déjà", Reading.Feed(bytes, "text/xml; charset=windows-1251").Items[0].Title);
    }

    [Fact]
    public void A_document_whose_bytes_are_in_no_encoding_it_names_says_so()
    {
        var feed = Reading.Feed(Encoding.GetEncoding(1252).GetBytes(Document("Iran’s", "utf-8")));

        Assert.Equal("Iran’s", feed.Items[0].Title);
        Assert.Contains(feed.Warnings, warning => warning.Contains("windows-1252", StringComparison.Ordinal));
    }

    private static string Title(string title, Encoding encoding, string? prolog, string? contentType)
    {
        // iso-8859-15 has no curly apostrophe: the title goes as a reference, the rest as bytes.
        var written = encoding.CodePage == 28605 ? title.Replace("’", "&#8217;", StringComparison.Ordinal) : title;
        return Reading.Feed(encoding.GetBytes(Document(written, prolog)), contentType).Items[0].Title;
    }

    private static string Document(string title, string? encoding) =>
        (encoding is null ? "" : $"<?xml version=\"1.0\" encoding=\"{encoding}\"?>")
        + $"<rss version=\"2.0\"><channel><title>World</title><item><title>{title}</title></item></channel></rss>";
}
