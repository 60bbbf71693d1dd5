namespace NewsMonitor.Demo.Manners;

/// <summary>A clock that stands until it is set: days of polling pass in a second. Timers keep real time, so that deadlines hold.</summary>
internal sealed class SetClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset _now = start;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _now;

    /// <summary>Sets it, never back.</summary>
    public void Set(DateTimeOffset moment) => _now = moment > _now ? moment : _now;
}
