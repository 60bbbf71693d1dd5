using System.Net;
using System.Text;
using System.Xml.Linq;

namespace NewsMonitor.Feeds.Parsing;

/// <summary>Writes elements of a tree as HTML. It cleans nothing: what it writes is sanitised like any HTML of a feed.</summary>
internal static class XhtmlWriting
{
    private static readonly HashSet<string> Void = new(StringComparer.OrdinalIgnoreCase)
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    };

    private static readonly HashSet<string> Addresses = new(StringComparer.OrdinalIgnoreCase) { "href", "src", "cite" };

    /// <summary>Appends a node.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="node">The node.</param>
    /// <param name="inner">The xml:base set inside the text; null while none is.</param>
    /// <param name="isEscaped">True when the text between the elements is HTML already.</param>
    public static void Append(StringBuilder html, XNode node, Uri? inner, bool isEscaped)
    {
        if (node is XElement element)
            AppendElement(
                html,
                element,
                WebAddress.Base((string?)element.Attribute(FeedNames.XmlBase), inner),
                isEscaped
            );
        else if (node is XText text)
            html.Append(isEscaped ? text.Value : WebUtility.HtmlEncode(text.Value));
    }

    private static void AppendElement(StringBuilder html, XElement element, Uri? inner, bool isEscaped)
    {
        var name = element.Name.LocalName;
        html.Append('<').Append(name);
        foreach (var attribute in element.Attributes().Where(attribute => attribute.Name.Namespace == XNamespace.None))
            AppendAttribute(html, attribute, inner);
        html.Append('>');
        foreach (var node in element.Nodes())
            Append(html, node, inner, isEscaped);
        if (!Void.Contains(name))
            html.Append("</").Append(name).Append('>');
    }

    private static void AppendAttribute(StringBuilder html, XAttribute attribute, Uri? inner)
    {
        var value = attribute.Value;
        if (inner is not null && Addresses.Contains(attribute.Name.LocalName))
            value = WebAddress.Read(value, inner)?.AbsoluteUri ?? value;
        html.Append(' ')
            .Append(attribute.Name.LocalName)
            .Append("=\"")
            .Append(WebUtility.HtmlEncode(value))
            .Append('"');
    }
}
