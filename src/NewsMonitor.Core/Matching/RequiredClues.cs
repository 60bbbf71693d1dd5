using System.Collections.Frozen;
using System.Runtime.InteropServices;

namespace NewsMonitor.Core.Matching;

/// <summary>
/// What can be told of rules without asking them: the words that they cannot do without. An item that holds one of a rule's may
/// hold the rest in a text that was not read yet; one that holds none of any rule is most likely about something else.
/// </summary>
/// <remarks>A rule that has no such word, such as one of nothing but a regular expression, can be told of no item.</remarks>
internal sealed class RequiredClues
{
    private readonly RulePart part;

    /// <summary>One bit a clue: set when a rule needs it that reads every item.</summary>
    private readonly ulong[] ofEveryItem;

    /// <summary>By clue the rules that need it and read only some feeds or languages.</summary>
    private readonly FrozenDictionary<int, List<int>> ofSomeItems;

    /// <summary>Gathers them from where the rules are filed.</summary>
    public RequiredClues(RulePart part)
    {
        this.part = part;
        ofEveryItem = new ulong[(part.Book.Count >> 6) + 1];
        var some = new Dictionary<int, List<int>>();
        for (var clue = 0; clue < part.Book.Count; clue++)
        {
            var (first, behind) = part.Postings.RunsOf(clue);
            for (var run = first; run < behind; run++)
                foreach (var needed in (ReadOnlySpan<int>)[clue, part.Postings.Seconds[run], part.Postings[run].Third])
                    Add(needed, part.Postings.RulesOf(part.Postings[run]), some);
        }
        ofSomeItems = some.ToFrozenDictionary();
    }

    /// <summary>True when the item that is read says, in a word that needs no other beside it, something that a rule needs.</summary>
    public bool AreIn(Search search)
    {
        foreach (var clue in search.Present)
            if (search.HasStrong(clue) && (IsOfEveryItem(clue) || IsOfThisItem(clue, search)))
                return true;
        return false;
    }

    private void Add(int clue, ReadOnlySpan<int> rules, Dictionary<int, List<int>> some)
    {
        if (clue == Filing.NoClue)
            return;
        foreach (var rule in rules)
            if (!part.IsSelective(rule))
                ofEveryItem[clue >> 6] |= 1UL << clue;
            else
                (CollectionsMarshal.GetValueRefOrAddDefault(some, clue, out _) ??= []).Add(rule);
    }

    private bool IsOfEveryItem(int clue) =>
        clue >> 6 < ofEveryItem.Length && (ofEveryItem[clue >> 6] & (1UL << clue)) != 0;

    private bool IsOfThisItem(int clue, Search search) =>
        ofSomeItems.TryGetValue(clue, out var rules)
        && rules.Exists(rule => part.Compiled(rule).Reads(search.Item, search.Feed));
}
