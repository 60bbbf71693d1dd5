using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using CodeHollow.FeedReader;
using PublishedFeed = CodeHollow.FeedReader.Feed;

namespace NewsMonitor.Feeds.Parsing;

/// <summary>
/// RSS and Atom. CodeHollow.FeedReader says what kind of feed it is and which its items are; what an item says is read from
/// its raw element, where nothing is lost.
/// </summary>
internal static class SyndicationReader
{
    /// <summary>Reads a document that the guard has admitted and that is in a form CodeHollow.FeedReader knows.</summary>
    /// <param name="xml">The document.</param>
    /// <param name="address">Where it was found.</param>
    public static Listing Read(string xml, Uri address)
    {
        var feed = ReadShape(xml);
        var isAtom = feed.Type == FeedType.Atom;
        var root = feed.SpecificFeed.Element;
        var origin = root.BaseOf(address);
        return new Listing
        {
            Title = FeedTitle(root, isAtom, origin),
            Link = FeedLink(root),
            Base = origin,
            Language = FeedLanguage(root),
            Items = [.. feed.Items.Select(item => Draft(item.SpecificItem.Element, isAtom, address, root))],
        };
    }

    /// <summary>CodeHollow.FeedReader reads dates by the culture of the thread; we read none of its dates, but it may throw.</summary>
    private static PublishedFeed ReadShape(string xml)
    {
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            return FeedReader.ReadFromString(xml);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private static Markup FeedTitle(XElement root, bool isAtom, Uri? origin)
    {
        var children = Children(root);
        var title = children.FirstOrDefault(child => IsWrittenTitle(child, Vocabulary.Core));
        if (title.Element is null)
            title = children.FirstOrDefault(child => IsWrittenTitle(child, Vocabulary.DublinCore));
        return title.Element is null ? Markup.None : title.Element.MarkupOf(isAtom, origin);
    }

    private static bool IsWrittenTitle(Child child, Vocabulary vocabulary) =>
        child.Is(vocabulary, "title") && !string.IsNullOrWhiteSpace(child.Element.Value);

    private static string? FeedLink(XElement root) => LinkChoice.Of(Children(root))?.Address ?? root.Named("href");

    private static string? FeedLanguage(XElement root)
    {
        var named = Children(root)
            .FirstOrDefault(child =>
                child.Is(Vocabulary.Core, "language") || child.Is(Vocabulary.DublinCore, "language")
            );
        return named.Element?.Value.Trim() is { Length: > 0 } language ? language : root.LanguageOf();
    }

    private static ImmutableArray<Child> Children(XElement parent) =>
        [.. parent.Elements().Select(element => new Child(element, element.VocabularyIn(parent)))];

    private static ItemDraft Draft(XElement item, bool isAtom, Uri address, XElement feed)
    {
        var fields = new ItemFields(item, Children(item), isAtom, item.BaseOf(address));
        return fields.Draft(isAtom ? ItemFields.AuthorsOf(Children(feed)) : []);
    }
}

/// <summary>An element and whose word it is.</summary>
internal readonly record struct Child(XElement Element, Vocabulary Vocabulary)
{
    /// <summary>True for a word of a vocabulary. Atom's words may stand in any feed.</summary>
    public bool Is(Vocabulary vocabulary, string local) =>
        Element is not null && Vocabulary == vocabulary && FeedNames.Is(Element.Name.LocalName, local);

    /// <summary>True for a word of the format itself, or of Atom in another format.</summary>
    public bool IsOwn(string local) => Is(Vocabulary.Core, local) || Is(Vocabulary.Atom, local);
}
