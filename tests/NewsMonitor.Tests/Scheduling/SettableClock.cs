using Microsoft.Extensions.Time.Testing;

namespace NewsMonitor.Tests.Scheduling;

/// <summary>A clock that can be set while measured time runs on, as that of a machine.</summary>
internal sealed class SettableClock(DateTimeOffset start) : TimeProvider
{
    private readonly FakeTimeProvider _measured = new(start);

    private readonly TaskCompletionSource _isWaitedFor = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done once somebody waits for time to pass.</summary>
    public Task IsWaitedFor => _isWaitedFor.Task;

    /// <summary>By how much it is ahead of measured time.</summary>
    public TimeSpan Ahead { get; set; }

    /// <summary>Lets measured time pass.</summary>
    public void Advance(TimeSpan time) => _measured.Advance(time);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _measured.GetUtcNow() + Ahead;

    /// <inheritdoc/>
    public override long TimestampFrequency => _measured.TimestampFrequency;

    /// <inheritdoc/>
    public override long GetTimestamp() => _measured.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = _measured.CreateTimer(callback, state, dueTime, period);
        _isWaitedFor.TrySetResult();
        return timer;
    }
}
