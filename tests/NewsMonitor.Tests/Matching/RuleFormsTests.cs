using System.Collections.Immutable;
using NewsMonitor.Configuration;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Vocabulary;
using NewsMonitor.Tests.Configuration;
using Xunit;

namespace NewsMonitor.Tests.Matching;

/// <summary>What <c>explain rule</c> promises is what the matcher keeps.</summary>
public sealed class RuleFormsTests
{
    private static readonly FeedOrigin AnyFeed = new("", "", []);

    [Theory]
    [InlineData("words: [withdrawal]")]
    [InlineData("words: [denial]")]
    [InlineData("words: [organisation]")]
    [InlineData("words: [{ word: strike, match_by: forms }]")]
    [InlineData("words: [{ word: US, match_by: exact }]")]
    [InlineData("words: [de-escalation]")]
    [InlineData("starts: [deport]")]
    [InlineData("exact: [\"Chapter 11\"]")]
    [InlineData("places: [Iraq]")]
    [InlineData("places: [{ place: Germany, as: people }]")]
    [InlineData("names: [Qassem Soleimani]")]
    [InlineData("names: [Boris Johnson]")]
    [InlineData("orgs: [Kodak]")]
    public void Every_form_that_needs_nothing_beside_it_is_found(string line)
    {
        var rule = Read(line);
        var matcher = new Matcher(RuleIndex.Build([rule]));

        var forms = RuleForms.Of(rule).SelectMany(leaf => leaf.Groups).Where(Promises).SelectMany(group => group.Forms);

        Assert.NotEmpty(forms);
        Assert.All(
            forms,
            form => Assert.False(matcher.FindMatches(Sentence(form), AnyFeed).IsEmpty, $"{line}: {form} is not found")
        );
    }

    [Fact]
    public void Weak_synonyms_and_blocked_words_say_so()
    {
        var groups = RuleForms
            .Of(Read("phrases: [{ phrase: troop withdrawal, never: [pull out] }]"))
            .SelectMany(leaf => leaf.Groups)
            .ToImmutableArray();

        Assert.DoesNotContain(groups, group => group.Kind != "never" && group.Forms.Contains("pull … out"));
        Assert.Contains(
            groups,
            group => group.Needs.Contains("only beside another part of the rule", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Vetoes_other_words_and_exceptions_are_listed_with_their_leaf()
    {
        var leaves = RuleForms.Of(
            Read(
                "phrases: [{ phrase: job cuts, also: [redundancies], except_in: [paper cuts] }]",
                "not: [fantasy football]"
            )
        );

        Assert.Equal(
            [("phrase: job cuts", false), ("phrase: fantasy football", true)],
            leaves.Select(leaf => (leaf.Leaf, leaf.IsVeto))
        );
        Assert.Contains(leaves[0].Groups, group => group.Forms.Contains("redundancy"));
        Assert.Contains(leaves[0].Groups, group => group is { Kind: "except in", Of: "paper cuts" });
    }

    [Fact]
    public void A_user_s_own_words_are_listed_with_the_shipped_ones()
    {
        var meanings = Meanings.Shipped.With(
            new UserWords
            {
                Concepts =
                [
                    new UserConcept("strike") { Synonyms = ["downing of tools"] },
                    new UserConcept("flood") { Synonyms = ["deluge"] },
                ],
            }
        );

        var forms = RuleForms.Of(Read("words: [flood]"), meanings).Single().Groups.SelectMany(group => group.Forms);

        Assert.Superset(new HashSet<string> { "flood", "floods", "deluge", "deluges" }, forms.ToHashSet());
    }

    private static bool Promises(FormGroup group) =>
        group.Kind is not ("never" or "not a spelling" or "except in")
        && !group.Needs.StartsWith("only ", StringComparison.Ordinal)
        && !group.Needs.StartsWith("also something else", StringComparison.Ordinal)
        && !group.Needs.StartsWith("right behind", StringComparison.Ordinal)
        && !group.Forms.Any(form => form.Contains('…', StringComparison.Ordinal));

    private static WatchRule Read(params string[] lines)
    {
        using var files = new ConfigurationWorld();
        files.Write("rules/all.yaml", $"rules:\n  - name: Rule\n    {string.Join("\n    ", lines)}\n");
        return files.Load(ConfigurationScope.RulesOnly).Rules.Single();
    }

    private static Item Sentence(string form) =>
        new()
        {
            Feed = "",
            Identity = new ItemIdentity(null, null, ""),
            Key = "",
            Summary = $"Officials said on Monday that {form} was told of it.",
        };
}
