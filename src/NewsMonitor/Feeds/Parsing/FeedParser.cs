using System.Text.Json;
using System.Xml;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Text;
using NewsMonitor.Feeds.Fetching;

namespace NewsMonitor.Feeds.Parsing;

/// <summary>
/// Reads whatever a feed's address gave: decoded, guarded, repaired where it must be, then read as RSS, Atom or JSON Feed.
/// Never throws for what is in a document.
/// </summary>
internal sealed class FeedParser
{
    /// <summary>The items of a document, or why there are none.</summary>
    /// <param name="document">What was fetched.</param>
    /// <param name="feedId">The feed it belongs to.</param>
    /// <param name="policy">How the feed's items are told apart so far.</param>
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
        try
        {
            return IsJson(text)
                ? Build(JsonFeedReader.Read(text.Trim('\uFEFF'), document.Address, warnings))
                : ParseXml(text);
        }
        catch (JsonException fault)
        {
            return new Unreadable($"no JSON Feed: {fault.Message}");
        }

        ParseResult ParseXml(string xml)
        {
            var start = xml.IndexOf('<', StringComparison.Ordinal);
            if (start < 0)
                return new Unreadable(
                    string.IsNullOrWhiteSpace(xml) ? "an empty document" : "a text without any markup, no feed"
                );
            var (body, entities) = Doctype.Remove(xml[start..]);
            var guarded = XmlGuard.Inspect(body, cancellationToken);
            if (guarded is Malformed malformed)
            {
                warnings.Add($"not well-formed, repaired: {malformed.Reason}");
                body = XmlRepair.Repair(body, entities, cancellationToken);
                guarded = XmlGuard.Inspect(body, cancellationToken);
            }
            return guarded switch
            {
                Excessive excessive => new Unreadable(excessive.Reason),
                Malformed still => new Unreadable(DocumentNature.Of(xml) ?? $"not well-formed XML: {still.Reason}"),
                Admitted admitted when !IsFeed(admitted.Root) => new Unreadable(
                    DocumentNature.Of(xml) ?? $"an XML document of <{admitted.Root}>, no feed"
                ),
                Admitted admitted => ReadXml(body, admitted),
                _ => throw new InvalidOperationException($"a guard cannot say {guarded}"),
            };
        }

        ParseResult ReadXml(string body, Admitted admitted)
        {
            if (admitted.HasMoreItems)
                warnings.Add($"limit reached: only the first {ParseLimits.Items} items are read");
            try
            {
                var canonical = FeedNormaliser.Normalise(body, warnings, cancellationToken);
                var listing = SyndicationReader.Read(canonical, document.Address);
                if (listing.Items.IsEmpty && admitted.Items > 0)
                    warnings.Add($"suspicious: no item could be read of {admitted.Items}");
                return Build(listing);
            }
            catch (Exception fault)
                when (fault
                        is XmlException
                            or FormatException
                            or ArgumentException
                            or NullReferenceException
                            or InvalidOperationException
                )
            {
                // What CodeHollow.FeedReader throws for a document it does not understand has no type of its own.
                return new Unreadable($"the feed could not be read: {fault.Message}");
            }
        }

        Parsed Build(Listing listing)
        {
            var language = listing.Language?.Trim() is { Length: > 0 } own ? own : document.ContentLanguage;
            var (items, used) = new ItemBuilder(feedId, language, warnings).Build(
                listing.Items,
                policy,
                cancellationToken
            );
            if (used != policy)
                warnings.Add($"several items share one {policy}: from now on they are told apart by {used}");
            var title = listing.Title.IsHtml ? HtmlText.ToText(listing.Title.Text) : HtmlText.Tidy(listing.Title.Text);
            var link = WebAddress.Read(listing.Link, listing.Base);
            return new Parsed(title.Length == 0 ? null : title, link, language, items, used, warnings.ToImmutable());
        }
    }

    private static bool IsFeed(string root) =>
        FeedNames.Is(root, "rss")
        || FeedNames.Is(root, "feed")
        || FeedNames.Is(root, "rdf")
        || FeedNames.Is(root, "channel")
        || FeedNames.IsItem(root);

    private static bool IsJson(string text) => text.AsSpan().TrimStart("\uFEFF \t\r\n") is ['{', ..] or ['[', ..];
}
