using System.Collections.Immutable;
using NewsMonitor.Core.Text;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Rules;

/// <summary>Finds what is wrong with a rule that reads well: words that mean nothing, everything, or several things.</summary>
public static class RuleCheck
{
    /// <summary>Everything a person must mend, in the order of the rule.</summary>
    public static ImmutableArray<RuleProblem> Problems(WatchRule rule)
    {
        var leaves = Leaves(rule.Condition).ToArray();
        var problems = leaves.SelectMany(ProblemsOf);
        return HasRequired(rule.Condition)
            ? [.. problems]
            : [new RuleProblem(rule.Position, "this rule has only not: say what to find."), .. problems];
    }

    private static IEnumerable<Leaf> Leaves(Condition condition) =>
        condition switch
        {
            All all => all.Parts.SelectMany(Leaves),
            Any any => any.Parts.SelectMany(Leaves),
            None none => none.Parts.SelectMany(Leaves),
            Leaf leaf => [leaf],
            _ => [],
        };

    private static bool HasRequired(Condition condition) =>
        condition switch
        {
            All all => all.Parts.Any(HasRequired),
            Any any => !any.Parts.IsEmpty && any.Parts.All(HasRequired),
            Leaf => true,
            _ => false,
        };

    private static IEnumerable<RuleProblem> ProblemsOf(Leaf leaf)
    {
        var words = Tokeniser.Read(leaf.Words).Tokens.Select(token => token.Word).ToArray();
        string? message = leaf switch
        {
            _ when words.Length == 0 => $"\"{leaf.Words}\" has no word in it: write what to find.",
            Phrase or Word when words.All(Words.IsFunctionWord) => OnlyFunctionWords(leaf),
            Phrase when words is [var one] && PersonNames.IsCommonWord(one) => OneCommonWord(leaf),
            PersonName when words is [var one] && PersonNames.IsCommonSurname(one) => CommonName(leaf),
            Place place => PlaceMessage(place),
            _ => null,
        };
        if (message is not null)
            yield return new RuleProblem(leaf.Position, message);
    }

    private static string OnlyFunctionWords(Leaf leaf) =>
        $"\"{leaf.Words}\" has no word that says what to find; every text has words like these. Add a telling word, or write it under exact:.";

    private static string OneCommonWord(Leaf leaf) =>
        $"\"{leaf.Words}\" alone is one common word. Add a names: or places: line, or write exact: \"{leaf.Words}\".";

    private static string CommonName(Leaf leaf) =>
        $"\"{leaf.Words}\" alone is a common word or name. Write the given name too: names: [Given {leaf.Words}].";

    private static string? PlaceMessage(Place place) =>
        Gazetteer.Named(place.Words) switch
        {
            [] =>
                $"\"{place.Words}\" is no place that this release knows.{Suggestion(place.Words)} Other places: write them under exact:.",
            [_] => null,
            var several =>
                $"\"{place.Words}\" may be several places: write {string.Join(" or ", several.Select(known => $"\"{known.Name}\""))}.",
        };

    private static string Suggestion(string name)
    {
        var folded = Folding.Fold(name);
        var nearest = Gazetteer
            .Names.Select(known => (known, distance: NameSpelling.Distance(folded, Folding.Fold(known))))
            .MinBy(pair => pair.distance);
        return nearest.distance <= 0.25 ? $" Did you mean \"{nearest.known}\"?" : "";
    }
}
