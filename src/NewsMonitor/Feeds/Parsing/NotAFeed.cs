using System.Text.RegularExpressions;
using NewsMonitor.Core.Text;

namespace NewsMonitor.Feeds.Parsing;

/// <summary>Says in a few words what a document is that is no feed.</summary>
internal static partial class NotAFeed
{
    private const int Start = 65_536;

    /// <summary>What it is: <c>HTML page, title 'Sign in'</c>.</summary>
    public static string Describe(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return text.Length == 0 ? "the document is empty" : "the document holds only white space";
        var start = text.Length > Start ? text[..Start] : text;
        if (IsHtml(start))
            return Html(start);
        if (start.AsSpan(0, Math.Min(start.Length, 1_024)).Contains('\0'))
            return "a binary document, no feed";
        return Root().Match(start) is { Success: true } root
            ? $"XML document <{root.Groups[1].Value}>, no feed"
            : $"text, no feed: \"{Excerpt.Of(start)}\"";
    }

    /// <summary>True for a page: feeds never begin so.</summary>
    public static bool IsHtml(string text) => HtmlStart().IsMatch(text);

    private static string Html(string text)
    {
        var title = Title().Match(text);
        return title.Success
            ? $"HTML page, title '{Excerpt.Of(HtmlText.ToText(title.Groups[1].Value))}'"
            : "HTML page without a title";
    }

    [GeneratedRegex(
        @"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:[^-]|-[^-]){0,4000}-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex HtmlStart();

    [GeneratedRegex("<title[^>]*>([^<]{1,500})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Title();

    [GeneratedRegex(@"<([A-Za-z_][\w:.-]{0,60})", RegexOptions.CultureInvariant)]
    private static partial Regex Root();
}
