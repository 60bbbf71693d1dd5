namespace NewsMonitor.Scheduling;

/// <summary>What the clock said at a moment, and when that was by time that is measured.</summary>
internal sealed class ClockReading(TimeProvider time)
{
    /// <summary>Clocks are corrected by seconds every day: that is not worth a word.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(30);

    private readonly DateTimeOffset _said = time.GetUtcNow();
    private readonly long _at = time.GetTimestamp();

    /// <summary>By how much the clock was set back since; zero when it was not, or by less than half a minute.</summary>
    public TimeSpan SetBack =>
        _said + time.GetElapsedTime(_at) - time.GetUtcNow() is var back && back > Slack ? back : TimeSpan.Zero;
}
