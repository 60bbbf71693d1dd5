using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NewsMonitor.Core.Items;
using NewsMonitor.Deliveries;
using NewsMonitor.Feeds.Parsing;

namespace NewsMonitor.Commands;

/// <summary>Prints what came of a document: a line for programs, a summary for people.</summary>
internal static class ParsePrinting
{
    private const int ShownItems = 10;

    private static readonly JsonWriterOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>One JSON object in one line.</summary>
    public static string Json(string file, ParseResult result)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Readable))
            Write(json, file, result);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void Write(Utf8JsonWriter json, string file, ParseResult result)
    {
        var parsed = result as Parsed;
        json.WriteStartObject();
        json.WriteString("file", file);
        json.WriteBoolean("ok", parsed is not null);
        json.WriteString("error", (result as Unreadable)?.Reason);
        json.WriteStartObject("feed");
        json.WriteString("title", parsed?.Title);
        json.WriteString("link", parsed?.Link?.AbsoluteUri);
        json.WriteString("language", parsed?.Language);
        json.WriteEndObject();
        json.WriteStartArray("items");
        foreach (var item in parsed?.Items ?? [])
            Write(json, item);
        json.WriteEndArray();
        json.WriteStartArray("warnings");
        foreach (var warning in parsed?.Warnings ?? [])
            json.WriteStringValue(warning);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Item item)
    {
        json.WriteStartObject();
        json.WriteString("id", item.Guid ?? item.Link?.AbsoluteUri ?? item.Key);
        json.WriteString("link", item.Link?.AbsoluteUri);
        json.WriteString("title", item.Title);
        json.WriteString("summary", (item.SummaryHtml ?? item.BodyHtml)?.Text);
        json.WriteString("content", item.BodyHtml?.Text);
        json.WriteString("author", item.Author);
        json.WriteString("published", Utc(item.Published));
        json.WriteString("updated", Utc(item.Updated));
        json.WriteEndObject();
    }

    private static string? Utc(DateTimeOffset? date) =>
        date?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A few lines: what the feed is, its first items, what had to be repaired.</summary>
    public static string Text(string file, ParseResult result) =>
        result switch
        {
            Parsed parsed => Text(file, parsed),
            Unreadable unreadable => $"{file}: no feed: {unreadable.Reason}",
            _ => throw new InvalidOperationException($"a document cannot be {result}"),
        };

    private static string Text(string file, Parsed parsed)
    {
        var text = new StringBuilder();
        var items = parsed.Items.Length == 1 ? "1 item" : $"{parsed.Items.Length} items";
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"{file}: {TitleOr(parsed.Title ?? "")}, {items}{Said(", ", parsed.Language)}{Said(", ", parsed.Link?.AbsoluteUri)}"
        );
        foreach (var item in parsed.Items.Take(ShownItems))
            Append(text, item);
        if (parsed.Items.Length > ShownItems)
            text.AppendLine(CultureInfo.InvariantCulture, $"  … and {parsed.Items.Length - ShownItems} more");
        foreach (var warning in parsed.Warnings)
            text.AppendLine(CultureInfo.InvariantCulture, $"  warning: {CleanText.Line(warning)}");
        return text.ToString().TrimEnd();
    }

    private static void Append(StringBuilder text, Item item)
    {
        var date = Utc(item.Published ?? item.Updated) ?? "no date             ";
        text.AppendLine(CultureInfo.InvariantCulture, $"  {date}  {TitleOr(item.Title)}{Said(" — ", item.Author)}");
        if (item.Link is not null)
            text.AppendLine(CultureInfo.InvariantCulture, $"                        {item.Link.AbsoluteUri}");
    }

    private static string Said(string before, string? words) => words is null ? "" : before + CleanText.Line(words);

    private static string TitleOr(string title) => CleanText.Line(title) is { Length: > 0 } line ? line : "(no title)";
}
