using System.Collections.Immutable;
using NewsMonitor.Core.Stories;

namespace NewsMonitor.Core.Alerts;

/// <summary>What people were told of a story: enough to tell the same people what comes next, in the same conversation.</summary>
/// <param name="Thread">What its alerts have in common; stays when the story is joined with another or split.</param>
/// <param name="Title">The headline of the first alert.</param>
/// <param name="First">The first alert, and what it reported.</param>
/// <param name="SeenAt">When its item was first seen: the window of follow-ups begins.</param>
/// <param name="LastAt">When a development was told last; it may lie ahead.</param>
/// <param name="Sources">How many feeds had carried it by then.</param>
/// <param name="Receivers">The names of those who were told.</param>
public sealed record ToldStory(
    string Thread,
    string Title,
    FirstReport First,
    DateTimeOffset SeenAt,
    DateTimeOffset LastAt,
    int Sources,
    ImmutableSortedSet<string> Receivers
)
{
    /// <summary>So many items are remembered as told: more than are told of a story in a day or two.</summary>
    private const int MostItems = 60;

    /// <summary>The keys of the items that were told, the newest last; only the newest are kept.</summary>
    public ImmutableArray<string> Items { get; init; } = [];

    /// <summary>With one more item told.</summary>
    public ToldStory Having(string itemKey) =>
        Items.Contains(itemKey) ? this : this with { Items = [.. Items.TakeLast(MostItems - 1), itemKey] };

    /// <summary>Both as one: the conversation of the one told first, with everybody in it.</summary>
    public ToldStory With(ToldStory other)
    {
        var (older, newer) = SeenAt <= other.SeenAt ? (this, other) : (other, this);
        return older with
        {
            LastAt = older.LastAt > newer.LastAt ? older.LastAt : newer.LastAt,
            Sources = Math.Max(older.Sources, newer.Sources),
            Receivers = older.Receivers.Union(newer.Receivers),
            Items = [.. older.Items.Union(newer.Items, StringComparer.Ordinal).TakeLast(MostItems)],
        };
    }
}

/// <summary>The open stories of one rule, as the ledger keeps them.</summary>
/// <param name="Snapshot">The stories.</param>
/// <param name="Told">What was told of them, by the id of the story.</param>
public sealed record KeptStories(StorySnapshot Snapshot, ImmutableDictionary<string, ToldStory> Told);
