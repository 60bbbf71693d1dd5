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
            Look at the feeds, find and bring new ones: when each was polled, when it will be, and what went wrong.

              monitor feeds list                              how they are
              monitor feeds poll "BBC World"                  one visit, everything shown, nothing written
              monitor feeds discover https://example.org      the feeds of a site
              monitor feeds add https://example.org           one of them, into feeds.yaml
              monitor feeds import subscriptions.opml         many of them
              monitor feeds manners                           how politely we poll
            """
        )
        {
            List(),
            FeedsPollCommand.Create(),
            FeedsDiscoverCommand.Create(),
            FeedsAddCommand.Create(),
            FeedsImportCommand.Create(),
            FeedsExportCommand.Create(),
            FeedsMannersCommand.Create(),
        };

    private static Command List()
    {
        var config = CommonOptions.Config();
        var format = CommonOptions.Format("text", "json", "ndjson");
        var command = new Command(
            "list",
            """
            List every feed with its last success, its rhythm, its next poll and its error in plain words. Works beside
            'monitor run'. Failing and silent are two states: a silent feed answers, and has had nothing new for three days
            (notices: silent_after) and ten times its own rhythm.

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
            var rows = configuration.Feeds.Select(feed =>
                FeedRow.Of(
                    feed,
                    known.GetValueOrDefault(feed.Id),
                    configuration.Notices,
                    TimeProvider.System.GetUtcNow()
                )
            );
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
