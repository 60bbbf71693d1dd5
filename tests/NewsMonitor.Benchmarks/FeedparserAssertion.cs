using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using NewsMonitor.Core.Items;
using NewsMonitor.Feeds.Parsing;

namespace NewsMonitor.Benchmarks;

/// <summary>One thing that a feedparser test says of a document, as far as it is about a field that we give.</summary>
/// <param name="Index">The entry it is about; null for the feed.</param>
/// <param name="Field">The field in our words.</param>
/// <param name="Value">What it should be.</param>
internal sealed partial record FeedparserAssertion(int? Index, string Field, string? Value)
{
    /// <summary>feedparser's names of the fields that we give.</summary>
    private static readonly Dictionary<string, string> Fields = new(StringComparer.Ordinal)
    {
        ["['title']"] = "title",
        [".title"] = "title",
        ["['title_detail']['value']"] = "title",
        ["['link']"] = "link",
        [".link"] = "link",
        ["['id']"] = "id",
        [".id"] = "id",
        ["['guid']"] = "id",
        ["['summary']"] = "summary",
        [".summary"] = "summary",
        ["['summary_detail']['value']"] = "summary",
        ["['description']"] = "summary",
        [".description"] = "summary",
        ["['content'][0]['value']"] = "content",
        ["['author']"] = "author",
        [".author"] = "author",
        ["['author_detail']['name']"] = "author",
        ["['published']"] = "published",
        ["['updated']"] = "updated",
        ["['published_parsed']"] = "published",
        ["['updated_parsed']"] = "updated",
    };

    /// <summary>The assertions of one test.</summary>
    public static IEnumerable<FeedparserAssertion> In(JsonElement test)
    {
        var field = Text(test, "field");
        var isEntry = Text(test, "obj") == "entry";
        if (field is not null && Fields.TryGetValue(field, out var ours) && IsGiven(isEntry, ours))
            yield return new(isEntry ? test.GetProperty("index").GetInt32() : null, ours, Text(test, "value"));
        if (Text(test, "obj") is not null)
            yield break;
        foreach (Match date in DateTuple().Matches(Text(test, "expect") ?? ""))
            yield return new(
                int.Parse(date.Groups[1].ValueSpan, CultureInfo.InvariantCulture),
                date.Groups[2].Value,
                Instant(date.Groups[3].Value)
            );
    }

    /// <summary>What we read.</summary>
    public string? ReadFrom(Parsed? feed)
    {
        if (feed is null)
            return null;
        if (Index is not { } index)
            return Field == "title" ? feed.Title : feed.Link?.AbsoluteUri;
        return index < feed.Items.Length ? Of(feed.Items[index]) : null;
    }

    public bool HoldsToTheLetter(string? got) => (Value ?? "") == (got ?? "");

    public bool Holds(string? got) =>
        Field switch
        {
            "link" => Canonical(Value) == Canonical(got),
            "published" or "updated" => Same(Value, got),
            _ => ParsingEvaluation.SameText(Value, got),
        };

    private string? Of(Item item) =>
        Field switch
        {
            "title" => item.Title,
            "link" => item.Link?.AbsoluteUri,
            "id" => item.Guid,
            "summary" => (item.SummaryHtml ?? item.BodyHtml)?.Text,
            "content" => item.BodyHtml?.Text,
            "author" => item.Author,
            "published" => Written(item.Published),
            _ => Written(item.Updated),
        };

    private static bool IsGiven(bool isEntry, string field) => isEntry || field is "title" or "link";

    private static bool Same(string? wanted, string? got) =>
        (FeedDates.Read(wanted) is { } date ? Written(date) : null) == got;

    private static string? Canonical(string? link) =>
        Uri.TryCreate(link, UriKind.Absolute, out var address) ? address.AbsoluteUri : link;

    private static string? Written(DateTimeOffset? date) =>
        date?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Instant(string tuple)
    {
        var parts = tuple.Split(',').Take(6).Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return Written(new DateTimeOffset(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], TimeSpan.Zero))!;
    }

    private static string? Text(JsonElement test, string name) =>
        test.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    [GeneratedRegex(@"entries\[(\d+)\]\['(published|updated)_parsed'\] == \(([\d, ]+)\)")]
    private static partial Regex DateTuple();
}
