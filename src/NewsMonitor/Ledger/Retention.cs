namespace NewsMonitor.Ledger;

/// <summary>Forgets what nobody lists any more.</summary>
internal sealed class Retention(LedgerStore store, TimeSpan keep)
{
    public Task<int> ForgetAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{store}{keep}");
}
