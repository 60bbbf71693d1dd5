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

    /// <summary>The summary as HTML; null when there was none.</summary>
    public SafeHtml? SummaryHtml { get; init; }

    /// <summary>The content as HTML; null when there was none.</summary>
    public SafeHtml? BodyHtml { get; init; }

    /// <summary>The absolute http or https address of the article; null when the feed gave none that is safe to show.</summary>
    public Uri? Link { get; init; }

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

    /// <summary>The text of one field.</summary>
    public string TextOf(ItemField field) =>
        field switch
        {
            ItemField.Title => Title,
            ItemField.Summary => Summary,
            ItemField.Body => Body,
            _ => throw new ArgumentOutOfRangeException(nameof(field), field, "not a field of an item"),
        };
}
