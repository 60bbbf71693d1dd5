namespace NewsMonitor.Deliveries.Email;

/// <summary>The connections to one server: kept for the next mail, to whomever it goes, and closed when there is none.</summary>
internal sealed class SmtpConnections : IAsyncDisposable
{
    /// <summary>Servers limit the connections of one client, some to a handful.</summary>
    private const int Most = 4;
    private static readonly TimeSpan KeptIdle = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PatienceForTurn = TimeSpan.FromSeconds(30);

    private readonly SmtpSettings _settings;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _turns = new(Most, Most);
    private readonly Lock _lock = new();
    private readonly List<SmtpConnection> _idle = [];
    private readonly ITimer _sweep;

    public SmtpConnections(SmtpSettings settings, TimeProvider time)
    {
        _settings = settings;
        _time = time;
        _sweep = time.CreateTimer(_ => _ = CloseIdleAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Does something with a connection, which is kept when that goes well; throws <see cref="SmtpFault"/>.</summary>
    public async Task UseAsync(Func<SmtpConnection, Task> use, CancellationToken cancellationToken)
    {
        await TakeTurnAsync(cancellationToken);
        try
        {
            var connection = await TakeAsync(cancellationToken);
            try
            {
                await use(connection);
            }
            finally
            {
                await GiveBackAsync(connection);
            }
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _sweep.DisposeAsync();
        foreach (var connection in Remove(_ => true))
            await connection.DisposeAsync();
        _turns.Dispose();
    }

    private async Task TakeTurnAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(PatienceForTurn, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await _turns.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw SmtpFault.AllBusy;
        }
    }

    private async Task<SmtpConnection> TakeAsync(CancellationToken cancellationToken)
    {
        while (TakeIdle() is { } kept)
        {
            if (await kept.IsAliveAsync(cancellationToken))
                return kept;
            await kept.DisposeAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
        return await SmtpConnection.OpenAsync(_settings, _time, cancellationToken);
    }

    private SmtpConnection? TakeIdle()
    {
        lock (_lock)
        {
            if (_idle.Count == 0)
                return null;
            var latest = _idle[^1];
            _idle.RemoveAt(_idle.Count - 1);
            return latest;
        }
    }

    private async Task GiveBackAsync(SmtpConnection connection)
    {
        if (!connection.IsReusable)
        {
            await connection.DisposeAsync();
            return;
        }
        lock (_lock)
        {
            _idle.Add(connection);
            if (_idle.Count == 1)
                _sweep.Change(KeptIdle, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Closes what was not used for a while, and comes again while anything is kept.</summary>
    private async Task CloseIdleAsync()
    {
        var now = _time.GetUtcNow();
        foreach (var connection in Remove(connection => now - connection.LastUsed >= KeptIdle))
            await connection.DisposeAsync();
        lock (_lock)
        {
            if (_idle.Count > 0)
                _sweep.Change(KeptIdle, Timeout.InfiniteTimeSpan);
        }
    }

    private List<SmtpConnection> Remove(Predicate<SmtpConnection> which)
    {
        lock (_lock)
        {
            var removed = _idle.FindAll(which);
            _idle.RemoveAll(which);
            return removed;
        }
    }
}
