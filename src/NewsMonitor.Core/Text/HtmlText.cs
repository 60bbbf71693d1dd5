using System.Buffers;
using System.Collections.Frozen;
using System.Net;
using System.Text;

namespace NewsMonitor.Core.Text;

/// <summary>
/// HTML read as text, in one pass: a block element breaks the line, an inline one does not break a word, scripts, styles and
/// comments are left out, character references are decoded once.
/// </summary>
public static class HtmlText
{
    private static readonly FrozenSet<string> Blocks = FrozenSet.ToFrozenSet(
        [
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "br",
            "button",
            "caption",
            "center",
            "dd",
            "details",
            "dialog",
            "dir",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "frame",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "head",
            "header",
            "hr",
            "html",
            "legend",
            "li",
            "main",
            "menu",
            "nav",
            "ol",
            "option",
            "p",
            "pre",
            "section",
            "select",
            "summary",
            "table",
            "tbody",
            "td",
            "tfoot",
            "th",
            "thead",
            "title",
            "tr",
            "ul",
        ],
        StringComparer.OrdinalIgnoreCase
    );

    private static readonly FrozenSet<string> Unread = FrozenSet.ToFrozenSet(
        ["script", "style", "template", "noscript", "iframe", "svg"],
        StringComparer.OrdinalIgnoreCase
    );

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> BlockNames =
        Blocks.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> UnreadNames =
        Unread.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly SearchValues<char> Special = SearchValues.Create("<&");

    /// <summary>All white space but the plain space and those that do not break.</summary>
    private static readonly SearchValues<char> Untidy = SearchValues.Create(
        string.Concat(Enumerable.Range(0, char.MaxValue).Select(code => (char)code).Where(c => c != ' ' && IsSpace(c)))
    );

    /// <summary>True when the text holds a tag, a comment or a character reference.</summary>
    public static bool LooksLikeHtml(string text)
    {
        var rest = text.AsSpan();
        for (var at = rest.IndexOfAny(Special); at >= 0; at = rest.IndexOfAny(Special))
        {
            if (rest[at] == '<' ? IsTagAt(rest, at) : IsReferenceAt(rest[at..]))
                return true;
            rest = rest[(at + 1)..];
        }
        return false;
    }

    /// <summary>The text that a reader would see, a line for each block. Takes any input, in time linear to its length.</summary>
    public static string ToText(string html)
    {
        if (html.AsSpan().IndexOfAny(Special) < 0)
            return Tidy(html);
        return Tidy(new Reading(html).Run());
    }

    /// <summary>White space as one space, line breaks as one line break, none at either end.</summary>
    private static string Tidy(string text)
    {
        var trimmed = text.AsSpan().Trim(' ');
        if (trimmed.IndexOfAny(Untidy) >= 0 || trimmed.IndexOf("  ") >= 0)
            return Tidied(trimmed);
        return trimmed.Length == text.Length ? text : trimmed.ToString();
    }

    /// <summary>Copies from one run of white space to the next.</summary>
    private static string Tidied(ReadOnlySpan<char> text)
    {
        var tidy = new StringBuilder(text.Length);
        var pending = '\0';
        var untidy = -1;
        for (var at = 0; at < text.Length; )
        {
            if (untidy < at)
                untidy = text[at..].IndexOfAny(Untidy) is >= 0 and var found ? at + found : text.Length;
            var words = text[at..untidy];
            if (words.IndexOf("  ") is >= 0 and var gap)
                words = words[..gap];
            if (words.TrimEnd(' ') is { IsEmpty: false } written)
            {
                if (pending != '\0' && tidy.Length > 0)
                    tidy.Append(pending);
                tidy.Append(written);
                pending = '\0';
                at += written.Length;
            }
            for (; at < text.Length && IsSpace(text[at]); at++)
                pending = text[at] == '\v' || pending == '\n' ? '\n' : ' ';
        }
        return tidy.ToString();
    }

    /// <summary>No-break spaces are letters here: who writes one means it.</summary>
    private static bool IsSpace(char character) =>
        character == ' ' || (char.IsWhiteSpace(character) && character is not ('\u00A0' or '\u202F'));

    private static bool IsTagAt(ReadOnlySpan<char> text, int at) =>
        at + 1 < text.Length
        && (
            char.IsAsciiLetter(text[at + 1])
            || text[at + 1] is '!' or '?'
            || (text[at + 1] == '/' && at + 2 < text.Length && char.IsAsciiLetter(text[at + 2]))
        );

    private static bool IsReferenceAt(ReadOnlySpan<char> text)
    {
        var end = text[..Math.Min(text.Length, 32)].IndexOf(';');
        if (end <= 1)
            return false;
        var reference = text[..(end + 1)].ToString();
        return WebUtility.HtmlDecode(reference) != reference;
    }

    /// <summary>One pass. A block boundary is written as a vertical tab: no text of a reader holds one.</summary>
    private sealed class Reading(string html)
    {
        private readonly StringBuilder text = new(html.Length);
        private int at;

        /// <summary>From here on no '&gt;' is left: what looks like a tag is text.</summary>
        private bool hasClosings = true;

        /// <summary>Elements of which no end tag is left: nobody looks for it twice.</summary>
        private string[] endless = [];

        public string Run()
        {
            while (at < html.Length)
            {
                var next = html.AsSpan(at).IndexOf('<');
                AddText(next < 0 ? html.Length : at + next);
                if (at < html.Length)
                    ReadTag();
            }
            return text.ToString();
        }

        private void AddText(int end)
        {
            var run = html.AsSpan(at, end - at);
            if (run.Contains('&'))
                text.Append(WebUtility.HtmlDecode(run.ToString()).Replace('\v', ' '));
            else
                text.Append(run);
            at = end;
        }

        private void ReadTag()
        {
            if (!hasClosings || !IsTagAt(html, at))
                text.Append(html[at++]);
            else if (html.AsSpan(at).StartsWith("<!--"))
                SkipBehind("-->");
            else if (html.AsSpan(at).StartsWith("<![CDATA["))
                at += "<![CDATA[".Length;
            else
                ReadElement();
        }

        private void ReadElement()
        {
            var isEnd = html[at + 1] == '/';
            var nameStart = at + (isEnd ? 2 : 1);
            var nameEnd = nameStart;
            while (nameEnd < html.Length && char.IsAsciiLetterOrDigit(html[nameEnd]))
                nameEnd++;
            var end = EndOfTag(nameEnd);
            if (end < 0)
            {
                hasClosings = false;
                text.Append(html[at++]);
                return;
            }
            var name = html.AsSpan(nameStart, nameEnd - nameStart);
            at = end + 1;
            if (BlockNames.Contains(name))
                text.Append('\v');
            if (!isEnd && UnreadNames.Contains(name) && html[end - 1] != '/')
                SkipElement(name);
        }

        /// <summary>The closing bracket, not one inside a quoted value; if quotes never close, simply the next one.</summary>
        private int EndOfTag(int from)
        {
            var closing = html.IndexOf('>', from);
            if (closing < 0 || html.AsSpan(from, closing - from).IndexOfAny('"', '\'') < 0)
                return closing;
            var quote = '\0';
            var longest = Math.Min(html.Length, from + LongestTag);
            for (var index = from; index < longest; index++)
                if (quote != '\0')
                    quote = html[index] == quote ? '\0' : quote;
                else if (html[index] is '"' or '\'')
                    quote = html[index];
                else if (html[index] == '>')
                    return index;
            return closing;
        }

        private const int LongestTag = 4_096;

        /// <summary>
        /// To the end tag. Where none follows, only what no person reads is left out with the rest of the text; a frame that
        /// was never closed must not hide the article behind it.
        /// </summary>
        private void SkipElement(ReadOnlySpan<char> name)
        {
            if (IsEndless(name))
                return;
            if (EndTagOf(name) is >= 0 and var end)
                at = end;
            else if (name is ['s' or 'S', 'c' or 'C' or 't' or 'T', ..])
                at = html.Length;
            else
                endless = [.. endless, name.ToString()];
        }

        private bool IsEndless(ReadOnlySpan<char> name)
        {
            foreach (var known in endless)
            {
                if (name.Equals(known, StringComparison.OrdinalIgnoreCase))
                    return true;
            }
            return false;
        }

        private int EndTagOf(ReadOnlySpan<char> name)
        {
            for (var end = html.IndexOf("</", at, StringComparison.Ordinal); end >= 0; )
            {
                if (html.AsSpan(end + 2).StartsWith(name, StringComparison.OrdinalIgnoreCase))
                    return end;
                end = html.IndexOf("</", end + 2, StringComparison.Ordinal);
            }
            return -1;
        }

        private void SkipBehind(string mark)
        {
            var end = html.IndexOf(mark, at, StringComparison.Ordinal);
            at = end < 0 ? html.Length : end + mark.Length;
        }
    }
}
