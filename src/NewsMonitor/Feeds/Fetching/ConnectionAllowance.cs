namespace NewsMonitor.Feeds.Fetching;

/// <summary>
/// How many connections may still be opened for one request. .NET opens up to three more by itself when a server closes
/// without an answer, and there is no setting for it: a server in trouble would see eight requests for one poll.
/// </summary>
internal sealed class ConnectionAllowance
{
    private const int Most = 2;
    private static readonly HttpRequestOptionsKey<ConnectionAllowance> Key = new("monitor.connections");
    private int _opened;

    /// <summary>Gives the request its allowance: one attempt, and one more.</summary>
    public static void GiveTo(HttpRequestMessage request) => request.Options.Set(Key, new ConnectionAllowance());

    /// <summary>Takes one connection of the allowance.</summary>
    /// <exception cref="ConnectionsSpentException">There is none left.</exception>
    public static void TakeFrom(HttpRequestMessage request)
    {
        if (request.Options.TryGetValue(Key, out var allowance) && Interlocked.Increment(ref allowance._opened) > Most)
            throw new ConnectionsSpentException();
    }
}

/// <summary>Every connection that a request was allowed ended without an answer.</summary>
internal sealed class ConnectionsSpentException() : Exception("every connection ended without an answer");
