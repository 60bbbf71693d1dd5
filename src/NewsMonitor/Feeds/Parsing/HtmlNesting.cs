namespace NewsMonitor.Feeds.Parsing;

/// <summary>
/// Says, before a tree is built, how deep HTML can nest at most. HTML parsers write and walk their trees recursively: a
/// hundred thousand tags that nobody closed would overflow the stack, and nothing can catch that.
/// </summary>
internal static class HtmlNesting
{
    /// <summary>Tags that hold nothing, and those that close by themselves when the next one opens.</summary>
    private static readonly HashSet<string> NotCounted = new(StringComparer.OrdinalIgnoreCase)
    {
        "p",
        "li",
        "br",
        "hr",
        "img",
        "input",
        "wbr",
        "meta",
        "link",
        "area",
        "base",
        "col",
        "embed",
        "source",
        "track",
    };

    /// <summary>True when the tags that are open at any place are no more than <paramref name="depth"/>. It errs to the safe side.</summary>
    public static bool IsWithin(string html, int depth)
    {
        var open = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var total = 0;
        for (var at = html.IndexOf('<'); at >= 0 && total <= depth; at = html.IndexOf('<', at + 1))
            total += Change(html, at, open);
        return total <= depth;
    }

    private static int Change(string html, int at, Dictionary<string, int> open)
    {
        var isClosing = at + 1 < html.Length && html[at + 1] == '/';
        var name = NameAt(html, at + (isClosing ? 2 : 1));
        if (name.Length == 0 || NotCounted.Contains(name))
            return 0;
        var count = open.GetValueOrDefault(name);
        if (!isClosing)
        {
            open[name] = count + 1;
            return 1;
        }
        if (count == 0)
            return 0;
        open[name] = count - 1;
        return -1;
    }

    private static string NameAt(string html, int start)
    {
        var end = start;
        while (end < html.Length && html[end] is not (' ' or '\t' or '\r' or '\n' or '\f' or '>' or '/'))
            end++;
        return start < end && char.IsAsciiLetter(html[start]) ? html[start..end] : "";
    }
}
