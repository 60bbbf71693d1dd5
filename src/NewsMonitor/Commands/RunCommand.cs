using System.CommandLine;
using Microsoft.Extensions.Hosting;
using NewsMonitor.Configuration;
using NewsMonitor.Ledger;

namespace NewsMonitor.Commands;

/// <summary><c>monitor run</c>: the worker itself.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var config = CommonOptions.Config();
        var command = new Command(
            "run",
            """
            Poll the feeds, match their items and deliver alerts until told to stop (Ctrl+C, SIGTERM, service stop).

            Nothing is lost when the process dies: start it again and it goes on where it was. Changed rules, words and feeds
            are taken over within seconds while it runs, at once on SIGHUP; what 'monitor check' would refuse changes nothing,
            and 'monitor health' says so. Everything else needs a restart, and 'monitor health' says that, too.

              monitor run                         with ./config
              monitor run --config /etc/monitor   as a service
            """
        )
        {
            config,
        };
        command.SetAction((arguments, token) => RunAsync(arguments.GetRequiredValue(config), token));
        return command;
    }

    /// <summary>Runs the worker until the token or the service manager says stop.</summary>
    public static Task<int> RunAsync(string folder, CancellationToken cancellationToken) =>
        ConfigurationLoader.Load(folder) switch
        {
            Loaded loaded => RunAsync(loaded, cancellationToken),
            Refused refused => Task.FromResult(ConfigurationPrinting.Refuse(refused, Console.Error)),
            var other => throw new InvalidOperationException($"a configuration cannot be {other}"),
        };

    private static async Task<int> RunAsync(Loaded loaded, CancellationToken cancellationToken)
    {
        ConfigurationPrinting.Warn(loaded, Console.Error);
        try
        {
            using var folder = DataFolderLock.Acquire(loaded.Configuration.DataFolder);
            using var host = MonitorHost.Build(loaded);
            await host.RunAsync(cancellationToken);
            return ExitCode.Ok;
        }
        catch (LedgerUnavailable fault)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return ExitCode.Failed;
        }
    }
}
