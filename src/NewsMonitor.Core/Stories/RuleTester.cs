using System.Collections.Immutable;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Stories;

/// <summary>Lets a rule prove itself on the examples that its author wrote.</summary>
public static class RuleTester
{
    private static readonly FeedOrigin AnyFeed = new("", "", []);

    /// <summary>A problem for each example that does not come out as its author says.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="meanings">What words mean; what ships when null.</param>
    public static ImmutableArray<RuleProblem> FailedTests(WatchRule rule, Meanings? meanings = null) =>
        [.. Run(rule, meanings).Where(result => !result.Holds).Select(Problem)];

    /// <summary>What comes of each example, those that must match first.</summary>
    /// <param name="rule">The rule, enabled or not.</param>
    /// <param name="meanings">What words mean; what ships when null.</param>
    public static ImmutableArray<RuleTestResult> Run(WatchRule rule, Meanings? meanings = null)
    {
        if (rule.Tests.Match.IsEmpty && rule.Tests.NoMatch.IsEmpty)
            return [];
        var asked = AnyItem(rule);
        var matcher = new Matcher(RuleIndex.Build([asked], meanings));
        return
        [
            .. rule.Tests.Match.Select(test => Result(test, shouldMatch: true)),
            .. rule.Tests.NoMatch.Select(test => Result(test, shouldMatch: false)),
        ];

        RuleTestResult Result(RuleTest test, bool shouldMatch)
        {
            var match = Found(matcher, test);
            var misses = shouldMatch && match is null ? WhyNot.Of(asked, Headline(test.Text), AnyFeed, meanings) : [];
            return new(test, shouldMatch, match, misses);
        }
    }

    /// <summary>An example names no feed and no language: it is asked what the rule says of words.</summary>
    private static WatchRule AnyItem(WatchRule rule) =>
        rule with
        {
            Enabled = true,
            Feeds = FeedFilter.All,
            Languages = [],
        };

    private static Match? Found(Matcher matcher, RuleTest test) =>
        matcher.FindMatchesAsAsked(Headline(test.Text), AnyFeed).FirstOrDefault();

    private static RuleProblem Problem(RuleTestResult result) =>
        result.Match is { } match ? Wrong(result.Test, match) : Missed(result.Test);

    private static RuleProblem Missed(RuleTest test) =>
        new(
            test.Position,
            $"test failed: \"{test.Text}\" should match, but does not. Widen the rule, or move the text to no_match:."
        );

    private static RuleProblem Wrong(RuleTest test, Match match)
    {
        var words = string.Join(", ", match.Evidence.Select(found => $"\"{found.Words}\"").Distinct());
        return new(test.Position, $"test failed: \"{test.Text}\" should not match, but does (title: {words}).");
    }

    private static Item Headline(string text) =>
        new()
        {
            Feed = "",
            Identity = new ItemIdentity(null, null, ""),
            Key = "",
            Title = text,
        };
}

/// <summary>What came of an example.</summary>
/// <param name="Test">The example.</param>
/// <param name="ShouldMatch">What its author says.</param>
/// <param name="Match">The match; null for none.</param>
/// <param name="Misses">Why it does not match although it should, the nearest first.</param>
public sealed record RuleTestResult(RuleTest Test, bool ShouldMatch, Match? Match, ImmutableArray<NearMiss> Misses)
{
    /// <summary>True when it came out as its author says.</summary>
    public bool Holds => ShouldMatch == (Match is not null);
}
