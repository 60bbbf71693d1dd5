using System.Collections.Immutable;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Core.Alerts;

/// <summary>One message owed to one receiver: everything that is needed to write it, so that it outlives item and rule.</summary>
public sealed record Alert
{
    /// <summary>Derived from rule, item and reason: the same after a retry, a restart or the loss of the ledger.</summary>
    public required AlertId Id { get; init; }

    /// <summary>The name of the receiver it is owed to.</summary>
    public required string Receiver { get; init; }

    /// <summary>Why it is sent.</summary>
    public required AlertReason Reason { get; init; }

    /// <summary>The id of the rule that matched.</summary>
    public required string RuleId { get; init; }

    /// <summary>The name of the rule that matched.</summary>
    public required string RuleName { get; init; }

    /// <summary>The file and line of the rule, for the reader who wants to change it; empty when unknown.</summary>
    public string RuleSource { get; init; } = "";

    /// <summary>The name of the outlet: the feed as people know it.</summary>
    public required string Source { get; init; }

    /// <summary>The item, without its body.</summary>
    public required Item Item { get; init; }

    /// <summary>What matched, and why.</summary>
    public required ImmutableArray<Evidence> Evidence { get; init; }

    /// <summary>When Monitor first saw the item.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>When it goes out; null leaves it to the receiver. Of use until it is owed.</summary>
    public DeliveryMode? Mode { get; init; }

    /// <summary>True: it passes quiet hours, batches and digests.</summary>
    public bool Urgent { get; init; }

    /// <summary>After this nobody wants it any more; null for never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>The story that it tells, for those who follow it; null for an alert that belongs to none.</summary>
    public StoryThread? Story { get; init; }

    /// <summary>The alerts that it gathers, in the order in which they became owed; none for an alert of its own.</summary>
    public ImmutableArray<Alert> Members { get; init; } = [];

    /// <summary>The stories that it tells whole, the gravest news of each rule first; none for an alert of its own.</summary>
    public ImmutableArray<StoryTale> Tales { get; init; } = [];

    /// <summary>The id that the receiver sees, in Message-ID and webhook-id.</summary>
    public DeliveryId DeliveryId => DeliveryId.Of(Id, Receiver);
}

/// <summary>What holds the alerts of one story together, and how it stands.</summary>
/// <param name="Key">The same for all of them.</param>
/// <param name="Title">The headline of the first.</param>
public sealed record StoryThread(string Key, string Title)
{
    /// <summary>The last change of its state; null while it is merely reported.</summary>
    public StoryNews? State { get; init; }

    /// <summary>Where it was first reported, for an alert that follows another one; null for the first.</summary>
    public FirstReport? First { get; init; }

    /// <summary>What is new about it, in a few plain words; empty where the headline says it.</summary>
    public string Development { get; init; } = "";

    /// <summary>True when the item is only probably part of the story.</summary>
    public bool IsProbable { get; init; }

    /// <summary>How many feeds carried it.</summary>
    public int Sources { get; init; } = 1;

    /// <summary>How many of them only had a text of another one.</summary>
    public int Copies { get; init; }
}

/// <summary>A change of the state of a story, as people are told of it.</summary>
/// <param name="Status">What it is now.</param>
/// <param name="Who">Who says so; empty when the item does not say.</param>
/// <param name="At">When the item that says so was published, or first seen.</param>
/// <param name="Sentence">The sentence that says so.</param>
/// <param name="Source">The name of the outlet.</param>
public sealed record StoryNews(ReportStatus Status, string Who, DateTimeOffset At, string Sentence, string Source)
{
    /// <summary>The HTTP status, 404 or 410, by which the page of the outlet was found gone; null when the item says it in words.</summary>
    public int? PageStatus { get; init; }

    /// <summary>True when a person has set it and had it told: whoever is told shall know that no outlet says so.</summary>
    public bool IsByHand { get; init; }
}

/// <summary>The first report of a story.</summary>
/// <param name="Alert">The alert that told it.</param>
/// <param name="Source">The name of the outlet.</param>
/// <param name="At">When it was published, or first seen.</param>
public sealed record FirstReport(AlertId Alert, string Source, DateTimeOffset At);

/// <summary>Why an alert is sent.</summary>
public enum AlertReason
{
    /// <summary>An item tells something that nobody was told of yet.</summary>
    NewStory,

    /// <summary>A story that was told has been confirmed, disputed, denied, corrected or withdrawn.</summary>
    StateChanged,

    /// <summary>A story that was told goes on: a number has changed, there are new facts, many more carry it.</summary>
    Development,

    /// <summary>Something about Monitor itself that its operator should know: a feed that fails, files that are refused.</summary>
    Notice,

    /// <summary>An item that was known has changed, and only now says what a rule asks for.</summary>
    Updated,

    /// <summary>The time of a digest has come.</summary>
    Digest,

    /// <summary>The window of a batch has closed.</summary>
    Batch,

    /// <summary>One rule found so much in one feed that the rest is told together.</summary>
    Flood,

    /// <summary>Quiet hours are over.</summary>
    QuietHours,

    /// <summary>A person asked whether this way works.</summary>
    Test,
}
