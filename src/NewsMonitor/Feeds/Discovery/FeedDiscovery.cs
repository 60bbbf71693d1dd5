using System.Collections.Immutable;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using NewsMonitor.Core.Items;
using NewsMonitor.Feeds.Fetching;
using NewsMonitor.Feeds.Parsing;

namespace NewsMonitor.Feeds.Discovery;

/// <summary>A feed that was found, fetched and read.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="Title">What it calls itself; null when it has no title.</param>
/// <param name="Items">How many items it lists.</param>
/// <param name="Latest">The latest date among them; null when they have none.</param>
/// <param name="Rhythm">The usual time between two of them; null when it cannot be told.</param>
internal sealed record FoundFeed(Uri Address, string? Title, int Items, DateTimeOffset? Latest, TimeSpan? Rhythm);

/// <summary>What an address leads to.</summary>
/// <param name="Feeds">The feeds, those that the page announces before those that it only links to.</param>
/// <param name="Problem">Why there are none; null when there are.</param>
internal sealed record Discovery(ImmutableArray<FoundFeed> Feeds, string? Problem);

/// <summary>Finds the feeds of a site from the address of any of its pages, through the same guard and limits as polling.</summary>
internal sealed class FeedDiscovery(FeedFetcher fetcher, FeedParser parser, TimeProvider time)
{
    private const int MostTried = 12;

    private static readonly string[] FeedTypes =
    [
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
        "application/rdf+xml",
        "application/xml",
        "text/xml",
    ];

    private static readonly string[] FeedWords = ["rss", "atom", "feed", ".rdf", ".xml"];

    /// <summary>Looks at the address, and at what its page announces or links to.</summary>
    public async Task<Discovery> DiscoverAsync(Uri address, CancellationToken cancellationToken)
    {
        switch (await FetchAsync(address, cancellationToken))
        {
            case Fetched fetched when Read(fetched, cancellationToken) is { } feed:
                return new([feed], null);
            case Fetched fetched:
                return await FromPageAsync(fetched.Document, cancellationToken);
            case FetchFailed failed:
                return new([], failed.Reason);
            case HeldBack held:
                return new([], held.Reason);
            default:
                return new([], "the server sent nothing");
        }
    }

    private async Task<Discovery> FromPageAsync(FeedDocument page, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<FoundFeed>();
        foreach (var candidate in Candidates(page).Distinct().Take(MostTried))
        {
            if (
                await FetchAsync(candidate, cancellationToken) is Fetched fetched
                && Read(fetched, cancellationToken) is { } feed
                && found.All(other => other.Address != feed.Address)
            )
                found.Add(feed);
        }
        return found.Count > 0
            ? new(found.ToImmutable(), null)
            : new([], "this page is no feed, and neither announces nor links to one");
    }

    private Task<FetchResult> FetchAsync(Uri address, CancellationToken cancellationToken) =>
        fetcher.FetchAsync(
            new Feed
            {
                Id = "discovery",
                Name = address.Host,
                Address = address,
                Schedule = new Every(Every.Default),
            },
            Validators.None,
            cancellationToken
        );

    private FoundFeed? Read(Fetched fetched, CancellationToken cancellationToken)
    {
        if (
            parser.Parse(fetched.Document, "discovery", IdentityPolicy.Guid, cancellationToken)
            is not Parsed { Items: var items } page
        )
            return null;
        return new(
            fetched.MovedTo ?? fetched.Document.Address,
            page.Title,
            items.Length,
            items.Max(item => item.Published),
            Rhythm.After(items, 0, null, null, time.GetUtcNow())
        );
    }

    /// <summary>What the page announces, then what looks like a feed among its links.</summary>
    private static IEnumerable<Uri> Candidates(FeedDocument page)
    {
        var html = new HtmlParser().ParseDocument(DocumentDecoder.Decode(page, new ParseWarnings()));
        var parent = WebAddress.Base(html.QuerySelector("base[href]")?.GetAttribute("href"), page.Address);
        var announced = html.QuerySelectorAll("link[href]").Where(Announces);
        var linked = html.QuerySelectorAll("a[href]").Where(LooksLikeFeed);
        return announced
            .Concat(linked)
            .Select(element => WebAddress.Read(element.GetAttribute("href"), parent))
            .OfType<Uri>();
    }

    private static bool Announces(IElement link) =>
        Words(link.GetAttribute("rel")).Contains("alternate", StringComparer.OrdinalIgnoreCase)
        && FeedTypes.Contains(link.GetAttribute("type")?.Split(';')[0].Trim(), StringComparer.OrdinalIgnoreCase);

    private static bool LooksLikeFeed(IElement link) =>
        link.GetAttribute("href") is { } href
        && Array.Exists(FeedWords, word => href.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static string[] Words(string? text) => (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
