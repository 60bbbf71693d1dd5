using NewsMonitor.Core.Items;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Core.Matching;

/// <summary>Which items mention what a rule of an index looks for; each rule is made ready once. By one thread at a time.</summary>
public sealed class RuleMentions(RuleIndex index)
{
    private readonly Dictionary<string, RuleMention> byRule = new(StringComparer.Ordinal);

    /// <summary>True when an item holds any word that the rule looks for, places aside.</summary>
    public bool AreIn(Item item, WatchRule rule)
    {
        if (!byRule.TryGetValue(rule.Id, out var mention))
            byRule.Add(rule.Id, mention = index.MentionOf(rule));
        return mention.IsIn(item);
    }
}
