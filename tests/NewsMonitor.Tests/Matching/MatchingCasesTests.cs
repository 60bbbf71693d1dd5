using System.Collections.Immutable;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Stories;
using Xunit;

namespace NewsMonitor.Tests.Matching;

/// <summary>What an editor expects of rules, in some hundred texts: half of them must match, half of them must not.</summary>
public sealed class MatchingCasesTests
{
    private static readonly FeedOrigin Feed = new("daily", "Example Daily", ["uk"]);

    /// <summary>The cases whose rules can be read, all rules in one index.</summary>
    private static readonly ImmutableArray<MatchingCase> Readable =
    [
        .. MatchingCase.All.Where(written => written.Rule is not null),
    ];

    private static readonly Matcher Matcher = new(RuleIndex.Build(Readable.Select(written => written.Rule!)));

    public static TheoryData<string> Cases()
    {
        var cases = new TheoryData<string>();
        foreach (var written in MatchingCase.All)
            cases.Add(
                new TheoryDataRow<string>(written.Id)
                {
                    TestDisplayName =
                        $"{written.Id} \"{written.Text}\" {(written.IsMatch ? "matches" : "does not match")}: {written.Why}",
                }
            );
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_rule_means_what_an_editor_means(string id)
    {
        var written = MatchingCase.All.Single(one => one.Id == id);
        AssertNone(written.Problems);

        var matches = new Matcher(RuleIndex.Build([written.Rule!])).FindMatchesAsAsked(written.Item, Feed);

        Assert.Equal(written.IsMatch, !matches.IsEmpty);
    }

    [Fact]
    public void Half_of_some_hundred_cases_must_not_match()
    {
        var matching = MatchingCase.All.Count(written => written.IsMatch);
        Assert.InRange(MatchingCase.All.Length, 240, int.MaxValue);
        Assert.InRange(matching, 0.45 * MatchingCase.All.Length, 0.55 * MatchingCase.All.Length);
    }

    [Fact]
    public void A_rule_finds_the_same_alone_and_among_all_others() =>
        AssertSame(
            written =>
                new Matcher(RuleIndex.Build([written.Rule!]))
                    .FindMatches(written.Item, Feed)
                    .Select(match => match.Rule.Id),
            written => Found(written.Item).Where(id => id == written.Rule!.Id)
        );

    /// <summary>What publishers do to a text without changing what it says.</summary>
    public static TheoryData<string> Changes() => [.. ChangedText.Names];

    [Theory]
    [MemberData(nameof(Changes))]
    public void What_only_looks_different_changes_no_result(string change)
    {
        Assert.Contains(Readable, written => ChangedText.Of(written.Item, change) != written.Item);
        AssertSame(written => Found(written.Item), written => Found(ChangedText.Of(written.Item, change)));
    }

    [Fact]
    public void An_unrelated_sentence_changes_no_result() =>
        AssertSame(
            written => Found(written.Item),
            written =>
                Found(written.Item with { Body = $"{written.Item.Body} The kettle whistled softly.".TrimStart() })
        );

    [Fact]
    public void The_order_of_items_changes_no_explanation()
    {
        var forward = Readable.Select(written => Explained(written.Item)).ToArray();
        var backward = Readable.Reverse().Select(written => Explained(written.Item)).Reverse();
        Assert.Equal(forward, backward);
    }

    [Fact]
    public void The_order_of_rules_changes_no_result()
    {
        var turned = new Matcher(RuleIndex.Build(Readable.Reverse().Select(written => written.Rule!)));
        AssertSame(
            written => Found(written.Item),
            written =>
                turned.FindMatches(written.Item, Feed).Select(match => match.Rule.Id).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void A_Turkish_machine_explains_the_same()
    {
        var here = Readable.Select(written => Explained(written.Item)).ToArray();
        var there = InTurkish(() =>
        {
            var matcher = new Matcher(RuleIndex.Build(Readable.Select(written => written.Rule!)));
            return Readable.Select(written => Explained(written.Item, matcher)).ToArray();
        });
        Assert.Equal(here, there);
    }

    [Fact]
    public void Eight_threads_explain_the_same_as_one()
    {
        var alone = Readable.Select(written => Explained(written.Item)).ToArray();
        var together = new string[8][];
        var threads = Enumerable
            .Range(0, together.Length)
            .Select(number => new Thread(() => Explain(number)))
            .ToArray();
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
        Assert.All(together, explained => Assert.Equal(alone, explained));

        void Explain(int number) => together[number] = [.. Readable.Select(written => Explained(written.Item))];
    }

    [Fact]
    public void An_explanation_quotes_the_text_as_it_is() =>
        Assert.All(
            AllEvidence(),
            found =>
            {
                var text = found.Item.TextOf(found.Evidence.Field);
                Assert.Equal(text[found.Evidence.Start..found.Evidence.End], found.Evidence.Words);
                Assert.All(
                    found.Evidence.Marks,
                    mark => Assert.InRange(mark.Start, found.Evidence.Start, found.Evidence.End - 1)
                );
            }
        );

    [Fact]
    public void Without_the_words_that_an_explanation_quotes_there_is_no_match()
    {
        var dishonest =
            from written in Readable
            from match in Matcher.FindMatches(written.Item, Feed)
            where Found(Unquoted.Of(match)).Contains(match.Rule.Id, StringComparer.Ordinal)
            select $"{match.Rule.Id} on {written.Id} \"{written.Text}\": {Explained(match)}";
        AssertNone(dishonest);
    }

    private static IEnumerable<(Item Item, Evidence Evidence)> AllEvidence() =>
        from written in Readable
        from match in Matcher.FindMatches(written.Item, Feed)
        from evidence in match.Evidence
        select (written.Item, evidence);

    private static void AssertSame(
        Func<MatchingCase, IEnumerable<string>> expected,
        Func<MatchingCase, IEnumerable<string>> actual
    )
    {
        var different =
            from written in Readable
            let before = string.Join(", ", expected(written))
            let after = string.Join(", ", actual(written))
            where before != after
            select $"{written.Id} \"{written.Text}\": {before} → {after}";
        AssertNone(different);
    }

    /// <summary>Fails with all that is there: a collection in a message is cut short.</summary>
    private static void AssertNone(IEnumerable<string> wrong)
    {
        var all = string.Join('\n', wrong);
        Assert.True(all.Length == 0, all);
    }

    private static IEnumerable<string> Found(Item item) =>
        Matcher.FindMatches(item, Feed).Select(match => match.Rule.Id).Order(StringComparer.Ordinal);

    private static string Explained(Item item, Matcher? matcher = null) =>
        string.Join('\n', (matcher ?? Matcher).FindMatches(item, Feed).Select(Explained));

    private static string Explained(Match match) =>
        $"{match.Rule.Id}: {string.Join("; ", match.Evidence.Select(Explained))}";

    private static string Explained(Evidence found) =>
        FormattableString.Invariant(
            $"{found.Leaf} {found.Reason} {found.Field} {found.Start}-{found.End} \"{found.Words}\""
        );

    private static T InTurkish<T>(Func<T> what)
    {
        var before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new("tr-TR");
            return what();
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }
}
