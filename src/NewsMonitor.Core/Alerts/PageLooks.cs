namespace NewsMonitor.Core.Alerts;

/// <summary>When it is looked whether a page that people were pointed to is still there: a few times, and not of all at once. Pure.</summary>
public static class PageLooks
{
    /// <summary>A page that is gone must be gone this much later as well: a publisher that updates its site is no news.</summary>
    public static readonly TimeSpan FewMinutes = TimeSpan.FromMinutes(5);

    /// <summary>How long after the alert; what is taken off is mostly taken off early.</summary>
    private static readonly TimeSpan[] After =
    [
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(6),
        TimeSpan.FromHours(24),
        TimeSpan.FromHours(60),
    ];

    /// <summary>Each is earlier or later by as much as this share.</summary>
    private const double Spread = 0.1;

    private static readonly TimeSpan SoonestAgain = TimeSpan.FromMinutes(10);

    /// <summary>The next look; null when there is none any more.</summary>
    /// <param name="toldAt">When the alert became owed.</param>
    /// <param name="until">When its story is followed no more.</param>
    /// <param name="now">The time of the last look, or of the alert. What it is too late for is left out.</param>
    /// <param name="chance">From 0 to 1.</param>
    public static DateTimeOffset? Next(DateTimeOffset toldAt, DateTimeOffset until, DateTimeOffset now, double chance)
    {
        foreach (var after in After)
            if (toldAt + (after * (1 - Spread)) > now)
                return toldAt + (after * (1 - Spread + (2 * Spread * chance))) is var moment && moment < until
                    ? moment
                    : null;
        return null;
    }

    /// <summary>The look that must find a page gone a second time: after 10 to 15 minutes.</summary>
    /// <param name="now">When it was found gone first.</param>
    /// <param name="chance">From 0 to 1.</param>
    public static DateTimeOffset Again(DateTimeOffset now, double chance) => now + (SoonestAgain * (1 + (chance / 2)));
}
