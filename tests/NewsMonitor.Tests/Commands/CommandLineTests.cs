using System.CommandLine;
using NewsMonitor.Commands;
using Xunit;

namespace NewsMonitor.Tests.Commands;

public sealed class CommandLineTests
{
    public static TheoryData<string> Commands =>
        [.. Below(CommandRun.Root(), "").Where(command => command.Length > 0).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task The_help_of_a_command_teaches_by_an_example(string command)
    {
        var run = await CommandRun.OfAsync([.. command.Split(' '), "--help"]);

        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Contains($"\n    monitor {command}", run.Output, StringComparison.Ordinal);
        Assert.Empty(run.Errors);
    }

    [Fact]
    public async Task The_help_of_the_program_has_one_line_for_each_command()
    {
        var run = await CommandRun.OfAsync("--help");

        var list = run.Lines.SkipWhile(line => line != "Commands:").Skip(1).ToArray();
        Assert.Equal(CommandRun.Root().Subcommands.Count, list.Length);
        Assert.Contains(list, line => line.StartsWith("  check ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_program_itself_begins_with_what_to_try_first()
    {
        var run = await MonitorProcess.RunAsync("", "--help");

        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Contains("monitor demo ", run.Output, StringComparison.Ordinal);
        Assert.Contains("Exit codes: 0", run.Output, StringComparison.Ordinal);
        Assert.All(
            CommandRun.Root().Subcommands,
            command => Assert.Contains($"\n  {command.Name} ", run.Output, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("monitor check", "check", "--nothing")]
    [InlineData("monitor check", "check", "--format", "xml")]
    [InlineData("monitor", "chek")]
    [InlineData("monitor match", "match")]
    [InlineData("monitor parse", "parse")]
    [InlineData("monitor parse", "parse", "a.xml", "--base", "nowhere")]
    [InlineData("monitor feeds", "feeds", "lst")]
    [InlineData("monitor deliveries resend", "deliveries", "resend")]
    public async Task A_command_line_that_cannot_be_read_says_why_in_a_few_lines_and_ends_with_2(
        string help,
        params string[] arguments
    )
    {
        var run = await CommandRun.OfAsync(arguments);

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.EndsWith($"See '{help} --help'.", run.Errors.TrimEnd(), StringComparison.Ordinal);
        Assert.InRange((run.Output + run.Errors).Split('\n').Length, 2, 12);
    }

    private static IEnumerable<string> Below(Command command, string path) =>
        command.Subcommands.SelectMany(inner => Below(inner, $"{path} {inner.Name}".Trim())).Prepend(path);
}
