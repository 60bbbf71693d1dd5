using NewsMonitor.Core.Items;
using NewsMonitor.Feeds.Fetching;

namespace NewsMonitor.Feeds.Parsing;

/// <summary>
/// Reads a document as a feed: RSS 0.9x, 1.0, 2.0 and Atom through CodeHollow.FeedReader, JSON Feed through
/// System.Text.Json. Whatever the bytes are, the answer is a result, never an exception. Safe on any number of threads.
/// </summary>
/// <param name="keepsHtml">
/// False: items come without sanitised HTML, which costs more than all the rest and which matching, ledger and alerts never
/// look at.
/// </param>
internal sealed class FeedParser(bool keepsHtml = true)
{
    private readonly HtmlCleaning? _cleaning = keepsHtml ? new() : null;

    /// <summary>Reads the feed and gives its items their keys.</summary>
    /// <param name="document">The bytes that were fetched.</param>
    /// <param name="feedId">The feed they are of.</param>
    /// <param name="policy">The identity policy the feed has come to; the page may move it down.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public ParseResult Parse(
        FeedDocument document,
        string feedId,
        IdentityPolicy policy,
        CancellationToken cancellationToken
    )
    {
        var warnings = new ParseWarnings();
        var text = DocumentDecoder.Decode(document, warnings);
        var (listing, problem) = JsonFeedReader.IsJson(text)
            ? JsonFeedReader.Read(text, document.Address, warnings)
            : XmlFeed.Read(text, document.Address, warnings, cancellationToken);
        return listing is null
            ? new Unreadable(problem ?? "no feed")
            : Parsed(listing, document, feedId, policy, warnings, cancellationToken);
    }

    private Parsed Parsed(
        Listing listing,
        FeedDocument document,
        string feedId,
        IdentityPolicy policy,
        ParseWarnings warnings,
        CancellationToken cancellationToken
    )
    {
        var language = Written(listing.Language) ?? Written(document.ContentLanguage);
        var site = WebAddress.Read(listing.Link, listing.Base);
        var reading = new ItemReading(_cleaning, feedId, language, site, warnings);
        var items = listing.Items.Select(draft => Item(reading, draft, warnings, cancellationToken)).OfType<Item>();
        var page = ItemPage.Of(items, policy);
        return new Parsed(
            Written(HtmlCleaning.Line(listing.Title)),
            site,
            language,
            page.Items,
            page.Policy,
            warnings.ToImmutable()
        );
    }

    private static Item? Item(
        ItemReading reading,
        ItemDraft draft,
        ParseWarnings warnings,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return reading.Read(draft);
        }
        // The boundary of one item: what nobody foresaw costs this item only, and is said.
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            warnings.Add($"an item was left out, its content could not be read: {problem.Message}");
            return null;
        }
    }

    private static string? Written(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
