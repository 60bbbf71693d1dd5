using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace NewsMonitor.Core.Stories;

/// <summary>A term in all open stories: how many of their items hold it, and which stories do.</summary>
internal sealed class OpenTerm(string key)
{
    public string Key => key;

    /// <summary>How many items of open stories hold it.</summary>
    public int Items { get; set; }

    /// <summary>How many of them write it as a name or a number.</summary>
    public int Named { get; set; }

    /// <summary>Most items write it as a name or a number: such terms tell look-alike events apart.</summary>
    public bool IsName => Named * 2 > Items;

    /// <summary>The stories that hold it.</summary>
    public List<OpenStory> Stories { get; } = [];
}

/// <summary>An item with its terms as the index knows them.</summary>
/// <param name="Member">The item.</param>
/// <param name="Terms">Its terms.</param>
/// <param name="Named">Which of them it writes as a name or a number.</param>
internal sealed record OpenMember(StoryMember Member, OpenTerm[] Terms, bool[] Named);

/// <summary>A story while it is open: what its items hold, counted.</summary>
internal sealed class OpenStory(string id, string firstKey, DateTimeOffset first, long order)
{
    /// <summary>How many terms so many items hold: a term that one item holds does not count.</summary>
    private readonly SortedDictionary<int, int> spread = [];

    private (int Count, double Strength, double Sum) absent = (-1, 0, 0);

    public string Id => id;
    public string FirstKey => firstKey;
    public DateTimeOffset First => first;

    /// <summary>Its place in the order in which stories began: breaks ties.</summary>
    public long Order => order;

    public DateTimeOffset Last { get; set; }
    public int Count { get; set; }
    public double Pull { get; set; }
    public List<OpenMember> Members { get; } = [];

    /// <summary>How many items hold each term.</summary>
    public Dictionary<OpenTerm, int> Held { get; } = [];

    /// <summary>How many items write a term as a name or a number.</summary>
    public Dictionary<OpenTerm, int> NamedBy { get; } = [];

    /// <summary>What the items hold that are only counted.</summary>
    public Dictionary<string, Forgotten> Forgotten { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Feeds { get; } = new(StringComparer.Ordinal);

    /// <summary>Those of the feeds that told it in words of their own: a copy is no second source.</summary>
    public SortedSet<string> OwnFeeds { get; } = new(StringComparer.Ordinal);
    public StoryState State { get; set; } = StoryState.Reported;

    /// <summary>The ids of stories that a person has parted from it, also of those that became part of another since.</summary>
    public SortedSet<string> Apart { get; } = new(StringComparer.Ordinal);

    /// <summary>True when a person has joined it from two.</summary>
    public bool IsJoinedByHand { get; set; }

    /// <summary>True when every item of it is still kept with its words.</summary>
    public bool IsWhole => Members.Count == Count;

    /// <summary>
    /// True while an outlet tells it in words of its own on a page that is not known to be gone. Of items that are only
    /// counted nothing is known, so they stand by it.
    /// </summary>
    public bool IsStoodBy => !IsWhole || Members.Exists(member => member.Member.StandsByStory);

    /// <summary>True when a person has parted the two: they are told apart whatever their words say.</summary>
    public bool IsApartFrom(OpenStory other) => Apart.Contains(other.Id) || other.Apart.Contains(Id);

    /// <summary>How many items hold a term.</summary>
    public int HeldBy(OpenTerm term) => Held.GetValueOrDefault(term);

    /// <summary>Counts the terms of one more item.</summary>
    public void Hold(OpenMember member)
    {
        for (var at = 0; at < member.Terms.Length; at++)
            Hold(member.Terms[at], 1, member.Named[at] ? 1 : 0);
    }

    /// <summary>Counts so many items that hold a term, some of them as a name.</summary>
    public void Hold(OpenTerm term, int more, int named)
    {
        ref var held = ref CollectionsMarshal.GetValueRefOrAddDefault(Held, term, out var isKnown);
        if (!isKnown)
            term.Stories.Add(this);
        var before = held;
        held += more;
        term.Items += more;
        Move(before, before + more);
        if (named == 0)
            return;
        NamedBy[term] = NamedBy.GetValueOrDefault(term) + named;
        term.Named += named;
    }

    /// <summary>Lets every term go: the story is closed, or is counted anew.</summary>
    public void LetGo()
    {
        foreach (var (term, held) in Held)
        {
            term.Items -= held;
            term.Stories.Remove(this);
        }
        foreach (var (term, named) in NamedBy)
            term.Named -= named;
        Held.Clear();
        NamedBy.Clear();
        spread.Clear();
        absent = (-1, 0, 0);
    }

    /// <summary>The oldest item that is kept is only counted from now on.</summary>
    public void ForgetOldest()
    {
        var oldest = Members[0];
        for (var at = 0; at < oldest.Terms.Length; at++)
        {
            var before = Forgotten.GetValueOrDefault(oldest.Terms[at].Key);
            Forgotten[oldest.Terms[at].Key] = new Forgotten(
                before.Items + 1,
                before.Named + (oldest.Named[at] ? 1 : 0)
            );
        }
        Members.RemoveAt(0);
        if (oldest.Member.Print is { } print)
            Bequeath(oldest.Member is { IsCopy: true, Copy: { } copy } ? copy.Of : oldest.Member.Key, print);
    }

    /// <summary>The text of an item that is only counted from now on stays with its oldest copy, so that others are found.</summary>
    private void Bequeath(string key, TextPrint print)
    {
        var heir = Members.FindIndex(member =>
            member.Member is { IsCopy: true, Print: null } && member.Member.Copy!.Of == key
        );
        if (heir >= 0)
            Members[heir] = Members[heir] with { Member = Members[heir].Member with { Print = print } };
    }

    /// <summary>How unlikely an item of the story is that holds none of its terms, in nats.</summary>
    public double AllAbsent(double strength)
    {
        if (absent.Count == Count && absent.Strength == strength)
            return absent.Sum;
        var sum = 0.0;
        foreach (var (held, terms) in spread)
            sum += terms * Likelihood.Absent(held, Count, strength);
        absent = (Count, strength, sum);
        return sum;
    }

    /// <summary>The pull at a later time.</summary>
    public double PullAt(DateTimeOffset now, TimeSpan memory) =>
        Pull * Math.Exp(-Math.Max(0, (now - Last).TotalHours) / memory.TotalHours);

    /// <summary>The story as it is now, without its items.</summary>
    public Story Now() =>
        new()
        {
            Id = Id,
            FirstKey = FirstKey,
            First = First,
            Last = Last,
            Count = Count,
            Sources = Feeds.Count,
            Copies = Feeds.Count - OwnFeeds.Count,
            State = State,
        };

    /// <summary>The story as it is now, with all that a restart needs.</summary>
    public StoryPicture Picture() =>
        new(
            Now(),
            [.. Members.Select(member => member.Member)],
            Forgotten.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Feeds.ToImmutableSortedSet(StringComparer.Ordinal),
            Pull
        )
        {
            OwnFeeds = OwnFeeds.ToImmutableSortedSet(StringComparer.Ordinal),
            Apart = Apart.ToImmutableSortedSet(StringComparer.Ordinal),
            IsJoinedByHand = IsJoinedByHand,
        };

    private void Move(int before, int after)
    {
        absent = (-1, 0, 0);
        if (before >= 2 && --spread[before] == 0)
            spread.Remove(before);
        if (after >= 2)
            spread[after] = spread.GetValueOrDefault(after) + 1;
    }
}
