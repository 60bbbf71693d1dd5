using System.Globalization;
using System.Net;
using Ganss.Xss;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Text;

namespace NewsMonitor.Feeds.Parsing;

/// <summary>What a publisher wrote, as plain text and as HTML that is safe to show.</summary>
internal sealed class HtmlCleaning
{
    /// <summary>Prepared once; its Sanitize may be called from any thread as long as nobody changes it.</summary>
    private readonly HtmlSanitizer _sanitizer = Prepare();

    private static readonly HashSet<string> Unseen = new(StringComparer.OrdinalIgnoreCase)
    {
        "script",
        "style",
        "template",
        "noscript",
        "noframes",
        "noembed",
        "iframe",
        "title",
        "textarea",
        "select",
        "svg",
        "math",
        "xmp",
        "plaintext",
    };

    /// <summary>Plain text: markup gone, character references decoded once.</summary>
    public static string Text(Markup markup) =>
        ControlCharacters.Mend(markup.IsHtml ? HtmlText.ToText(markup.Text) : markup.Text.Trim());

    /// <summary>Plain text in one line.</summary>
    public static string Line(Markup markup)
    {
        var text = Text(markup);
        return text.AsSpan().IndexOfAny("\r\n\t") < 0
            ? text
            : string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>
    /// HTML without scripts, forms, styles and unsafe addresses, its links absolute; null when there is none. It is made safe
    /// once somebody asks for it.
    /// </summary>
    public SafeHtml? Html(Markup markup, ParseWarnings warnings)
    {
        if (markup.IsBlank)
            return null;
        if (!markup.IsHtml || ExcessOf(markup.Text) is not { } excess)
            return new SafeHtml(() => Safe(markup));
        warnings.Add($"HTML {excess}: kept as text only");
        return new SafeHtml(() => WebUtility.HtmlEncode(Text(markup)));
    }

    private static string? ExcessOf(string html)
    {
        var tags = html.AsSpan().Count('<');
        if (tags > ParseLimits.HtmlTags)
            return string.Create(CultureInfo.InvariantCulture, $"with more than {ParseLimits.HtmlTags:N0} tags");
        return tags <= ParseLimits.Depth || HtmlNesting.IsWithin(html, ParseLimits.Depth)
            ? null
            : $"nested deeper than {ParseLimits.Depth} tags";
    }

    private string Safe(Markup markup)
    {
        var text = ControlCharacters.Mend(markup.Text.Trim());
        if (!markup.IsHtml)
            return WebUtility.HtmlEncode(text);
        return text.AsSpan().IndexOfAny('<', '&') < 0 ? text : Sanitise(text, markup);
    }

    private string Sanitise(string html, Markup markup)
    {
        try
        {
            return _sanitizer.Sanitize(html, markup.Base?.AbsoluteUri ?? "");
        }
        // The sanitiser names no exceptions: whatever it throws costs this text its markup only.
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            return WebUtility.HtmlEncode(Text(markup));
        }
    }

    private static HtmlSanitizer Prepare()
    {
        var sanitizer = new HtmlSanitizer();
        sanitizer.AllowedSchemes.Add("mailto");
        sanitizer.AllowedTags.ExceptWith([
            "form",
            "input",
            "button",
            "select",
            "option",
            "optgroup",
            "textarea",
            "fieldset",
        ]);
        sanitizer.AllowedAttributes.ExceptWith(["style", "action", "background", "dynsrc", "lowsrc"]);
        sanitizer.AllowedCssProperties.Clear();
        sanitizer.AllowedAtRules.Clear();
        // What a tag that is not allowed holds is still read: only what no browser shows goes with its tag.
        sanitizer.KeepChildNodes = true;
        sanitizer.RemovingTag += (_, removed) =>
        {
            if (Unseen.Contains(removed.Tag.LocalName))
                removed.Tag.InnerHtml = "";
        };
        return sanitizer;
    }
}
