using Microsoft.Extensions.DependencyInjection;

namespace NewsMonitor.Ledger;

/// <summary>Puts the ledger into the container.</summary>
internal static class LedgerRegistration
{
    /// <summary>
    /// Adds the ledger of a data folder. The folder is locked and the file opened when the first part asks for it; both throw
    /// <see cref="LedgerUnavailable"/> when they cannot be had.
    /// </summary>
    /// <param name="services">The container.</param>
    /// <param name="dataFolder">Made when it is not there.</param>
    /// <param name="keepItems">How long what no feed lists any more is remembered.</param>
    public static IServiceCollection AddLedger(
        this IServiceCollection services,
        string dataFolder,
        TimeSpan keepItems
    ) =>
        services
            .AddSingleton(_ => DataFolderLock.Acquire(dataFolder))
            .AddSingleton(OpenLocked)
            .AddSingleton<FeedLedger>()
            .AddSingleton<AlertLedger>()
            .AddSingleton(parts => new Retention(parts.GetRequiredService<LedgerStore>(), keepItems));

    /// <summary>The lock comes first: with it in hand, every lease in the file is one of a monitor that is no more.</summary>
    private static LedgerStore OpenLocked(IServiceProvider parts)
    {
        var held = parts.GetRequiredService<DataFolderLock>();
        return LedgerStore.OpenLocked(held, parts.GetRequiredService<TimeProvider>());
    }
}
