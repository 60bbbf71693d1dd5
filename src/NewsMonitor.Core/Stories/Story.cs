using System.Collections.Immutable;

namespace NewsMonitor.Core.Stories;

/// <summary>An item as stories know it: what it says, when, from where, and what the rule found in it.</summary>
public sealed record StoryItem
{
    /// <summary>The key of the item, unique over all feeds.</summary>
    public required string Key { get; init; }

    /// <summary>The id of its feed: a source of its own.</summary>
    public required string Feed { get; init; }

    /// <summary>When it was published or, where that is unknown or in the future, first seen.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The headline.</summary>
    public required string Title { get; init; }

    /// <summary>The summary; empty when there is none.</summary>
    public string Summary { get; init; } = "";

    /// <summary>The text; only its first sentences are read, and only where there is no summary.</summary>
    public string Body { get; init; } = "";

    /// <summary>The words that the rule found.</summary>
    public ImmutableArray<MatchedWord> Matched { get; init; } = [];
}

/// <summary>An item of a story, with why it is one.</summary>
/// <param name="Key">The key of the item.</param>
/// <param name="Feed">The id of its feed.</param>
/// <param name="At">When it was told.</param>
/// <param name="Title">The headline.</param>
/// <param name="Terms">The stems by which it is compared; a name or a number is marked with <see cref="NameMark"/> behind it.</param>
/// <param name="Stance">How it stands to the report.</param>
/// <param name="Join">Why it joined; null for the first item and for one that a person put here.</param>
public sealed record StoryMember(
    string Key,
    string Feed,
    DateTimeOffset At,
    string Title,
    ImmutableArray<string> Terms,
    Stance Stance,
    JoinReason? Join
)
{
    /// <summary>The earlier item of another feed whose text it has; null when the text is its own.</summary>
    public TextCopy? Copy { get; init; }

    /// <summary>Its text as copies of it are found; null where an earlier item keeps that, or nothing does.</summary>
    public TextPrint? Print { get; init; }

    /// <summary>The HTTP status, 404 or 410, by which its page was found gone; null while it is there, as far as anybody knows.</summary>
    public int? PageStatus { get; init; }

    /// <summary>
    /// True when it tells the story in words of its own, takes nothing back, and its page is not gone: its outlet stands by
    /// the story.
    /// </summary>
    public bool StandsByStory => PageStatus is null && !IsCopy && !Stance.TakesBack;

    /// <summary>True when it says what another feed said, word for word: it is no second source.</summary>
    public bool IsCopy => Copy is { IsTrue: true };

    /// <summary>Stands behind a term that the item writes as a name or a number.</summary>
    public const char NameMark = '^';

    /// <summary>The terms without their marks.</summary>
    public IEnumerable<string> Stems => Terms.Select(term => term.TrimEnd(NameMark));
}

/// <summary>Why an item joined a story.</summary>
/// <param name="Evidence">The evidence for it, in nats.</param>
/// <param name="Needed">The evidence that was needed.</param>
/// <param name="IsCertain">True when there was enough to hold back an alert; otherwise the item is only probably part of the story.</param>
/// <param name="Shared">The terms that the item has in common with the story, the weightiest first.</param>
public sealed record JoinReason(double Evidence, double Needed, bool IsCertain, ImmutableArray<SharedTerm> Shared);

/// <summary>A term that an item has in common with a story.</summary>
/// <param name="Written">As the item writes it.</param>
/// <param name="Weight">What it adds to the evidence, in nats.</param>
/// <param name="Share">The share of the story's items that hold it, 0 to 1.</param>
public readonly record struct SharedTerm(string Written, double Weight, double Share);

/// <summary>The items, from any feed, that tell one event under one rule: the story as it is at one time, without its items.</summary>
public sealed record Story
{
    /// <summary>Derived from the rule and the first item: the same after a restart.</summary>
    public required string Id { get; init; }

    /// <summary>The key of its first item.</summary>
    public required string FirstKey { get; init; }

    /// <summary>When its first item was told.</summary>
    public required DateTimeOffset First { get; init; }

    /// <summary>When its newest item was told.</summary>
    public required DateTimeOffset Last { get; init; }

    /// <summary>How many items it has.</summary>
    public required int Count { get; init; }

    /// <summary>How many feeds carried it.</summary>
    public required int Sources { get; init; }

    /// <summary>How many of them only had a text of another one.</summary>
    public int Copies { get; init; }

    /// <summary>How many feeds have told it in words of their own.</summary>
    public int OwnSources => Sources - Copies;

    /// <summary>Its state with every change that led to it.</summary>
    public required StoryState State { get; init; }
}

/// <summary>A story with its items: what is shown, and what a restart needs.</summary>
/// <param name="Story">The story.</param>
/// <param name="Members">Its newest items, in the order in which they came.</param>
/// <param name="Forgotten">What its older items hold, which are only counted.</param>
/// <param name="Feeds">The ids of all feeds that carried it.</param>
/// <param name="Pull">The pull on later items at the time of the newest one, in items.</param>
public sealed record StoryPicture(
    Story Story,
    ImmutableArray<StoryMember> Members,
    ImmutableSortedDictionary<string, Forgotten> Forgotten,
    ImmutableSortedSet<string> Feeds,
    double Pull
)
{
    /// <summary>Those of the feeds that told it in words of their own.</summary>
    public ImmutableSortedSet<string> OwnFeeds { get; init; } = Feeds;

    /// <summary>The ids of stories that a person has parted from it: none of them becomes part of it by itself.</summary>
    public ImmutableSortedSet<string> Apart { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>True when a person has joined it from two: it is not split by itself.</summary>
    public bool IsJoinedByHand { get; init; }

    /// <summary>The stems of all items but one: what the story knows beside it.</summary>
    public HashSet<string> StemsBeside(StoryMember member) =>
        [.. Members.Where(other => other.Key != member.Key).SelectMany(other => other.Stems), .. Forgotten.Keys];
}

/// <summary>A term of items that are only counted.</summary>
/// <param name="Items">So many of them hold it.</param>
/// <param name="Named">So many of them write it as a name or a number.</param>
public readonly record struct Forgotten(int Items, int Named);

/// <summary>All that must be kept so that a restart gathers the next items as if it had not happened.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Items">So many items were read.</param>
/// <param name="Terms">So many terms they had.</param>
/// <param name="Stories">The open stories, oldest first.</param>
public sealed record StorySnapshot(string RuleId, long Items, long Terms, ImmutableArray<StoryPicture> Stories);

/// <summary>What one new item did to the stories of a rule.</summary>
/// <param name="Story">The story that the item is now part of.</param>
/// <param name="Member">The item in it.</param>
/// <param name="IsNew">True when the item began the story.</param>
/// <param name="Absorbed">Stories that turned out to be this one.</param>
/// <param name="SplitOff">A story that turned out to be another one; null when none did.</param>
/// <param name="Nearest">Where the item began a story: the story it was nearest to, and how near; null when none was near.</param>
/// <param name="Change">The change of state that the item brought; null when it brought none.</param>
public sealed record StoryStep(
    Story Story,
    StoryMember Member,
    bool IsNew,
    ImmutableArray<string> Absorbed,
    StoryPicture? SplitOff,
    NearStory? Nearest,
    StateChange? Change
);

/// <summary>A story that an item is near to without being part of it.</summary>
/// <param name="StoryId">The story.</param>
/// <param name="Reason">How near, and by what.</param>
public sealed record NearStory(string StoryId, JoinReason Reason);

/// <summary>An item that the rule did not find, but that speaks of a story the rule found.</summary>
/// <param name="Story">The story.</param>
/// <param name="Reason">By what it is linked.</param>
/// <param name="Stance">How the item stands to the story.</param>
public sealed record RelatedStory(Story Story, JoinReason Reason, Stance Stance);
