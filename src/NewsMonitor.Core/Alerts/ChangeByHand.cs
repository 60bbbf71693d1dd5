using System.Collections.Immutable;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Core.Alerts;

/// <summary>What a person does to a story. It sends nothing unless the person asks for it; what comes later is told of the story as it is then.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="StoryId">The story.</param>
public abstract record ChangeByHand(string RuleId, string StoryId)
{
    /// <summary>The stories that it may change, those aside that it makes.</summary>
    public abstract ImmutableArray<string> Touched { get; }
}

/// <summary>Takes items out of a story: they are one of their own.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="StoryId">The story.</param>
/// <param name="ItemKeys">The keys of the items, as the story knows them.</param>
public sealed record SplitByHand(string RuleId, string StoryId, ImmutableHashSet<string> ItemKeys)
    : ChangeByHand(RuleId, StoryId)
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Touched => [StoryId];
}

/// <summary>Makes two stories one.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="StoryId">One of them.</param>
/// <param name="OtherId">The other.</param>
public sealed record JoinByHand(string RuleId, string StoryId, string OtherId) : ChangeByHand(RuleId, StoryId)
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Touched => [StoryId, OtherId];
}

/// <summary>Sets the state of a story.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="StoryId">The story.</param>
/// <param name="Status">The state.</param>
/// <param name="Who">Who says so.</param>
public sealed record SetStateByHand(string RuleId, string StoryId, ReportStatus Status, string Who)
    : ChangeByHand(RuleId, StoryId)
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Touched => [StoryId];
}
