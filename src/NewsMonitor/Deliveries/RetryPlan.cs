namespace NewsMonitor.Deliveries;

/// <summary>When an alert that could not be delivered is tried again: minutes at first, then hours, for days.</summary>
internal static class RetryPlan
{
    /// <summary>Each wait is drawn from this share below to this share above the planned one.</summary>
    private const double Share = 0.2;

    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(5),
        TimeSpan.FromHours(10),
        TimeSpan.FromHours(14),
        TimeSpan.FromHours(20),
        TimeSpan.FromHours(24),
    ];

    private static readonly TimeSpan FirstRest = TimeSpan.FromSeconds(5);

    /// <summary>The longest rest of a receiver that cannot be reached: what comes back is noticed within these minutes.</summary>
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(5);

    /// <summary>A receiver may ask for twice the planned wait, and for this much at any time.</summary>
    private static readonly TimeSpan AlwaysGranted = TimeSpan.FromHours(1);

    /// <summary>The time of the next attempt; null when it is time to give up.</summary>
    /// <param name="now">When the last attempt ended.</param>
    /// <param name="owedSince">When the alert became owed.</param>
    /// <param name="attempt">The number of the last attempt, from 1.</param>
    /// <param name="retryAfter">How long the receiver asks us to wait; null when it does not.</param>
    /// <param name="jitter">Chance, from 0 to 1.</param>
    /// <param name="giveUpAfter">How long after <paramref name="owedSince"/> the last attempt is made.</param>
    public static DateTimeOffset? NextAttempt(
        DateTimeOffset now,
        DateTimeOffset owedSince,
        int attempt,
        TimeSpan? retryAfter,
        double jitter,
        TimeSpan giveUpAfter
    )
    {
        var deadline = owedSince + giveUpAfter;
        if (now >= deadline)
            return null;
        var next = now + Granted(Planned(attempt, jitter), retryAfter);
        return next < deadline ? next : deadline;
    }

    /// <summary>How long a receiver that cannot be reached is left alone: twice as long each time, up to minutes.</summary>
    /// <param name="failures">How many attempts in a row could not reach it, from 1.</param>
    /// <param name="retryAfter">How long it asks us to wait; null when it does not.</param>
    /// <param name="jitter">Chance, from 0 to 1.</param>
    public static TimeSpan Rest(int failures, TimeSpan? retryAfter, double jitter)
    {
        var doubled = FirstRest * Math.Pow(2, Math.Clamp(failures, 1, 10) - 1);
        return Granted(Spread(doubled < LongestRest ? doubled : LongestRest, jitter), retryAfter);
    }

    private static TimeSpan Planned(int attempt, double jitter) =>
        Spread(Waits[Math.Clamp(attempt, 1, Waits.Length) - 1], jitter);

    private static TimeSpan Spread(TimeSpan wait, double jitter) =>
        wait * (1 + Share * (2 * Math.Clamp(jitter, 0, 1) - 1));

    private static TimeSpan Granted(TimeSpan planned, TimeSpan? asked)
    {
        var most = planned * 2 > AlwaysGranted ? planned * 2 : AlwaysGranted;
        return asked is not { } wait || wait < planned ? planned
            : wait > most ? most
            : wait;
    }
}
