using System.CommandLine;
using NewsMonitor.Commands;
using Xunit;

namespace NewsMonitor.Tests.Commands;

/// <summary>What a command line does: exit code and both outputs.</summary>
internal sealed record CommandRun(int Code, string Output, string Errors)
{
    /// <summary>The lines of the output.</summary>
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Runs a command line in this process, without a terminal.</summary>
    public static async Task<CommandRun> OfAsync(params string[] arguments)
    {
        var streams = new InvocationConfiguration { Output = new StringWriter(), Error = new StringWriter() };
        var code = await CommandLine.InvokeAsync(Root(), arguments, streams, TestContext.Current.CancellationToken);
        return new(code, streams.Output.ToString()!, streams.Error.ToString()!);
    }

    /// <summary>Every command of the program.</summary>
    public static RootCommand Root() =>
        new("Monitor")
        {
            RunCommand.Create(),
            DemoCommand.Create(),
            CheckCommand.Create(),
            MatchCommand.Create(),
            ReplayCommand.Create(),
            RulesCommand.Create(),
            ExplainCommand.Create(),
            ParseCommand.Create(),
            FeedsCommand.Create(),
            DeliveriesCommand.Create(),
            StoryCommand.Create(),
            HealthCommand.Create(),
        };
}
