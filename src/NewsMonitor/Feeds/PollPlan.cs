using System.Globalization;
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
            Auto => Next(new Every(Every.Default), now, failures, retryAfter, jitter),
            Cron cron => NextAfter(cron, now + (retryAfter is { } wait ? Within(wait, TimeSpan.Zero) : TimeSpan.Zero)),
            _ => throw new ArgumentOutOfRangeException(nameof(schedule), schedule, "not a schedule"),
        };

    /// <summary>The next poll after one that had to be put off; the feeds that wait for one moment do not all come in it.</summary>
    /// <param name="schedule">What the configuration asks for.</param>
    /// <param name="until">When it is possible again.</param>
    /// <param name="jitter">Chance, 0 to 1.</param>
    public static DateTimeOffset PutOff(FeedSchedule schedule, DateTimeOffset until, double jitter) =>
        schedule switch
        {
            Every every => until + Jitter(every.Interval, jitter),
            Cron cron => NextAfter(cron, until),
            _ => PutOff(new Every(Every.Default), until, jitter),
        };

    /// <summary>The next poll after one that is over, with what the publisher asks for and the feed's own rhythm.</summary>
    /// <param name="schedule">What the configuration asks for; wall-clock times heed nothing but Retry-After.</param>
    /// <param name="outcome">How the poll ended.</param>
    /// <param name="heed">How far what a document or its headers ask for may put the next poll off.</param>
    /// <param name="jitter">Chance, 0 to 1.</param>
    public static PlannedPoll After(FeedSchedule schedule, PollOutcome outcome, TimeSpan heed, double jitter)
    {
        var steady = schedule is Auto ? new Every(IntervalOf(outcome)) : schedule;
        var planned = new PlannedPoll(
            Next(steady, outcome.Now, outcome.Failures, outcome.RetryAfter, jitter),
            WhyItWaits(outcome)
        );
        return outcome.Failures > 0 || schedule is Cron ? planned : Heeding(planned, outcome, heed);
    }

    private static TimeSpan IntervalOf(PollOutcome outcome)
    {
        var interval = Rhythm.Interval(outcome.Rhythm, outcome.LastNewItem, outcome.Now);
        // What was missed once is missed again at this pace.
        return outcome.IsGap ? Longer(interval / 2, Auto.Shortest) : interval;
    }

    private static string? WhyItWaits(PollOutcome outcome) =>
        outcome.RetryAfter is { } asked ? $"the server asked us to wait {Shown(asked)} (Retry-After)" : null;

    /// <summary>A third party's wish, never beyond the bound: nobody may silence a feed.</summary>
    private static PlannedPoll Heeding(PlannedPoll planned, PollOutcome outcome, TimeSpan heed)
    {
        var (until, source) = Wish(outcome, planned.At);
        var latest = outcome.Now + heed;
        if (until <= planned.At || latest <= planned.At)
            return planned;
        var asked = $"the publisher asks for no poll before {until.UtcDateTime:yyyy-MM-dd HH:mm'Z'} ({source})";
        return until <= latest
            ? new(until, asked)
            : new(latest, $"{asked}; it is asked after {Shown(heed)} all the same");
    }

    private static (DateTimeOffset Until, string Source) Wish(PollOutcome outcome, DateTimeOffset planned)
    {
        var wish = (Until: planned, Source: "");
        if (outcome.FreshFor is { } fresh && outcome.Now + fresh > wish.Until)
            wish = (outcome.Now + fresh, "Cache-Control or Expires");
        if (outcome.Hints.Ttl is { } ttl && outcome.Now + ttl > wish.Until)
            wish = (outcome.Now + ttl, "ttl");
        return outcome.Hints.Skips(wish.Until)
            ? (AfterSkipped(outcome.Hints, wish.Until), "skipHours, skipDays")
            : wish;
    }

    private static DateTimeOffset AfterSkipped(PollHints hints, DateTimeOffset moment)
    {
        var hour = new DateTimeOffset(moment.UtcDateTime.Date, TimeSpan.Zero).AddHours(moment.UtcDateTime.Hour);
        var end = hour.AddDays(8);
        while (hints.Skips(hour) && hour < end)
            hour = hour.AddHours(1);
        return hour;
    }

    private static string Shown(TimeSpan time) =>
        time.TotalMinutes < 1 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s")
        : time.TotalHours < 2 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.#} h");

    /// <summary>The latest instant that <see cref="Next"/> can give at this time: a plan beyond it was made by another clock.</summary>
    public static DateTimeOffset Latest(FeedSchedule schedule, DateTimeOffset now) =>
        schedule switch
        {
            Every every => now + Longer(every.Interval, LongestBackOff) + Jitter(every.Interval, 1),
            Auto => Latest(new Every(Auto.Longest), now),
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

/// <summary>When a feed is polled next.</summary>
/// <param name="At">The instant.</param>
/// <param name="Reason">Why it is later than the schedule asks, in plain words; null when it is not.</param>
internal sealed record PlannedPoll(DateTimeOffset At, string? Reason);

/// <summary>How a poll ended, as far as the next one depends on it.</summary>
/// <param name="Now">When it ended.</param>
internal sealed record PollOutcome(DateTimeOffset Now)
{
    /// <summary>How many polls in a row have failed, this one among them.</summary>
    public int Failures { get; init; }

    /// <summary>What the server asked for with a refusal.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>How long the response says that it stays as it is.</summary>
    public TimeSpan? FreshFor { get; init; }

    /// <summary>What the document asks for.</summary>
    public PollHints Hints { get; init; } = PollHints.None;

    /// <summary>The usual time between two items.</summary>
    public TimeSpan? Rhythm { get; init; }

    /// <summary>When something was new.</summary>
    public DateTimeOffset? LastNewItem { get; init; }

    /// <summary>True when items may have come and gone since the poll before.</summary>
    public bool IsGap { get; init; }
}
