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

    private static readonly SearchValues<char> Special = SearchValues.Create("<&");

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
        var tidy = new StringBuilder(text.Length);
        var pending = '\0';
        foreach (var character in text)
            if (character is '\n' or '\v')
                pending =
                    character == '\v' || pending == '\n' ? '\n'
                    : pending == '\0' ? ' '
                    : pending;
            else if (char.IsWhiteSpace(character) && character is not ('\u00A0' or '\u202F'))
                pending = pending == '\0' ? ' ' : pending;
            else
            {
                if (pending != '\0' && tidy.Length > 0)
                    tidy.Append(pending);
                pending = '\0';
                tidy.Append(character);
            }
        return tidy.ToString();
    }

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
            var run = html[at..end];
            text.Append(
                run.Contains('&', StringComparison.Ordinal) ? WebUtility.HtmlDecode(run).Replace('\v', ' ') : run
            );
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
            var name = html[nameStart..nameEnd];
            at = end + 1;
            if (Blocks.Contains(name))
                text.Append('\v');
            if (!isEnd && Unread.Contains(name) && html[end - 1] != '/')
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

        private void SkipElement(string name)
        {
            var end = html.IndexOf($"</{name}", at, StringComparison.OrdinalIgnoreCase);
            at = end < 0 ? html.Length : end;
        }

        private void SkipBehind(string mark)
        {
            var end = html.IndexOf(mark, at, StringComparison.Ordinal);
            at = end < 0 ? html.Length : end + mark.Length;
        }
    }
}
