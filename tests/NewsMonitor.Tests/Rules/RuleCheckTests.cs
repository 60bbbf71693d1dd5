using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Stories;
using Xunit;
using static NewsMonitor.Tests.Matching.Rule;

namespace NewsMonitor.Tests.Rules;

public sealed class RuleCheckTests
{
    [Fact]
    public void A_rule_that_only_excludes_is_told_to_say_what_to_find() =>
        Assert.Equal(
            "this rule has only not: say what to find.",
            RuleCheck.Problems(Asking(Not("football"))).Single().Message
        );

    [Fact]
    public void A_place_with_two_meanings_lists_the_choices() =>
        Assert.Equal(
            "\"Georgia\" is a country and a US state: write \"Georgia (country)\" or \"Georgia (US)\".",
            RuleCheck.Problems(Asking(Places("Georgia"))).Single().Message
        );

    [Theory]
    [InlineData("Georgia (country)")]
    [InlineData("Türkiye")]
    [InlineData("UK")]
    [InlineData("Baghdad")]
    public void A_place_with_one_meaning_is_fine(string place) =>
        Assert.Empty(RuleCheck.Problems(Asking(Places(place))));

    [Fact]
    public void An_unknown_place_names_the_nearest_one() =>
        Assert.Contains(
            "Did you mean \"Kyrgyzstan\"?",
            RuleCheck.Problems(Asking(Places("Kirgizstan"))).Single().Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("May")]
    [InlineData("of the")]
    [InlineData("…")]
    public void A_phrase_that_says_nothing_or_everything_is_refused(string phrase) =>
        Assert.Single(RuleCheck.Problems(Asking(Phrases(phrase))));

    [Fact]
    public void A_failed_test_of_a_rule_quotes_what_matched()
    {
        var position = new SourcePosition("rules/iraq.yaml", 9, 7);
        var rule = Asking(Phrases("troop withdrawal")) with
        {
            Tests = new RuleTests(
                [new RuleTest("Troops stay", position)],
                [new RuleTest("Army withdraws troops", position)]
            ),
        };

        var problems = RuleTester.FailedTests(rule);

        Assert.Equal(2, problems.Length);
        Assert.All(problems, problem => Assert.Equal(position, problem.Position));
        Assert.Equal(
            "test failed: \"Army withdraws troops\" should not match, but does (title: \"withdraws troops\").",
            problems[1].Message
        );
    }
}
