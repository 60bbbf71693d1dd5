namespace NewsMonitor.Deliveries;

/// <summary>
/// The circuit breaker of one way out: a mail server that all mail goes through, or one webhook. When it is broken it rests,
/// then one attempt at a time tries whether it works again, and what has piled up goes out at a bounded pace.
/// </summary>
internal sealed class Endpoint
{
    /// <summary>So many failures in a row of whatever kind mean that it is not the alerts.</summary>
    private const int MostFailures = 5;

    /// <summary>An outage shorter than this leaves nothing behind that would need a bounded pace.</summary>
    private static readonly TimeSpan ShortOutage = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly bool _countsReplies;
    private readonly Rate _catchUp;
    private int _failures;
    private int _rests;
    private long _brokenSince;
    private TimeSpan _rest;
    private long _restBegan;
    private bool _isTried;

    /// <param name="catchUp">The pace after an outage.</param>
    /// <param name="countsReplies">
    /// True when answers that defer an alert count as failures of the way, too; false for a mail server, whose answers are
    /// about one recipient.
    /// </param>
    /// <param name="time">Measures rests.</param>
    public Endpoint(Rate catchUp, bool countsReplies, TimeProvider time) =>
        (_catchUp, _countsReplies, _time) = (catchUp, countsReplies, time);

    /// <summary>What is sent after an outage keeps to this; null when there was none.</summary>
    public Pace? AfterOutage { get; private set; }

    /// <summary>What is left of the rest; zero when there is none.</summary>
    public TimeSpan RestLeft
    {
        get
        {
            lock (_lock)
                return Left;
        }
    }

    /// <summary>True for whoever may make an attempt now; who is let in says how it ended, or leaves.</summary>
    public bool TryEnter()
    {
        lock (_lock)
        {
            if (Left > TimeSpan.Zero || (IsBroken && _isTried))
                return false;
            _isTried = IsBroken;
            return true;
        }
    }

    /// <summary>No attempt was made, or it was broken off.</summary>
    public void Leave()
    {
        lock (_lock)
            _isTried = false;
    }

    /// <summary>How an attempt ended.</summary>
    /// <param name="result">What the channel says.</param>
    /// <param name="jitter">Chance, from 0 to 1.</param>
    public void Heard(DeliveryResult result, double jitter)
    {
        lock (_lock)
        {
            _isTried = false;
            var deferred = result as Deferred;
            if (deferred is null || (!deferred.Unreachable && !_countsReplies))
                Mend();
            else if (++_failures >= MostFailures || deferred.Unreachable)
                Break(deferred.RetryAfter, jitter);
        }
    }

    /// <summary>What had piled up is sent.</summary>
    public void CaughtUp() => AfterOutage = null;

    private bool IsBroken => _rests > 0;

    private TimeSpan Left =>
        _rest - _time.GetElapsedTime(_restBegan) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    private void Break(TimeSpan? retryAfter, double jitter)
    {
        // Several were under way when it broke: what the others say of it is no news.
        if (Left > TimeSpan.Zero)
            return;
        if (!IsBroken)
            _brokenSince = _time.GetTimestamp();
        _rests++;
        _rest = RetryPlan.Rest(_rests, retryAfter, jitter);
        _restBegan = _time.GetTimestamp();
    }

    private void Mend()
    {
        if (IsBroken && _time.GetElapsedTime(_brokenSince) > ShortOutage)
            AfterOutage = new Pace(_catchUp, burst: 1, _time);
        (_failures, _rests, _rest) = (0, 0, TimeSpan.Zero);
    }
}
