using System.Text.RegularExpressions;
using NewsMonitor.Core.Text;

namespace NewsMonitor.Feeds.Parsing;

/// <summary>What a document is that is no feed, so that a person knows what to mend.</summary>
internal static partial class DocumentNature
{
    private const int LongestTitle = 100;

    /// <summary><i>an HTML page, title "Sign in"</i>; null when it is nothing that we know.</summary>
    public static string? Of(string text)
    {
        var start = text.AsSpan(0, Math.Min(text.Length, 4_096));
        if (!HtmlStart().IsMatch(start))
            return null;
        var title = Title().Match(text) is { Success: true } match ? HtmlText.ToText(match.Groups[1].Value) : "";
        return title.Length == 0
            ? "an HTML page, no feed"
            : $"an HTML page, title \"{title[..Math.Min(title.Length, LongestTitle)]}\", no feed";
    }

    [GeneratedRegex("<(!doctype html|html|head|body)\\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HtmlStart();

    [GeneratedRegex("<title[^>]{0,200}>([^<]{0,1000})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Title();
}
