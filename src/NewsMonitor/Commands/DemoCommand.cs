using System.CommandLine;
using NewsMonitor.Configuration;
using NewsMonitor.Demo;

namespace NewsMonitor.Commands;

/// <summary><c>monitor demo</c>: the founding story, told on this machine through the real pipeline.</summary>
internal static class DemoCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var output = new Option<string>("--output", "-o")
        {
            Description = "The folder that the mails are left in",
            HelpName = "DIR",
            DefaultValueFactory = _ => "demo-output",
        };
        var seeds = new Option<string?>("--seeds")
        {
            Description =
                "The folder of the story, when it is not seeds, beside the program or above the current directory",
            HelpName = "DIR",
        };
        var command = new Command(
            "demo",
            """
            See it work in fifteen seconds: six outlets on this machine tell six days of news, the real worker polls them,
            real mails and signed webhook calls arrive, and each is held against what should have come. Nothing leaves
            this machine. Exit code 0 only if all is as expected.

              monitor demo
              monitor demo --output mails          then open one of the .html files in a browser
            """
        )
        {
            output,
            seeds,
        };
        command.SetAction(
            (arguments, token) =>
                RunAsync(arguments.GetValue(seeds) ?? Seeds.Find(), arguments.GetRequiredValue(output), token)
        );
        return command;
    }

    private static async Task<int> RunAsync(string? folder, string output, CancellationToken cancellationToken)
    {
        if (folder is null || !Directory.Exists(folder))
        {
            await Console.Error.WriteLineAsync(
                $"There is no story at {folder ?? "./seeds"}. Name its folder: monitor demo --seeds DIR"
            );
            return ExitCode.Usage;
        }
        var seeds = Seeds.Read(folder);
        return ConfigurationLoader.Load(seeds.ConfigurationFolder) switch
        {
            Loaded loaded => await TellAsync(seeds, loaded.Configuration, output, cancellationToken),
            Refused refused => ConfigurationPrinting.Refuse(refused, Console.Error),
            var other => throw new InvalidOperationException($"a configuration cannot be {other}"),
        };
    }

    private static async Task<int> TellAsync(
        Seeds seeds,
        MonitorConfiguration configuration,
        string output,
        CancellationToken cancellationToken
    )
    {
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        var report = DemoReport.OnConsole();
        report.Announce(seeds, DemoRun.Lasts);

        var check = await new DemoRun(seeds, MonitorHost.Build, time).TellAsync(configuration, cancellationToken);
        MailFolder.Write(output, check.Owed, check.Mails);
        var differences = check.Differences();

        report.Show(check);
        report.Conclude(check, differences, output, time.GetElapsedTime(began));
        return differences.IsEmpty ? ExitCode.Ok : ExitCode.Failed;
    }
}
