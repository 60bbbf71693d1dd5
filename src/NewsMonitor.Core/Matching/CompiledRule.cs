using NewsMonitor.Core.Items;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Core.Matching;

/// <summary>A rule ready to be asked.</summary>
/// <param name="Rule">The rule as the person wrote it.</param>
/// <param name="Condition">What it asks of an item.</param>
internal readonly record struct CompiledRule(WatchRule Rule, Node Condition)
{
    /// <summary>Where the rule stands in the index; null when it must be asked for every item.</summary>
    public IReadOnlyList<Filing>? Filings(ClueWeights weights)
    {
        var filings = Condition.Filings(weights);
        return IsSelective ? filings?.Select(filing => filing.AsPart()).ToList() : filings;
    }

    /// <summary>True when the rule does not read every item.</summary>
    public bool IsSelective => IsSelectiveRule(Rule);

    /// <summary>True when a rule does not read every item.</summary>
    public static bool IsSelectiveRule(WatchRule rule) =>
        !ReferenceEquals(rule.Feeds, FeedFilter.All) || !rule.Languages.IsEmpty;

    /// <summary>True when the rule reads items of this feed and language, and the item that is read holds it.</summary>
    public bool Matches(Search search)
    {
        search.Rule = Condition;
        return Reads(search.Item, search.Feed) && Condition.Holds(search);
    }

    /// <summary>A rule reads an item of its feeds and languages; an item that does not say its language is read by all.</summary>
    public bool Reads(Item item, FeedOrigin feed) =>
        (ReferenceEquals(Rule.Feeds, FeedFilter.All) || Rule.Feeds.Admits(feed))
        && (Rule.Languages.IsEmpty || item.Language is not { } language || Speaks(language));

    private bool Speaks(string language)
    {
        foreach (var wanted in Rule.Languages)
            if (Search.Speaks(language, wanted))
                return true;
        return false;
    }
}
