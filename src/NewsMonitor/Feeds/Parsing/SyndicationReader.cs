using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using CodeHollow.FeedReader.Feeds;

namespace NewsMonitor.Feeds.Parsing;

/// <summary>
/// RSS and Atom. CodeHollow.FeedReader says which the items of a feed are; what an item says is read from its raw element,
/// where nothing is lost. It is given the guarded tree: from text it would build the tree twice, without our limits.
/// </summary>
internal static class SyndicationReader
{
    /// <summary>Reads a tree that the guard has admitted and that is in a form CodeHollow.FeedReader knows.</summary>
    /// <param name="document">The root of the tree.</param>
    /// <param name="address">Where it was found.</param>
    public static Listing Read(XElement document, Uri address)
    {
        var feed = ReadShape(document);
        var root = feed.Element;
        var children = Children(root);
        var origin = root.BaseOf(address);
        var isAtom = feed is AtomFeed;
        var items = new FeedItems(isAtom, origin, isAtom ? ItemFields.AuthorsOf(children) : [], root);
        return new Listing
        {
            Title = FeedTitle(children, isAtom, origin),
            Link = LinkChoice.Of(children, isAtom)?.Address ?? root.Named("href"),
            Base = origin,
            Language = FeedLanguage(root, children),
            Items = [.. feed.Items.Select(item => items.Draft(item.Element))],
        };
    }

    /// <summary>CodeHollow.FeedReader reads dates by the culture of the thread; we read none of its dates, but it may throw.</summary>
    private static BaseFeed ReadShape(XElement root)
    {
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            return Shape(new XDocument(root).Root!);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private static BaseFeed Shape(XElement root) =>
        root.Name.LocalName switch
        {
            "feed" => new AtomFeed("", root),
            "RDF" => new Rss10Feed("", root),
            _ => Rss((string?)root.Attribute("version"), Channel(root)),
        };

    private static BaseFeed Rss(string? version, XElement channel) =>
        version switch
        {
            "0.91" => new Rss091Feed("", channel),
            "0.92" => new Rss092Feed("", channel),
            _ => new Rss20Feed("", channel),
        };

    private static XElement Channel(XElement root) =>
        root.Element(root.GetDefaultNamespace() + "channel")
        ?? throw new InvalidDataException("a feed without a channel");

    private static Markup FeedTitle(ImmutableArray<Child> children, bool isAtom, Uri? origin)
    {
        var title = children.FirstOrDefault(child => IsWrittenTitle(child, Vocabulary.Core));
        if (title.Element is null)
            title = children.FirstOrDefault(child => IsWrittenTitle(child, Vocabulary.DublinCore));
        return title.Element is null ? Markup.None : title.Element.MarkupOf(isAtom, origin);
    }

    private static bool IsWrittenTitle(Child child, Vocabulary vocabulary) =>
        child.Is(vocabulary, "title") && !string.IsNullOrWhiteSpace(child.Element.Value);

    private static string? FeedLanguage(XElement root, ImmutableArray<Child> children)
    {
        var named = children.FirstOrDefault(child =>
            child.Is(Vocabulary.Core, "language") || child.Is(Vocabulary.DublinCore, "language")
        );
        return named.Element?.Value.Trim() is { Length: > 0 } language ? language : root.LanguageOf();
    }

    /// <summary>The elements of a feed or an item, items left out: a feed may list thousands.</summary>
    private static ImmutableArray<Child> Children(XElement parent)
    {
        var children = ImmutableArray.CreateBuilder<Child>();
        foreach (var element in parent.Elements())
        {
            if (!FeedNames.IsItem(element.Name.LocalName))
                children.Add(new Child(element, element.VocabularyIn(parent)));
        }
        return children.DrainToImmutable();
    }

    /// <summary>What the items of one feed share.</summary>
    private sealed record FeedItems(bool IsAtom, Uri? Origin, ImmutableArray<string> Authors, XElement Root)
    {
        public ItemDraft Draft(XElement item)
        {
            // In RSS 1.0 the items stand beside the channel, not in it.
            var outer = item.Parent == Root ? Origin : item.Parent!.BaseOf(Origin);
            var origin = WebAddress.Base((string?)item.Attribute(FeedNames.XmlBase), outer);
            return new ItemFields(item, Children(item), IsAtom, origin).Draft(Authors);
        }
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
