namespace NewsMonitor.Deliveries;

/// <summary>The hours in which only urgent alerts go out; what else is found is told together when they end.</summary>
/// <param name="From">When they begin, on the wall clock of the zone.</param>
/// <param name="To">When they end; earlier than <paramref name="From"/> means the next day.</param>
/// <param name="Zone">Whose wall clock.</param>
internal sealed record QuietHours(TimeOnly From, TimeOnly To, TimeZoneInfo Zone)
{
    /// <summary>True within them.</summary>
    public bool Include(DateTimeOffset moment)
    {
        var (start, end) = LatestBegun(moment);
        return start <= moment && moment < end;
    }

    /// <summary>When those end that include the moment.</summary>
    public DateTimeOffset EndAfter(DateTimeOffset moment) => LatestBegun(moment).End;

    /// <summary>The last ones that were over at the moment.</summary>
    public (DateTimeOffset Start, DateTimeOffset End) LatestEnded(DateTimeOffset moment)
    {
        var latest = LatestBegun(moment);
        return latest.End <= moment ? latest : Of(DateOf(latest.Start).AddDays(-1));
    }

    private (DateTimeOffset Start, DateTimeOffset End) LatestBegun(DateTimeOffset moment)
    {
        var today = Of(DateOf(moment));
        return today.Start <= moment ? today : Of(DateOf(moment).AddDays(-1));
    }

    private DateOnly DateOf(DateTimeOffset moment) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Zone).DateTime);

    private (DateTimeOffset Start, DateTimeOffset End) Of(DateOnly day) =>
        (WallClock.At(day, From, Zone), WallClock.At(From < To ? day : day.AddDays(1), To, Zone));
}

/// <summary>Wall-clock times as moments, also in the nights in which a clock is changed.</summary>
internal static class WallClock
{
    /// <summary>
    /// The moment at which a wall clock shows this. A time that is left out in spring means the moment at which it would
    /// have come; one that comes twice in autumn means the first.
    /// </summary>
    public static DateTimeOffset At(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        var wall = day.ToDateTime(time);
        if (zone.IsAmbiguousTime(wall))
            return new(wall, zone.GetAmbiguousTimeOffsets(wall).Max());
        // The offset of a time that is left out is that of the winter before it.
        return new DateTimeOffset(wall, zone.GetUtcOffset(wall));
    }
}
