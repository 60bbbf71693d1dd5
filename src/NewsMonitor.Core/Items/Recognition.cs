using System.Collections.Immutable;
using NewsMonitor.Core.Text;

namespace NewsMonitor.Core.Items;

/// <summary>An item that was listed before.</summary>
/// <param name="Row">Where it is remembered.</param>
/// <param name="Identity">The fingerprints it had when it was last listed.</param>
public sealed record FormerItem(long Row, ItemIdentity Identity);

/// <summary>An item of a page, and what is remembered that may be it.</summary>
/// <param name="Item">The item, with its key.</param>
/// <param name="Known">What has its key; null when nothing has.</param>
/// <param name="SameLink">The only one with its link; null when there is none, or several, or it is known.</param>
/// <param name="SameContent">The only one with its text; null when there is none, or several, or it is known.</param>
public sealed record ListedItem(
    Item Item,
    FormerItem? Known,
    FormerItem? SameLink = null,
    FormerItem? SameContent = null
);

/// <summary>An item and what it was.</summary>
public sealed record ItemChange(Item Item, FormerItem Before);

/// <summary>What a page has, beside what was remembered of its feed.</summary>
/// <param name="Unseen">Items that were not listed before, in the order of the page, each once.</param>
/// <param name="Edited">Items that are known by their key, and whose link or text has changed.</param>
/// <param name="Rekeyed">Known items under other keys.</param>
public sealed record Recognition(
    ImmutableArray<Item> Unseen,
    ImmutableArray<ItemChange> Edited,
    ImmutableArray<ItemChange> Rekeyed
)
{
    /// <summary>Fewer items that seem to be known under other keys are chance: a headline that returns every day.</summary>
    private const int FewestRekeyed = 3;

    /// <summary>
    /// Tells new items from known ones. A site that changes its software gives all its items new guids, perhaps new links:
    /// when most of a page is unknown by its keys and yet has the links or texts of items that the page lists no more, these
    /// are the old items. One alone is taken as new: to tell something twice is better than never.
    /// </summary>
    public static Recognition Of(ImmutableArray<ListedItem> page)
    {
        var edited = page.Where(listed => listed.Known is { } known && IsEdited(listed.Item.Identity, known.Identity))
            .Select(listed => new ItemChange(listed.Item, listed.Known!))
            .ToImmutableArray();
        var rekeyed = Rekeyings(page);
        var known = rekeyed.Select(change => change.Item.Key).ToHashSet(StringComparer.Ordinal);
        var unseen = page.Where(listed => listed.Known is null && !known.Contains(listed.Item.Key))
            .Select(listed => listed.Item);
        return new Recognition([.. unseen], edited, rekeyed);
    }

    /// <summary>True when one guid stands for two items: they lead to two pages, under headlines that have little in common.</summary>
    public static bool IsAnother(Item now, Item before)
    {
        var (words, former) = (WordsOf(now.Title), WordsOf(before.Title));
        return now.Identity.Link != before.Identity.Link
            && 3 * words.Count(former.Contains) < Math.Min(words.Count, former.Count);
    }

    private static HashSet<string> WordsOf(string title) =>
        [.. Tokeniser.Read(title).Tokens.Select(token => token.Word)];

    private static bool IsEdited(ItemIdentity now, ItemIdentity before) =>
        now.Content != before.Content || now.Link != before.Link;

    private static ImmutableArray<ItemChange> Rekeyings(ImmutableArray<ListedItem> page)
    {
        var listed = page.Select(item => item.Known?.Row).OfType<long>().ToHashSet();
        var candidates = page.Where(item => item.Known is null)
            .Select(item => (item.Item, Twin: item.SameLink ?? item.SameContent))
            .Where(pair => pair.Twin is not null && !listed.Contains(pair.Twin.Row))
            .GroupBy(pair => pair.Twin!.Row)
            .Where(twins => twins.Count() == 1)
            .Select(twins => new ItemChange(twins.First().Item, twins.First().Twin!))
            .ToImmutableArray();
        var isMass = candidates.Length >= FewestRekeyed && 2 * candidates.Length >= page.Length;
        return isMass ? candidates : [];
    }
}
