using Microsoft.Extensions.DependencyInjection;

namespace NewsMonitor.Ledger;

/// <summary>Puts the ledger into the container.</summary>
internal static class LedgerRegistration
{
    /// <summary>
    /// Adds the ledger of a data folder whose <see cref="DataFolderLock"/> the caller holds. The file is opened when the first
    /// part asks for it, and throws <see cref="LedgerUnavailable"/> when it cannot be had.
    /// </summary>
    /// <param name="services">The container; it must know the clock and chance.</param>
    /// <param name="dataFolder">Made when it is not there.</param>
    /// <param name="keepItems">How long what no feed lists any more is remembered.</param>
    /// <param name="keepTexts">How long what items say is kept; <see cref="Retention.KeepTextsByDefault"/> when null.</param>
    /// <param name="flood">When much of one rule and feed is told together; never when null.</param>
    public static IServiceCollection AddLedger(
        this IServiceCollection services,
        string dataFolder,
        TimeSpan keepItems,
        TimeSpan? keepTexts = null,
        FloodGuard? flood = null
    ) =>
        services
            .AddSingleton(parts => LedgerStore.OpenAsHolder(dataFolder, parts.GetRequiredService<TimeProvider>()))
            .AddSingleton(parts => new FeedLedger(
                parts.GetRequiredService<LedgerStore>(),
                flood,
                chance: parts.GetRequiredService<Random>(),
                feedName: parts.GetService<FeedNaming>()
            ))
            .AddSingleton(parts => new LinkLedger(
                parts.GetRequiredService<LedgerStore>(),
                parts.GetRequiredService<Random>(),
                flood
            ))
            .AddSingleton<AlertLedger>()
            .AddSingleton<AlertRegister>()
            .AddSingleton<StoryRegister>()
            .AddSingleton<HeldAlerts>()
            .AddSingleton<ReceiverLedger>()
            .AddSingleton<SilenceLedger>()
            .AddSingleton<TroubleLedger>()
            .AddSingleton(parts => new Retention(
                parts.GetRequiredService<LedgerStore>(),
                keepItems,
                keepTexts ?? Retention.KeepTextsByDefault
            ));
}
