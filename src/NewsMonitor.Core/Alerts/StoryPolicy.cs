using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Stories;

namespace NewsMonitor.Core.Alerts;

/// <summary>What an item of a story means to those who follow it.</summary>
internal enum Telling
{
    /// <summary>Nothing that they were not told.</summary>
    HeldBack,

    /// <summary>Too few feeds carry the story yet.</summary>
    Unconfirmed,

    /// <summary>A story that nobody was told of.</summary>
    NewStory,

    /// <summary>Probably part of a story that was told; not surely enough to hold it back.</summary>
    ProbablyPart,

    /// <summary>The story is told otherwise than before.</summary>
    StateChanged,

    /// <summary>The story goes on.</summary>
    Development,
}

/// <summary>What is told, when at the earliest, and what is new about it.</summary>
internal readonly record struct StoryDecision(Telling Telling, DateTimeOffset NotBefore, string Development = "");

/// <summary>Decides whether an item of a story is told: what is new at once, what is known never, what goes on now and then.</summary>
internal static class StoryPolicy
{
    /// <summary>Decides.</summary>
    /// <param name="terms">What the rule asks for.</param>
    /// <param name="step">What the item did to the stories.</param>
    /// <param name="story">The story that it is now part of.</param>
    /// <param name="told">What was told of the story; null for nothing.</param>
    /// <param name="now">When the item was first seen.</param>
    public static StoryDecision Decide(
        StoryTelling terms,
        StoryStep step,
        StoryPicture story,
        ToldStory? told,
        DateTimeOffset now
    )
    {
        if (told is null)
            return new(step.Story.OwnSources < terms.ConfirmBy ? Telling.Unconfirmed : Telling.NewStory, now);
        var isFollowed = now - told.SeenAt <= terms.Window;
        if (isFollowed && terms.FollowUps != FollowUps.None && IsNews(step.Change))
            return new(Telling.StateChanged, now);
        if (RepeatsCopied(step.Member, story, told))
            return isFollowed && terms.FollowUps == FollowUps.All && Development.OfSources(story, told) is { } many
                ? new(Telling.Development, NextTelling(told, terms, now), many)
                : new(Telling.HeldBack, now);
        if (Repetition.IsVerbatim(story, step.Member, told.Items))
            return new(Telling.HeldBack, now);
        if (step.Member.Join is { IsCertain: false } || Strangers.In(story, step.Member))
            return new(Telling.ProbablyPart, now);
        var repetition = Repetition.Of(story, step.Member, told.Items);
        if (repetition.Repeated != Repeated.Whole && !isFollowed)
            return new(Telling.Development, NextTelling(told, terms, now), Development.NewFacts);
        if (!isFollowed || terms.FollowUps != FollowUps.All)
            return new(Telling.HeldBack, now);
        return Development.Of(story, told, repetition) is { } what
            ? new(Telling.Development, NextTelling(told, terms, now), what)
            : new(Telling.HeldBack, now);
    }

    /// <summary>True when people were told the very text: the headline that a desk puts over it is no news.</summary>
    private static bool RepeatsCopied(StoryMember member, StoryPicture story, ToldStory told) =>
        member is { IsCopy: true, Copy: { SaysMore: false } copy }
        && (
            told.Items.Contains(copy.Of)
            || story.Members.Any(other =>
                other is { IsCopy: true, Copy.SaysMore: false }
                && other.Copy.Of == copy.Of
                && told.Items.Contains(other.Key)
            )
        );

    /// <summary>
    /// True when a story is told otherwise than before. One that was denied and is now corrected, or denied by another, was
    /// taken back before; that its own publisher withdraws it is always news.
    /// </summary>
    public static bool IsNews(StateChange? change) =>
        change is not null
        && (change.To == ReportStatus.Withdrawn || !(IsTakenBack(change.From) && IsTakenBack(change.To)));

    private static bool IsTakenBack(ReportStatus status) =>
        status is ReportStatus.Denied or ReportStatus.Corrected or ReportStatus.Withdrawn;

    /// <summary>With the development that waits already, else when it is time again.</summary>
    private static DateTimeOffset NextTelling(ToldStory told, StoryTelling terms, DateTimeOffset now)
    {
        var next = told.LastAt > now ? told.LastAt : told.LastAt + terms.UpdateEvery;
        return next > now ? next : now;
    }
}
