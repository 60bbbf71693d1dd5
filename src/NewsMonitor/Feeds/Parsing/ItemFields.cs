using System.Collections.Immutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace NewsMonitor.Feeds.Parsing;

/// <summary>
/// The fields of one item or entry. For each there is an order of preference, the format's own word first; the first element
/// in that order with something in it is taken.
/// </summary>
internal sealed partial class ItemFields(XElement item, ImmutableArray<Child> children, bool isAtom, Uri? origin)
{
    private static readonly (Vocabulary, string)[] Titles =
    [
        (Vocabulary.Core, "title"),
        (Vocabulary.Atom, "title"),
        (Vocabulary.DublinCore, "title"),
        (Vocabulary.Media, "title"),
        (Vocabulary.Itunes, "title"),
    ];

    private static readonly (Vocabulary, string)[] Summaries =
    [
        (Vocabulary.Core, "description"),
        (Vocabulary.Core, "summary"),
        (Vocabulary.Atom, "summary"),
        (Vocabulary.DublinCore, "description"),
        (Vocabulary.DublinCoreTerms, "abstract"),
        (Vocabulary.Core, "abstract"),
        (Vocabulary.Itunes, "summary"),
        (Vocabulary.Media, "description"),
        (Vocabulary.Itunes, "subtitle"),
    ];

    private static readonly (Vocabulary, string)[] Bodies =
    [
        (Vocabulary.Content, "encoded"),
        (Vocabulary.Atom, "content"),
        (Vocabulary.Xhtml, "body"),
        (Vocabulary.Xhtml, "div"),
        (Vocabulary.Core, "fullitem"),
        (Vocabulary.Core, "content"),
        (Vocabulary.Core, "body"),
    ];

    private static readonly (Vocabulary, string)[] Guids =
    [
        (Vocabulary.Core, "guid"),
        (Vocabulary.Core, "id"),
        (Vocabulary.Atom, "id"),
    ];

    private static readonly (Vocabulary, string)[] Publications =
    [
        (Vocabulary.Core, "pubDate"),
        (Vocabulary.Core, "published"),
        (Vocabulary.Atom, "published"),
        (Vocabulary.Core, "issued"),
        (Vocabulary.DublinCoreTerms, "issued"),
        (Vocabulary.DublinCore, "date"),
        (Vocabulary.Core, "date"),
        (Vocabulary.DublinCoreTerms, "created"),
        (Vocabulary.Core, "created"),
    ];

    private static readonly (Vocabulary, string)[] Changes =
    [
        (Vocabulary.Core, "updated"),
        (Vocabulary.Atom, "updated"),
        (Vocabulary.Core, "modified"),
        (Vocabulary.DublinCoreTerms, "modified"),
        (Vocabulary.DublinCore, "date"),
    ];

    private static readonly (Vocabulary, string)[] Categories =
    [
        (Vocabulary.Core, "category"),
        (Vocabulary.Atom, "category"),
        (Vocabulary.DublinCore, "subject"),
    ];

    private static readonly (Vocabulary, string)[] Writers =
    [
        (Vocabulary.Core, "author"),
        (Vocabulary.Atom, "author"),
        (Vocabulary.DublinCore, "creator"),
        (Vocabulary.DublinCore, "author"),
        (Vocabulary.Itunes, "author"),
        (Vocabulary.Media, "credit"),
    ];

    /// <summary>The item as written.</summary>
    /// <param name="feedAuthors">The authors of the feed, who are those of an entry that names none.</param>
    public ItemDraft Draft(ImmutableArray<string> feedAuthors)
    {
        var link = LinkChoice.Of(children);
        var guid = Guid();
        var authors = AuthorsOf(children);
        return new ItemDraft
        {
            Guid = guid,
            Link = link?.Address ?? GuidAsLink(guid) ?? About() ?? item.Named("href"),
            Base = link is null ? origin : WebAddress.Base((string?)link.Element.Attribute(FeedNames.XmlBase), origin),
            Title = Text(Titles),
            Summary = Text(Summaries),
            Body = Text(Bodies),
            Authors = authors.IsEmpty ? feedAuthors : authors,
            Published = Date(Publications),
            Updated = Date(Changes) ?? item.Named("lastmod"),
            Language = First([(Vocabulary.DublinCore, "language")])?.Value ?? item.LanguageOf(),
            Tags = [.. All(Categories).Select(Term)],
        };
    }

    /// <summary>The names of the authors, all of the first kind of word that names any.</summary>
    public static ImmutableArray<string> AuthorsOf(ImmutableArray<Child> children)
    {
        foreach (var (vocabulary, local) in Writers)
        {
            var names = children.Where(child => child.Is(vocabulary, local)).Select(child => Name(child.Element));
            var written = names.Where(name => !string.IsNullOrWhiteSpace(name)).ToImmutableArray();
            if (!written.IsEmpty)
                return written;
        }
        return [];
    }

    /// <summary>Atom gives a person parts; RSS writes one line.</summary>
    private static string Name(XElement person)
    {
        if (!person.HasElements)
            return NameInLine(person.Value);
        string[] parts = ["name", "email", "uri", "url"];
        return parts.Select(part => Part(person, part)).FirstOrDefault(value => value.Length > 0) ?? "";
    }

    /// <summary>RSS 2.0 wants <c>jane@example.org (Jane Doe)</c>, others write <c>Jane Doe (jane@example.org)</c>: the name counts.</summary>
    private static string NameInLine(string line)
    {
        var match = NameAndAddress().Match(line);
        return match.Success ? match.Groups["name"].Value : line;
    }

    [GeneratedRegex(
        @"^\s*(?:\S+@\S+\s*\((?<name>[^()]*[^()\s][^()]*)\)|(?<name>[^()<>]*[^()<>\s])\s*[(<]\s*\S+@\S+\s*[)>])\s*$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex NameAndAddress();

    private static string Part(XElement person, string local) =>
        person.Elements().FirstOrDefault(child => FeedNames.Is(child.Name.LocalName, local))?.Value.Trim() ?? "";

    private static string Term(XElement category) =>
        category.Named("label") ?? category.Named("term") ?? category.Value;

    private string? Guid() =>
        First(Guids)?.Value.Trim() ?? About() ?? First([(Vocabulary.DublinCore, "identifier")])?.Value.Trim();

    private string? About() =>
        item.Attributes()
            .FirstOrDefault(attribute =>
                attribute.Name.LocalName is "about" or "resource"
                && FeedNames.VocabularyOf(attribute.Name.NamespaceName) is Vocabulary.Rdf
            )
            ?.Value;

    /// <summary>A guid is a permanent link unless it says that it is none, and only an address can be one.</summary>
    private string? GuidAsLink(string? guid)
    {
        var element = First([(Vocabulary.Core, "guid")]);
        var isPermalink = element is not null && !FeedNames.Is(element.Named("isPermaLink")?.Trim() ?? "", "false");
        return isPermalink && WebAddress.Read(guid, null) is not null ? guid : null;
    }

    private Markup Text((Vocabulary, string)[] words)
    {
        var element = First(words);
        if (element is null)
            return Markup.None;
        var isAtomText = isAtom || FeedNames.VocabularyOf(element.Name.NamespaceName) is Vocabulary.Atom;
        return element.MarkupOf(isAtomText, origin);
    }

    /// <summary>The first date that can be read; if none can, the first that was written.</summary>
    private string? Date((Vocabulary, string)[] words)
    {
        var written = All(words)
            .Select(element => element.Value)
            .Where(value => !string.IsNullOrWhiteSpace(value))
            .ToList();
        return written.Find(value => FeedDates.Read(value) is not null) ?? written.FirstOrDefault();
    }

    private XElement? First((Vocabulary, string)[] words) =>
        All(words).FirstOrDefault(element => !string.IsNullOrWhiteSpace(element.Value));

    private IEnumerable<XElement> All((Vocabulary Vocabulary, string Local)[] words) =>
        words.SelectMany(word =>
            children.Where(child => child.Is(word.Vocabulary, word.Local)).Select(child => child.Element)
        );
}
