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
    public string? Article { get; init; }
    public string? ArticleRemark { get; init; }
    public string? SummaryHtml { get; init; }
    public string? BodyHtml { get; init; }
    public string? Link { get; init; }
    public string? Site { get; init; }
    public string? Author { get; init; }
    public DateTimeOffset? Published { get; init; }
    public DateTimeOffset? Updated { get; init; }
    public string? Language { get; init; }
    public ImmutableArray<string> Tags { get; init; } = [];
    public ImmutableArray<StoredEnclosure>? Enclosures { get; init; }

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
            Article = item.Article.Length > 0 ? item.Article : null,
            ArticleRemark = item.ArticleRemark,
            SummaryHtml = item.SummaryHtml?.Text,
            BodyHtml = item.BodyHtml?.Text,
            Link = item.Link?.OriginalString,
            // Only where it is needed.
            Site = item.Link is null ? item.Site?.OriginalString : null,
            Author = item.Author,
            Published = item.Published,
            Updated = item.Updated,
            Language = item.Language,
            Tags = item.Tags,
            Enclosures = item.Enclosures.IsDefaultOrEmpty
                ? null
                :
                [
                    .. item.Enclosures.Select(one => new StoredEnclosure(
                        one.Address.OriginalString,
                        one.Type,
                        one.Bytes
                    )),
                ],
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
            Article = Article ?? "",
            ArticleRemark = ArticleRemark,
            SummaryHtml = SummaryHtml is null ? null : SafeHtml.Sanitised(SummaryHtml),
            BodyHtml = BodyHtml is null ? null : SafeHtml.Sanitised(BodyHtml),
            Link = Uri.TryCreate(Link, UriKind.Absolute, out var link) ? link : null,
            Site = Uri.TryCreate(Site, UriKind.Absolute, out var site) ? site : null,
            Author = Author,
            Published = Published,
            Updated = Updated,
            Language = Language,
            Tags = Tags,
            Enclosures = [.. (Enclosures ?? []).Select(one => one.ToEnclosure()).OfType<Enclosure>()],
        };
}

/// <summary>An attached file in the shape on disk.</summary>
internal sealed record StoredEnclosure(string Address, string? Type, long? Bytes)
{
    /// <summary>From the disk; null when its address is none.</summary>
    public Enclosure? ToEnclosure() =>
        Uri.TryCreate(Address, UriKind.Absolute, out var address) ? new Enclosure(address, Type, Bytes) : null;
}
