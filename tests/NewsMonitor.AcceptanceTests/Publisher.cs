namespace NewsMonitor.AcceptanceTests;

/// <summary>Publishes reports at a steady pace until it is stopped.</summary>
internal sealed class Publisher : IAsyncDisposable
{
    private readonly Action<int> _publish;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _publishing;
    private int _published;

    private Publisher(Action<int> publish, TimeSpan pace, int most)
    {
        _publish = publish;
        _publishing = PublishAsync(pace, most);
    }

    /// <summary>How many reports there are; they are numbered from 1.</summary>
    public int Published => _published;

    /// <summary>Publishes reports that are all alike.</summary>
    public static Publisher Start(World world, TimeSpan pace, int most = int.MaxValue) =>
        Start(report => world.Feeds[report % world.Feeds.Length].Publish(report), pace, most);

    /// <summary>Has each report published as the test wants.</summary>
    public static Publisher Start(Action<int> publish, TimeSpan pace, int most = int.MaxValue) =>
        new(publish, pace, most);

    /// <summary>Publishes no more.</summary>
    public async Task<int> StopAsync()
    {
        await _stop.CancelAsync();
        await _publishing;
        return _published;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task PublishAsync(TimeSpan pace, int most)
    {
        using var timer = new PeriodicTimer(pace);
        try
        {
            while (_published < most && await timer.WaitForNextTickAsync(_stop.Token))
            {
                var report = _published + 1;
                _publish(report);
                _published = report;
            }
        }
        catch (OperationCanceledException) { }
    }
}
