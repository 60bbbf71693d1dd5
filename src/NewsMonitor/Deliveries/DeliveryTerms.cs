namespace NewsMonitor.Deliveries;

/// <summary>The times that deliveries keep to.</summary>
internal sealed record DeliveryTerms
{
    /// <summary>How long an alert is retried before it becomes a dead letter.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromDays(5);

    /// <summary>The longest attempt: a mail server may take 10 minutes after the final dot (RFC 5321 §4.5.3.2.6).</summary>
    public TimeSpan LongestAttempt { get; init; } = TimeSpan.FromMinutes(14);

    /// <summary>How long a claim holds: longer than the longest attempt, so that no two can overlap.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long attempts under way may still take once the program is told to stop.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>A webhook that takes nothing for so long is tried no more until a person says so.</summary>
    public TimeSpan DisableAfter { get; init; } = TimeSpan.FromDays(5);

    /// <summary>How fast what has piled up is sent once a receiver can be reached again.</summary>
    public Rate CatchUp { get; init; } = new(10, TimeSpan.FromSeconds(1));

    /// <summary>So much of one rule and feed goes out alert by alert; the rest of that time is told together. Null: no bound.</summary>
    public Rate? Flood { get; init; } = new(20, TimeSpan.FromMinutes(10));

    /// <summary>So many alerts of one rule in a row, and another rule's go first.</summary>
    public int TurnOfRule { get; init; } = 5;

    /// <summary>The most calls to one webhook that are under way at once, while a backlog goes out: so many copies a crash can cost then.</summary>
    public int CallsAtOnce { get; init; } = 8;

    /// <summary>The receiver that is told when something about Monitor needs a person; null for any that can be reached.</summary>
    public string? Operator { get; init; }

    /// <summary>The longest an idle lane goes without a look at the ledger.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(2);
}
