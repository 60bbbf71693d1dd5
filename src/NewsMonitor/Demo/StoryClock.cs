namespace NewsMonitor.Demo;

/// <summary>Days of a story in seconds of the demo: stands still at the beginning until it is started, and at the end.</summary>
/// <param name="time">The real clock.</param>
/// <param name="begins">The first moment of the story.</param>
/// <param name="ends">Its last.</param>
/// <param name="lasts">How long it takes here.</param>
internal sealed class StoryClock(TimeProvider time, DateTimeOffset begins, DateTimeOffset ends, TimeSpan lasts)
{
    private long? _started;

    /// <summary>The moment that the story has come to.</summary>
    public DateTimeOffset Now => begins + ((ends - begins) * Told);

    /// <summary>True when all has been told.</summary>
    public bool HasEnded => Told >= 1;

    /// <summary>Lets the story begin.</summary>
    public void Start() => _started = time.GetTimestamp();

    private double Told => _started is { } started ? Math.Min(1, time.GetElapsedTime(started) / lasts) : 0;
}
