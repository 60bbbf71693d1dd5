using System.Globalization;
using System.Text.Json;
using NewsMonitor.Core.Items;
using NewsMonitor.Feeds.Parsing;

namespace NewsMonitor.Benchmarks;

/// <summary>The fields that gofeed's expected results name, beside ours.</summary>
internal static class GofeedField
{
    public static IEnumerable<(string Name, string? Wanted, string? Got)> In(JsonElement expected, Parsed? feed)
    {
        foreach (var name in (string[])["title", "link", "language"])
        {
            if (Text(expected, name) is { } wanted)
                yield return (name, wanted, Feed(feed, name));
        }
        if (!expected.TryGetProperty("items", out var items) || items.ValueKind != JsonValueKind.Array)
            yield break;
        var index = 0;
        foreach (var item in items.EnumerateArray())
        {
            var ours = index < feed?.Items.Length ? feed.Items[index] : null;
            foreach (var (name, wanted) in Wanted(item))
                yield return ($"items[{index}].{name}", wanted, Of(ours, name));
            index++;
        }
    }

    private static IEnumerable<(string Name, string? Wanted)> Wanted(JsonElement item)
    {
        foreach (
            var name in (string[])
                ["title", "link", "guid", "description", "content", "publishedParsed", "updatedParsed"]
        )
        {
            if (Text(item, name) is { } wanted)
                yield return (
                    name,
                    name.EndsWith("Parsed", StringComparison.Ordinal) ? Instant(FeedDates.Read(wanted)) : wanted
                );
        }
        if (
            item.TryGetProperty("author", out var author)
            && author.ValueKind == JsonValueKind.Object
            && Text(author, "name") is { } who
        )
            yield return ("author", who);
    }

    private static string? Feed(Parsed? feed, string name) =>
        name switch
        {
            "title" => feed?.Title,
            "link" => Link(feed?.Link),
            _ => feed?.Language,
        };

    private static string? Of(Item? item, string name) =>
        name switch
        {
            "title" => item?.Title,
            "link" => Link(item?.Link),
            "guid" => item?.Guid,
            "description" => item?.SummaryHtml?.Text,
            "content" => item?.BodyHtml?.Text,
            "author" => item?.Author,
            "publishedParsed" => Instant(item?.Published),
            _ => Instant(item?.Updated),
        };

    /// <summary>gofeed writes an address without the slash that stands for the root.</summary>
    private static string? Link(Uri? link) => link?.OriginalString;

    private static string? Instant(DateTimeOffset? date) =>
        date?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    private static string? Text(JsonElement holder, string name) =>
        holder.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
