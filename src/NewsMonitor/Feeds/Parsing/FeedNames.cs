using System.Xml.Linq;

namespace NewsMonitor.Feeds.Parsing;

/// <summary>Whose word an element is, whatever prefix the publisher gave it.</summary>
internal enum Vocabulary
{
    /// <summary>Of the feed format itself.</summary>
    Core,
    Atom,
    DublinCore,
    DublinCoreTerms,
    Content,
    Media,
    Itunes,
    Xhtml,
    Rdf,
    Other,
}

/// <summary>The names that feeds use, and what they mean.</summary>
internal static class FeedNames
{
    public static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    public static readonly XNamespace DublinCore = "http://purl.org/dc/elements/1.1/";
    public static readonly XName XmlBase = XNamespace.Xml + "base";
    public static readonly XName XmlLang = XNamespace.Xml + "lang";

    private static readonly Dictionary<string, Vocabulary> Namespaces = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = Vocabulary.Core,
        ["http://purl.org/rss/1.0/"] = Vocabulary.Core,
        ["http://purl.org/net/rss1.1#"] = Vocabulary.Core,
        ["http://my.netscape.com/rdf/simple/0.9/"] = Vocabulary.Core,
        ["http://channel.netscape.com/rdf/simple/0.9/"] = Vocabulary.Core,
        ["http://my.netscape.com/publish/formats/rss-0.91.dtd"] = Vocabulary.Core,
        ["http://backend.userland.com/rss"] = Vocabulary.Core,
        ["http://backend.userland.com/rss2"] = Vocabulary.Core,
        ["http://blogs.law.harvard.edu/tech/rss"] = Vocabulary.Core,
        ["http://www.w3.org/2005/Atom"] = Vocabulary.Atom,
        ["http://purl.org/atom/ns#"] = Vocabulary.Atom,
        ["http://purl.org/dc/elements/1.1/"] = Vocabulary.DublinCore,
        ["http://purl.org/dc/elements/1.0/"] = Vocabulary.DublinCore,
        ["http://purl.org/dc/terms/"] = Vocabulary.DublinCoreTerms,
        ["http://purl.org/rss/1.0/modules/content/"] = Vocabulary.Content,
        ["http://purl.org/rss/1.0/modules/content"] = Vocabulary.Content,
        ["http://search.yahoo.com/mrss/"] = Vocabulary.Media,
        ["http://search.yahoo.com/mrss"] = Vocabulary.Media,
        ["http://www.itunes.com/dtds/podcast-1.0.dtd"] = Vocabulary.Itunes,
        ["http://www.w3.org/1999/xhtml"] = Vocabulary.Xhtml,
        ["http://www.w3.org/1999/02/22-rdf-syntax-ns#"] = Vocabulary.Rdf,
    };

    private static readonly HashSet<string> Dates = new(StringComparer.OrdinalIgnoreCase)
    {
        "pubDate",
        "lastBuildDate",
        "published",
        "updated",
        "date",
        "issued",
        "modified",
        "created",
    };

    private static readonly HashSet<string> Texts = new(StringComparer.OrdinalIgnoreCase)
    {
        "title",
        "description",
        "summary",
        "content",
        "encoded",
        "body",
        "fullitem",
        "subtitle",
        "tagline",
        "abstract",
        "rights",
        "copyright",
        "info",
    };

    /// <summary>Other words that we look for, as their formats spell them.</summary>
    private static readonly string[] Others =
    [
        "rss",
        "RDF",
        "feed",
        "channel",
        "item",
        "entry",
        "link",
        "guid",
        "id",
        "identifier",
        "author",
        "creator",
        "credit",
        "name",
        "email",
        "uri",
        "url",
        "category",
        "subject",
        "language",
        "version",
        "type",
        "mode",
        "rel",
        "href",
        "src",
        "cite",
        "about",
        "resource",
        "term",
        "label",
        "lastmod",
        "isPermaLink",
        "enclosure",
        "length",
        "fileSize",
        "base",
        "lang",
    ];

    private static readonly Dictionary<string, string> UsualNamespaces = new(StringComparer.Ordinal)
    {
        ["atom"] = "http://www.w3.org/2005/Atom",
        ["content"] = "http://purl.org/rss/1.0/modules/content/",
        ["dc"] = "http://purl.org/dc/elements/1.1/",
        ["dcterms"] = "http://purl.org/dc/terms/",
        ["itunes"] = "http://www.itunes.com/dtds/podcast-1.0.dtd",
        ["media"] = "http://search.yahoo.com/mrss/",
        ["rdf"] = "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        ["xhtml"] = "http://www.w3.org/1999/xhtml",
    };

    /// <summary>Every word that we look for.</summary>
    public static IEnumerable<string> Words => Dates.Concat(Texts).Concat(Others).Distinct(StringComparer.Ordinal);

    /// <summary>What a prefix stands for in nearly every feed, or a namespace of its own.</summary>
    public static string UsualNamespace(string prefix) =>
        UsualNamespaces.GetValueOrDefault(prefix, $"urn:undeclared:{prefix}");

    /// <summary>Whose word a namespace is.</summary>
    public static Vocabulary VocabularyOf(string name) => Namespaces.GetValueOrDefault(name, Vocabulary.Other);

    /// <summary>True for an element whose text is a date.</summary>
    public static bool IsDate(string local) => Dates.Contains(local);

    /// <summary>True for an element whose content is text or markup for people to read.</summary>
    public static bool IsText(string local, string name) =>
        Texts.Contains(local) && VocabularyOf(name) is not Vocabulary.Media;

    /// <summary>True for the element of one item.</summary>
    public static bool IsItem(string local) => Is(local, "item") || Is(local, "entry");

    /// <summary>Compares names as careless publishers write them.</summary>
    public static bool Is(string local, string name) => string.Equals(local, name, StringComparison.OrdinalIgnoreCase);
}
