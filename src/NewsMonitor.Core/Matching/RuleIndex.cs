using System.Collections.Frozen;
using System.Collections.Immutable;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Core.Matching;

/// <summary>
/// All rules compiled together, immutable. Each rule stands under the keys of its most telling required part, so that an
/// item meets only the rules it has a word of; the second part is asked before anything is verified.
/// </summary>
public sealed class RuleIndex
{
    private readonly FrozenDictionary<string, CompiledRule[]> byKey;

    private RuleIndex(ImmutableArray<WatchRule> rules)
    {
        Rules = rules;
        var leaves = new LeafPool();
        var compiled = rules.Select((rule, order) => CompiledRule.Of(rule, order, leaves)).ToArray();
        HasNames = leaves.HasNames;
        byKey = compiled
            .SelectMany(rule => rule.Keys.Select(key => (key, rule)))
            .GroupBy(pair => pair.key, pair => pair.rule, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.Distinct().ToArray(), StringComparer.Ordinal);
    }

    /// <summary>The rules in the order given, disabled ones left out.</summary>
    public ImmutableArray<WatchRule> Rules { get; }

    /// <summary>True when a rule looks for a name: only then are names of the text looked up by their skeletons.</summary>
    internal bool HasNames { get; }

    /// <summary>Compiles the rules.</summary>
    public static RuleIndex Build(IEnumerable<WatchRule> rules) => new([.. rules.Where(rule => rule.Enabled)]);

    /// <summary>The rules that an item with these keys may match, in the order of the rules.</summary>
    internal IEnumerable<CompiledRule> Candidates(HashSet<string> keys)
    {
        var found = new HashSet<CompiledRule>();
        foreach (var key in keys)
            if (byKey.TryGetValue(key, out var rules))
                foreach (var rule in rules)
                    if (rule.IsPossible(keys))
                        found.Add(rule);
        return found.OrderBy(rule => rule.Order);
    }
}
