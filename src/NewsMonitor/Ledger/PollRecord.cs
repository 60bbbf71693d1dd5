using System.Collections.Immutable;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Items;

namespace NewsMonitor.Ledger;

/// <summary>What one poll found, written down in one transaction together with everything that follows from it.</summary>
internal sealed record PollRecord
{
    /// <summary>The feed's id.</summary>
    public required string Feed { get; init; }

    /// <summary>The address that was polled.</summary>
    public required string Address { get; init; }

    /// <summary>When the poll began.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When the feed is to be polled next.</summary>
    public required DateTimeOffset NextPoll { get; init; }

    /// <summary>Why it failed, in plain words; null when it did not.</summary>
    public string? Error { get; init; }

    /// <summary>Why the next poll is later than the schedule asks; null when it is not.</summary>
    public string? Wait { get; init; }

    /// <summary>Until when the feed's host is to be left alone, all its feeds (429); null when it need not be.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>True when the server said 410.</summary>
    public bool Gone { get; init; }

    /// <summary>The address the server says the feed has moved to; null when it has not.</summary>
    public string? MovedTo { get; init; }

    /// <summary>The document that was read; null when the poll failed or nothing had changed.</summary>
    public ListedPage? Page { get; init; }
}

/// <summary>A document that was read to the end: only such a one may leave its validators behind.</summary>
internal sealed record ListedPage
{
    /// <summary>Its ETag, byte for byte.</summary>
    public string? ETag { get; init; }

    /// <summary>Its Last-Modified, byte for byte.</summary>
    public string? LastModified { get; init; }

    /// <summary>SHA-256 of its bytes, as hex.</summary>
    public required string DocumentHash { get; init; }

    /// <summary>The identity policy its items have their keys by.</summary>
    public required IdentityPolicy Policy { get; init; }

    /// <summary>What the document asks of those who poll it; null for nothing.</summary>
    public string? Hints { get; init; }

    /// <summary>The usual time between two items; null while it is not known.</summary>
    public TimeSpan? Rhythm { get; init; }

    /// <summary>True when it has nothing in common with the page before: items may have been missed.</summary>
    public bool IsGap { get; init; }

    /// <summary>Every item it lists: each is remembered, and none of them may be forgotten while it is listed.</summary>
    public required ImmutableArray<Item> Listed { get; init; }

    /// <summary>Those that were not known before.</summary>
    public required ImmutableArray<Item> Unseen { get; init; }

    /// <summary>Known items that were edited or have other keys.</summary>
    public ImmutableArray<ItemChange> Changed { get; init; } = [];

    /// <summary>The alerts that are owed whatever the stories say.</summary>
    public ImmutableArray<Alert> Alerts { get; init; } = [];

    /// <summary>What is told to the stories; null for nothing.</summary>
    public PageNews? News { get; init; }

    /// <summary>What is told to the stories of items that were edited; null for nothing.</summary>
    public PageNews? Edits { get; init; }
}

/// <summary>What rules found on a page, to be gathered into stories as it is written down.</summary>
/// <param name="Found">The items, in the order of the page.</param>
/// <param name="Source">The name of the feed.</param>
/// <param name="Rules">The rules of the poll.</param>
internal sealed record PageNews(ImmutableArray<FoundItem> Found, string Source, AlertDesk Rules);

/// <summary>A page, beside what was remembered of its feed.</summary>
/// <param name="Items">Every item, with its key under the policy.</param>
/// <param name="Policy">The policy of the feed: that of the page, or weaker.</param>
/// <param name="Recognition">Which of them are new, and which have changed.</param>
internal sealed record SeenPage(ImmutableArray<Item> Items, IdentityPolicy Policy, Recognition Recognition);
