using System.Collections.Immutable;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Text;

namespace NewsMonitor.Feeds.Parsing;

/// <summary>Makes items of drafts: text, harmless HTML, absolute links, dates, and an identity among the items of the page.</summary>
internal sealed class ItemBuilder(string feed, string? feedLanguage, ParseWarnings warnings)
{
    /// <summary>
    /// The items under the strongest policy, not stronger than the one given, that tells all of them apart. Items that are
    /// equal in everything are one.
    /// </summary>
    public (ImmutableArray<Item> Items, IdentityPolicy Policy) Build(
        IEnumerable<ItemDraft> drafts,
        IdentityPolicy policy,
        CancellationToken cancellationToken
    )
    {
        var items = new List<Item>();
        foreach (var draft in drafts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Build(draft) is { } item)
                items.Add(item);
        }
        var distinct = items.DistinctBy(item => item.Identity).ToList();
        while (policy < IdentityPolicy.Content && HasTwins(distinct, policy))
            policy++;
        return ([.. distinct.Select(item => item with { Key = item.Identity.Key(policy) })], policy);
    }

    /// <summary>Two items with one key although a weaker policy tells them apart.</summary>
    private static bool HasTwins(List<Item> items, IdentityPolicy policy) =>
        items
            .GroupBy(item => item.Identity.Key(policy))
            .Any(twins => twins.Select(item => item.Identity.Key(policy + 1)).Distinct().Count() > 1);

    private Item? Build(ItemDraft draft)
    {
        var link = WebAddress.Read(draft.Link, draft.Base) ?? WebAddress.Read(draft.Guid, null);
        var (title, summary, body) = (Plain(draft.Title), Plain(draft.Summary), Plain(draft.Body));
        if (title.Length + summary.Length + body.Length == 0 && link is null && draft.Guid is null)
        {
            warnings.Add("an item is left out: it has no title, no text, no link and no id");
            return null;
        }
        return new Item
        {
            Feed = feed,
            Identity = ItemIdentity.Of(draft.Guid, link, title, summary, body),
            Key = "",
            Guid = draft.Guid,
            Link = link,
            Title = title.ReplaceLineEndings(" "),
            Summary = summary,
            Body = body,
            SummaryHtml = Harmless(draft.Summary),
            BodyHtml = Harmless(draft.Body),
            Author = draft.Authors.IsEmpty
                ? null
                : string.Join(", ", draft.Authors.Select(name => Plain(new Markup(name, IsHtml: true)))),
            Published = DateOf(draft.Published),
            Updated = DateOf(draft.Updated),
            Language = draft.Language?.Trim() is { Length: > 0 } language ? language : feedLanguage,
            Tags = draft.Tags,
        };
    }

    private string Plain(Markup markup)
    {
        var text = Cut(markup.Text);
        return markup.IsHtml ? HtmlText.ToText(text) : HtmlText.Tidy(text);
    }

    private string? Harmless(Markup markup)
    {
        if (markup.IsBlank)
            return null;
        var text = Cut(markup.Text);
        if (!markup.IsHtml)
            return System.Net.WebUtility.HtmlEncode(text.Trim());
        return text.AsSpan().IndexOfAny('<', '&') < 0 ? text.Trim() : HtmlCleaning.Clean(text, markup.Base);
    }

    private string Cut(string text)
    {
        if (text.Length <= ParseLimits.TextLength)
            return text;
        warnings.Add($"a text of {text.Length} characters is cut at 1 MiB");
        return text[..ParseLimits.TextLength];
    }

    private DateTimeOffset? DateOf(string? written)
    {
        if (string.IsNullOrWhiteSpace(written))
            return null;
        var date = FeedDates.Read(written);
        if (date is null)
            warnings.Add($"a date could not be read: \"{written[..Math.Min(written.Length, 40)]}\"");
        return date?.ToUniversalTime();
    }
}
