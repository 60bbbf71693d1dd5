using System.CommandLine;
using NewsMonitor.Configuration;
using NewsMonitor.Ledger;

namespace NewsMonitor.Commands;

/// <summary>Opens the ledger that the configuration names, beside a monitor that may be running on it.</summary>
internal static class OnLedger
{
    /// <summary>Loads the configuration, opens its ledger and acts; says why when one of them cannot be had.</summary>
    public static Task<int> RunAsync(
        ParseResult arguments,
        Func<MonitorConfiguration, LedgerStore, Task<int>> act,
        CancellationToken cancellationToken
    ) =>
        ConfigurationLoader.Load(arguments.GetRequiredValue<string>("--config")) switch
        {
            Loaded loaded => WithStoreAsync(loaded.Configuration, arguments, act, cancellationToken),
            Refused refused => Task.FromResult(
                ConfigurationPrinting.Refuse(refused, arguments.InvocationConfiguration.Error)
            ),
            var other => throw new InvalidOperationException($"a configuration cannot be {other}"),
        };

    /// <summary>Says what failed.</summary>
    public static int Fail(ParseResult arguments, string reason)
    {
        arguments.InvocationConfiguration.Error.WriteLine(reason);
        return ExitCode.Failed;
    }

    private static async Task<int> WithStoreAsync(
        MonitorConfiguration configuration,
        ParseResult arguments,
        Func<MonitorConfiguration, LedgerStore, Task<int>> act,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            await using var store = LedgerStore.OpenExisting(configuration.DataFolder, TimeProvider.System);
            return store is null
                ? Fail(arguments, $"There is no ledger in {configuration.DataFolder} yet: 'monitor run' makes it.")
                : await act(configuration, store);
        }
        catch (LedgerUnavailable fault)
        {
            return Fail(arguments, fault.Message);
        }
    }
}
