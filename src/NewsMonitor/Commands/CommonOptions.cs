using System.CommandLine;

namespace NewsMonitor.Commands;

/// <summary>The options that several commands share, so that they read and behave the same everywhere.</summary>
internal static class CommonOptions
{
    /// <summary><c>--config DIR</c>: the folder people edit.</summary>
    public static Option<string> Config() =>
        new("--config", "-c")
        {
            Description = "The configuration folder; $MONITOR_CONFIG names another for every command",
            HelpName = "DIR",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("MONITOR_CONFIG") ?? "config",
        };

    /// <summary><c>--format</c>: a table for people, or lines for programs.</summary>
    /// <param name="formats">The formats the command knows, its default first.</param>
    public static Option<string> Format(params string[] formats)
    {
        var option = new Option<string>("--format")
        {
            Description = $"How to print: {string.Join(", ", formats)}",
            HelpName = string.Join('|', formats),
            DefaultValueFactory = _ => formats[0],
        };
        option.AcceptOnlyFromAmong(formats);
        return option;
    }
}
