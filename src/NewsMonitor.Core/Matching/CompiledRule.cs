using System.Collections.Immutable;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Core.Matching;

/// <summary>A rule ready to be asked: its leaves as matchers, and the keys it is found under.</summary>
internal sealed class CompiledRule
{
    private readonly Node condition;
    private readonly ImmutableArray<IReadOnlyCollection<string>> required;

    private CompiledRule(WatchRule rule, int order, Node condition)
    {
        Rule = rule;
        Order = order;
        this.condition = condition;
        required = [.. condition.Required.OrderBy(keys => keys.Count)];
    }

    public WatchRule Rule { get; }

    public int Order { get; }

    /// <summary>The keys of its most telling part; an item that matches has one of them.</summary>
    public IReadOnlyCollection<string> Keys => required.IsEmpty ? [] : required[0];

    public static CompiledRule Of(WatchRule rule, int order, LeafPool leaves) =>
        new(rule, order, Compile(rule.Condition, leaves));

    /// <summary>True when the item has a key of the second part as well; the cheap test before the real one.</summary>
    public bool IsPossible(HashSet<string> keys) => required.Length < 2 || required[1].Any(keys.Contains);

    /// <summary>The evidence when the rule holds; null when it does not.</summary>
    public ImmutableArray<Evidence>? Find(ItemText item)
    {
        var evidence = ImmutableArray.CreateBuilder<Evidence>();
        return condition.Holds(item, evidence) ? evidence.ToImmutable() : null;
    }

    private static Node Compile(Condition condition, LeafPool leaves) =>
        condition switch
        {
            All all => new AllNode([.. all.Parts.OrderBy(part => part is None).Select(part => Compile(part, leaves))]),
            Any any => new AnyNode([.. any.Parts.Select(part => Compile(part, leaves))]),
            None none => new NoneNode([.. none.Parts.Select(part => Compile(part, leaves))]),
            Leaf leaf => new LeafNode(leaves.Of(leaf)),
            _ => throw new ArgumentOutOfRangeException(
                nameof(condition),
                condition,
                "not a condition that can be matched"
            ),
        };

    private abstract class Node
    {
        /// <summary>Sets of keys, of each of which a matching item has at least one.</summary>
        public abstract IEnumerable<IReadOnlyCollection<string>> Required { get; }

        /// <summary>Says whether it holds, and adds why.</summary>
        public abstract bool Holds(ItemText item, ImmutableArray<Evidence>.Builder evidence);
    }

    private sealed class LeafNode(LeafMatcher leaf) : Node
    {
        public override IEnumerable<IReadOnlyCollection<string>> Required => [leaf.Keys];

        public override bool Holds(ItemText item, ImmutableArray<Evidence>.Builder evidence)
        {
            if (leaf.Find(item) is not { } found)
                return false;
            evidence.Add(found);
            return true;
        }
    }

    private sealed class AllNode(Node[] parts) : Node
    {
        public override IEnumerable<IReadOnlyCollection<string>> Required => parts.SelectMany(part => part.Required);

        public override bool Holds(ItemText item, ImmutableArray<Evidence>.Builder evidence)
        {
            foreach (var part in parts)
                if (!part.Holds(item, evidence))
                    return false;
            return true;
        }
    }

    private sealed class AnyNode(Node[] parts) : Node
    {
        public override IEnumerable<IReadOnlyCollection<string>> Required =>
            parts.All(part => part.Required.Any())
                ? [parts.SelectMany(part => part.Required.MinBy(keys => keys.Count)!).ToHashSet(StringComparer.Ordinal)]
                : [];

        /// <summary>Every alternative that holds is evidence: a reader wants to see all of them.</summary>
        public override bool Holds(ItemText item, ImmutableArray<Evidence>.Builder evidence)
        {
            var holds = false;
            foreach (var part in parts)
                holds |= part.Holds(item, evidence);
            return holds;
        }
    }

    private sealed class NoneNode(Node[] parts) : Node
    {
        public override IEnumerable<IReadOnlyCollection<string>> Required => [];

        public override bool Holds(ItemText item, ImmutableArray<Evidence>.Builder evidence)
        {
            var unwanted = ImmutableArray.CreateBuilder<Evidence>();
            foreach (var part in parts)
                if (part.Holds(item, unwanted))
                    return false;
            return true;
        }
    }
}

/// <summary>Leaves that say the same share one matcher, however many rules hold them.</summary>
internal sealed class LeafPool
{
    private readonly Dictionary<(Type, string, LeafTerms), LeafMatcher> matchers = [];

    /// <summary>True once a leaf looks for a name.</summary>
    public bool HasNames { get; private set; }

    public LeafMatcher Of(Leaf leaf)
    {
        HasNames |= leaf is PersonName;
        var key = (leaf.GetType(), leaf.Words, leaf.Terms);
        if (!matchers.TryGetValue(key, out var matcher))
            matchers[key] = matcher = LeafMatcher.Of(leaf);
        return matcher;
    }
}
