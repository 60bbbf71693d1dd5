using NewsMonitor.Core.Items;
using Xunit;

namespace NewsMonitor.Tests.Items;

public sealed class SafeHtmlTests
{
    [Fact]
    public void Html_is_made_safe_when_it_is_asked_for_and_once()
    {
        var times = 0;
        var html = new SafeHtml(() => $"<p>{++times}</p>");

        Assert.Equal(0, times);
        Assert.Equal(("<p>1</p>", "<p>1</p>"), (html.Text, $"{html}"));
    }

    [Fact]
    public void Html_that_was_kept_equals_what_was_made_safe() =>
        Assert.Equal(SafeHtml.Sanitised("<p>a</p>"), new SafeHtml(() => "<p>a</p>"));
}
