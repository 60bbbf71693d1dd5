using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Rules.OneLine;
using NewsMonitor.Tests.Matching;

namespace NewsMonitor.Benchmarks;

/// <summary>Whether results stay the same under what changes nothing that a text says.</summary>
internal static class MetamorphicEvaluation
{
    /// <summary>In words that no rule can have been drawn from.</summary>
    private const string UnrelatedSentence = "The wugs fribbled a gorp.";

    public static Command Create() =>
        DrawnRules.Command(
            "metamorphic",
            "Matches the items again, changed so that they say the same: curly quotes, spaces, hyphens, entities, order, culture",
            Run
        );

    private static int Run(DrawnRules drawn)
    {
        var matcher = new Matcher(drawn.Index);
        var before = drawn.Items.Select(item => Found(matcher, item)).ToImmutableArray();
        Measure.Print("items", $"{drawn.Items.Length:N0}", $"{drawn.Index.Rules.Length:N0} rules");
        Measure.Print("matches", $"{before.Sum(found => found.Length):N0}");
        var different = 0;
        foreach (var change in ChangedText.Names)
            different += Compare(change, drawn, before, item => Found(matcher, ChangedText.Of(item, change)));
        different += Compare("an unrelated sentence", drawn, before, item => Found(matcher, Longer(item)));
        different += CompareOrder(drawn, matcher);
        different += CompareCulture(drawn, matcher);
        return different == 0 ? 0 : 1;
    }

    /// <summary>Prints how many items were changed, and each of which another rule was found.</summary>
    private static int Compare(
        string change,
        DrawnRules drawn,
        ImmutableArray<string[]> before,
        Func<Item, string[]> find
    )
    {
        var items = drawn.Items;
        var (changed, different) = (0, 0);
        for (var i = 0; i < items.Length; i++)
        {
            changed += ChangedText.Names.Contains(change) && ChangedText.Of(items[i], change) == items[i] ? 0 : 1;
            var after = find(items[i]);
            if (after.SequenceEqual(before[i]))
                continue;
            different++;
            Console.WriteLine(
                $"  {change}: {items[i].Key} \"{items[i].Title}\" gains {Listed(drawn, after.Except(before[i]))}, loses {Listed(drawn, before[i].Except(after))}"
            );
        }
        Measure.Print(
            change,
            $"{different} different",
            string.Create(CultureInfo.InvariantCulture, $"of {items.Length:N0} items, {changed:N0} of them changed")
        );
        return different;
    }

    private static string Listed(DrawnRules drawn, IEnumerable<string> rules) =>
        string.Join(", ", rules.Select(id => OneLineText.Write(drawn.Condition(id))).DefaultIfEmpty("nothing"));

    private static Item Longer(Item item) =>
        item.Body.Length > 0
            ? item with
            {
                Body = $"{item.Body}\n{UnrelatedSentence}",
            }
            : item with
            {
                Summary = item.Summary.Length > 0 ? $"{item.Summary}\n{UnrelatedSentence}" : UnrelatedSentence,
            };

    /// <summary>The items from the last to the first, by a matcher that has seen none: every explanation must be the same.</summary>
    private static int CompareOrder(DrawnRules drawn, Matcher matcher)
    {
        var forward = drawn.Items.Select(item => Explained(matcher, item)).ToArray();
        var fresh = new Matcher(RuleIndex.Build(drawn.Index.Rules));
        var backward = drawn.Items.Reverse().Select(item => Explained(fresh, item)).Reverse().ToArray();
        return Print("the order of items", drawn.Items, forward, backward);
    }

    /// <summary>The rules built and the items matched where I and i are not one letter: every explanation must be the same.</summary>
    private static int CompareCulture(DrawnRules drawn, Matcher matcher)
    {
        var here = drawn.Items.Select(item => Explained(matcher, item)).ToArray();
        var home = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
        var turkish = new Matcher(RuleIndex.Build(drawn.Index.Rules));
        var there = drawn.Items.Select(item => Explained(turkish, item)).ToArray();
        CultureInfo.CurrentCulture = home;
        return Print("culture tr-TR", drawn.Items, here, there);
    }

    private static int Print(string change, ImmutableArray<Item> items, string[] expected, string[] actual)
    {
        var different = 0;
        for (var i = 0; i < items.Length; i++)
            if (expected[i] != actual[i])
            {
                different++;
                Console.WriteLine(
                    $"  {change}: {items[i].Key} \"{items[i].Title}\": {expected[i]} and then {actual[i]}"
                );
            }
        Measure.Print(change, $"{different} different", "explanations compared, too");
        return different;
    }

    private static string[] Found(Matcher matcher, Item item) =>
        [.. matcher.FindMatches(item, DrawnRules.Feed).Select(match => match.Rule.Id)];

    private static string Explained(Matcher matcher, Item item) =>
        string.Join(
            "; ",
            matcher
                .FindMatches(item, DrawnRules.Feed)
                .Select(match => $"{match.Rule.Id}: {string.Join(", ", match.Evidence.Select(Explained))}")
        );

    private static string Explained(Evidence found) =>
        FormattableString.Invariant($"{found.Leaf} {found.Reason} {found.Field} {found.Start}-{found.End}");
}
