using System.Collections.Concurrent;
using System.Collections.Immutable;
using NewsMonitor.Core.Items;

namespace NewsMonitor.Core.Matching;

/// <summary>Finds the rules that an item answers. Safe on any number of threads.</summary>
public sealed class Matcher(RuleIndex index)
{
    /// <summary>An explanation that needs more rounds than this says the same thing over and over.</summary>
    private const int MostRounds = 100;

    private readonly ConcurrentBag<Finder> spare = [];

    /// <summary>The rules it looks for.</summary>
    public RuleIndex Index => index;

    /// <summary>Every rule that matches the item, in the order of the rules, with evidence.</summary>
    public ImmutableArray<Match> FindMatches(Item item, FeedOrigin feed)
    {
        var finder = Borrow();
        var found = finder.Find(item, feed);
        if (found.IsEmpty)
        {
            spare.Add(finder);
            return [];
        }
        var matches = ImmutableArray.CreateBuilder<Match>(found.Length);
        var rules = found.ToArray();
        foreach (var rule in rules)
            matches.Add(new Match(index.Rules[rule], item, finder.Explain(index.Compiled[rule])));
        for (var i = 0; i < rules.Length; i++)
            matches[i] = matches[i] with { Evidence = Complete(finder, index.Compiled[rules[i]], matches[i], feed) };
        spare.Add(finder);
        return matches.MoveToImmutable();
    }

    /// <summary>A finder of this index, for one thread.</summary>
    internal Finder Borrow() => spare.TryTake(out var finder) ? finder : new Finder(index);

    /// <summary>
    /// Adds whatever else makes the rule hold once the words quoted so far are blanked, so that an explanation never keeps
    /// silent about a reason: without the words it quotes there is no match.
    /// </summary>
    private static ImmutableArray<Evidence> Complete(Finder finder, CompiledRule rule, Match match, FeedOrigin feed)
    {
        var evidence = match.Evidence;
        var blanked = match.Item;
        IEnumerable<Evidence> latest = evidence;
        for (var round = 0; round < MostRounds; round++)
        {
            blanked = Blanked.Of(blanked, latest);
            if (finder.MoreEvidence(rule, blanked, feed) is not { IsEmpty: false } more)
                break;
            evidence = evidence.AddRange(more);
            latest = more;
        }
        return evidence;
    }
}
