using System.Collections.Immutable;

namespace NewsMonitor.Core.Rules;

/// <summary>The languages that rules ask of items.</summary>
public static class AskedLanguages
{
    /// <summary>Every language that a rule names, under <c>languages:</c> or by <c>lang:</c>, as BCP 47 primary tags in order.</summary>
    public static ImmutableArray<string> Of(IEnumerable<WatchRule> rules) =>
        [
            .. rules
                .Where(rule => rule.Enabled)
                .SelectMany(rule => rule.Languages.Concat(Of(rule.Condition)))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

    private static IEnumerable<string> Of(Condition condition) =>
        condition switch
        {
            Origin { Of: OriginKind.Language } origin => [origin.Value],
            All all => all.Parts.SelectMany(Of),
            Any any => any.Parts.SelectMany(Of),
            None none => none.Parts.SelectMany(Of),
            AtLeast atLeast => atLeast.From.SelectMany(Of),
            Score score => score.Add.SelectMany(points => Of(points.Part)),
            Near near => near.These.SelectMany(Of),
            _ => [],
        };
}
