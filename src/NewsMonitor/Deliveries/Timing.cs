using NewsMonitor.Ledger;

namespace NewsMonitor.Deliveries;

/// <summary>When one receiver may be sent something: its quiet hours, its batches, its rate and the rest of its way out.</summary>
internal sealed class Timing(Receiver receiver, Endpoint endpoint, HeldAlerts held, TimeProvider time)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    private readonly Pace? _rate = receiver.Rate is { } rate ? new(rate, rate.Count, time) : null;
    private long? _looked;
    private DateTimeOffset? _toldAfter;

    /// <summary>True while only what is urgent may go out.</summary>
    public bool IsQuiet => receiver.Quiet?.Include(time.GetUtcNow()) ?? false;

    /// <summary>How long nothing may be sent at all; zero when something may.</summary>
    public TimeSpan Wait => Longest(endpoint.RestLeft, _rate?.Wait, endpoint.AfterOutage?.Wait);

    /// <summary>True while it keeps to a pace: its own, or that of catching up after an outage.</summary>
    public bool IsPaced => _rate is not null || endpoint.AfterOutage is not null;

    /// <summary>True when it is time to look again at what is held.</summary>
    public bool IsLookDue => _looked is not { } last || time.GetElapsedTime(last) >= BetweenLooks;

    /// <summary>Makes due what was held for a batch or for quiet hours that are over. Asked at each turn, looks once a second.</summary>
    public async Task TidyAsync(CancellationToken cancellationToken)
    {
        if (!IsLookDue)
            return;
        _looked = time.GetTimestamp();
        var now = time.GetUtcNow();
        await TellAfterQuietAsync(now, cancellationToken);
        await held.ReleaseDueAsync(receiver.Name, now, cancellationToken);
    }

    /// <summary>One is being sent.</summary>
    public void Took()
    {
        _rate?.Take();
        endpoint.AfterOutage?.Take();
    }

    /// <summary>Nothing is due any more.</summary>
    public void Idle() => endpoint.CaughtUp();

    private async Task TellAfterQuietAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (receiver.Quiet is not { } quiet || quiet.Include(now))
            return;
        var (start, end) = quiet.LatestEnded(now);
        if (end == _toldAfter)
            return;
        await held.GatherQuietAsync(receiver.Name, start, end, now, cancellationToken);
        _toldAfter = end;
    }

    private static TimeSpan Longest(params ReadOnlySpan<TimeSpan?> waits)
    {
        var longest = TimeSpan.Zero;
        foreach (var wait in waits)
            if (wait > longest)
                longest = wait.Value;
        return longest;
    }
}
