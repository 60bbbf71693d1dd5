using System.Text;
using System.Xml.Linq;
using NewsMonitor.Core.Text;

namespace NewsMonitor.Feeds.Parsing;

/// <summary>
/// Reads what CodeHollow.FeedReader leaves in the raw element: any prefix, any case, xml:base, the right one of several
/// links, and the text of an element as its format means it.
/// </summary>
internal static class ElementReading
{
    /// <summary>Whose word the element is. Words of the parent's own namespace are the format's.</summary>
    public static Vocabulary VocabularyIn(this XElement element, XElement parent)
    {
        var known = FeedNames.VocabularyOf(element.Name.NamespaceName);
        var isOwn = known is Vocabulary.Other or Vocabulary.Atom && element.Name.Namespace == parent.Name.Namespace;
        return isOwn ? Vocabulary.Core : known;
    }

    /// <summary>What relative addresses in the element are relative to (XML Base).</summary>
    public static Uri? BaseOf(this XElement element, Uri? document)
    {
        var outer = element.Parent is null ? document : element.Parent.BaseOf(document);
        return WebAddress.Base((string?)element.Attribute(FeedNames.XmlBase), outer);
    }

    /// <summary>The language of the element, its own or that of what surrounds it; null when none is given.</summary>
    public static string? LanguageOf(this XElement element)
    {
        for (var current = element; current is not null; current = current.Parent)
        {
            if ((string?)current.Attribute(FeedNames.XmlLang) is { } language)
                return language;
        }
        return null;
    }

    /// <summary>An attribute by its local name, in any case and namespace.</summary>
    public static string? Named(this XElement element, string local) =>
        element.Attributes().FirstOrDefault(attribute => FeedNames.Is(attribute.Name.LocalName, local))?.Value;

    /// <summary>The text of an element of an RSS feed, which is HTML, or of an Atom feed, which says what it is.</summary>
    public static Markup MarkupOf(this XElement element, bool isAtom, Uri? parent)
    {
        var own = WebAddress.Base((string?)element.Attribute(FeedNames.XmlBase), parent);
        var type = ((string?)element.Attribute("type"))?.Trim() ?? "";
        var mode = (string?)element.Attribute("mode") ?? "";
        if (FeedNames.Is(mode, "base64") || IsBinary(type, isAtom))
            return Decoded(FromBase64(element.Value), type, own);
        return new Markup(element.Value, !isAtom || IsHtml(type), own);
    }

    private static Markup Decoded(string text, string type, Uri? origin) =>
        new(text, IsHtml(type) || HtmlText.LooksLikeHtml(text), origin);

    private static bool IsHtml(string type) => type.Contains("html", StringComparison.OrdinalIgnoreCase);

    /// <summary>RFC 4287 §4.1.3.3: a media type that is neither text nor XML is base64.</summary>
    private static bool IsBinary(string type, bool isAtom) =>
        isAtom
        && type.Contains('/', StringComparison.Ordinal)
        && !type.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
        && !IsHtml(type)
        && !type.EndsWith("xml", StringComparison.OrdinalIgnoreCase);

    private static string FromBase64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : text;
    }
}
