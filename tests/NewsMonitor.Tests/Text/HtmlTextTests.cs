using NewsMonitor.Core.Text;
using Xunit;

namespace NewsMonitor.Tests.Text;

public sealed class HtmlTextTests
{
    [Theory]
    [InlineData("<p>troop</p><p>withdrawal</p>", "troop\nwithdrawal")]
    [InlineData("troop<br>withdrawal", "troop\nwithdrawal")]
    [InlineData("with<b>draw</b>al", "withdrawal")]
    [InlineData("a &amp; b &eacute;", "a & b é")]
    [InlineData("&amp;lt;script&amp;gt;", "&lt;script&gt;")]
    [InlineData("x<script>alert('<p>')</script>y", "xy")]
    [InlineData("x<!-- <p>hidden</p> -->y", "xy")]
    [InlineData("5 < 6 and 7 > 3", "5 < 6 and 7 > 3")]
    [InlineData("<a title=\"a > b\" href='x'>link</a>", "link")]
    [InlineData("  many \n\t spaces ", "many spaces")]
    [InlineData("<ul><li>one<li>two</ul>", "one\ntwo")]
    [InlineData("an <unclosed tag", "an <unclosed tag")]
    [InlineData("safe <iframe src='x'> and sound", "safe and sound")]
    [InlineData("a<iframe>hidden</iframe>b<iframe>c", "abc")]
    [InlineData("a<script>hidden", "a")]
    [InlineData("a\u00A0 b", "a\u00A0 b")]
    [InlineData(" <p> a </p> \n <p>  b  </p> c  d", "a\nb\nc d")]
    [InlineData("a \r\n\t b  c", "a b c")]
    [InlineData(" \n ", "")]
    [InlineData("", "")]
    public void Html_is_read_as_a_person_would_see_it(string html, string text) =>
        Assert.Equal(text, HtmlText.ToText(html));

    [Theory]
    [InlineData("<p>x", true)]
    [InlineData("AT&amp;T", true)]
    [InlineData("AT&T; really", false)]
    [InlineData("5 < 6", false)]
    [InlineData("plain", false)]
    public void Plain_text_is_told_from_html(string text, bool isHtml) =>
        Assert.Equal(isHtml, HtmlText.LooksLikeHtml(text));

    [Fact]
    public void Hostile_markup_is_read_to_its_end()
    {
        Assert.Equal(1_000_000, HtmlText.ToText(new string('<', 1_000_000)).Length);
        Assert.Equal("", HtmlText.ToText(string.Concat(Enumerable.Repeat("<iframe>", 100_000))));
        Assert.Equal(400_001, HtmlText.ToText(string.Concat(Enumerable.Repeat("a  ", 200_000)) + "\nx").Length);
        Assert.Equal("x", HtmlText.ToText(string.Concat(Enumerable.Repeat("<a '", 50_000)) + ">x"));
    }
}
