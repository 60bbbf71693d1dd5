using System.Collections.Immutable;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Core.Matching;

/// <summary>Finds the rules that an item answers. Safe on any number of threads.</summary>
public sealed class Matcher(RuleIndex index)
{
    /// <summary>The rules it looks for.</summary>
    public RuleIndex Index => index;

    /// <summary>Every rule that matches the item, in the order of the rules, with evidence.</summary>
    public ImmutableArray<Match> FindMatches(Item item, FeedOrigin feed)
    {
        var text = ItemText.Of(item);
        var matches = ImmutableArray.CreateBuilder<Match>();
        foreach (var candidate in index.Candidates(text.Keys(index.HasNames)))
            if (Reads(candidate.Rule, item, feed) && candidate.Find(text) is { } evidence)
                matches.Add(new Match(candidate.Rule, item, evidence));
        return matches.ToImmutable();
    }

    /// <summary>A rule reads an item of its feeds and languages; an item that does not say its language is read by all.</summary>
    private static bool Reads(WatchRule rule, Item item, FeedOrigin feed) =>
        rule.Feeds.Admits(feed)
        && (rule.Languages.IsEmpty || item.Language is not { } language || Speaks(rule, language));

    private static bool Speaks(WatchRule rule, string language)
    {
        var primary = language.AsSpan();
        var end = primary.IndexOfAny('-', '_');
        primary = end < 0 ? primary : primary[..end];
        foreach (var wanted in rule.Languages)
            if (primary.Equals(wanted, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }
}
