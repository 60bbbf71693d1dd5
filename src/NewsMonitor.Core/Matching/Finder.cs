using System.Collections.Immutable;
using System.Runtime.InteropServices;
using NewsMonitor.Core.Items;

namespace NewsMonitor.Core.Matching;

/// <summary>Finds the rules of one index in one item after another, by one thread at a time, without allocating.</summary>
internal sealed class Finder(RuleIndex index)
{
    private readonly Search search = new(index.Book);
    private readonly List<int> found = [];

    /// <summary>The rules that the item answers, by their order; good until the next call.</summary>
    public ReadOnlySpan<int> Find(Item item, FeedOrigin feed)
    {
        search.Begin(item, feed);
        found.Clear();
        foreach (var clue in search.Present)
        foreach (ref readonly var run in index.Postings.RunsOf(clue))
            if (run.Second == Postings.NoClue || search.Has(run.Second))
                Ask(index.Postings.RulesOf(run));
        Ask(index.Postings.Always);
        found.Sort();
        return Distinct();
    }

    /// <summary>The words for which a rule matches the item that was read last.</summary>
    public ImmutableArray<Evidence> Explain(CompiledRule rule)
    {
        search.Rule = rule.Condition;
        var evidence = new List<Evidence>();
        rule.Condition.Explain(search, evidence);
        return [.. evidence];
    }

    /// <summary>The words for which a rule matches another item; none when it does not.</summary>
    public ImmutableArray<Evidence> MoreEvidence(CompiledRule rule, Item item, FeedOrigin feed)
    {
        search.Begin(item, feed);
        return rule.Matches(search) ? Explain(rule) : [];
    }

    private void Ask(ReadOnlySpan<int> rules)
    {
        foreach (var rule in rules)
            if (index.Compiled[rule].Matches(search))
                found.Add(rule);
    }

    /// <summary>A rule that stands under several clues was asked as often.</summary>
    private ReadOnlySpan<int> Distinct()
    {
        var all = CollectionsMarshal.AsSpan(found);
        var kept = 0;
        for (var i = 0; i < all.Length; i++)
            if (i == 0 || all[i] != all[i - 1])
                all[kept++] = all[i];
        return all[..kept];
    }
}
