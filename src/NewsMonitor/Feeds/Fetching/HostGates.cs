using System.Collections.Concurrent;

namespace NewsMonitor.Feeds.Fetching;

/// <summary>
/// Lets a stated number of requests into each host at a time, and lets them begin at a distance. Who waits for one host
/// never holds a place at another. A host that asks to be left alone is, whichever of its feeds it said so to.
/// </summary>
/// <param name="perHost">The most requests inside one host.</param>
/// <param name="perSecond">The most that begin there within a second, evenly spaced; 0 for any number.</param>
/// <param name="time">The clock.</param>
internal sealed class HostGates(int perHost, int perSecond, TimeProvider time)
{
    /// <summary>The most that wait for one host: a host that hangs must not take the places of all others.</summary>
    public const int MostWaiting = 100;

    private readonly ConcurrentDictionary<string, Gate> _gates = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _held = new(StringComparer.OrdinalIgnoreCase);
    private readonly TimeSpan _distance = perSecond > 0 ? TimeSpan.FromSeconds(1) / perSecond : TimeSpan.Zero;

    /// <summary>Waits for a place at the host; disposing the answer gives it back.</summary>
    public async Task<IDisposable> EnterAsync(string host, CancellationToken cancellationToken)
    {
        var gate = _gates.GetOrAdd(host, _ => new Gate(perHost));
        await gate.WaitAsync(cancellationToken);
        var place = new Place(gate.Places);
        try
        {
            if (gate.TurnAfter(_distance, time) is { Ticks: > 0 } wait)
                await Task.Delay(wait, time, cancellationToken);
            return place;
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    /// <summary>True when so many wait for the host that whoever comes now had better come again.</summary>
    public bool IsCrowded(string host) => _gates.TryGetValue(host, out var gate) && gate.Waiting >= MostWaiting;

    /// <summary>Lets nobody into the host until then. What was said before and holds longer stays.</summary>
    public void Hold(string host, DateTimeOffset until) =>
        _held.AddOrUpdate(host, until, (_, before) => before > until && Holds(before) ? before : until);

    /// <summary>Until when the host is to be left alone; null when it may be asked.</summary>
    public DateTimeOffset? HeldUntil(string host)
    {
        if (!_held.TryGetValue(host, out var until))
            return null;
        if (Holds(until))
            return until;
        _held.TryRemove(KeyValuePair.Create(host, until));
        return null;
    }

    /// <summary>Nobody is held for longer than a server may ask: what says so was said before the clock was set back.</summary>
    private bool Holds(DateTimeOffset until) =>
        time.GetUtcNow() is var now && until > now && until <= now + RetryAfter.Longest;

    private sealed class Gate(int places)
    {
        private readonly Lock _turns = new();
        private long? _next;
        private int _waiting;

        public SemaphoreSlim Places { get; } = new(places, places);

        public int Waiting => Volatile.Read(ref _waiting);

        public async Task WaitAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _waiting);
            try
            {
                await Places.WaitAsync(cancellationToken);
            }
            finally
            {
                Interlocked.Decrement(ref _waiting);
            }
        }

        /// <summary>Takes the next turn; how long it is until then.</summary>
        public TimeSpan TurnAfter(TimeSpan distance, TimeProvider time)
        {
            if (distance == TimeSpan.Zero)
                return TimeSpan.Zero;
            lock (_turns)
            {
                var now = time.GetTimestamp();
                var turn = _next is { } next && next > now ? next : now;
                _next = turn + (long)(distance.TotalSeconds * time.TimestampFrequency);
                return time.GetElapsedTime(now, turn);
            }
        }
    }

    private sealed class Place(SemaphoreSlim gate) : IDisposable
    {
        private SemaphoreSlim? _gate = gate;

        public void Dispose() => Interlocked.Exchange(ref _gate, null)?.Release();
    }
}
