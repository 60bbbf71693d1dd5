using System.Globalization;
using NewsMonitor.Deliveries;
using Quartz;

namespace NewsMonitor.Scheduling;

/// <summary>
/// When a digest goes out. Pure. In the nights in which a clock is changed, a time that is left out means the first moment
/// after the gap, and one that comes twice means the first of the two: each wall-clock time has one digest.
/// </summary>
internal static class DigestClock
{
    /// <summary>The most that a clock is put forward or back.</summary>
    private static readonly TimeSpan LongestShift = TimeSpan.FromHours(3);

    /// <summary>The next time after this; null when there is none any more.</summary>
    public static DigestTime? After(DigestPlan plan, DateTimeOffset moment)
    {
        // The calendar is asked without a zone, where no time is left out or comes twice.
        var calendar = CronExpression.Parse(plan.Cron, CronFormat.Unix).WithTimeZone(TimeZoneInfo.Utc);
        var from = TimeZoneInfo.ConvertTime(moment, plan.Zone).DateTime - LongestShift;
        var wall = new DateTimeOffset(from, TimeSpan.Zero);
        while (calendar.GetNextValidTimeAfter(wall) is { } next)
        {
            var time = Of(plan, next.UtcDateTime);
            if (time.Moment > moment)
                return time;
            wall = next;
        }
        return null;
    }

    /// <summary>The last time that was due at the moment or before; null when there was none within <paramref name="back"/>.</summary>
    public static DigestTime? LatestBy(DigestPlan plan, DateTimeOffset moment, TimeSpan back)
    {
        DigestTime? latest = null;
        for (var time = After(plan, moment - back); time is not null && time.Moment <= moment; )
        {
            latest = time;
            time = After(plan, time.Moment);
        }
        return latest;
    }

    private static DigestTime Of(DigestPlan plan, DateTime wall)
    {
        var time = DateTime.SpecifyKind(wall, DateTimeKind.Unspecified);
        var moment = WallClock.At(DateOnly.FromDateTime(time), TimeOnly.FromDateTime(time), plan.Zone);
        return new(moment.ToUniversalTime(), time.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture));
    }
}

/// <summary>One digest's time.</summary>
/// <param name="Moment">When it comes.</param>
/// <param name="Slot">The wall-clock time that it is for, in its zone: what the ledger knows it by.</param>
internal sealed record DigestTime(DateTimeOffset Moment, string Slot);
