using NewsMonitor.Core.Items;

namespace NewsMonitor.Feeds;

/// <summary>How often a feed brings something new, as the usual time between two items. Pure.</summary>
internal static class Rhythm
{
    private const int FewestDates = 4;
    private const int MostDates = 50;
    private const double WeightOfNews = 0.3;
    private static readonly TimeSpan ClockSlack = TimeSpan.FromHours(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    /// <summary>The rhythm after a page; null while nothing is known.</summary>
    /// <param name="page">What the page lists.</param>
    /// <param name="unseen">How many of them are new.</param>
    /// <param name="lastNew">When something was new before this page; null before the first.</param>
    /// <param name="former">The rhythm before this page.</param>
    /// <param name="now">When the page was read.</param>
    public static TimeSpan? After(
        IEnumerable<Item> page,
        int unseen,
        DateTimeOffset? lastNew,
        TimeSpan? former,
        DateTimeOffset now
    ) => OfDates(page, now) ?? OfArrivals(unseen, lastNew, former, now);

    /// <summary>How long an adaptive feed waits: a third of its rhythm, more the longer it has been quiet, within bounds.</summary>
    public static TimeSpan Interval(TimeSpan? rhythm, DateTimeOffset? lastNew, DateTimeOffset now)
    {
        if (rhythm is not { } usual)
            return Every.Default;
        var quiet = lastNew is { } last && now - last > usual ? now - last - usual : TimeSpan.Zero;
        var interval = (usual / 3) + (quiet / 10);
        return interval < Auto.Shortest ? Auto.Shortest
            : interval > Auto.Longest ? Auto.Longest
            : interval;
    }

    /// <summary>The mean distance of the latest dates. Publishers who date everything at once, or in the future, say nothing.</summary>
    private static TimeSpan? OfDates(IEnumerable<Item> page, DateTimeOffset now)
    {
        var dates = page.Select(item => item.Published)
            .OfType<DateTimeOffset>()
            .Where(date => date <= now + ClockSlack)
            .Distinct()
            .OrderDescending()
            .Take(MostDates)
            .ToList();
        if (dates.Count < FewestDates)
            return null;
        return Within((dates[0] - dates[^1]) / (dates.Count - 1));
    }

    private static TimeSpan? OfArrivals(int unseen, DateTimeOffset? lastNew, TimeSpan? former, DateTimeOffset now)
    {
        if (unseen == 0 || lastNew is not { } last || now <= last)
            return former;
        var distance = (now - last) / unseen;
        return Within(former is { } usual ? (distance * WeightOfNews) + (usual * (1 - WeightOfNews)) : distance);
    }

    private static TimeSpan Within(TimeSpan rhythm) => rhythm < Longest ? rhythm : Longest;
}
