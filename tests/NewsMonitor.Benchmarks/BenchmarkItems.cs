using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.Json;
using NewsMonitor.Core.Items;

namespace NewsMonitor.Benchmarks;

/// <summary>Items from outside, to measure with.</summary>
internal static class BenchmarkItems
{
    /// <summary>
    /// The items of an NDJSON file, or of all in a folder (<c>id</c>, <c>title</c>, <c>summary</c> or <c>description</c>,
    /// <c>body</c>), each text once.
    /// </summary>
    /// <param name="file">The file or the folder.</param>
    /// <param name="article">When above 0: items are joined until the body has so many characters.</param>
    public static ImmutableArray<Item> Read(string file, int article = 0)
    {
        var items = Files(file)
            .SelectMany(File.ReadLines)
            .Where(line => line.Length > 0)
            .Select(Parse)
            .Where(item => item.Title.Length > 0)
            .DistinctBy(item => (item.Title, item.Summary))
            .ToImmutableArray();
        return article == 0 ? items : [.. Articles(items, article)];
    }

    private static IEnumerable<string> Files(string path) =>
        Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.ndjson").Order(StringComparer.Ordinal) : [path];

    private static Item Parse(string line, int number)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        var id = Text(root, "id") is { Length: > 0 } own ? own : $"{number}";
        return new Item
        {
            Feed = Text(root, "feed") is { Length: > 0 } feed ? feed : Text(root, "source"),
            Identity = new ItemIdentity(null, null, id),
            Key = id,
            Title = Plain(Text(root, "title")),
            Summary = Plain(Text(root, "summary") is { Length: > 0 } summary ? summary : Text(root, "description")),
            Body = Text(root, "body"),
        };
    }

    /// <summary>Streams are kept as they stand in XML: markup in them is escaped, and escaped again where it is meant as text.</summary>
    private static string Plain(string escaped) => Core.Text.HtmlText.ToText(WebUtility.HtmlDecode(escaped));

    private static string Text(JsonElement root, string key) =>
        root.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static IEnumerable<Item> Articles(ImmutableArray<Item> items, int length)
    {
        var body = new StringBuilder();
        foreach (var item in items)
        {
            body.Append(item.Title).Append(".\n").Append(item.Summary).Append('\n');
            if (body.Length < length)
                continue;
            yield return item with
            {
                Summary = "",
                Body = body.ToString(0, length),
            };
            body.Clear();
        }
    }
}
