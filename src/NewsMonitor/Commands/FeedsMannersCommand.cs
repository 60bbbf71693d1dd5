using System.CommandLine;
using NewsMonitor.Configuration;
using NewsMonitor.Demo.Manners;

namespace NewsMonitor.Commands;

/// <summary><c>monitor feeds manners</c>: how politely the worker polls, by the list that publishers score readers by.</summary>
internal static class FeedsMannersCommand
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    public static Command Create()
    {
        var config = CommonOptions.Config();
        var command = new Command(
            "manners",
            """
            Let the worker poll a strict publisher on this machine for a week of its clock, with the fetch: settings of the
            configuration, and print how it kept to what publishers ask of feed readers (rachelbythebay.com/frb, RFC 9110 and
            9111, RSS 2.0). Takes a few seconds and touches no network.

              monitor feeds manners

            Ends with 1 if the worker breaks one of them.
            """
        )
        {
            config,
        };
        command.SetAction(
            (arguments, token) =>
                RunAsync(arguments.GetRequiredValue(config), arguments.InvocationConfiguration.Output, token)
        );
        return command;
    }

    private static async Task<int> RunAsync(string folder, TextWriter output, CancellationToken cancellationToken)
    {
        var fetching = ConfigurationLoader.SettingsByTheWay(folder).Fetching;
        var behaviours = await new MannersRun(fetching, Every).JudgeAsync(cancellationToken);
        Lines.PrintTable(
            ["", "What is asked", "What was seen"],
            behaviours.Select(one => new[] { one.Holds ? "yes" : "NO", one.Asked, one.Seen }),
            output
        );
        var kept = behaviours.Count(one => one.Holds);
        await output.WriteLineAsync($"{kept} of {behaviours.Length}");
        if (fetching.Contact.Length == 0)
            await output.WriteLineAsync(
                "Set contact: in monitor.yaml: publishers who look into their logs want to ask back."
            );
        return kept == behaviours.Length ? ExitCode.Ok : ExitCode.Failed;
    }
}
