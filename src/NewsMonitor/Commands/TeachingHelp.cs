using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace NewsMonitor.Commands;

/// <summary>
/// Help that teaches about the command that was asked about, and only names the others: in a list of commands each has one
/// line, the beginning of its own teaching.
/// </summary>
internal sealed class TeachingHelp(RootCommand root) : SynchronousCommandLineAction
{
    private readonly HelpAction help = new();

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        foreach (var command in Below(root).Where(command => command != parseResult.CommandResult.Command))
            command.Description = FirstClause(command.Description ?? "");
        return help.Invoke(parseResult);
    }

    private static IEnumerable<Command> Below(Command command) =>
        command.Subcommands.SelectMany(inner => Below(inner).Prepend(inner));

    private static string FirstClause(string teaching)
    {
        var paragraph = teaching.ReplaceLineEndings("\n").Split("\n\n")[0].Replace('\n', ' ');
        var end = paragraph.AsSpan().IndexOfAny(['.', ':']);
        return end < 0 ? paragraph : paragraph[..end];
    }
}
