namespace NewsMonitor.Tests.Deliveries;

/// <summary>
/// A clock for one who waits alone: whenever somebody waits, the time of the wait is over at once. Days pass in
/// milliseconds, and always in the same order. From its end on nobody's wait ends any more.
/// </summary>
internal sealed class JumpingTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset _now = start;
    private DateTimeOffset _end = DateTimeOffset.MaxValue;

    /// <summary>Ends when the clock would pass the end.</summary>
    public Task Ended => _ended.Task;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>The clock stops here.</summary>
    public void EndAt(DateTimeOffset end) =>
        (_end, _ended) = (end, new(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>Sets the clock, also back.</summary>
    public void Set(DateTimeOffset now)
    {
        lock (_lock)
            _now = now;
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != Timeout.InfiniteTimeSpan && Jump(dueTime))
            ThreadPool.QueueUserWorkItem(_ => callback(state));
        return new Sprung();
    }

    private bool Jump(TimeSpan wait)
    {
        lock (_lock)
        {
            if (_now + wait > _end)
            {
                _ended.TrySetResult();
                return false;
            }
            _now += wait;
            return true;
        }
    }

    /// <summary>A timer that has nothing left to do.</summary>
    private sealed class Sprung : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() { }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
