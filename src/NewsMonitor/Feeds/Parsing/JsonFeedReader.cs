using System.Collections.Immutable;
using System.Text.Json;

namespace NewsMonitor.Feeds.Parsing;

/// <summary>JSON Feed 1.0 and 1.1 (jsonfeed.org). A bad item costs only itself.</summary>
internal static class JsonFeedReader
{
    private static readonly JsonDocumentOptions Options = new()
    {
        MaxDepth = ParseLimits.Depth,
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>True when the text begins like a JSON document.</summary>
    public static bool IsJson(string text) => text.AsSpan().TrimStart() is ['{' or '[', ..];

    /// <summary>Reads the document, or says why it is no JSON Feed.</summary>
    public static (Listing? Listing, string? Problem) Read(string text, Uri address, ParseWarnings warnings)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Options);
            return Read(document.RootElement, address, warnings);
        }
        catch (JsonException problem)
        {
            return (null, $"JSON that cannot be read: {Plain(problem)}");
        }
    }

    private static string Plain(JsonException problem) =>
        $"{problem.Message.Split(" Path:")[0].Split(" LineNumber:")[0].TrimEnd('.', ' ')} (line {problem.LineNumber + 1}, byte {problem.BytePositionInLine})";

    private static (Listing?, string?) Read(JsonElement root, Uri address, ParseWarnings warnings)
    {
        if (root.ValueKind != JsonValueKind.Object || !IsFeed(root))
            return (null, Describe(root));
        if (!root.TryGetProperty("items", out var items) || items.ValueKind != JsonValueKind.Array)
            return (null, "JSON Feed whose \"items\" is no list");
        var listing = new Listing
        {
            Title = new Markup(Text(root, "title") ?? "", IsHtml: false),
            Link = Text(root, "home_page_url"),
            Base = address,
            Language = Text(root, "language"),
            Items = Items(root, items, address, warnings),
        };
        return (listing, null);
    }

    private static bool IsFeed(JsonElement root) =>
        Text(root, "version")?.Contains("jsonfeed.org", StringComparison.OrdinalIgnoreCase) == true
        || (root.TryGetProperty("items", out var items) && items.ValueKind == JsonValueKind.Array);

    private static string Describe(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return $"JSON {root.ValueKind.ToString()}, no feed".Replace("Array", "list", StringComparison.Ordinal);
        var keys = root.EnumerateObject().Take(5).Select(property => Excerpt.Of(property.Name)).ToList();
        return keys.Count == 0
            ? "empty JSON object, no feed"
            : $"JSON document with {string.Join(", ", keys)}, no feed";
    }

    private static ImmutableArray<ItemDraft> Items(
        JsonElement root,
        JsonElement items,
        Uri address,
        ParseWarnings warnings
    )
    {
        if (items.GetArrayLength() > ParseLimits.Items)
            warnings.Add(LimitWarnings.Items);
        var feedAuthors = Authors(root);
        var drafts = ImmutableArray.CreateBuilder<ItemDraft>();
        foreach (var item in items.EnumerateArray().Take(ParseLimits.Items))
        {
            if (item.ValueKind == JsonValueKind.Object)
                drafts.Add(Item(item, feedAuthors, address));
            else
                warnings.Add($"an item that is a JSON {item.ValueKind} was left out");
        }
        return drafts.ToImmutable();
    }

    private static ItemDraft Item(JsonElement item, ImmutableArray<string> feedAuthors, Uri address)
    {
        var authors = Authors(item);
        var html = Text(item, "content_html");
        return new ItemDraft
        {
            Guid = Text(item, "id"),
            Link = Text(item, "url") ?? Text(item, "external_url") ?? AddressIn(Text(item, "id")),
            Base = address,
            Title = new Markup(Text(item, "title") ?? "", IsHtml: false),
            Summary = new Markup(Text(item, "summary") ?? "", IsHtml: false),
            Body = html is null
                ? new Markup(Text(item, "content_text") ?? "", IsHtml: false)
                : new Markup(html, IsHtml: true, address),
            Authors = authors.IsEmpty ? feedAuthors : authors,
            Published = Text(item, "date_published"),
            Updated = Text(item, "date_modified"),
            Language = Text(item, "language"),
            Tags = Texts(item, "tags"),
            Enclosures = Attachments(item),
        };
    }

    private static ImmutableArray<EnclosureDraft> Attachments(JsonElement item) =>
        item.TryGetProperty("attachments", out var files) && files.ValueKind == JsonValueKind.Array
            ?
            [
                .. files
                    .EnumerateArray()
                    .Where(file => file.ValueKind == JsonValueKind.Object && Text(file, "url") is not null)
                    .Take(ParseLimits.Enclosures)
                    .Select(file => new EnclosureDraft(
                        Text(file, "url")!,
                        Text(file, "mime_type"),
                        Text(file, "size_in_bytes")
                    )),
            ]
            : [];

    private static string? AddressIn(string? id) => WebAddress.Read(id, null) is null ? null : id;

    /// <summary>1.1 has a list of authors, 1.0 one.</summary>
    private static ImmutableArray<string> Authors(JsonElement holder)
    {
        if (holder.TryGetProperty("authors", out var authors) && authors.ValueKind == JsonValueKind.Array)
            return [.. authors.EnumerateArray().Select(Name).OfType<string>()];
        return holder.TryGetProperty("author", out var author) && Name(author) is { } name ? [name] : [];
    }

    private static string? Name(JsonElement author) =>
        author.ValueKind switch
        {
            JsonValueKind.Object => Text(author, "name") ?? Text(author, "url"),
            JsonValueKind.String => author.GetString(),
            _ => null,
        };

    private static ImmutableArray<string> Texts(JsonElement holder, string name) =>
        holder.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ?
            [
                .. list.EnumerateArray()
                    .Where(tag => tag.ValueKind == JsonValueKind.String)
                    .Select(tag => tag.GetString()!),
            ]
            : [];

    /// <summary>A string, or a number as it is written, so that 42 and "42" are one id; null for anything else and for nothing.</summary>
    private static string? Text(JsonElement holder, string name)
    {
        if (!holder.TryGetProperty(name, out var value))
            return null;
        var text = value.ValueKind switch
        {
            JsonValueKind.String => String(value),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    /// <summary>A lone surrogate, written as an escape, is no text that .NET would give.</summary>
    private static string? String(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
