using System.Collections.Immutable;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Core.Matching;

/// <summary>All rules compiled together, immutable.</summary>
public sealed class RuleIndex
{
    private RuleIndex(ImmutableArray<WatchRule> rules) => Rules = rules;

    /// <summary>The rules in the order given, disabled ones left out.</summary>
    public ImmutableArray<WatchRule> Rules { get; }

    /// <summary>Compiles the rules.</summary>
    public static RuleIndex Build(IEnumerable<WatchRule> rules) => new([.. rules.Where(rule => rule.Enabled)]);
}
