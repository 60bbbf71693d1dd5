using Ganss.Xss;

namespace NewsMonitor.Feeds.Parsing;

/// <summary>HTML of strangers made harmless by HtmlSanitizer: no script, no style, no form, only http, https and mailto.</summary>
internal static class HtmlCleaning
{
    /// <summary>One for each thread: the sanitiser keeps state while it works.</summary>
    [ThreadStatic]
    private static HtmlSanitizer? sanitiser;

    /// <summary>The harmless part of the markup, with its links absolute.</summary>
    public static string Clean(string html, Uri? parent)
    {
        sanitiser ??= Create();
        return sanitiser.Sanitize(html, parent?.AbsoluteUri ?? "").Trim();
    }

    private static HtmlSanitizer Create()
    {
        var created = new HtmlSanitizer();
        created.AllowedTags.ExceptWith(["form", "input", "button", "select", "option", "textarea", "style"]);
        created.AllowedAttributes.Remove("style");
        created.AllowedAttributes.Remove("class");
        created.AllowedAttributes.Remove("id");
        created.AllowedSchemes.Add("mailto");
        return created;
    }
}
