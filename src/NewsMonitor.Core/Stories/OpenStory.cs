using System.Collections.Immutable;

namespace NewsMonitor.Core.Stories;

/// <summary>A term in all open stories: how many of their items hold it, and which stories do.</summary>
internal sealed class OpenTerm(string key)
{
    public string Key => key;

    /// <summary>How many items of open stories hold it.</summary>
    public int Items { get; set; }

    /// <summary>The stories that hold it.</summary>
    public List<OpenStory> Stories { get; } = [];
}

/// <summary>An item with its terms as the index knows them.</summary>
internal sealed record OpenMember(StoryMember Member, OpenTerm[] Terms);

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
    public Dictionary<OpenTerm, int> Held { get; } = [];
    public SortedDictionary<string, int> Forgotten { get; } = new(StringComparer.Ordinal);
    public SortedSet<string> Feeds { get; } = new(StringComparer.Ordinal);
    public StoryState State { get; set; } = StoryState.Reported;

    /// <summary>True when every item of it is still kept with its words.</summary>
    public bool IsWhole => Members.Count == Count;

    /// <summary>How many items hold a term.</summary>
    public int HeldBy(OpenTerm term) => Held.GetValueOrDefault(term);

    public void Hold(OpenTerm term, int more)
    {
        var before = Held.GetValueOrDefault(term);
        if (before == 0)
            term.Stories.Add(this);
        Held[term] = before + more;
        term.Items += more;
        Move(before, before + more);
    }

    /// <summary>Lets every term go: the story is closed, or is counted anew.</summary>
    public void LetGo()
    {
        foreach (var (term, held) in Held)
        {
            term.Items -= held;
            term.Stories.Remove(this);
        }
        Held.Clear();
        spread.Clear();
        absent = (-1, 0, 0);
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

    public Story Picture() =>
        new()
        {
            Id = Id,
            FirstKey = FirstKey,
            First = First,
            Last = Last,
            Count = Count,
            Members = [.. Members.Select(member => member.Member)],
            Forgotten = Forgotten.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Feeds = Feeds.ToImmutableSortedSet(StringComparer.Ordinal),
            Pull = Pull,
            State = State,
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
