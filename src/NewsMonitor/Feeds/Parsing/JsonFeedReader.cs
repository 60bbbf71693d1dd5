using System.Collections.Immutable;
using System.Text.Json;

namespace NewsMonitor.Feeds.Parsing;

/// <summary>Reads JSON Feed 1.0 and 1.1 (jsonfeed.org). A bad item costs only itself.</summary>
internal static class JsonFeedReader
{
    private static readonly JsonDocumentOptions Limits = new()
    {
        MaxDepth = ParseLimits.Depth,
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>What the document lists.</summary>
    /// <exception cref="JsonException">It is no JSON, or no JSON Feed; the message says what it is.</exception>
    public static Listing Read(string text, Uri address, ParseWarnings warnings)
    {
        using var document = JsonDocument.Parse(text, Limits);
        var feed = document.RootElement;
        if (feed.ValueKind != JsonValueKind.Object || !feed.TryGetProperty("items", out var items))
            throw new JsonException("a JSON document without a list of items, so no JSON Feed");
        if (items.ValueKind != JsonValueKind.Array)
            throw new JsonException("a JSON Feed whose items are no list");
        return new Listing
        {
            Title = new Markup(Text(feed, "title") ?? "", IsHtml: false),
            Link = Text(feed, "home_page_url"),
            Base = address,
            Language = Text(feed, "language"),
            Items = ReadItems(items, AuthorsOf(feed), address, warnings),
        };
    }

    private static ImmutableArray<ItemDraft> ReadItems(
        JsonElement items,
        ImmutableArray<string> feedAuthors,
        Uri address,
        ParseWarnings warnings
    )
    {
        var drafts = ImmutableArray.CreateBuilder<ItemDraft>();
        var number = 0;
        foreach (var item in items.EnumerateArray())
            if (++number > ParseLimits.Items)
            {
                warnings.Add($"limit reached: only the first {ParseLimits.Items} items are read");
                break;
            }
            else if (item.ValueKind == JsonValueKind.Object)
                drafts.Add(Draft(item, feedAuthors, address));
            else
                warnings.Add($"item {number} is left out: it is {item.ValueKind}, not an object");
        return drafts.ToImmutable();
    }

    private static ItemDraft Draft(JsonElement item, ImmutableArray<string> feedAuthors, Uri address)
    {
        var html = Text(item, "content_html");
        var authors = AuthorsOf(item);
        return new ItemDraft
        {
            Guid = Text(item, "id"),
            Link = Text(item, "url") ?? Text(item, "external_url"),
            Base = address,
            Title = new Markup(Text(item, "title") ?? "", IsHtml: false),
            Summary = new Markup(Text(item, "summary") ?? "", IsHtml: false),
            Body = new Markup(html ?? Text(item, "content_text") ?? "", IsHtml: html is not null, address),
            Authors = authors.IsEmpty ? feedAuthors : authors,
            Published = Text(item, "date_published"),
            Updated = Text(item, "date_modified"),
            Language = Text(item, "language"),
            Tags =
                item.TryGetProperty("tags", out var tags) && tags.ValueKind == JsonValueKind.Array
                    ?
                    [
                        .. tags.EnumerateArray()
                            .Where(tag => tag.ValueKind == JsonValueKind.String)
                            .Select(tag => tag.GetString()!)
                            .Take(ParseLimits.Tags),
                    ]
                    : [],
        };
    }

    /// <summary>Version 1.1 has a list of authors, 1.0 a single one.</summary>
    private static ImmutableArray<string> AuthorsOf(JsonElement owner)
    {
        if (owner.TryGetProperty("authors", out var authors) && authors.ValueKind == JsonValueKind.Array)
            return [.. authors.EnumerateArray().Select(NameOf).OfType<string>()];
        return owner.TryGetProperty("author", out var author) && NameOf(author) is { } name ? [name] : [];
    }

    private static string? NameOf(JsonElement author) =>
        author.ValueKind == JsonValueKind.Object ? Text(author, "name") ?? Text(author, "url") : null;

    /// <summary>A string, or a number as it was written: ids are often numbers.</summary>
    private static string? Text(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            }
            : null;
}
