namespace NewsMonitor.AcceptanceTests;

/// <summary>Publishes reports at a steady pace, one feed after the other, until it is stopped.</summary>
internal sealed class Publisher : IAsyncDisposable
{
    private readonly World _world;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _publishing;
    private int _published;

    private Publisher(World world, TimeSpan pace, int most)
    {
        _world = world;
        _publishing = PublishAsync(pace, most);
    }

    /// <summary>How many reports there are; they are numbered from 1.</summary>
    public int Published => _published;

    public static Publisher Start(World world, TimeSpan pace, int most = int.MaxValue) => new(world, pace, most);

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
                _world.Feeds[report % _world.Feeds.Length].Publish(report);
                _published = report;
            }
        }
        catch (OperationCanceledException) { }
    }
}
