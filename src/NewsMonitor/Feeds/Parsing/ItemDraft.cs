using System.Collections.Immutable;

namespace NewsMonitor.Feeds.Parsing;

/// <summary>Text as the publisher wrote it, and how it is to be read.</summary>
/// <param name="Text">Characters of the document, decoded once.</param>
/// <param name="IsHtml">True when they are HTML; false when every character stands for itself.</param>
/// <param name="Base">What relative links in it are relative to; null when nothing says.</param>
internal readonly record struct Markup(string Text, bool IsHtml, Uri? Base = null)
{
    /// <summary>Nothing was written.</summary>
    public static Markup None { get; } = new("", false);

    /// <summary>True when nothing but white space was written.</summary>
    public bool IsBlank => string.IsNullOrWhiteSpace(Text);
}

/// <summary>An item as its publisher wrote it, whatever the format: nothing is cleaned, resolved or read yet.</summary>
internal sealed record ItemDraft
{
    /// <summary>The guid or id.</summary>
    public string? Guid { get; init; }

    /// <summary>The address of the article, perhaps relative to <see cref="Base"/>.</summary>
    public string? Link { get; init; }

    /// <summary>What relative links of the item are relative to.</summary>
    public Uri? Base { get; init; }

    /// <summary>The headline.</summary>
    public Markup Title { get; init; } = Markup.None;

    /// <summary>The summary or description.</summary>
    public Markup Summary { get; init; } = Markup.None;

    /// <summary>The full content.</summary>
    public Markup Body { get; init; } = Markup.None;

    /// <summary>The authors' names.</summary>
    public ImmutableArray<string> Authors { get; init; } = [];

    /// <summary>The date of publication.</summary>
    public string? Published { get; init; }

    /// <summary>The date of the last change.</summary>
    public string? Updated { get; init; }

    /// <summary>The language of the item.</summary>
    public string? Language { get; init; }

    /// <summary>Categories and keywords.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Attached files.</summary>
    public ImmutableArray<EnclosureDraft> Enclosures { get; init; } = [];
}

/// <summary>An attached file as its publisher wrote it.</summary>
/// <param name="Address">Perhaps relative to the base of the item.</param>
/// <param name="Type">The media type.</param>
/// <param name="Length">The size in bytes.</param>
internal readonly record struct EnclosureDraft(string Address, string? Type, string? Length);

/// <summary>What a document lists, whatever its format.</summary>
internal sealed record Listing
{
    /// <summary>The feed's own title.</summary>
    public Markup Title { get; init; } = Markup.None;

    /// <summary>The address of the site.</summary>
    public string? Link { get; init; }

    /// <summary>What a relative <see cref="Link"/> is relative to.</summary>
    public Uri? Base { get; init; }

    /// <summary>The language of the feed.</summary>
    public string? Language { get; init; }

    /// <summary>The items in the order of the document.</summary>
    public required ImmutableArray<ItemDraft> Items { get; init; }
}
