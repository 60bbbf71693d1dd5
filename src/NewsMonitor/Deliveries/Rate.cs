namespace NewsMonitor.Deliveries;

/// <summary>So many in a time.</summary>
/// <param name="Count">From 1.</param>
/// <param name="Per">From 1 second.</param>
internal sealed record Rate(int Count, TimeSpan Per)
{
    /// <summary>How long one takes.</summary>
    public TimeSpan Each => Per / Count;
}

/// <summary>Keeps to a rate. What was not used is saved up, but never more than <paramref name="burst"/>.</summary>
internal sealed class Pace(Rate rate, int burst, TimeProvider time)
{
    private readonly Lock _lock = new();
    private double _saved = burst;
    private long _at = time.GetTimestamp();

    /// <summary>How long until the next may go; zero when it may go now. Measured, not read from a clock that may be set.</summary>
    public TimeSpan Wait
    {
        get
        {
            lock (_lock)
            {
                Save();
                return _saved >= 1 ? TimeSpan.Zero : rate.Each * (1 - _saved);
            }
        }
    }

    /// <summary>One goes.</summary>
    public void Take()
    {
        lock (_lock)
        {
            Save();
            _saved -= 1;
        }
    }

    private void Save()
    {
        var now = time.GetTimestamp();
        _saved = Math.Min(burst, _saved + (time.GetElapsedTime(_at, now) / rate.Each));
        _at = now;
    }
}
