using System.Collections.Immutable;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Matching;

/// <summary>Lets a rule prove itself on the examples that its author wrote.</summary>
public static class RuleTester
{
    private static readonly FeedOrigin AnyFeed = new("", "", []);

    /// <summary>A problem for each example that does not come out as its author says.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="meanings">What words mean; what ships when null.</param>
    public static ImmutableArray<RuleProblem> FailedTests(WatchRule rule, Meanings? meanings = null)
    {
        if (rule.Tests.Match.IsEmpty && rule.Tests.NoMatch.IsEmpty)
            return [];
        var matcher = new Matcher(
            RuleIndex.Build([rule with { Enabled = true, Feeds = FeedFilter.All, Languages = [] }], meanings)
        );
        return
        [
            .. rule.Tests.Match.Where(test => Found(matcher, test) is null).Select(Missed),
            .. rule
                .Tests.NoMatch.Select(test => (test, match: Found(matcher, test)))
                .Where(pair => pair.match is not null)
                .Select(pair => Wrong(pair.test, pair.match!)),
        ];
    }

    private static Match? Found(Matcher matcher, RuleTest test) =>
        matcher.FindMatches(Headline(test.Text), AnyFeed).FirstOrDefault();

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
