using System.Collections.Immutable;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Core.Stories;

/// <summary>One change of the state of a story, with its evidence.</summary>
/// <param name="From">The state before.</param>
/// <param name="To">The state after.</param>
/// <param name="Who">Who says so, in the words of the item; empty when the item does not say. Set by hand: the person.</param>
/// <param name="ItemKey">The item that brought it; empty when set by hand.</param>
/// <param name="Feed">The feed of that item; empty when set by hand.</param>
/// <param name="Cue">The words that tell it, with their sentence; null when set by hand, or when a page is gone.</param>
/// <param name="At">When.</param>
public sealed record StateChange(
    ReportStatus From,
    ReportStatus To,
    string Who,
    string ItemKey,
    string Feed,
    StanceCue? Cue,
    DateTimeOffset At
)
{
    /// <summary>The HTTP status, 404 or 410, by which the page of its item was found gone; null when words tell the change.</summary>
    public int? PageStatus { get; init; }

    /// <summary>True when a person set it.</summary>
    public bool IsByHand => ItemKey.Length == 0;
}

/// <summary>
/// The state of a story: reported, confirmed, disputed, denied, corrected or withdrawn. The newest item that takes a stand
/// decides, not the loudest: what was denied may be confirmed, and denied again. Denied by one party is not false.
/// </summary>
/// <param name="Status">The state now.</param>
/// <param name="Changes">Every change that led to it, oldest first.</param>
public sealed record StoryState(ReportStatus Status, ImmutableArray<StateChange> Changes)
{
    /// <summary>A story that nobody has confirmed or taken back.</summary>
    public static StoryState Reported { get; } = new(ReportStatus.Reported, []);

    /// <summary>The change that gave the present state; null while the story is merely reported.</summary>
    public StateChange? Latest => Changes.IsEmpty ? null : Changes[^1];

    /// <summary>The state that a story has by its items, in the order in which they came.</summary>
    public static StoryState Of(IEnumerable<StoryMember> members) =>
        members.Aggregate(Reported, (state, member) => state.With(member));

    /// <summary>The state after one more item.</summary>
    public StoryState With(StoryMember member)
    {
        var to = member.Stance.Status;
        if (!Moves(to))
            return this;
        var change = new StateChange(
            Status,
            to,
            member.Stance.Who,
            member.Key,
            member.Feed,
            member.Stance.Cue,
            member.At
        );
        return new StoryState(to, Changes.Add(change));
    }

    /// <summary>The state after the page of an item was found gone, and nobody is left who tells the story.</summary>
    public StoryState WithoutPage(StoryMember member, DateTimeOffset at) =>
        Status == ReportStatus.Withdrawn
            ? this
            : new StoryState(
                ReportStatus.Withdrawn,
                Changes.Add(
                    new StateChange(Status, ReportStatus.Withdrawn, "", member.Key, member.Feed, Cue: null, at)
                    {
                        PageStatus = member.PageStatus,
                    }
                )
            );

    /// <summary>The state after a person set it.</summary>
    public StoryState SetByHand(ReportStatus to, string who, DateTimeOffset at) =>
        new(to, Changes.Add(new StateChange(Status, to, who, "", "", null, at)));

    /// <summary>
    /// Only a stand moves a state: late copies of the first report do not undo a denial. A doubt is less than a denial, a
    /// correction or a withdrawal, and does not replace one.
    /// </summary>
    private bool Moves(ReportStatus to) =>
        to != Status
        && to.IsStand()
        && (to != ReportStatus.Disputed || Status is ReportStatus.Reported or ReportStatus.Confirmed);
}
