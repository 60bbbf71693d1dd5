using System.Text;

namespace NewsMonitor.Feeds;

/// <summary>
/// Mends the attributes of outlines into which other programs wrote markup as it was, with quotation marks and angle brackets
/// inside: a value ends where another attribute or the tag's own end follows, not at the first quotation mark.
/// </summary>
internal static class OpmlMending
{
    private const string Tag = "<outline";
    private const int LongestValue = 20_000;

    /// <summary>The list with such values escaped. What is left broken is for the repair of XML.</summary>
    public static string Mend(string text)
    {
        var mended = new StringBuilder(text.Length + 256);
        var at = 0;
        while (text.IndexOf(Tag, at, StringComparison.OrdinalIgnoreCase) is >= 0 and var tag)
        {
            mended.Append(text, at, tag + Tag.Length - at);
            at = tag + Tag.Length;
            while (Attribute(text, at) is { } attribute)
            {
                mended.Append(text, at, attribute.Start - at);
                mended.Append(Escaped(text[attribute.Start..attribute.End], text[attribute.End]));
                mended.Append(text[attribute.End]);
                at = attribute.End + 1;
            }
        }
        return mended.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>Where the value of the attribute that begins here starts and ends; null when no attribute begins here.</summary>
    private static (int Start, int End)? Attribute(string text, int at)
    {
        if (Quote(text, at) is not { } quote)
            return null;
        var last = Math.Min(text.Length, quote + LongestValue);
        var first = text.IndexOf(text[quote], quote + 1);
        for (var end = first; end >= 0 && end < last; end = text.IndexOf(text[quote], end + 1))
        {
            if (IsEnd(text, end + 1))
                return (quote + 1, end);
        }
        return first < 0 ? null : (quote + 1, first);
    }

    /// <summary>The opening quotation mark of an attribute: white space, a name, an equals sign before it.</summary>
    private static int? Quote(string text, int at)
    {
        var name = SkipSpace(text, at);
        var equals = name;
        while (equals < text.Length && (char.IsLetterOrDigit(text[equals]) || text[equals] is ':' or '_' or '-' or '.'))
            equals++;
        var after = SkipSpace(text, equals);
        if (name == at || equals == name || after >= text.Length || text[after] != '=')
            return null;
        var quote = SkipSpace(text, after + 1);
        return quote < text.Length && text[quote] is '"' or '\'' ? quote : null;
    }

    private static bool IsEnd(string text, int at)
    {
        if (Quote(text, at) is not null)
            return true;
        var end = SkipSpace(text, at);
        if (end < text.Length && text[end] == '/')
            end++;
        if (end >= text.Length || text[end] != '>')
            return false;
        var next = SkipSpace(text, end + 1);
        return next >= text.Length || text[next] == '<';
    }

    private static int SkipSpace(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        return at;
    }

    private static string Escaped(string value, char quote) =>
        value
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(quote.ToString(), quote == '"' ? "&quot;" : "&apos;", StringComparison.Ordinal);
}
