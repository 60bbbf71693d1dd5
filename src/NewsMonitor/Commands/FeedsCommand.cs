using System.CommandLine;
using NewsMonitor.Configuration;
using NewsMonitor.Ledger;

namespace NewsMonitor.Commands;

/// <summary><c>monitor feeds</c>: what is polled, and how it goes.</summary>
internal static class FeedsCommand
{
    public static Command Create() =>
        new(
            "feeds",
            """
            Look at the feeds: when each was polled, when it will be, and what went wrong.

              monitor feeds list
            """
        )
        {
            List(),
        };

    private static Command List()
    {
        var config = CommonOptions.Config();
        var format = CommonOptions.Format("text", "json", "ndjson");
        var command = new Command(
            "list",
            """
            List every feed with its last success, its next poll and its error in plain words. Works beside 'monitor run'.

              monitor feeds list
              monitor feeds list --format ndjson
            """
        )
        {
            config,
            format,
        };
        command.SetAction(
            (arguments, token) =>
                ListAsync(
                    arguments.GetRequiredValue(config),
                    arguments.GetRequiredValue(format),
                    arguments.InvocationConfiguration,
                    token
                )
        );
        return command;
    }

    private static Task<int> ListAsync(
        string folder,
        string format,
        InvocationConfiguration streams,
        CancellationToken cancellationToken
    ) =>
        ConfigurationLoader.Load(folder) switch
        {
            Loaded loaded => ListAsync(loaded.Configuration, format, streams, cancellationToken),
            Refused refused => Task.FromResult(ConfigurationPrinting.Refuse(refused, streams.Error)),
            var other => throw new InvalidOperationException($"a configuration cannot be {other}"),
        };

    private static async Task<int> ListAsync(
        MonitorConfiguration configuration,
        string format,
        InvocationConfiguration streams,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await using var store = LedgerStore.OpenExisting(configuration.DataFolder, TimeProvider.System);
            if (store is null)
                await streams.Error.WriteLineAsync(
                    $"There is no ledger in {configuration.DataFolder} yet: 'monitor run' makes it."
                );
            var states = store is null ? [] : await new FeedLedger(store).AllAsync(cancellationToken);
            var known = states.ToDictionary(state => state.Feed);
            var rows = configuration.Feeds.Select(feed => FeedRow.Of(feed, known.GetValueOrDefault(feed.Id)));
            FeedsPrinting.Print([.. rows], format, streams.Output);
            return ExitCode.Ok;
        }
        catch (LedgerUnavailable fault)
        {
            await streams.Error.WriteLineAsync(fault.Message);
            return ExitCode.Failed;
        }
    }
}
