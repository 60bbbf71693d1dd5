using System.Collections.Immutable;
using System.Globalization;
using NewsMonitor.Core.Items;

namespace NewsMonitor.Feeds.Parsing;

/// <summary>Makes an item of what its publisher wrote: text read, HTML sanitised, links absolute, dates as instants.</summary>
/// <param name="cleaning">Makes HTML safe; null when nobody wants HTML.</param>
/// <param name="feedId">The feed the items are of.</param>
/// <param name="feedLanguage">The language of items that name none.</param>
/// <param name="site">The address of the feed's site.</param>
/// <param name="warnings">Takes what was cut or could not be read.</param>
internal sealed class ItemReading(
    HtmlCleaning? cleaning,
    string feedId,
    string? feedLanguage,
    Uri? site,
    ParseWarnings warnings
)
{
    /// <summary>The item. Its key is that of the strongest policy until its page says otherwise.</summary>
    public Item Read(ItemDraft draft)
    {
        var (summary, body) = (Cut(draft.Summary, "summary"), Cut(draft.Body, "content"));
        var title = HtmlCleaning.Line(Cut(draft.Title, "title"));
        var (summaryText, bodyText) = (HtmlCleaning.Text(summary), HtmlCleaning.Text(body));
        var link = WebAddress.Read(draft.Link, draft.Base);
        var identity = ItemIdentity.Of(draft.Guid, link, title, summaryText, bodyText);
        return new Item
        {
            Feed = feedId,
            Identity = identity,
            Key = identity.Key(IdentityPolicy.Guid),
            Guid = Blank(draft.Guid),
            Title = title,
            Summary = summaryText,
            Body = bodyText,
            SummaryHtml = cleaning?.Html(summary, warnings),
            BodyHtml = cleaning?.Html(body, warnings),
            Link = link,
            Site = site,
            Author = Authors(draft.Authors),
            Published = Date(draft.Published),
            Updated = Date(draft.Updated),
            Language = Blank(draft.Language) ?? feedLanguage,
            Tags = Tags(draft.Tags),
            Enclosures = draft.Enclosures.IsEmpty ? [] : Enclosures(draft),
        };
    }

    private Markup Cut(Markup markup, string field)
    {
        if (markup.Text.Length <= ParseLimits.TextLength)
            return markup;
        warnings.Add($"the {field} of an item is longer than 1 MiB: text cut at 1 MiB, what lies beyond is not read");
        var length = char.IsHighSurrogate(markup.Text[ParseLimits.TextLength - 1])
            ? ParseLimits.TextLength - 1
            : ParseLimits.TextLength;
        return markup with { Text = markup.Text[..length] };
    }

    private DateTimeOffset? Date(string? written)
    {
        var date = FeedDates.Read(written);
        if (date is null && !string.IsNullOrWhiteSpace(written))
            warnings.Add($"a date could not be read: \"{Excerpt.Of(written)}\"");
        return date;
    }

    private static string? Authors(ImmutableArray<string> names)
    {
        var written = names
            .Select(name => HtmlCleaning.Line(new Markup(name, IsHtml: true)))
            .Where(name => name.Length > 0)
            .Distinct(StringComparer.OrdinalIgnoreCase);
        return Blank(string.Join(", ", written));
    }

    private static ImmutableArray<string> Tags(ImmutableArray<string> tags) =>
        [
            .. tags.Select(tag => HtmlCleaning.Line(new Markup(tag, IsHtml: true)))
                .Where(tag => tag.Length > 0)
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Take(ParseLimits.Tags),
        ];

    private static ImmutableArray<Enclosure> Enclosures(ItemDraft draft) =>
        [
            .. draft
                .Enclosures.Select(file =>
                    WebAddress.Read(file.Address, draft.Base) is { } address
                        ? new Enclosure(address, Blank(file.Type), Size(file.Length))
                        : null
                )
                .OfType<Enclosure>()
                .DistinctBy(file => file.Address)
                .Take(ParseLimits.Enclosures),
        ];

    private static long? Size(string? written) =>
        long.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : null;

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
