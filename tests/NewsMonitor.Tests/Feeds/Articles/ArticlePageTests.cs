using System.Text;
using NewsMonitor.Feeds.Articles;
using NewsMonitor.Feeds.Fetching;
using Xunit;

namespace NewsMonitor.Tests.Feeds.Articles;

/// <summary>What is found on a page.</summary>
public sealed class ArticlePageTests
{
    private static readonly string Filling = string.Concat(
        Enumerable.Repeat("<p>There is more to say, and it is said here, at some length, by those who know it.</p>", 8)
    );

    [Fact]
    public void The_article_is_found_and_what_stands_around_it_is_not()
    {
        var article = Read(
            $"""
            <html><head><title>Vote</title><script>var troops = 1;</script></head><body>
            <nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
            <aside class="sidebar"><ul><li><a href="/x">Most read</a></li></ul></aside>
            <article><h1>Vote</h1><p>troop</p><p>withdrawal</p><p>with<b>draw</b>al</p>{Filling}</article>
            <footer>Cookies</footer></body></html>
            """
        );

        Assert.Null(article.Problem);
        Assert.Contains("troop\nwithdrawal\nwithdrawal", article.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Sport", article.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Cookies", article.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("var troops", article.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_may_name_its_encoding_itself()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var html =
            $"<html><head><meta charset='windows-1251'></head><body><article><p>Вывод войск</p>{Filling}</article></body></html>";

        var article = Read(Encoding.GetEncoding(1251).GetBytes(html), "text/html");

        Assert.Contains("Вывод войск", article.Text, StringComparison.Ordinal);
    }

    public static TheoryData<string> Traps =>
        [
            $"<body>{Repeat("<div>", 100_000)}",
            $"<body>{Repeat("<div>a", 100)}{Repeat("<div>a, b<br><br>c</div>", 20_000)}",
            $"<body>{Repeat("<p>a, b, c and some words that are a little longer than twenty five</p>", 30_000)}",
            $"<body>{Repeat("<b><i><u>", 50_000)}",
        ];

    [Theory]
    [MemberData(nameof(Traps))]
    public void A_page_made_to_cost_time_is_refused_before_anybody_looks_for_an_article(string html)
    {
        var article = Read(html);

        Assert.Equal("", article.Text);
        Assert.StartsWith("its page has ", article.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_page_that_is_too_large_what_it_calls_its_article_is_read()
    {
        var article = Read(
            $"<html><body>{Repeat("<div>teaser</div>", 5_000)}<article><p>Troops</p>{Filling}</article></body></html>"
        );

        Assert.Contains("Troops", article.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("teaser", article.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_that_only_asks_for_something_has_no_article() =>
        Assert.Equal(
            "no article was found on its page",
            Read("<html><body><p>We value your privacy.</p><button>Accept all</button></body></html>").Problem
        );

    [Fact]
    public void A_long_article_is_cut_by_who_reads_it_and_not_lost() =>
        Assert.True(
            Read($"<html><body><article>{Repeat($"<p>{new string('a', 5_000)}, b, c.</p>", 100)}</article>").Text.Length
                > 400_000
        );

    private static ArticleText Read(string html) => Read(Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8");

    private static ArticleText Read(byte[] html, string type) =>
        ArticlePage.Read(new FeedDocument(html, type, new Uri("https://example.org/vote")));

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
