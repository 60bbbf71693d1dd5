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
            FindUnder(clue);
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
            compiled[i] = part.Compiled(rules[i]);
            matches[i] = new Match(compiled[i].Rule, item, Explain(compiled[i]));
        }
        for (var i = 0; i < matches.Length; i++)
            matches[i] = Complete(matches[i], compiled[i], feed);
        return [.. matches];
    }

    /// <summary>True when the item holds a word that some rule needs, so that a longer text of it may answer the rule.</summary>
    public bool MayAnswer(Item item, FeedOrigin feed)
    {
        search.Begin(item, feed);
        return part.Required.AreIn(search);
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

    /// <summary>Passes over the runs of which the item lacks the second clue; most of them.</summary>
    private void FindUnder(int clue)
    {
        var (first, behind) = part.Postings.RunsOf(clue);
        var seconds = part.Postings.Seconds[first..behind];
        var present = search.Presence;
        for (var i = 0; i < seconds.Length; i++)
        {
            var second = seconds[i];
            if ((present[second >> 6] & (1UL << second)) != 0)
                Ask(clue, second, part.Postings[first + i]);
        }
    }

    private void Ask(int clue, int second, in Postings.Run run)
    {
        if (!search.Has(run.Third) || (run is { IsOne: true, IsOnly: false } && IsTaken(run)))
            return;
        var verdict = Verdict(clue, second, run);
        if (verdict == PairVerdict.No)
            return;
        var rules = part.Postings.RulesOf(run);
        if (verdict == PairVerdict.Yes)
            Take(rules, run.IsOnly);
        else if (!run.IsOne)
            Ask(rules);
        else if (Holds(part.ConditionOf(rules[0])))
            Take(rules, run.IsOnly);
    }

    private bool IsTaken(in Postings.Run run) => taken[part.Postings.RulesOf(run)[0]] == search.Visit;

    /// <summary>What can be said without asking a condition.</summary>
    private PairVerdict Verdict(int clue, int second, in Postings.Run run)
    {
        var verdict =
            run.Test.IsAsked ? Pair.Ask(search, clue, second, run.Test)
            : run.Test.IsFullName ? Pair.AskName(search, surname: clue, given: second)
            : search.HasStrong(clue) && search.HasStrong(second) ? PairVerdict.Yes
            : PairVerdict.Unsure;
        return verdict == PairVerdict.Yes && !IsAll(run) ? PairVerdict.Unsure : verdict;
    }

    /// <summary>True when a rule that passed the test of the run asks for nothing more.</summary>
    private bool IsAll(in Postings.Run run) =>
        run.Test.IsAll && search.HasStrong(run.Third) && (run.Unless == Filing.NoClue || !search.Has(run.Unless));

    private bool Holds(Node condition)
    {
        search.Rule = condition;
        return condition.Holds(search);
    }

    private void Take(ReadOnlySpan<int> rules, bool areOnly)
    {
        if (areOnly)
            found.AddRange(rules);
        else
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
            if (taken[rule] != search.Visit && part.Compiled(rule).Matches(search))
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
