namespace NewsMonitor.Core.Alerts.Notices;

/// <summary>How a feed is, as far as the operator cares.</summary>
public sealed record FeedHealth
{
    /// <summary>The feed's id.</summary>
    public required string Id { get; init; }

    /// <summary>The name people know it by.</summary>
    public required string Name { get; init; }

    /// <summary>The host it is served by.</summary>
    public required string Host { get; init; }

    /// <summary>How many polls in a row have failed.</summary>
    public int Failures { get; init; }

    /// <summary>The first of them; null when the last poll did not fail.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>Why the last poll failed, in plain words; null when it did not.</summary>
    public string? Error { get; init; }

    /// <summary>When it was last polled; null before its first poll.</summary>
    public DateTimeOffset? LastPoll { get; init; }

    /// <summary>When it is polled next.</summary>
    public DateTimeOffset? NextPoll { get; init; }

    /// <summary>When it last listed something new; null before.</summary>
    public DateTimeOffset? LastNewItem { get; init; }

    /// <summary>The usual time between two items; null while it is not known.</summary>
    public TimeSpan? Rhythm { get; init; }

    /// <summary>How many items it listed when it last listed any.</summary>
    public int ListedBefore { get; init; }

    /// <summary>Since when it lists none, having listed some; null when it lists some.</summary>
    public DateTimeOffset? EmptySince { get; init; }

    /// <summary>When a page last had nothing in common with the one before; null for never.</summary>
    public DateTimeOffset? GapAt { get; init; }

    /// <summary>The address it has moved to for good; null when it has not.</summary>
    public string? MovedTo { get; init; }

    /// <summary>True once its publisher has ended it (410).</summary>
    public bool IsEnded { get; init; }
}

/// <summary>What can be wrong with a feed. The numbers are in the ledger.</summary>
public enum TroubleKind
{
    /// <summary>It cannot be fetched or read.</summary>
    Failing = 1,

    /// <summary>It answers and has had nothing new for many times its rhythm.</summary>
    Silent = 2,

    /// <summary>It answers with a document that lists nothing, and used to list something.</summary>
    Empty = 3,

    /// <summary>Its publisher has ended it: it is polled no more.</summary>
    Ended = 4,

    /// <summary>It has another address for good.</summary>
    Moved = 5,

    /// <summary>A page had nothing in common with the one before: items may have been missed.</summary>
    Gap = 6,
}

/// <summary>A trouble that was told.</summary>
/// <param name="Feed">The feed's id.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Since">Since when, as far as it is known.</param>
/// <param name="Notice">The key of the notice that told of it, perhaps together with those of other feeds.</param>
public sealed record Trouble(string Feed, TroubleKind Kind, DateTimeOffset Since, string Notice);
