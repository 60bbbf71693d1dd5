using System.Collections.Immutable;
using NewsMonitor.Core.Items;

namespace NewsMonitor.Ledger;

/// <summary>An item in the shape on disk, apart from the type of the flow. <see cref="AlertJson.Version"/> counts its changes.</summary>
internal sealed record StoredItem
{
    public required string Feed { get; init; }
    public required string Key { get; init; }
    public string? GuidPrint { get; init; }
    public string? LinkPrint { get; init; }
    public required string ContentPrint { get; init; }
    public string? Guid { get; init; }
    public string Title { get; init; } = "";
    public string Summary { get; init; } = "";
    public string Body { get; init; } = "";
    public string? SummaryHtml { get; init; }
    public string? BodyHtml { get; init; }
    public string? Link { get; init; }
    public string? Author { get; init; }
    public DateTimeOffset? Published { get; init; }
    public DateTimeOffset? Updated { get; init; }
    public string? Language { get; init; }
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>For the disk.</summary>
    public static StoredItem Of(Item item) =>
        new()
        {
            Feed = item.Feed,
            Key = item.Key,
            GuidPrint = item.Identity.Guid,
            LinkPrint = item.Identity.Link,
            ContentPrint = item.Identity.Content,
            Guid = item.Guid,
            Title = item.Title,
            Summary = item.Summary,
            Body = item.Body,
            SummaryHtml = item.SummaryHtml?.Text,
            BodyHtml = item.BodyHtml?.Text,
            Link = item.Link?.OriginalString,
            Author = item.Author,
            Published = item.Published,
            Updated = item.Updated,
            Language = item.Language,
            Tags = item.Tags,
        };

    /// <summary>From the disk.</summary>
    public Item ToItem() =>
        new()
        {
            Feed = Feed,
            Key = Key,
            Identity = new ItemIdentity(GuidPrint, LinkPrint, ContentPrint),
            Guid = Guid,
            Title = Title,
            Summary = Summary,
            Body = Body,
            SummaryHtml = SummaryHtml is null ? null : SafeHtml.Sanitised(SummaryHtml),
            BodyHtml = BodyHtml is null ? null : SafeHtml.Sanitised(BodyHtml),
            Link = Uri.TryCreate(Link, UriKind.Absolute, out var link) ? link : null,
            Author = Author,
            Published = Published,
            Updated = Updated,
            Language = Language,
            Tags = Tags,
        };
}
