using System.Collections.Immutable;
using NewsMonitor.Core.Items;

namespace NewsMonitor.Core.Rules;

/// <summary>What a person wants to be told about, and who is told.</summary>
public sealed record WatchRule
{
    /// <summary>Its identity: a rule renamed, moved or re-ordered under the same id re-alerts nobody. By default a slug of the name.</summary>
    public required string Id { get; init; }

    /// <summary>The name that alerts show.</summary>
    public required string Name { get; init; }

    /// <summary>What an item must say.</summary>
    public required Condition Condition { get; init; }

    /// <summary>The names of the receivers that are told; may be empty where nothing is sent (<c>monitor match</c>).</summary>
    public ImmutableArray<string> Receivers { get; init; } = [];

    /// <summary>Which feeds the rule reads; all by default.</summary>
    public FeedFilter Feeds { get; init; } = FeedFilter.All;

    /// <summary>The languages the rule reads, as BCP 47 primary tags (<c>en</c>); empty means all. An item of unknown language passes.</summary>
    public ImmutableArray<string> Languages { get; init; } = [];

    /// <summary>An item must tell what matched in one of these ways; empty means any.</summary>
    public ImmutableArray<ReportStatus> Statuses { get; init; } = [];

    /// <summary>When its alerts go out; null leaves it to each receiver.</summary>
    public DeliveryMode? Mode { get; init; }

    /// <summary>True: its alerts pass quiet hours, batches and digests.</summary>
    public bool Urgent { get; init; }

    /// <summary>How long after an item was first seen its alert is still of use; null for always.</summary>
    public TimeSpan? Expires { get; init; }

    /// <summary>How its stories are told.</summary>
    public StoryTelling Stories { get; init; } = StoryTelling.Default;

    /// <summary>False: the rule is kept in the file, checked, and not run.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The examples by which the rule proves itself at every load.</summary>
    public RuleTests Tests { get; init; } = RuleTests.None;

    /// <summary>Where the rule begins.</summary>
    public SourcePosition Position { get; init; } = SourcePosition.None;
}

/// <summary>Which feeds a rule reads.</summary>
/// <param name="Tags">A feed needs one of these tags; empty means any feed.</param>
/// <param name="Only">A feed must be one of these, by id or name; empty means any feed.</param>
/// <param name="Except">Feeds the rule never reads, by id or name.</param>
public sealed record FeedFilter(ImmutableArray<string> Tags, ImmutableArray<string> Only, ImmutableArray<string> Except)
{
    /// <summary>Every feed.</summary>
    public static FeedFilter All { get; } = new([], [], []);

    /// <summary>True when the rule reads this feed.</summary>
    public bool Admits(FeedOrigin feed) =>
        !Names(Except, feed)
        && (Only.IsEmpty || Names(Only, feed))
        && (Tags.IsEmpty || Tags.Any(tag => feed.Tags.Contains(tag)));

    private static bool Names(ImmutableArray<string> list, FeedOrigin feed) =>
        list.Contains(feed.Id) || list.Contains(feed.Name);
}

/// <summary>Headlines that a rule must match, and headlines that it must not.</summary>
public sealed record RuleTests(ImmutableArray<RuleTest> Match, ImmutableArray<RuleTest> NoMatch)
{
    /// <summary>No examples.</summary>
    public static RuleTests None { get; } = new([], []);
}

/// <summary>One example text, read as a headline.</summary>
public sealed record RuleTest(string Text, SourcePosition Position);
