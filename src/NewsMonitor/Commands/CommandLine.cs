using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Text;

namespace NewsMonitor.Commands;

/// <summary>Reads the arguments and runs what they ask for.</summary>
internal static class CommandLine
{
    /// <summary>The host stops within its own, shorter time; System.CommandLine would end the process after two seconds.</summary>
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(12);

    /// <summary>Runs on the console of the process.</summary>
    public static Task<int> InvokeAsync(RootCommand root, string[] arguments)
    {
        // News is written in every script, and the code page of a Windows console knows one of them.
        if (OperatingSystem.IsWindows())
            Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return InvokeAsync(root, arguments, new InvocationConfiguration(), CancellationToken.None);
    }

    /// <summary>Without a command the worker runs; a command line that cannot be read ends with <see cref="ExitCode.Usage"/>.</summary>
    public static async Task<int> InvokeAsync(
        RootCommand root,
        string[] arguments,
        InvocationConfiguration streams,
        CancellationToken cancellationToken
    )
    {
        var config = CommonOptions.Config();
        root.Add(config);
        root.SetAction((parsed, token) => RunCommand.RunAsync(parsed.GetRequiredValue(config), token));
        foreach (var help in root.Options.OfType<HelpOption>())
            help.Action = new TeachingHelp(root);
        streams.ProcessTerminationTimeout = LongestStop;

        var parsed = root.Parse(arguments);
        if (parsed.Action is not ParseErrorAction refusal)
            return await parsed.InvokeAsync(streams, cancellationToken);
        refusal.ShowHelp = false;
        await parsed.InvokeAsync(streams, cancellationToken);
        await streams.Error.WriteLineAsync($"See '{Whole(parsed.CommandResult.Command)} --help'.");
        return ExitCode.Usage;
    }

    private static string Whole(Command command) =>
        command is RootCommand or { Parents: null }
            ? "monitor"
            : $"{Whole(command.Parents.OfType<Command>().FirstOrDefault() ?? new RootCommand())} {command.Name}";
}
