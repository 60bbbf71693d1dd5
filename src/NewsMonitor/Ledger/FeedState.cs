using NewsMonitor.Core.Items;

namespace NewsMonitor.Ledger;

/// <summary>What the ledger knows of a feed.</summary>
internal sealed record FeedState
{
    /// <summary>The feed's id.</summary>
    public required string Feed { get; init; }

    /// <summary>The ETag of the last document that was recorded, byte for byte; null for none.</summary>
    public string? ETag { get; init; }

    /// <summary>The Last-Modified of the last document that was recorded, byte for byte; null for none.</summary>
    public string? LastModified { get; init; }

    /// <summary>SHA-256 of the last document that was recorded, as hex; null before the first.</summary>
    public string? DocumentHash { get; init; }

    /// <summary>How its items are told apart.</summary>
    public IdentityPolicy Policy { get; init; } = IdentityPolicy.Guid;

    /// <summary>True once a first poll has taken the feed's items as known: an explicit state, also when there were none.</summary>
    public bool HasBaseline { get; init; }

    /// <summary>When it is to be polled next; null before its first poll.</summary>
    public DateTimeOffset? NextPoll { get; init; }

    /// <summary>When it was last polled; null before its first poll.</summary>
    public DateTimeOffset? LastPoll { get; init; }

    /// <summary>When it last answered with a feed or with "not modified"; null before.</summary>
    public DateTimeOffset? LastSuccess { get; init; }

    /// <summary>When it last listed an item that was new; null before.</summary>
    public DateTimeOffset? LastNewItem { get; init; }

    /// <summary>How many polls in a row have failed.</summary>
    public int Failures { get; init; }

    /// <summary>Why the last poll failed, in plain words; null when it did not.</summary>
    public string? Error { get; init; }

    /// <summary>The address the server says the feed has moved to; null when it has not.</summary>
    public string? MovedTo { get; init; }

    /// <summary>True once the server has said 410: it is polled no more until its address changes.</summary>
    public bool Gone { get; init; }

    /// <summary>The address that was polled last, so that a new one can clear <see cref="Gone"/> and the validators.</summary>
    public string? Address { get; init; }

    /// <summary>The first of the failures in a row; null when the last poll did not fail.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>What its document asks of those who poll it, as the feeds room writes it; null for nothing.</summary>
    public string? Hints { get; init; }

    /// <summary>The usual time between two items; null while it is not known.</summary>
    public TimeSpan? Rhythm { get; init; }

    /// <summary>Why the next poll is later than the schedule asks, in plain words; null when it is not.</summary>
    public string? Wait { get; init; }

    /// <summary>Until when the feed's host wanted to be left alone when it was last polled (429); null when it did not say so.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>How many items the last page lists; null before the first.</summary>
    public int? Listed { get; init; }

    /// <summary>How many items the last page listed that listed any; null before the first.</summary>
    public int? ListedBefore { get; init; }

    /// <summary>Since when a feed that listed items lists none; null when it lists some, or never did.</summary>
    public DateTimeOffset? EmptySince { get; init; }

    /// <summary>When a page last had nothing in common with the one before: items may have been missed; null for never.</summary>
    public DateTimeOffset? GapAt { get; init; }
}
