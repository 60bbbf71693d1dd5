using System.Collections.Immutable;

namespace NewsMonitor.Core.Items;

/// <summary>
/// One RSS item, Atom entry or JSON Feed item, normalised: what Monitor matches, remembers and tells people about.
/// </summary>
/// <remarks>
/// Text is plain text: markup removed, entities decoded, a line break at every block boundary. It is shown to people as
/// it is here; folding for comparison happens in <c>Core/Text</c> and never changes it.
/// </remarks>
public sealed record Item
{
    /// <summary>The id of the feed that listed the item. Identity is per feed: two feeds may use one guid.</summary>
    public required string Feed { get; init; }

    /// <summary>What tells this item from the other items of its feed.</summary>
    public required ItemIdentity Identity { get; init; }

    /// <summary>The key under which the ledger knows the item: its identity, read by the policy of its feed.</summary>
    public required string Key { get; init; }

    /// <summary>The guid, Atom id or JSON Feed id as the publisher wrote it; null when there was none.</summary>
    public string? Guid { get; init; }

    /// <summary>The headline as plain text; empty when the publisher gave none.</summary>
    public string Title { get; init; } = "";

    /// <summary>The summary or description as plain text; empty when there was none.</summary>
    public string Summary { get; init; } = "";

    /// <summary>The full content as plain text; empty when there was none.</summary>
    public string Body { get; init; } = "";

    /// <summary>The article of the item's page as plain text; empty unless its feed is set to fetch it and it was read.</summary>
    public string Article { get; init; } = "";

    /// <summary>What a person should know of <see cref="Article"/>: why it is missing, or that it was cut; null for nothing.</summary>
    public string? ArticleRemark { get; init; }

    /// <summary>The summary as HTML; null when there was none.</summary>
    public SafeHtml? SummaryHtml { get; init; }

    /// <summary>The content as HTML; null when there was none.</summary>
    public SafeHtml? BodyHtml { get; init; }

    /// <summary>The absolute http or https address of the article; null when the feed gave none that is safe to show.</summary>
    public Uri? Link { get; init; }

    /// <summary>The address of the feed's site; null when the feed names none.</summary>
    public Uri? Site { get; init; }

    /// <summary>Where people read on: the article, or the site of the feed for an item without an address of its own.</summary>
    public Uri? Page => Link ?? Site;

    /// <summary>Who wrote it, several names joined by ", "; null when unknown.</summary>
    public string? Author { get; init; }

    /// <summary>When the publisher says it was published; null when missing or unreadable. Never decides what is new.</summary>
    public DateTimeOffset? Published { get; init; }

    /// <summary>When the publisher says it was last changed; null when missing or unreadable.</summary>
    public DateTimeOffset? Updated { get; init; }

    /// <summary>The language as a BCP 47 tag, from the item, else from its feed; null when neither says.</summary>
    public string? Language { get; init; }

    /// <summary>Categories and tags as the publisher wrote them.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Files that the publisher attached, in their order. Nothing of them is ever fetched.</summary>
    public ImmutableArray<Enclosure> Enclosures { get; init; } = [];

    /// <summary>The text of one field.</summary>
    public string TextOf(ItemField field) =>
        field switch
        {
            ItemField.Title => Title,
            ItemField.Summary => Summary,
            ItemField.Body => Body,
            ItemField.Article => Article,
            _ => throw new ArgumentOutOfRangeException(nameof(field), field, "not a field of an item"),
        };
}

/// <summary>A file attached to an item: a recording, a picture.</summary>
/// <param name="Address">An absolute http or https address.</param>
/// <param name="Type">Its media type as the publisher says; null when they do not.</param>
/// <param name="Bytes">Its size as the publisher says; null when they do not.</param>
public sealed record Enclosure(Uri Address, string? Type = null, long? Bytes = null);
