using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;

namespace NewsMonitor.Demo;

/// <summary>One item of a seed, as far as the demo must know it.</summary>
/// <param name="Reference">Its guid, or its link where the outlet gives no guid.</param>
/// <param name="Title">Its headline.</param>
/// <param name="Published">When it appears.</param>
internal sealed record SeedItem(string Reference, string Title, DateTimeOffset Published);

/// <summary>A feed of the seeds: the whole document, and what of it was there at any moment of the story.</summary>
/// <remarks>It reads its documents with its own few lines, so that a fault of the real parser cannot hide an item from the check.</remarks>
internal sealed class SeedFeed
{
    private readonly ImmutableArray<(DateTimeOffset From, FeedPage Page)> _editions;

    private SeedFeed(string name, ImmutableArray<SeedItem> items, Func<DateTimeOffset, FeedPage> pageAt)
    {
        Name = name;
        Items = items;
        var moments = items.Select(item => item.Published).Append(DateTimeOffset.MinValue).Distinct().Order();
        _editions = [.. moments.Select(moment => (moment, pageAt(moment)))];
    }

    /// <summary>The file's name: the last segment of the feed's address.</summary>
    public string Name { get; }

    /// <summary>Every item, in the order of the document.</summary>
    public ImmutableArray<SeedItem> Items { get; }

    /// <summary>Reads a seed from its file.</summary>
    public static SeedFeed Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var name = Path.GetFileName(path);
        return Path.GetExtension(path) == ".json" ? FromJson(name, bytes) : FromXml(name, bytes);
    }

    /// <summary>Every seed of a folder.</summary>
    public static ImmutableArray<SeedFeed> ReadAll(string folder) =>
        [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(Read)];

    /// <summary>The document with the items that were published by then.</summary>
    public FeedPage PageAt(DateTimeOffset moment) => _editions.Last(edition => edition.From <= moment).Page;

    private static DateTimeOffset Date(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static DateTimeOffset? Newest(IEnumerable<SeedItem> items) =>
        items.Select(item => (DateTimeOffset?)item.Published).Max();

    private static SeedFeed FromJson(string name, byte[] bytes)
    {
        var document = JsonDocument.Parse(bytes).RootElement;
        ImmutableArray<SeedItem> items = [.. document.GetProperty("items").EnumerateArray().Select(Item)];
        return new SeedFeed(name, items, PageAt);

        FeedPage PageAt(DateTimeOffset moment) =>
            new(
                Write(document, element => Item(element).Published <= moment),
                "application/feed+json",
                Newest(items.Where(item => item.Published <= moment))
            );

        static SeedItem Item(JsonElement element) =>
            new(
                element.GetProperty("id").GetString()!,
                element.GetProperty("title").GetString()!,
                Date(element.GetProperty("date_published").GetString()!)
            );
    }

    private static byte[] Write(JsonElement document, Func<JsonElement, bool> isPublished)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var property in document.EnumerateObject().Where(property => property.Name != "items"))
                property.WriteTo(writer);
            writer.WriteStartArray("items");
            foreach (var item in document.GetProperty("items").EnumerateArray().Where(isPublished))
                item.WriteTo(writer);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return buffer.ToArray();
    }

    private static SeedFeed FromXml(string name, byte[] bytes)
    {
        var document = XDocument.Load(new MemoryStream(bytes), LoadOptions.PreserveWhitespace);
        ImmutableArray<SeedItem> items = [.. ItemElements(document).Select(Item)];
        return new SeedFeed(name, items, PageAt);

        FeedPage PageAt(DateTimeOffset moment) =>
            new(
                Write(document, moment),
                document.Root!.Name.LocalName == "feed" ? "application/atom+xml" : "application/rss+xml",
                Newest(items.Where(item => item.Published <= moment))
            );
    }

    private static SeedItem Item(XElement element) =>
        new(
            ValueOf(element, "guid", "id") ?? element.Attribute(Rdf + "about")?.Value ?? ValueOf(element, "link")!,
            ValueOf(element, "title")!,
            Date(ValueOf(element, "pubDate", "published", "date")!)
        );

    private static readonly XNamespace Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

    private static IEnumerable<XElement> ItemElements(XDocument document) =>
        document.Descendants().Where(element => element.Name.LocalName is "item" or "entry");

    private static string? ValueOf(XElement item, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (item.Elements().FirstOrDefault(element => element.Name.LocalName == name) is { } found)
                return found.Value;
        }
        return null;
    }

    private static byte[] Write(XDocument whole, DateTimeOffset moment)
    {
        var document = new XDocument(whole);
        var later = ItemElements(document).Where(element => Item(element).Published > moment).ToList();
        var names = later.Select(element => element.Attribute(Rdf + "about")?.Value).ToHashSet();
        later.Remove();
        document
            .Descendants(Rdf + "li")
            .Where(line => names.Contains(line.Attribute(Rdf + "resource")?.Value))
            .Remove();
        return Bytes(document);
    }

    private static byte[] Bytes(XDocument document)
    {
        using var buffer = new MemoryStream();
        using (var writer = XmlWriter.Create(buffer, new XmlWriterSettings { Encoding = new UTF8Encoding(false) }))
            document.Save(writer);
        return buffer.ToArray();
    }
}
