using System.Collections.Immutable;
using System.Globalization;
using NewsMonitor.Core.Alerts;

namespace NewsMonitor.Deliveries;

/// <summary>Says what happened to a story and when, a line for each.</summary>
internal static class TaleWording
{
    private const int LongestText = 160;

    /// <summary><c>reported 14:02 UTC by Potomac Wire</c>, <c>denied 15:10 UTC by the Defence Secretary (Gulf Daily)</c>.</summary>
    /// <param name="moment">What happened.</param>
    /// <param name="now">When it is told: of the same day the hour is enough.</param>
    public static string Of(TaleMoment moment, DateTimeOffset now)
    {
        var source = Clean(moment.Source);
        var who = Clean(moment.Who);
        var by =
            who.Length == 0 ? source
            : source.Length == 0 ? who
            : $"{who} ({source})";
        var line = $"{StoryWording.WordOf(moment.Status)} {StoryWording.Clock(moment.At, now)}";
        var development = Clean(moment.Development);
        return (by.Length, development.Length) switch
        {
            (0, 0) => line,
            (_, 0) => $"{line} by {by}",
            (0, _) => $"{line}: {development}",
            _ => $"{line} by {by}: {development}",
        };
    }

    /// <summary>
    /// The lines, oldest first, at most so many and one more that counts the rest. How it began and every change stay longest;
    /// of what is left the newest.
    /// </summary>
    public static ImmutableArray<string> Folded(StoryTale tale, DateTimeOffset now, int most)
    {
        var kept = tale
            .TimeLine.Select((moment, place) => (moment, place))
            .OrderByDescending(one => one.place == 0)
            .ThenByDescending(one => one.moment.Status != Core.Rules.ReportStatus.Reported)
            .ThenByDescending(one => one.moment.Development.Length > 0)
            .ThenByDescending(one => one.place)
            .Take(most)
            .OrderBy(one => one.place)
            .Select(one => Of(one.moment, now))
            .ToImmutableArray();
        var left = tale.TimeLine.Length - kept.Length;
        return left == 0 ? kept : kept.Add(string.Create(CultureInfo.InvariantCulture, $"and {left} more"));
    }

    private static string Clean(string text) => CleanText.Cut(CleanText.Line(text), LongestText);
}
