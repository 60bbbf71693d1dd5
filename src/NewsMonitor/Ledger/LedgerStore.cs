namespace NewsMonitor.Ledger;

/// <summary>The ledger's file.</summary>
internal sealed class LedgerStore : IAsyncDisposable
{
    private LedgerStore() { }

    /// <summary>Opens the ledger of a data folder.</summary>
    public static LedgerStore Open(string dataFolder, TimeProvider time) => throw new NotSupportedException();

    /// <summary>Writes a mark to disk; throws <see cref="LedgerUnavailable"/> when that fails.</summary>
    public Task CheckWritableAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => throw new NotSupportedException();
}
