namespace NewsMonitor.Ledger;

/// <summary>One running monitor for each data folder.</summary>
internal sealed class DataFolderLock : IDisposable
{
    private DataFolderLock() { }

    /// <summary>Takes the lock; throws <see cref="LedgerUnavailable"/> naming the holder when another process has it.</summary>
    public static DataFolderLock Acquire(string dataFolder) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Dispose() { }
}
