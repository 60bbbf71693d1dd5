using System.Text;
using System.Xml.Linq;

namespace NewsMonitor.Feeds.Parsing;

/// <summary>
/// Brings a document into the form that CodeHollow.FeedReader reads: <c>rss/channel/item</c> or <c>feed/entry</c> without
/// prefixes, dates as RFC 3339 or gone, markup inside a text as HTML in that text.
/// </summary>
internal static class FeedNormaliser
{
    /// <summary>The canonical tree.</summary>
    public static XElement Normalise(XElement root, ParseWarnings warnings) =>
        FeedNames.Is(root.Name.LocalName, "feed") || FeedNames.Is(root.Name.LocalName, "entry")
            ? AtomFeed(root, warnings)
            : RssFeed(root, warnings);

    private static XElement AtomFeed(XElement root, ParseWarnings warnings)
    {
        var core = CoreOf(root, root);
        var entries = ItemsOf(root);
        var feed = new XElement(
            FeedNames.Atom + "feed",
            new XAttribute("xmlns", FeedNames.Atom.NamespaceName),
            Scope(root)
        );
        if (!FeedNames.IsItem(root.Name.LocalName))
            feed.Add(Others(root).Select(child => Canonical(child, core, FeedNames.Atom, warnings)));
        feed.Add(entries.Select(entry => Item(entry, core, FeedNames.Atom + "entry", warnings)));
        return feed;
    }

    private static XElement RssFeed(XElement root, ParseWarnings warnings)
    {
        var channels = FeedNames.Is(root.Name.LocalName, "channel") ? [root] : Channels(root);
        var first = channels.FirstOrDefault() ?? new XElement("channel");
        var core = CoreOf(root, first);
        var channel = new XElement("channel", Scope(first));
        channel.Add(Others(first).Select(child => Canonical(child, core, XNamespace.None, warnings)));
        channel.Add(ItemsOf(root).Select(item => Item(item, core, "item", warnings)));
        return new XElement("rss", new XAttribute("version", "2.0"), first == root ? null : Scope(root), channel);
    }

    private static List<XElement> Channels(XElement root) =>
        [.. root.Elements().Where(child => FeedNames.Is(child.Name.LocalName, "channel"))];

    /// <summary>Items where the guard counted them: at most two levels below the root, or the root itself.</summary>
    private static List<XElement> ItemsOf(XElement root)
    {
        if (FeedNames.IsItem(root.Name.LocalName))
            return [root];
        var level = root.Elements().SelectMany(child => IsItem(child) ? [child] : child.Elements().Where(IsItem));
        return [.. level];
    }

    private static IEnumerable<XElement> Others(XElement parent) => parent.Elements().Where(child => !IsItem(child));

    private static bool IsItem(XElement element) => FeedNames.IsItem(element.Name.LocalName);

    /// <summary>The namespaces whose elements are the format's own: those of the root and the channel, named or not.</summary>
    private static HashSet<XNamespace> CoreOf(XElement root, XElement channel) =>
        [root.Name.Namespace, channel.Name.Namespace];

    private static XElement Item(XElement item, HashSet<XNamespace> core, XName name, ParseWarnings warnings)
    {
        var own = new HashSet<XNamespace>(core) { item.Name.Namespace };
        return new XElement(
            name,
            item.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration),
            item.Elements().Select(child => Canonical(child, own, name.Namespace, warnings))
        );
    }

    private static IEnumerable<XAttribute> Scope(XElement element) =>
        element.Attributes().Where(attribute => attribute.Name.Namespace == XNamespace.Xml);

    private static XElement Canonical(
        XElement element,
        HashSet<XNamespace> core,
        XNamespace target,
        ParseWarnings warnings
    )
    {
        var name = IsCore(element.Name, core) ? target + element.Name.LocalName : element.Name;
        if (FeedNames.IsDate(name.LocalName))
            return new XElement(name, CanonicalDate(element.Value, warnings));
        if (FeedNames.IsText(name.LocalName, name.NamespaceName) && element.HasElements)
            return Text(element, name);
        var content = element
            .Nodes()
            .Select(node => node is XElement child ? Canonical(child, core, target, warnings) : node);
        return new XElement(name, element.Attributes(), content);
    }

    private static bool IsCore(XName name, HashSet<XNamespace> core) =>
        core.Contains(name.Namespace) || FeedNames.VocabularyOf(name.NamespaceName) is Vocabulary.Core;

    private static string CanonicalDate(string written, ParseWarnings warnings)
    {
        if (FeedDates.Read(written) is { } date)
            return date.UtcDateTime.ToString(
                "yyyy-MM-ddTHH:mm:ss.FFFZ",
                System.Globalization.CultureInfo.InvariantCulture
            );
        if (!string.IsNullOrWhiteSpace(written))
            warnings.Add($"a date could not be read: \"{Excerpt.Of(written)}\"");
        return "";
    }

    /// <summary>Elements inside a text become HTML in the text: blocks stay blocks, and nothing glues words together.</summary>
    private static XElement Text(XElement element, XName name)
    {
        var isXhtml = FeedNames.Is((string?)element.Attribute("type") ?? "", "xhtml");
        var only = element.Elements().Count() == 1 ? element.Elements().Single() : null;
        var content = only is not null && isXhtml && FeedNames.Is(only.Name.LocalName, "div") ? only : element;
        var text = new XElement(name, element.Attributes(), HtmlOf(content, IsEscaped(element)));
        text.SetAttributeValue("type", "html");
        text.SetAttributeValue("mode", null);
        return text;
    }

    /// <summary>Of "html" the text is HTML, also inside an element that somebody put around it.</summary>
    private static bool IsEscaped(XElement element) =>
        ((string?)element.Attribute("type"))?.Trim() is { } type
        && (FeedNames.Is(type, "html") || FeedNames.Is(type, "text/html"))
        && !FeedNames.Is((string?)element.Attribute("mode") ?? "", "xml");

    private static string HtmlOf(XElement content, bool isEscaped)
    {
        var html = new StringBuilder();
        foreach (var node in content.Nodes())
            XhtmlWriting.Append(html, node, null, isEscaped);
        return html.ToString();
    }
}
