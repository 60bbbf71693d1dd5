using System.CommandLine;

namespace NewsMonitor.Commands;

/// <summary>Reads the arguments and runs what they ask for.</summary>
internal static class CommandLine
{
    /// <summary>The host stops within its own, shorter time; System.CommandLine would end the process after two seconds.</summary>
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(12);

    /// <summary>Without a command the worker runs; a command line that cannot be read ends with <see cref="ExitCode.Usage"/>.</summary>
    public static async Task<int> InvokeAsync(RootCommand root, string[] arguments)
    {
        var config = CommonOptions.Config();
        root.Add(config);
        root.SetAction((parsed, token) => RunCommand.RunAsync(parsed.GetRequiredValue(config), token));

        var command = root.Parse(arguments);
        var code = await command.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = LongestStop });
        return command.Errors.Count > 0 ? ExitCode.Usage : code;
    }
}
