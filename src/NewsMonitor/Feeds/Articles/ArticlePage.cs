using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using NewsMonitor.Core.Text;
using NewsMonitor.Feeds.Fetching;
using NewsMonitor.Feeds.Parsing;
using SmartReader;

namespace NewsMonitor.Feeds.Articles;

/// <summary>What was found on a page.</summary>
/// <param name="Text">The article as plain text, a line break at every block; empty when there is none.</param>
/// <param name="Problem">Why there is none; null when there is.</param>
internal readonly record struct ArticleText(string Text, string? Problem);

/// <summary>
/// Finds the article on a page, without the navigation, advertisements and teasers around it. SmartReader decides what it is;
/// it is no linear library, so the page is pruned and measured before it sees it.
/// </summary>
internal static partial class ArticlePage
{
    /// <summary>What nests deeper is refused before a tree is built.</summary>
    private const int Depth = 128;

    /// <summary>What has more tags is refused before a tree is built.</summary>
    private const int Tags = 50_000;

    /// <summary>The most elements that SmartReader is given: it takes up to a second of CPU for so many that mean harm.</summary>
    private const int Elements = 4_000;

    /// <summary>Less is a page that only asks for something: consent, a password, a subscription.</summary>
    private const int Shortest = 140;

    private const int HeadBytes = 1_024;

    /// <summary>What no reader of an article sees.</summary>
    private const string Unread =
        "script, style, template, noscript, iframe, object, embed, svg, canvas, form, nav, link, dialog, [hidden]";

    /// <summary>Reads the page; never fails.</summary>
    public static ArticleText Read(FeedDocument page)
    {
        if (!IsText(page.ContentType))
            return new("", $"its page is {Excerpt.Of(page.ContentType!)}, not HTML");
        var html = DocumentDecoder.Decode(page with { ContentType = WithCharset(page) }, new ParseWarnings());
        if (html.AsSpan().Count('<') > Tags || !HtmlNesting.IsWithin(html, Depth))
            return new("", $"its page has more than {Tags:N0} tags or nests deeper than {Depth}");
        try
        {
            return Find(html, page.Address);
        }
        // SmartReader names no exceptions: whatever it throws costs this article only.
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return new("", $"its page cannot be read: {fault.GetType().Name}");
        }
    }

    private static ArticleText Find(string html, Uri address)
    {
        var document = new HtmlParser().ParseDocument(html);
        foreach (var unread in document.QuerySelectorAll(Unread))
            unread.Remove();
        if (Narrowed(document) is { } problem)
            return new("", problem);
        using var reader = new Reader(address.AbsoluteUri, document);
        var article = reader.GetArticle();
        var text = HtmlText.ToText(article.Content ?? "");
        return text.Length >= Shortest ? new(text, null) : new("", "no article was found on its page");
    }

    /// <summary>Leaves of a page that is too large only what it calls its article.</summary>
    /// <returns>What is wrong when that is too large as well; null when nothing is.</returns>
    private static string? Narrowed(IHtmlDocument document)
    {
        if (document.All.Length <= Elements)
            return null;
        var article = document.QuerySelectorAll("article").MaxBy(one => one.TextContent.Length);
        if ((article ?? document.QuerySelector("main")) is { } main && document.Body is { } body)
        {
            main.Remove();
            body.InnerHtml = "";
            body.AppendChild(main);
        }
        var count = document.All.Length;
        return count <= Elements
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"its page has {count:N0} elements; articles are looked for among {Elements:N0}"
            );
    }

    private static bool IsText(string? contentType) =>
        string.IsNullOrWhiteSpace(contentType)
        || contentType.Contains("html", StringComparison.OrdinalIgnoreCase)
        || contentType.StartsWith("text/plain", StringComparison.OrdinalIgnoreCase);

    /// <summary>Pages say their charset in themselves where feeds have a prolog.</summary>
    private static string? WithCharset(FeedDocument page)
    {
        if (page.ContentType?.Contains("charset", StringComparison.OrdinalIgnoreCase) == true)
            return page.ContentType;
        var head = Encoding.Latin1.GetString(page.Bytes.Span[..Math.Min(page.Bytes.Length, HeadBytes)]);
        return MetaCharset().Match(head) is { Success: true } said
            ? $"text/html; charset={said.Groups[1].Value}"
            : page.ContentType;
    }

    [GeneratedRegex(
        """<meta[^<>]{0,200}charset\s{0,9}=\s{0,9}["']?([A-Za-z0-9_:.-]{1,40})""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex MetaCharset();
}
