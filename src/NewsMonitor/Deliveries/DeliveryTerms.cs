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

    /// <summary>The longest an idle lane goes without a look at the ledger.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(2);
}
