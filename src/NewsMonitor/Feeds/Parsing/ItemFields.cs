using System.Collections.Frozen;
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
    /// <summary>The words for each field, the preferred first.</summary>
    private static readonly (Field Field, (Vocabulary Vocabulary, string Local)[] Words)[] Preferences =
    [
        (
            Field.Title,
            [
                (Vocabulary.Core, "title"),
                (Vocabulary.Atom, "title"),
                (Vocabulary.DublinCore, "title"),
                (Vocabulary.Media, "title"),
                (Vocabulary.Itunes, "title"),
            ]
        ),
        (
            Field.Summary,
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
            ]
        ),
        (
            Field.Body,
            [
                (Vocabulary.Content, "encoded"),
                (Vocabulary.Atom, "content"),
                (Vocabulary.Xhtml, "body"),
                (Vocabulary.Xhtml, "div"),
                (Vocabulary.Core, "fullitem"),
                (Vocabulary.Core, "content"),
                (Vocabulary.Core, "body"),
            ]
        ),
        (Field.Guid, [(Vocabulary.Core, "guid"), (Vocabulary.Core, "id"), (Vocabulary.Atom, "id")]),
        (
            Field.Published,
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
            ]
        ),
        (
            Field.Updated,
            [
                (Vocabulary.Core, "updated"),
                (Vocabulary.Atom, "updated"),
                (Vocabulary.Core, "modified"),
                (Vocabulary.DublinCoreTerms, "modified"),
                (Vocabulary.DublinCore, "date"),
            ]
        ),
        (Field.Tag, [(Vocabulary.Core, "category"), (Vocabulary.Atom, "category"), (Vocabulary.DublinCore, "subject")]),
        (
            Field.Author,
            [
                (Vocabulary.Core, "author"),
                (Vocabulary.Atom, "author"),
                (Vocabulary.DublinCore, "creator"),
                (Vocabulary.DublinCore, "author"),
                (Vocabulary.Itunes, "author"),
                (Vocabulary.Media, "credit"),
            ]
        ),
        (Field.Language, [(Vocabulary.DublinCore, "language")]),
        (Field.Identifier, [(Vocabulary.DublinCore, "identifier")]),
    ];

    /// <summary>The same by the local name, so that an element is looked up once.</summary>
    private static readonly FrozenDictionary<string, Meaning[]> Meanings = Preferences
        .SelectMany(field =>
            field.Words.Select((word, rank) => (word.Local, Meaning: new Meaning(word.Vocabulary, field.Field, rank)))
        )
        .GroupBy(word => word.Local, word => word.Meaning, StringComparer.OrdinalIgnoreCase)
        .ToFrozenDictionary(word => word.Key, word => word.ToArray(), StringComparer.OrdinalIgnoreCase);

    private readonly List<Saying> _sayings = Sayings(children);

    private enum Field
    {
        Title,
        Summary,
        Body,
        Guid,
        Published,
        Updated,
        Tag,
        Author,
        Language,
        Identifier,
    }

    /// <summary>What a word of a vocabulary says, and how many others go before it.</summary>
    private readonly record struct Meaning(Vocabulary Vocabulary, Field Field, int Rank);

    /// <summary>An element that says something about a field.</summary>
    private readonly record struct Saying(Field Field, int Rank, XElement Element);

    /// <summary>The item as written.</summary>
    /// <param name="feedAuthors">The authors of the feed, who are those of an entry that names none.</param>
    public ItemDraft Draft(ImmutableArray<string> feedAuthors)
    {
        var link = LinkChoice.Of(children, isAtom);
        var guid = Guid();
        var authors = AuthorsIn(_sayings);
        return new ItemDraft
        {
            Guid = guid,
            Link = link?.Address ?? GuidAsLink(guid) ?? About() ?? item.Named("href"),
            Base = link is null ? origin : WebAddress.Base((string?)link.Element.Attribute(FeedNames.XmlBase), origin),
            Title = Text(Field.Title),
            Summary = Text(Field.Summary),
            Body = Text(Field.Body),
            Authors = authors.IsEmpty ? feedAuthors : authors,
            Published = Date(Field.Published),
            Updated = Date(Field.Updated) ?? item.Named("lastmod"),
            Language = First(Field.Language)?.Value ?? item.LanguageOf(),
            Tags = [.. InOrder(_sayings, Field.Tag).Select(said => Term(said.Element))],
            Enclosures = EnclosureChoice.Of(children),
        };
    }

    private static List<Saying> Sayings(ImmutableArray<Child> children)
    {
        var sayings = new List<Saying>(children.Length + 4);
        foreach (var child in children)
        {
            if (!Meanings.TryGetValue(child.Element.Name.LocalName, out var meanings))
                continue;
            foreach (var meaning in meanings)
            {
                if (meaning.Vocabulary == child.Vocabulary)
                    sayings.Add(new Saying(meaning.Field, meaning.Rank, child.Element));
            }
        }
        return sayings;
    }

    /// <summary>What is said of a field, the preferred words first, equal ones in the order of the document.</summary>
    private static IEnumerable<Saying> InOrder(List<Saying> sayings, Field field) =>
        sayings.Where(said => said.Field == field).OrderBy(said => said.Rank);

    /// <summary>The names of the authors of a feed.</summary>
    public static ImmutableArray<string> AuthorsOf(ImmutableArray<Child> children) => AuthorsIn(Sayings(children));

    /// <summary>The names of the authors, all of the first kind of word that names any.</summary>
    private static ImmutableArray<string> AuthorsIn(List<Saying> sayings)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        var rank = int.MaxValue;
        foreach (var said in sayings)
        {
            if (said.Field != Field.Author || said.Rank > rank || Name(said.Element) is not { Length: > 0 } name)
                continue;
            if (said.Rank < rank)
                names.Clear();
            rank = said.Rank;
            if (names.Count < ParseLimits.Authors)
                names.Add(name);
        }
        return names.ToImmutable();
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
        if (!line.Contains('@', StringComparison.Ordinal))
            return line.Trim();
        var match = NameAndAddress().Match(line);
        return match.Success ? match.Groups["name"].Value : line.Trim();
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

    private string? Guid() => First(Field.Guid)?.Value.Trim() ?? About() ?? First(Field.Identifier)?.Value.Trim();

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
        var element = children.FirstOrDefault(child => child.Is(Vocabulary.Core, "guid") && IsWritten(child.Element));
        var isPermalink =
            element.Element is not null && !FeedNames.Is(element.Element.Named("isPermaLink")?.Trim() ?? "", "false");
        return isPermalink && WebAddress.Read(guid, null) is not null ? guid : null;
    }

    private Markup Text(Field field)
    {
        var element = First(field);
        if (element is null)
            return Markup.None;
        var isAtomText = isAtom || FeedNames.VocabularyOf(element.Name.NamespaceName) is Vocabulary.Atom;
        return element.MarkupOf(isAtomText, origin);
    }

    /// <summary>The first date that can be read; if none can, the first that was written.</summary>
    private string? Date(Field field)
    {
        var first = First(field)?.Value;
        if (first is null || FeedDates.Read(first) is not null)
            return first;
        var written = InOrder(_sayings, field).Select(said => said.Element.Value);
        return written.FirstOrDefault(value => FeedDates.Read(value) is not null) ?? first;
    }

    /// <summary>The preferred element with something in it.</summary>
    private XElement? First(Field field)
    {
        XElement? first = null;
        var rank = int.MaxValue;
        foreach (var said in _sayings)
        {
            if (said.Field == field && said.Rank < rank && IsWritten(said.Element))
                (first, rank) = (said.Element, said.Rank);
        }
        return first;
    }

    private static bool IsWritten(XElement element) => !string.IsNullOrWhiteSpace(element.Value);
}
