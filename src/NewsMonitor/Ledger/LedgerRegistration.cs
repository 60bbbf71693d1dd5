using Microsoft.Extensions.DependencyInjection;

namespace NewsMonitor.Ledger;

/// <summary>Puts the ledger into the container.</summary>
internal static class LedgerRegistration
{
    /// <summary>Adds the ledger.</summary>
    public static IServiceCollection AddLedger(
        this IServiceCollection services,
        string dataFolder,
        TimeSpan keepItems
    ) => throw new NotSupportedException();
}
