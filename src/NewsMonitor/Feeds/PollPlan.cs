using NewsMonitor.Feeds.Fetching;
using Quartz;

namespace NewsMonitor.Feeds;

/// <summary>Decides when a feed is polled next. Pure: the clock and chance are arguments.</summary>
internal static class PollPlan
{
    /// <summary>Failing feeds are asked less and less often, but never less than this: no failure becomes silence.</summary>
    public static readonly TimeSpan LongestBackOff = TimeSpan.FromHours(24);

    private static readonly TimeSpan UsualBackOff = TimeSpan.FromHours(1);
    private static readonly TimeSpan MostJitter = TimeSpan.FromMinutes(1);
    private const double JitterShare = 0.1;
    private const int MostDoublings = 20;

    /// <summary>The next poll.</summary>
    /// <param name="schedule">What the configuration asks for.</param>
    /// <param name="now">When the last poll ended.</param>
    /// <param name="failures">How many polls in a row have failed, the last one among them; 0 when it did not.</param>
    /// <param name="retryAfter">What the server asked for; counts within [interval, 24 h]. Null when it asked for nothing.</param>
    /// <param name="jitter">Chance, 0 to 1: spreads polls over a tenth of the interval, at most a minute. Never earlier.</param>
    public static DateTimeOffset Next(
        FeedSchedule schedule,
        DateTimeOffset now,
        int failures,
        TimeSpan? retryAfter,
        double jitter
    ) =>
        schedule switch
        {
            Every every => now + Wait(every.Interval, failures, retryAfter) + Jitter(every.Interval, jitter),
            Cron cron => NextAfter(cron, now + (retryAfter is { } wait ? Within(wait, TimeSpan.Zero) : TimeSpan.Zero)),
            _ => throw new ArgumentOutOfRangeException(nameof(schedule), schedule, "not a schedule"),
        };

    /// <summary>The latest instant that <see cref="Next"/> can give at this time: a plan beyond it was made by another clock.</summary>
    public static DateTimeOffset Latest(FeedSchedule schedule, DateTimeOffset now) =>
        schedule switch
        {
            Every every => now + Longer(every.Interval, LongestBackOff) + Jitter(every.Interval, 1),
            _ => Next(schedule, now, failures: 0, RetryAfter.Longest, jitter: 1),
        };

    private static TimeSpan Wait(TimeSpan interval, int failures, TimeSpan? retryAfter)
    {
        if (retryAfter is { } asked)
            return Within(asked, interval);
        return failures <= 0 ? interval : BackOff(interval, failures);
    }

    /// <summary>The interval after the first failure, doubled with each further one, up to an hour or the interval if that is longer.</summary>
    private static TimeSpan BackOff(TimeSpan interval, int failures)
    {
        var doubled = interval * Math.Pow(2, Math.Min(failures - 1, MostDoublings));
        return Shorter(Shorter(doubled, Longer(interval, UsualBackOff)), LongestBackOff);
    }

    private static TimeSpan Within(TimeSpan asked, TimeSpan interval) =>
        Longer(Shorter(asked, RetryAfter.Longest), interval);

    private static TimeSpan Jitter(TimeSpan interval, double jitter) =>
        Shorter(interval * JitterShare, MostJitter) * Math.Clamp(jitter, 0, 1);

    private static DateTimeOffset NextAfter(Cron cron, DateTimeOffset after)
    {
        var expression = CronExpression.Parse(cron.Expression, CronFormat.Unix).WithTimeZone(cron.Zone);
        // An expression that never comes round again (30 February) is asked daily, so that the feed is not silent for ever.
        return expression.GetNextValidTimeAfter(after) ?? after + LongestBackOff;
    }

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
