using System.Collections.Concurrent;
using System.Collections.Immutable;
using NewsMonitor.Core.Items;

namespace NewsMonitor.Core.Matching;

/// <summary>Finds the rules that an item answers. Safe on any number of threads.</summary>
public sealed class Matcher(RuleIndex index)
{
    private readonly ImmutableArray<ConcurrentBag<Finder>> spare =
    [
        .. index.Parts.Select(_ => new ConcurrentBag<Finder>()),
    ];

    /// <summary>The rules it looks for.</summary>
    public RuleIndex Index => index;

    /// <summary>Every rule that matches the item, in the order of the rules, with evidence.</summary>
    public ImmutableArray<Match> FindMatches(Item item, FeedOrigin feed)
    {
        var matches = ImmutableArray<Match>.Empty;
        for (var part = 0; part < index.Parts.Length; part++)
        {
            var finder = spare[part].TryTake(out var idle) ? idle : new Finder(index.Parts[part]);
            matches = [.. matches, .. finder.FindMatches(item, feed)];
            spare[part].Add(finder);
        }
        return matches;
    }

    /// <summary>
    /// True when the item says something that some rule which reads it cannot do without: more of its text may answer that
    /// rule. Cheaper than <see cref="FindMatches"/>, as no rule is asked.
    /// </summary>
    public bool MayMatch(Item item, FeedOrigin feed)
    {
        var may = false;
        for (var part = 0; part < index.Parts.Length && !may; part++)
        {
            var finder = spare[part].TryTake(out var idle) ? idle : new Finder(index.Parts[part]);
            may = finder.MayAnswer(item, feed);
            spare[part].Add(finder);
        }
        return may;
    }
}
