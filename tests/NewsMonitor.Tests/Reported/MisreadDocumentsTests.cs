using System.Text;
using NewsMonitor.Tests.Feeds.Parsing;
using Xunit;

namespace NewsMonitor.Tests.Reported;

/// <summary>Documents that were read, and read wrongly.</summary>
public sealed class MisreadDocumentsTests
{
    /// <summary>A reference to byte 146 of windows-1252 stayed a control character: "Iran's" did not match.</summary>
    [Theory]
    [InlineData("Iran&#146;s", "Iran’s")]
    [InlineData("Iran&amp;#146;s", "Iran’s")]
    [InlineData("Iran&#x92;s", "Iran’s")]
    [InlineData("5 &#128; &#150; AT&T", "5 € – AT&T")]
    public void References_to_bytes_of_windows_1252_are_the_characters_meant(string written, string meant)
    {
        var item = Reading.RssItem($"<title>{written}</title><description>{written}</description>");

        Assert.Equal((meant, meant), (item.Title, item.Summary));
        Assert.DoesNotContain(item.SummaryHtml!.Text, char.IsControl);
    }

    /// <summary>Names of encodings that browsers know and .NET does not were passed over for windows-1252.</summary>
    [Theory]
    [InlineData("windows-1251", "cp1251")]
    [InlineData("windows-1251", "x-cp1251")]
    [InlineData("koi8-r", "koi8")]
    [InlineData("windows-1251", "Windows-1251")]
    public void Encodings_go_by_every_name_that_browsers_know(string encoding, string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var document =
            $"<?xml version='1.0' encoding='{name}'?>{Reading.Rss("<item><title>Вывод</title></item>")[21..]}";

        Assert.Equal("Вывод", Reading.Feed(Encoding.GetEncoding(encoding).GetBytes(document)).Items[0].Title);
    }

    /// <summary>A relation written as an address ending in /alternate was no alternate.</summary>
    [Fact]
    public void A_relation_may_be_written_as_an_address() =>
        Assert.Equal(
            new Uri("https://example.org/a"),
            Reading
                .AtomEntry(
                    "<link rel='http://www.iana.org/assignments/relation/alternate' href='https://example.org/a'/>"
                )
                .Link
        );
}
