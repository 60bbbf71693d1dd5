using NewsMonitor.Core.Stories;

namespace NewsMonitor.Core.Alerts;

/// <summary>What those who were told of a story hear of it when a person has put it right, and wants them to.</summary>
/// <param name="Change">What was done.</param>
/// <param name="Who">Who has done it.</param>
/// <param name="OtherTitle">The headline of the story that was parted from it, or became part of it; empty when there is none.</param>
public sealed record TellingByHand(ChangeByHand Change, string Who, string OtherTitle)
{
    /// <summary>The most of the other headline that is told, in UTF-16 units.</summary>
    private const int LongestTitle = 160;

    private string Other => AlertPolicy.CutAtWord(OtherTitle, LongestTitle);

    /// <summary>The alert for one of those who were told.</summary>
    /// <param name="report">What was first told of the story, which shows again what this is about.</param>
    /// <param name="receiver">Whom it is owed to.</param>
    /// <param name="story">The story as it is now.</param>
    /// <param name="told">What was told of it.</param>
    /// <param name="now">When it was changed.</param>
    public Alert AlertOf(Alert report, string receiver, Story story, ToldStory told, DateTimeOffset now)
    {
        var reason = Change is SetStateByHand ? AlertReason.StateChanged : AlertReason.Development;
        return report with
        {
            Id = AlertId.OfChangeByHand(Change.RuleId, Change.StoryId, reason, now),
            Receiver = receiver,
            Reason = reason,
            FirstSeen = now,
            Story = new StoryThread(told.Thread, told.Title)
            {
                First = told.First,
                State = story.State.Latest is { } latest ? NewsOf(latest) : null,
                Development = DevelopmentOf(),
                Sources = story.Sources,
                Copies = story.Copies,
            },
        };
    }

    private static StoryNews NewsOf(StateChange latest) =>
        new(latest.To, latest.Who, latest.At, latest.Cue?.Sentence ?? "", latest.Feed)
        {
            PageStatus = latest.PageStatus,
            IsByHand = latest.IsByHand,
        };

    private string DevelopmentOf() =>
        Change switch
        {
            SplitByHand => $"“{Other}” is another story (set by hand: {Who})",
            JoinByHand => $"“{Other}” is the same story (set by hand: {Who})",
            _ => "",
        };
}
