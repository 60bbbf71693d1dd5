using System.Collections.Immutable;
using System.Runtime.InteropServices;
using NewsMonitor.Core.Items;

namespace NewsMonitor.Core.Matching;

/// <summary>Finds rules in one item after another, by one thread at a time, without allocating.</summary>
internal sealed class Finder(RulePart part)
{
    /// <summary>An explanation that needs more rounds than this says the same thing over and over.</summary>
    private const int MostRounds = 100;

    private readonly Search search = new(part.Book);
    private readonly List<int> found = [];

    /// <summary>The visit in which each rule was found last.</summary>
    private readonly int[] taken = new int[part.Rules.Length];

    /// <summary>The rules that the item answers, by their place in the part, in no order; good until the next call.</summary>
    public ReadOnlySpan<int> Find(Item item, FeedOrigin feed)
    {
        search.Begin(item, feed);
        found.Clear();
        foreach (var clue in search.Present)
        foreach (ref readonly var run in part.Postings.RunsOf(clue))
            if (run.Second == Filing.NoClue || search.Has(run.Second))
                Ask(clue, run);
        Ask(part.Postings.Always);
        return CollectionsMarshal.AsSpan(found);
    }

    /// <summary>The rules that the item answers, each with every word that speaks for it.</summary>
    public ImmutableArray<Match> FindMatches(Item item, FeedOrigin feed)
    {
        if (Find(item, feed).IsEmpty)
            return [];
        found.Sort();
        var rules = CollectionsMarshal.AsSpan(found);
        var matches = new Match[rules.Length];
        var compiled = new CompiledRule[rules.Length];
        for (var i = 0; i < rules.Length; i++)
        {
            compiled[i] = part.Compiled[rules[i]];
            matches[i] = new Match(compiled[i].Rule, item, Explain(compiled[i]));
        }
        for (var i = 0; i < matches.Length; i++)
            matches[i] = Complete(matches[i], compiled[i], feed);
        return [.. matches];
    }

    private ImmutableArray<Evidence> Explain(CompiledRule rule)
    {
        search.Rule = rule.Condition;
        var evidence = new List<Evidence>();
        rule.Condition.Explain(search, evidence);
        return [.. evidence];
    }

    /// <summary>
    /// Adds whatever else makes the rule hold once the words quoted so far are blanked, so that an explanation never keeps
    /// silent about a reason: without the words it quotes there is no match.
    /// </summary>
    private Match Complete(Match match, CompiledRule rule, FeedOrigin feed)
    {
        var evidence = match.Evidence;
        var latest = evidence;
        var blanked = match.Item;
        for (var round = 0; round < MostRounds && !latest.IsEmpty; round++)
        {
            blanked = Blanked.Of(blanked, latest);
            search.Begin(blanked, feed);
            latest = rule.Matches(search) ? Explain(rule) : [];
            evidence = evidence.AddRange(latest);
        }
        return match with { Evidence = evidence };
    }

    private void Ask(int clue, in Postings.Run run)
    {
        var verdict = run.Test.IsAsked ? Pair.Ask(search, clue, run.Second, run.Test) : PairVerdict.Unsure;
        if (verdict == PairVerdict.No)
            return;
        var rules = part.Postings.RulesOf(run);
        if (verdict == PairVerdict.Yes && run.Test.IsAll)
            Take(rules);
        else if (!run.IsOne)
            Ask(rules);
        else if (part.Compiled[rules[0]].Matches(search))
            Take(rules);
    }

    private void Take(ReadOnlySpan<int> rules)
    {
        foreach (var rule in rules)
            Take(rule);
    }

    private void Ask(ReadOnlySpan<int> rules)
    {
        foreach (var rule in rules)
            if (taken[rule] != search.Visit && part.Compiled[rule].Matches(search))
                Take(rule);
    }

    /// <summary>A rule that stands under several clues is taken once.</summary>
    private void Take(int rule)
    {
        if (taken[rule] == search.Visit)
            return;
        taken[rule] = search.Visit;
        found.Add(rule);
    }
}
