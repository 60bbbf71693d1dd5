using System.Collections.Immutable;
using System.Xml.Linq;
using CodeHollow.FeedReader;
using CodeHollow.FeedReader.Feeds;

namespace NewsMonitor.Feeds.Parsing;

/// <summary>
/// Reads RSS and Atom through CodeHollow.FeedReader: the library finds the feed and its items, and each field is then read
/// from the item's own element, because the library loses or changes much of what publishers write there.
/// </summary>
internal static class SyndicationReader
{
    /// <summary>What the document lists.</summary>
    /// <param name="canonical">A document in the form of <see cref="FeedNormaliser"/>.</param>
    /// <param name="address">Where the document was found.</param>
    public static Listing Read(string canonical, Uri address)
    {
        var feed = FeedReader.ReadFromString(canonical);
        var root = feed.SpecificFeed.Element;
        var channel = root.Element("channel") ?? root;
        var parent = WebAddress.Base((string?)channel.Attribute(FeedNames.XmlBase), BaseOf(root, address));
        return new Listing
        {
            Title = Text(channel, parent, "title"),
            Link = LinkOf(channel),
            Base = parent,
            Language =
                Value(channel, "language")
                ?? (string?)channel.Attribute(FeedNames.XmlLang)
                ?? (string?)root.Attribute(FeedNames.XmlLang),
            Items = [.. feed.Items.Select(item => Draft(item.SpecificItem, parent))],
        };
    }

    private static ItemDraft Draft(BaseFeedItem item, Uri? outer)
    {
        var element = item.Element;
        var parent = BaseOf(element, outer);
        var body = BodyOf(element, parent);
        var summary = Text(element, parent, "summary", "description", "abstract", "subtitle");
        var (published, updated) = DatesOf(element);
        return new ItemDraft
        {
            Guid = Value(element, "id", "guid") ?? Attribute(element, "about"),
            Link = LinkOf(element) ?? PermalinkOf(element),
            Base = parent,
            Title = Text(element, parent, "title"),
            Summary = summary,
            Body = body,
            Authors = AuthorsOf(element),
            Published = published,
            Updated = updated,
            Language = Value(element, "language") ?? (string?)element.Attribute(FeedNames.XmlLang),
            Tags = TagsOf(element),
        };
    }

    private static Uri? BaseOf(XElement element, Uri? outer) =>
        WebAddress.Base((string?)element.Attribute(FeedNames.XmlBase), outer);

    /// <summary>Elements of the format itself or of Dublin Core, by local name; the format's own come first.</summary>
    private static IEnumerable<XElement> Named(XElement parent, string local) =>
        parent
            .Elements()
            .Where(child => FeedNames.Is(child.Name.LocalName, local) && IsFieldOf(child, parent))
            .OrderBy(child => child.Name.Namespace == parent.Name.Namespace ? 0 : 1);

    private static bool IsFieldOf(XElement child, XElement parent) =>
        child.Name.Namespace == parent.Name.Namespace
        || FeedNames.VocabularyOf(child.Name.NamespaceName)
            is Vocabulary.Core
                or Vocabulary.Atom
                or Vocabulary.DublinCore
                or Vocabulary.DublinCoreTerms;

    private static string? Value(XElement parent, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        foreach (var element in Named(parent, name))
            if (element.Value.Trim() is { Length: > 0 } value)
                return value;
        return null;
    }

    private static string? Attribute(XElement element, string local) =>
        element.Attributes().FirstOrDefault(attribute => FeedNames.Is(attribute.Name.LocalName, local))?.Value;

    private static Markup Text(XElement parent, Uri? outer, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        foreach (var element in Named(parent, name))
            if (!string.IsNullOrWhiteSpace(element.Value))
                return MarkupOf(element, outer);
        return Markup.None;
    }

    /// <summary>Atom says how its text is to be read; RSS never did, and its text is HTML.</summary>
    private static Markup MarkupOf(XElement element, Uri? outer)
    {
        var type = (string?)element.Attribute("type") ?? "";
        var isAtom = FeedNames.VocabularyOf(element.Name.NamespaceName) is Vocabulary.Atom;
        var isHtml = isAtom
            ? type.Contains("html", StringComparison.OrdinalIgnoreCase)
            : !FeedNames.Is(type, "text/plain");
        return new Markup(element.Value, isHtml, BaseOf(element, outer));
    }

    private static Markup BodyOf(XElement item, Uri? parent)
    {
        var encoded = item.Elements()
            .FirstOrDefault(child =>
                FeedNames.Is(child.Name.LocalName, "encoded") && !string.IsNullOrWhiteSpace(child.Value)
            );
        if (encoded is not null)
            return new Markup(encoded.Value, IsHtml: true, BaseOf(encoded, parent));
        var xhtml = item.Elements()
            .FirstOrDefault(child =>
                FeedNames.Is(child.Name.LocalName, "body")
                && FeedNames.VocabularyOf(child.Name.NamespaceName) is Vocabulary.Xhtml
            );
        return xhtml is not null
            ? new Markup(xhtml.Value, IsHtml: true, BaseOf(xhtml, parent))
            : Text(item, parent, "content", "fullitem");
    }

    /// <summary>The page for people: the alternate link of Atom, the text of an RSS link; never an enclosure or the feed itself.</summary>
    private static string? LinkOf(XElement element)
    {
        var links = Named(element, "link").ToArray();
        var alternate = links
            .Where(link => link.Attribute("href") is not null)
            .FirstOrDefault(link => (string?)link.Attribute("rel") is null or "" or "alternate");
        return links.Select(link => link.Value.Trim()).FirstOrDefault(text => text.Length > 0)
            ?? (string?)alternate?.Attribute("href");
    }

    /// <summary>A guid that is said, or not denied, to be a permanent link.</summary>
    private static string? PermalinkOf(XElement item) =>
        Named(item, "guid").FirstOrDefault() is { } guid
        && !FeedNames.Is((string?)guid.Attribute("isPermaLink") ?? "true", "false")
            ? guid.Value.Trim()
            : null;

    private static ImmutableArray<string> AuthorsOf(XElement item) =>
        [
            .. Named(item, "author")
                .Concat(Named(item, "creator"))
                .Select(author =>
                    Value(author, "name") ?? (author.HasElements ? Value(author, "email") : author.Value.Trim())
                )
                .OfType<string>()
                .Where(name => name.Length > 0)
                .Distinct(StringComparer.Ordinal),
        ];

    private static (string? Published, string? Updated) DatesOf(XElement item) =>
        (Value(item, "published", "pubDate", "issued", "created", "date"), Value(item, "updated", "modified"));

    private static ImmutableArray<string> TagsOf(XElement item) =>
        [
            .. Named(item, "category")
                .Concat(Named(item, "subject"))
                .Select(category => ((string?)category.Attribute("term") ?? category.Value).Trim())
                .Where(tag => tag.Length > 0)
                .Distinct(StringComparer.Ordinal)
                .Take(ParseLimits.Tags),
        ];
}
