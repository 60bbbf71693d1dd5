using System.Globalization;
using System.Text.Json;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Text;

namespace NewsMonitor.Commands;

/// <summary>
/// Reads items that a person brings: NDJSON, or a plain text with its title first. Members may have their names in RSS, as
/// most tools write them.
/// </summary>
internal static class ItemReader
{
    /// <summary>The items one by one, or what is wrong with a line.</summary>
    public static IEnumerable<(Item? Item, string? Problem)> Read(TextReader input)
    {
        var (first, number) = FirstLine(input);
        if (first is null)
            return [];
        return first.TrimStart().StartsWith('{')
            ? ReadLines(first, number, input)
            : [(PlainText(first, input.ReadToEnd()), null)];
    }

    private static (string? Line, int Number) FirstLine(TextReader input)
    {
        var number = 1;
        var line = input.ReadLine()?.TrimStart('\uFEFF');
        for (; line is not null && string.IsNullOrWhiteSpace(line); number++)
            line = input.ReadLine();
        return (line, number);
    }

    private static IEnumerable<(Item? Item, string? Problem)> ReadLines(string first, int number, TextReader input)
    {
        for (var line = first; line is not null; line = input.ReadLine(), number++)
        {
            if (!string.IsNullOrWhiteSpace(line))
                yield return ReadLine(line, number);
        }
    }

    private static (Item? Item, string? Problem) ReadLine(string line, int number)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? (ItemOf(document.RootElement, number), null)
                : (null, $"line {number}: an item is a JSON object such as {{\"id\": \"1\", \"title\": \"…\"}}");
        }
        catch (JsonException fault)
        {
            return (null, $"line {number}: no JSON object in one line: {fault.Message}");
        }
    }

    private static Item ItemOf(JsonElement json, int number)
    {
        var id = Value(json, "id") ?? Value(json, "link") ?? number.ToString(CultureInfo.InvariantCulture);
        return new Item
        {
            Feed = Value(json, "feed") ?? Value(json, "source") ?? "",
            Identity = new ItemIdentity(null, null, id),
            Key = id,
            Guid = id,
            Title = Plain(json, "title"),
            Summary = Plain(json, json.TryGetProperty("summary", out _) ? "summary" : "description"),
            Body = Plain(json, "body"),
            Article = Plain(json, "article"),
            Language = Value(json, "language"),
            Link = Uri.TryCreate(Value(json, "link"), UriKind.Absolute, out var link) ? link : null,
            Published = PublishedOf(json),
        };
    }

    private static DateTimeOffset? PublishedOf(JsonElement json) =>
        DateTimeOffset.TryParse(
            Value(json, "published") ?? Value(json, "pubDate"),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var published
        )
            ? published
            : null;

    /// <summary>
    /// Text stays as it is, so that offsets point into what was given; markup is read as text, also where it was escaped once
    /// more than it needed.
    /// </summary>
    private static string Plain(JsonElement json, string name)
    {
        var text = Value(json, name) ?? "";
        for (var layer = 0; layer < 2 && HtmlText.LooksLikeHtml(text); layer++)
            text = HtmlText.ToText(text);
        return text;
    }

    private static string? Value(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            }
            : null;

    private static Item PlainText(string title, string body) =>
        new()
        {
            Feed = "",
            Identity = new ItemIdentity(null, null, ""),
            Key = "1",
            Title = title,
            Body = body,
        };
}
