using NewsMonitor.Configuration;
using Xunit;

namespace NewsMonitor.Tests.Configuration;

/// <summary>The errors that the description of the rule language shows, word for word, and what they tell people to write.</summary>
public sealed class RuleErrorsTests
{
    [Theory]
    [InlineData("phrse: [troop withdrawal]", "3:5", "\"phrse\" is not a key of a rule. Did you mean \"phrases\"?")]
    [InlineData(
        "phrases:\n  - May",
        "4:9",
        "\"May\" alone is one common word. Add a names: or places: line, or write exact: \"May\"."
    )]
    [InlineData("not: [fantasy football]", "2:5", "this rule has only not: say what to find.")]
    [InlineData(
        "match: 'A AND B OR C'",
        "3:21",
        "AND and OR are mixed: did you mean (A AND B) OR C, or A AND (B OR C)?"
    )]
    [InlineData("match: 'gov*'", "3:13", "\"gov*\" needs at least 4 letters before *; \"govern*\" works.")]
    [InlineData(
        "places: [Georgia]",
        "3:14",
        "\"Georgia\" is a country and a US state: write \"Georgia (country)\" or \"Georgia (US)\"."
    )]
    [InlineData("places: [NO]", "3:14", "YAML reads NO as false: put quotes around it.")]
    [InlineData(
        "phrases: [troop withdrawal]\ntests:\n  no_match:\n    - US to withdraw troops",
        "6:11",
        "test failed: \"US to withdraw troops\" should not match, but does (title: \"withdraw troops\")."
    )]
    public void Each_error_names_its_place_what_is_wrong_and_the_remedy(string rule, string place, string message)
    {
        using var world = World(rule);

        Assert.Equal(
            [$"rules/none.yaml:{place}    {message}"],
            world
                .Problems(ConfigurationScope.RulesOnly)
                .Where(problem => !problem.Contains("none.yaml:2:5    this rule says", StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData("phrases: [troop withdrawal]")]
    [InlineData("phrases: [May]\nnames: [Theresa May]")]
    [InlineData("phrases: [May]\nplaces: [Iraq]")]
    [InlineData("exact: [\"May\"]")]
    [InlineData("phrases: [troop withdrawal]\nnot: [fantasy football]")]
    [InlineData("match: '(A1 AND B1) OR C1'")]
    [InlineData("match: 'A1 AND (B1 OR C1)'")]
    [InlineData("match: 'govern*'")]
    [InlineData("starts: [govern]")]
    [InlineData("places: [Georgia (country)]")]
    [InlineData("places: [Georgia (US)]")]
    [InlineData("exact: [\"NO\"]")]
    public void What_the_remedy_says_works(string rule)
    {
        using var world = World(rule);

        Assert.Empty(world.Problems(ConfigurationScope.RulesOnly));
    }

    [Fact]
    public void All_mistakes_of_all_rules_are_told_at_once()
    {
        using var world = new ConfigurationWorld();
        world
            .WriteLeast()
            .Write(
                "rules/none.yaml",
                """
                rules:
                  - { name: One, match: 'troops AND Iraq OR Syria' }
                  - { name: Two, starts: [gov] }
                  - { name: Three, not: [football] }
                """
            );

        Assert.Equal([2, 3, 4], world.Problems(ConfigurationScope.RulesOnly).Select(LineOf));
    }

    private static int LineOf(string problem) =>
        int.Parse(problem.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);

    private static ConfigurationWorld World(string rule) =>
        new ConfigurationWorld()
            .WriteLeast()
            .Write("rules/none.yaml", $"rules:\n  - name: Rule\n    {rule.ReplaceLineEndings("\n    ")}\n");
}
