using NewsMonitor.Core.Rules;

namespace NewsMonitor.Core.Matching;

/// <summary>How the words of a leaf must stand, as a sentence for people.</summary>
internal static class LeafTermsText
{
    /// <summary><i>in one sentence, in any order, at most 4 other words of weight between</i></summary>
    public static string Of(Leaf leaf) => string.Join(", ", Parts(leaf));

    private static IEnumerable<string> Parts(Leaf leaf)
    {
        var terms = leaf.Terms;
        if (leaf is Phrase && Concept.Of(leaf).Length > 1)
            foreach (var part in Closeness(terms))
                yield return part;
        if (terms.In.Length < LeafTerms.Default.In.Length)
            yield return $"in the {string.Join(" or the ", terms.In.Select(field => field.InWords()))}";
        if (terms.Times > 1)
            yield return $"{terms.Times} times at least";
        if (terms.ExactCase)
            yield return "in the case of the rule";
        if (!terms.Statuses.IsEmpty)
            yield return $"told as {string.Join(" or ", terms.Statuses)}";
    }

    private static IEnumerable<string> Closeness(LeafTerms terms)
    {
        yield return terms.Reach switch
        {
            Stretch.Sentence => "in one sentence",
            Stretch.Paragraph => "in one paragraph",
            _ => "anywhere in the item",
        };
        yield return terms.InOrder ? "in this order" : "in any order";
        if (terms.By < MatchLevel.Widest)
            yield return $"at most {terms.Gap} other content words between";
    }
}
