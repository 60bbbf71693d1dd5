using NewsMonitor.Core.Rules;

namespace NewsMonitor.Core.Matching;

/// <summary>What the rule language calls each leaf.</summary>
internal static class LeafKind
{
    /// <summary>The key of the leaf: <c>phrase</c>, <c>name</c>, …</summary>
    public static string Of(Leaf leaf) =>
        leaf switch
        {
            Phrase => "phrase",
            Word => "word",
            Starts => "starts",
            Exact => "exact",
            Pattern => "regex",
            PersonName => "name",
            Organisation => "org",
            Place => "place",
            _ => throw new ArgumentOutOfRangeException(nameof(leaf), leaf, "not a leaf that can be matched"),
        };
}
