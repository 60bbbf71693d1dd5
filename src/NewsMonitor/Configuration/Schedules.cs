using NewsMonitor.Configuration.Binding;
using NewsMonitor.Feeds;
using Quartz;

namespace NewsMonitor.Configuration;

/// <summary>When a feed is polled: <c>every</c>, or <c>cron</c> with <c>zone</c>.</summary>
internal static class Schedules
{
    // Any expression that fires at all fires within eight years of this day (29 February is the rarest).
    private static readonly DateTimeOffset SomeDay = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The schedule of a feed; the default when it names none or names it wrongly.</summary>
    public static FeedSchedule Read(Section feed, FeedSchedule otherwise)
    {
        var zone = Zone(feed, "zone");
        if (!feed.Has("cron"))
        {
            if (feed.Has("zone"))
                feed.Complain(
                    "zone",
                    "\"zone\" is the clock of \"cron\", and there is no cron: add one, or remove the zone."
                );
            return Steady(feed, "every") ?? otherwise;
        }
        if (feed.Has("every"))
            feed.Complain("every", "\"every\" and \"cron\" are two schedules: keep one of the two.");
        return Expression(feed, "cron") is { } expression ? new Cron(expression, zone ?? TimeZoneInfo.Utc) : otherwise;
    }

    /// <summary>The interval under a key, or <c>auto</c>; null when the key is missing or its value is refused.</summary>
    public static FeedSchedule? Steady(Section section, string key) =>
        section.Scalar(key) is { Value: "auto" } ? new Auto()
        : section.Duration(key, Every.Shortest, Every.Longest) is { } interval ? new Every(interval)
        : null;

    /// <summary>The cron under a key.</summary>
    public static string? Expression(Section feed, string key)
    {
        if (feed.Text(key) is not { } expression)
            return null;
        if (CronComplaint(expression) is not { } complaint)
            return expression;
        feed.Complain(key, complaint);
        return null;
    }

    private static string? CronComplaint(string expression)
    {
        var fields = expression.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        if (fields != 5 && !expression.StartsWith('@'))
            return $"a cron has five fields (minute, hour, day, month, weekday), and this one has {fields}: \"0 6 * * *\" is each day at 06:00.";
        try
        {
            return CronExpression.Parse(expression, CronFormat.Unix).GetNextValidTimeAfter(SomeDay) is null
                ? "this cron never comes: no such day is in the calendar. \"0 6 * * *\" is each day at 06:00."
                : null;
        }
        catch (FormatException fault)
        {
            return $"this cron is not understood ({fault.Message.TrimEnd('.')}): \"0 6 * * MON-FRI\" is each working day at 06:00.";
        }
    }

    /// <summary>The time zone under a key.</summary>
    public static TimeZoneInfo? Zone(Section feed, string key)
    {
        if (feed.Text(key) is not { } name)
            return null;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId)
            return zone;
        feed.Complain(key, $"\"{Shown.Of(name)}\" is not a time zone. {ZoneHint(name)}");
        return null;
    }

    private static string ZoneHint(string name)
    {
        if (TimeZoneInfo.TryConvertWindowsIdToIanaId(name, out var iana))
            return $"Did you mean \"{iana}\"?";
        var names = TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).ToList();
        var city = names.FirstOrDefault(id =>
            id.EndsWith($"/{name.Replace(' ', '_')}", StringComparison.OrdinalIgnoreCase)
        );
        return city is null
            ? Nearest.Hint(name, names, "Write one like Europe/London, America/New_York or UTC.")
            : $"Did you mean \"{city}\"?";
    }
}
