using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using NewsMonitor.Core.Items;

namespace NewsMonitor.Benchmarks;

/// <summary>Items from outside, to measure with.</summary>
internal static class BenchmarkItems
{
    /// <summary>The items of an NDJSON file (<c>title</c>, <c>summary</c> or <c>description</c>, <c>body</c>), each text once.</summary>
    /// <param name="file">The file.</param>
    /// <param name="article">When above 0: items are joined until the body has so many characters.</param>
    public static ImmutableArray<Item> Read(string file, int article = 0)
    {
        var items = File.ReadLines(file)
            .Where(line => line.Length > 0)
            .Select(Parse)
            .Where(item => item.Title.Length > 0)
            .DistinctBy(item => (item.Title, item.Summary))
            .ToImmutableArray();
        return article == 0 ? items : [.. Articles(items, article)];
    }

    private static Item Parse(string line, int number)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        return new Item
        {
            Feed = Text(root, "feed") is { Length: > 0 } feed ? feed : Text(root, "source"),
            Identity = new ItemIdentity(null, null, $"{number}"),
            Key = $"{number}",
            Title = Core.Text.HtmlText.ToText(Text(root, "title")),
            Summary = Core.Text.HtmlText.ToText(
                Text(root, "summary") is { Length: > 0 } summary ? summary : Text(root, "description")
            ),
            Body = Text(root, "body"),
        };
    }

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
