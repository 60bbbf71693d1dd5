using Quartz;

namespace NewsMonitor.Feeds;

/// <summary>When a feed is polled next. Pure: time and chance are arguments.</summary>
internal static class PollPlan
{
    /// <summary>A feed is never silent for longer, however often it failed or whatever its server asks.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromHours(24);

    /// <summary>Failures make the interval grow to this, unless it is longer already.</summary>
    public static readonly TimeSpan LongestBackOff = TimeSpan.FromHours(1);

    private const double JitterShare = 0.1;
    private const int MostDoublings = 16;
    private static readonly TimeSpan LongestJitter = TimeSpan.FromMinutes(1);

    /// <summary>The next poll.</summary>
    /// <param name="schedule">What the person asked for.</param>
    /// <param name="now">The present.</param>
    /// <param name="failures">How many polls in a row have failed, this one included.</param>
    /// <param name="retryAfter">How long the server asks us to wait; null when it does not.</param>
    /// <param name="jitter">Chance, 0 to 1: spreads feeds of one interval.</param>
    public static DateTimeOffset Next(
        FeedSchedule schedule,
        DateTimeOffset now,
        int failures,
        TimeSpan? retryAfter,
        double jitter
    )
    {
        var planned = schedule switch
        {
            Every every => now + Spread(BackedOff(every.Interval, failures), jitter),
            Cron cron => NextOf(cron, now),
            _ => throw new ArgumentOutOfRangeException(nameof(schedule), schedule, "not a schedule"),
        };
        return retryAfter is { } wait ? Later(planned, now + Shorter(wait, LongestSilence)) : planned;
    }

    /// <summary>The latest moment that a sane plan could name: a stored time beyond it comes from a clock that was wrong.</summary>
    public static DateTimeOffset Latest(FeedSchedule schedule, DateTimeOffset now) =>
        schedule switch
        {
            Every every => now + (every.Interval > LongestSilence ? every.Interval : LongestSilence),
            Cron cron => NextOf(cron, now) + LongestSilence,
            _ => throw new ArgumentOutOfRangeException(nameof(schedule), schedule, "not a schedule"),
        };

    /// <summary>Doubles with each failure after the first: one hiccup costs nothing.</summary>
    private static TimeSpan BackedOff(TimeSpan interval, int failures)
    {
        var doubled = interval * Math.Pow(2, Math.Clamp(failures - 1, 0, MostDoublings));
        return interval > LongestBackOff ? interval : Shorter(doubled, LongestBackOff);
    }

    private static TimeSpan Spread(TimeSpan interval, double jitter) =>
        interval + (Shorter(interval * JitterShare, LongestJitter) * jitter);

    private static DateTimeOffset NextOf(Cron cron, DateTimeOffset now) =>
        CronExpression.Parse(cron.Expression, CronFormat.Unix).WithTimeZone(cron.Zone).GetNextValidTimeAfter(now)
        ?? now + LongestSilence;

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
