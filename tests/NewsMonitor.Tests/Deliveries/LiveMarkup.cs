using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace NewsMonitor.Tests.Deliveries;

/// <summary>
/// What of a shown text would do something: run, load, link, call, turn the reading direction. It reads what was sent as its
/// reader does and shares no code with what wrote it.
/// </summary>
internal static partial class LiveMarkup
{
    /// <summary>The elements that run, load, ask or change how the rest is read.</summary>
    private static readonly FrozenSet<string> ActiveElements = FrozenSet.ToFrozenSet(
        [
            "script",
            "iframe",
            "frame",
            "frameset",
            "object",
            "embed",
            "applet",
            "form",
            "input",
            "button",
            "textarea",
            "select",
            "style",
            "link",
            "meta",
            "base",
            "svg",
            "math",
            "img",
            "image",
            "picture",
            "video",
            "audio",
            "source",
            "track",
            "template",
            "noscript",
            "plaintext",
            "xmp",
            "marquee",
        ],
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>The attributes that hold an address.</summary>
    private static readonly FrozenSet<string> Addresses = FrozenSet.ToFrozenSet(
        [
            "href",
            "xlink:href",
            "src",
            "srcset",
            "action",
            "formaction",
            "background",
            "poster",
            "data",
            "cite",
            "ping",
            "longdesc",
            "manifest",
            "codebase",
            "lowsrc",
            "dynsrc",
        ],
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>What is live in a page beyond what the same page holds when it tells nothing hostile.</summary>
    /// <param name="page">The page, or a fragment of one.</param>
    /// <param name="innocent">The same page around an innocent item.</param>
    /// <param name="links">The links that it may hold.</param>
    public static IEnumerable<string> InHtml(string page, string innocent, IReadOnlySet<string> links)
    {
        var usual = ActiveParts(new HtmlParser().ParseDocument(innocent), links)
            .CountBy(part => part)
            .ToDictionary(StringComparer.Ordinal);
        var read = new HtmlParser().ParseDocument(page);
        // A page that another program has read and written again must stay what it was.
        var again = new HtmlParser().ParseDocument(read.ToHtml());
        return ((IDocument[])[read, again])
            .SelectMany(document => ActiveParts(document, links).CountBy(part => part))
            .Where(part => part.Value > usual.GetValueOrDefault(part.Key))
            .Select(part => part.Key)
            .Distinct();
    }

    /// <summary>What is live in HTML that stands for itself.</summary>
    public static IEnumerable<string> InFragment(string html)
    {
        var document = new HtmlParser().ParseDocument($"<body>{html}");
        foreach (var element in document.Body!.QuerySelectorAll("*"))
        {
            // Pictures stay in what a publisher wrote; they are judged by their address.
            if (ActiveElements.Contains(element.LocalName) && element.LocalName is not ("img" or "picture" or "source"))
                yield return $"<{element.LocalName}>";
            foreach (var attribute in element.Attributes)
                if (attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase))
                    yield return attribute.Name;
                else if (Addresses.Contains(attribute.Name) && !IsHarmless(attribute.Value))
                    yield return $"{attribute.Name}={attribute.Value}";
        }
    }

    /// <summary>What would break, or be turned around, in a plain text of more than one line.</summary>
    public static IEnumerable<string> InText(string text) =>
        text.EnumerateRunes()
            .Where(rune => (Rune.IsControl(rune) && rune.Value is not ('\n' or '\r')) || TurnsDirection(rune))
            .Select(rune => string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}"))
            .Distinct();

    /// <summary>What would break a header; long ones are folded at tabs.</summary>
    public static IEnumerable<string> InHeader(string value) =>
        value
            .EnumerateRunes()
            .Where(rune =>
                (Rune.IsControl(rune) && rune.Value != '\t') || TurnsDirection(rune) || rune.Value is 0x2028 or 0x2029
            )
            .Select(rune => string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}"))
            .Distinct();

    /// <summary>Slack: all between angle brackets is a link, a channel, a person or a call to everybody.</summary>
    public static IEnumerable<string> InSlack(string markup, IReadOnlySet<string> links)
    {
        foreach (Match token in AngleBrackets().Matches(markup))
            if (
                !token.Value.EndsWith('>')
                || !links.Contains(Plain(token.Groups["target"].Value.Replace("&amp;", "&", StringComparison.Ordinal)))
            )
                yield return token.Value;
    }

    /// <summary>The Markdown of chats: links, addresses that become links by themselves, HTML and calls.</summary>
    public static IEnumerable<string> InMarkdown(string markup, IReadOnlySet<string> links)
    {
        // A private-use sign stands for each escaped one, so that what is left is what still means something.
        var unescaped = Escaped().Replace(markup, "\uE000");
        var rest = new StringBuilder();
        var end = 0;
        foreach (Match link in MarkdownLinks().Matches(unescaped))
        {
            rest.Append(unescaped, end, link.Index - end).Append(link.Groups["label"].Value);
            end = link.Index + link.Length;
            if (!links.Contains(Plain(link.Groups["target"].Value)))
                yield return link.Value;
        }
        rest.Append(unescaped, end, unescaped.Length - end);
        foreach (var live in BareLinks().Matches(rest.ToString()).Concat(Calls().Matches(rest.ToString())))
            yield return live.Value;
    }

    /// <summary>Telegram calls whoever bears a name after an @, whatever the markup.</summary>
    public static IEnumerable<string> InMentions(string page) =>
        Mentions().Matches(new HtmlParser().ParseDocument(page).Body!.TextContent).Select(call => call.Value);

    /// <summary>An address as it is compared: however it was escaped.</summary>
    public static string Plain(string address) => Uri.UnescapeDataString(address);

    private static IEnumerable<string> ActiveParts(IDocument document, IReadOnlySet<string> links)
    {
        foreach (var comment in document.Descendants<IComment>())
            yield return $"<!--{comment.Data}-->";
        foreach (var element in document.All)
        {
            if (ActiveElements.Contains(element.LocalName))
                yield return $"<{element.LocalName}>";
            foreach (var attribute in element.Attributes)
                if (attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase))
                    yield return $"{attribute.Name}";
                else if (attribute.Name.Equals("style", StringComparison.OrdinalIgnoreCase))
                {
                    if (
                        attribute.Value.Contains("url(", StringComparison.OrdinalIgnoreCase) || !IsOurs(attribute.Value)
                    )
                        yield return $"style={attribute.Value}";
                }
                else if (
                    Addresses.Contains(attribute.Name)
                    && !(IsHarmless(attribute.Value) && links.Contains(Plain(attribute.Value)))
                )
                    yield return $"{attribute.Name}={attribute.Value}";
        }

        // Declarations only, with the few functions of CSS left out that compute or load.
        static bool IsOurs(string style) => !style.Contains('(', StringComparison.Ordinal) && !style.Contains('\\');
    }

    /// <summary>Spaces and controls before and within a scheme are no part of it to a browser.</summary>
    private static bool IsHarmless(string address) =>
        HarmlessSchemes().IsMatch(string.Concat(address.Where(letter => letter > ' ')));

    private static bool TurnsDirection(Rune rune) =>
        rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200E or 0x200F;

    [GeneratedRegex("^(https?|mailto):", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HarmlessSchemes();

    [GeneratedRegex("<(?<target>[^|<>]*)(\\|[^<>]*)?>?")]
    private static partial Regex AngleBrackets();

    [GeneratedRegex("<[@#!]|@[A-Za-z0-9]")]
    private static partial Regex Calls();

    [GeneratedRegex("(?<![A-Za-z0-9_/.])@[A-Za-z0-9_]+")]
    private static partial Regex Mentions();

    [GeneratedRegex(@"\\[\\`*_{}\[\]()<>#+\-.!|~:]")]
    private static partial Regex Escaped();

    [GeneratedRegex(@"!?\[(?<label>[^\[\]]*)\]\(\s*<?(?<target>[^()<>]*)>?[^()]*\)")]
    private static partial Regex MarkdownLinks();

    [GeneratedRegex(@"<[^\s]|https?://|\]\(|\bjavascript:|\bdata:", RegexOptions.IgnoreCase)]
    private static partial Regex BareLinks();
}
