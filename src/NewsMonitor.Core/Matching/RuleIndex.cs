using System.Collections.Immutable;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Matching;

/// <summary>
/// All rules compiled together, immutable. Each rule stands under its rarest required clue, beside the second-rarest, so
/// that an item asks only the rules of which it holds both.
/// </summary>
/// <remarks>
/// The idea of finding stored queries through their rarest necessary term is that of Lucene's Monitor (presearcher); the
/// second term in the posting spares the visit to the rule itself.
/// </remarks>
public sealed class RuleIndex
{
    /// <summary>So many rules, or a hundredth of all, may stand in a part of their own before the index is made anew.</summary>
    private const int FewRules = 64;

    private readonly Meanings meanings;

    private RuleIndex(ImmutableArray<WatchRule> rules, Meanings meanings, ImmutableArray<RulePart> parts) =>
        (Rules, this.meanings, Parts) = (rules, meanings, parts);

    /// <summary>The rules in the order given, disabled ones left out.</summary>
    public ImmutableArray<WatchRule> Rules { get; }

    /// <summary>The rules, ready to be found: nearly always one part.</summary>
    internal ImmutableArray<RulePart> Parts { get; }

    /// <summary>Compiles the rules.</summary>
    /// <param name="rules">The rules; those that are not enabled are left out.</param>
    /// <param name="meanings">What words mean; what ships when null.</param>
    public static RuleIndex Build(IEnumerable<WatchRule> rules, Meanings? meanings = null) =>
        Build([.. rules.Where(rule => rule.Enabled)], meanings ?? Meanings.Shipped);

    /// <summary>
    /// This index with one rule more, behind all others. The new rules stand beside the large index, so that it need not be
    /// made anew; it is, once they are too many.
    /// </summary>
    public RuleIndex With(WatchRule rule)
    {
        if (!rule.Enabled)
            return this;
        var all = Rules.Add(rule);
        var large = Parts[0];
        var added = all[large.Rules.Length..];
        return added.Length > Math.Max(FewRules, large.Rules.Length / 100)
            ? Build(all, meanings)
            : new RuleIndex(all, meanings, [large, new RulePart(added, large.Rules.Length, meanings)]);
    }

    /// <summary>Looks for the words of a rule one by one; they mean the same as in this index.</summary>
    internal RuleMention MentionOf(WatchRule rule) => new(rule, meanings);

    /// <summary>An index of one rule, in which words mean the same as in this one.</summary>
    internal RuleIndex Of(WatchRule rule) => Build([rule], meanings);

    private static RuleIndex Build(ImmutableArray<WatchRule> rules, Meanings meanings) =>
        new(rules, meanings, [new RulePart(rules, firstOrder: 0, meanings)]);
}
