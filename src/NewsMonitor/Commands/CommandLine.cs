using System.CommandLine;

namespace NewsMonitor.Commands;

/// <summary>Reads the arguments and runs what they ask for.</summary>
internal static class CommandLine
{
    /// <summary>Without a command the worker runs; a command line that cannot be read ends with <see cref="ExitCode.Usage"/>.</summary>
    public static async Task<int> InvokeAsync(RootCommand root, string[] arguments)
    {
        var config = CommonOptions.Config();
        root.Add(config);
        root.SetAction((parsed, token) => RunCommand.RunAsync(parsed.GetRequiredValue(config), token));

        var command = root.Parse(arguments);
        var code = await command.InvokeAsync();
        return command.Errors.Count > 0 ? ExitCode.Usage : code;
    }
}
