using NewsMonitor.Core.Items;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Core.Stories;

/// <summary>How one item stands towards what a rule found in it.</summary>
/// <param name="Status">What the item makes of the report.</param>
/// <param name="Who">Who says so, in the words of the item; empty when the item does not say, and for a mere report.</param>
/// <param name="Cue">The words that tell it, null for a mere report.</param>
/// <param name="Tag">What the publisher marked the item as.</param>
public sealed record Stance(ReportStatus Status, string Who, StanceCue? Cue, PublisherTag Tag)
{
    /// <summary>Told as it is, by a publisher who marked nothing.</summary>
    public static Stance Plain { get; } = new(ReportStatus.Reported, "", null, PublisherTag.None);

    /// <summary>True when somebody takes a report back, wholly or in part: denied, corrected, withdrawn.</summary>
    public bool TakesBack => Status is ReportStatus.Denied or ReportStatus.Corrected or ReportStatus.Withdrawn;
}

/// <summary>The words that tell a stance, where they stand, and the sentence around them.</summary>
/// <param name="Field">The field that holds them.</param>
/// <param name="Words">Exactly as published.</param>
/// <param name="Start">Offset of the first character in the text of the field, in UTF-16 units.</param>
/// <param name="End">Offset behind the last character.</param>
/// <param name="Sentence">The sentence around them.</param>
/// <param name="SentenceStart">Offset of the sentence in the text of the field.</param>
public sealed record StanceCue(ItemField Field, string Words, int Start, int End, string Sentence, int SentenceStart);

/// <summary>A word that a rule found, in one field of an item.</summary>
/// <param name="Field">The field.</param>
/// <param name="Start">Offset of its first character, in UTF-16 units.</param>
/// <param name="End">Offset behind its last character.</param>
public readonly record struct MatchedWord(ItemField Field, int Start, int End);

/// <summary>How a publisher marked an item, in the forms that agencies use.</summary>
/// <param name="Kind">What the mark says.</param>
/// <param name="Number">The number of an update; 0 when it has none.</param>
public readonly record struct PublisherTag(PublisherTagKind Kind, int Number)
{
    /// <summary>No mark.</summary>
    public static PublisherTag None => default;
}

/// <summary>What a publisher's mark says, the gravest last: an item may bear several.</summary>
public enum PublisherTagKind
{
    /// <summary>No mark.</summary>
    None,

    /// <summary>The same story, further told: UPDATE 2, WRAPUP, RPT.</summary>
    Update,

    /// <summary>Sent again, put right: REFILE.</summary>
    Refile,

    /// <summary>Put right: CORRECTED, CORRECTION, Clarification, (Corrects …).</summary>
    Correction,

    /// <summary>Taken back: STORY WITHDRAWN, RETRACTION, KILL.</summary>
    Withdrawal,
}
