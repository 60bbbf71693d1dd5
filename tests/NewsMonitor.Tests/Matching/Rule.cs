using System.Collections.Immutable;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Tests.Matching;

/// <summary>Rules and headlines in few words.</summary>
internal static class Rule
{
    private static readonly FeedOrigin Feed = new("daily", "Example Daily", ["uk"]);

    public static WatchRule Asking(params ReadOnlySpan<Condition> parts) =>
        new()
        {
            Id = "rule",
            Name = "Rule",
            Condition = new All([.. parts]),
        };

    public static Condition Phrases(params ReadOnlySpan<string> words) =>
        new Any([.. Leaves(words, w => new Phrase { Words = w })]);

    public static Condition Names(params ReadOnlySpan<string> words) =>
        new Any([.. Leaves(words, w => new PersonName { Words = w })]);

    public static Condition Places(params ReadOnlySpan<string> words) =>
        new Any([.. Leaves(words, w => new Place { Words = w })]);

    public static Condition Exact(params ReadOnlySpan<string> words) =>
        new Any([.. Leaves(words, w => new Exact { Words = w })]);

    public static Condition Not(params ReadOnlySpan<string> words) =>
        new None([.. Leaves(words, w => new Phrase { Words = w })]);

    public static Item Item(string title, string summary = "", string body = "", string? language = null) =>
        new()
        {
            Feed = "daily",
            Identity = new ItemIdentity(null, null, "c"),
            Key = "c-c",
            Title = title,
            Summary = summary,
            Body = body,
            Language = language,
        };

    public static ImmutableArray<Match> Matches(this WatchRule rule, Item item) =>
        new Matcher(RuleIndex.Build([rule])).FindMatches(item, Feed);

    public static Match? Match(this WatchRule rule, string title) => rule.Matches(Item(title)).FirstOrDefault();

    private static List<Condition> Leaves(ReadOnlySpan<string> words, Func<string, Condition> leaf)
    {
        var leaves = new List<Condition>();
        foreach (var word in words)
            leaves.Add(leaf(word));
        return leaves;
    }
}
