using NewsMonitor.Commands;
using NewsMonitor.Tests.Configuration;
using Xunit;

namespace NewsMonitor.Tests.Commands;

public sealed class RulesCommandTests
{
    [Theory]
    [InlineData("(strike OR walkout) NEAR/5 hospital! AND NOT \"pay: strike\"", null)]
    [InlineData("profit warning w/10 (kodak or {Chapter 11}) and not fantasy football", "lexisnexis")]
    [InlineData("title:\"troop withdrawal\"~6 AND (Iraq OR raw:US) NOT sports", "meltwater")]
    [InlineData("ATLEAST2(\"strike\") AND language:en AND author:\"O'Neil\"", null)]
    public void What_is_printed_is_a_file_of_rules_that_loads(string expression, string? dialect)
    {
        using var world = new ConfigurationWorld();
        using var output = new StringWriter();
        using var error = new StringWriter();

        var code = RulesCommand.Import(expression, "-", dialect, "A name: with colon", ["desk"], output, error);
        world
            .WriteLeast()
            .Write("receivers.yaml", "receivers: [{ name: desk, webhook: \"https://desk.example/\" }]")
            .Write("rules/none.yaml", output.ToString());

        Assert.Equal((ExitCode.Ok, ""), (code, error.ToString()));
        var rule = Assert.Single(world.Load().Rules);
        Assert.Equal("A name: with colon", rule.Name);
        Assert.Equal(["desk"], rule.Receivers);
    }

    [Fact]
    public void A_fault_is_told_with_its_place_and_nothing_is_printed()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        var code = RulesCommand.Import(
            "strike AND\n gov! AND hospital",
            "news/query.txt",
            null,
            null,
            [],
            output,
            error
        );

        Assert.Equal((ExitCode.Usage, ""), (code, output.ToString()));
        Assert.StartsWith(
            "query.txt:2:2    \"gov!\" needs at least 4 letters",
            error.ToString(),
            StringComparison.Ordinal
        );
    }
}
