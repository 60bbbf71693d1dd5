using System.Collections.Concurrent;

namespace NewsMonitor.Feeds.Fetching;

/// <summary>Lets only so many requests at a time go to one host; another host never waits for it.</summary>
internal sealed class HostGates(FetchSettings settings)
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> gates = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Waits for a turn; dispose what it gives to let the next one in.</summary>
    public async Task<IDisposable> EnterAsync(Uri address, CancellationToken cancellationToken)
    {
        var gate = gates.GetOrAdd(address.IdnHost, _ => new SemaphoreSlim(settings.PerHost));
        await gate.WaitAsync(cancellationToken);
        return new Turn(gate);
    }

    private sealed class Turn(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
