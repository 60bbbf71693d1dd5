using System.Text.Json;
using NewsMonitor.Commands;
using NewsMonitor.Tests.Configuration;
using Xunit;

namespace NewsMonitor.Tests.Commands;

public sealed class CheckCommandTests
{
    private static readonly string Shipped = Repository.PathOf("config");

    [Fact]
    public async Task A_good_configuration_is_summed_up()
    {
        var run = await CommandRun.OfAsync("check", "--config", Shipped);

        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Empty(run.Errors);
        Assert.Equal(
            ["good", "feeds", "rules", "receivers", "mail", "data", "status", "warnings"],
            run.Lines.Select(line => line.Split(' ')[0])
        );
        Assert.Contains("tests hold", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_one_is_told_on_the_error_output_as_problems_and_their_number()
    {
        var run = await CommandRun.OfAsync("check", "-c", BrokenFolders.PathOf("receiver-that-does-not-exist"));

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Empty(run.Output);
        Assert.Equal(
            [.. BrokenFolders.Expected("receiver-that-does-not-exist"), "2 problems"],
            run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        );
    }

    [Fact]
    public async Task Programs_get_every_problem_with_its_place()
    {
        var run = await CommandRun.OfAsync(
            "check",
            "--format",
            "json",
            "-c",
            BrokenFolders.PathOf("unknown-key-of-a-rule")
        );

        Assert.Equal(ExitCode.Usage, run.Code);
        using var json = JsonDocument.Parse(run.Output);
        Assert.False(json.RootElement.GetProperty("ok").GetBoolean());
        var problem = Assert.Single(json.RootElement.GetProperty("problems").EnumerateArray());
        Assert.Equal("rules/iraq.yaml", problem.GetProperty("file").GetString());
        Assert.Equal(4, problem.GetProperty("line").GetInt32());
        Assert.Equal(5, problem.GetProperty("column").GetInt32());
        Assert.Contains("\"places\"", problem.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_get_the_summary_of_a_good_one()
    {
        var run = await CommandRun.OfAsync("check", "--format", "json", "-c", Shipped);

        Assert.Equal(ExitCode.Ok, run.Code);
        using var json = JsonDocument.Parse(run.Output);
        Assert.True(json.RootElement.GetProperty("ok").GetBoolean());
        Assert.Equal(0, json.RootElement.GetProperty("problems").GetArrayLength());
        Assert.InRange(json.RootElement.GetProperty("feeds").GetInt32(), 5, 12);
    }

    [Fact]
    public async Task A_warning_is_told_and_keeps_nothing_from_starting()
    {
        using var world = new ConfigurationWorld().WriteLeast();
        world.Write("feed.yaml", "feeds: []");

        var run = await CommandRun.OfAsync("check", "-c", world.Folder);

        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.StartsWith("feed.yaml    warning: this file is not read", run.Errors, StringComparison.Ordinal);
        Assert.Matches("warnings +1", run.Output);
    }
}
