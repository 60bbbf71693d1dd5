using System.Collections.Immutable;

namespace NewsMonitor.Core.Alerts.Notices;

/// <summary>How much trouble it takes until the operator is told.</summary>
public sealed record NoticeTerms
{
    /// <summary>The least number of failed polls in a row; 1 to 100.</summary>
    public int Failures { get; init; } = 3;

    /// <summary>The least time that a trouble must have lasted; 1 min to 7 days.</summary>
    public TimeSpan After { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>The least time without anything new that is called silence; 1 h to 90 days. Weekends are no silence.</summary>
    public TimeSpan SilentAfter { get; init; } = TimeSpan.FromDays(3);

    /// <summary>Silence is also at least so many times the feed's own rhythm.</summary>
    public int SilentRhythms { get; init; } = 10;

    /// <summary>How long a feed of this rhythm must have had nothing new to be silent.</summary>
    public TimeSpan SilenceOf(TimeSpan rhythm) =>
        rhythm * SilentRhythms > SilentAfter ? rhythm * SilentRhythms : SilentAfter;

    /// <summary>True when a feed of this rhythm that has had nothing new for so long is silent.</summary>
    public bool IsSilence(TimeSpan quiet, TimeSpan rhythm) => quiet >= SilenceOf(rhythm);
}

/// <summary>What one look at all feeds comes to.</summary>
/// <param name="Notices">What the operator is told now.</param>
/// <param name="Told">The troubles that are told by it, or by an earlier notice that covers them.</param>
/// <param name="Over">Troubles that were told and are no more.</param>
public sealed record NoticeRound(
    ImmutableArray<Notice> Notices,
    ImmutableArray<Trouble> Told,
    ImmutableArray<Trouble> Over
)
{
    /// <summary>True when there is nothing to write down.</summary>
    public bool IsEmpty => Notices.IsEmpty && Told.IsEmpty && Over.IsEmpty;
}
