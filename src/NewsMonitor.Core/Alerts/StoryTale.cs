using System.Collections.Immutable;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Core.Alerts;

/// <summary>A story as it is told whole, to people who hear of it now and then: how it stood when it was gathered.</summary>
/// <param name="StoryId">The story.</param>
/// <param name="Title">The headline of the first alert.</param>
public sealed record StoryTale(string StoryId, string Title)
{
    /// <summary>The rule that found it.</summary>
    public required string RuleId { get; init; }

    /// <summary>The last change of its state; null while it is merely reported.</summary>
    public StoryNews? State { get; init; }

    /// <summary>True when the reader has not been told of this state before.</summary>
    public bool IsNews { get; init; }

    /// <summary>What happened when: the first report, who else carried it, every change of its state; oldest first.</summary>
    public required ImmutableArray<TaleMoment> TimeLine { get; init; }

    /// <summary>The sentence that tells it best: of the newest change, else of the report. Null when the headline says it.</summary>
    public TaleSentence? Sentence { get; init; }

    /// <summary>Who carried it, each once, the first first.</summary>
    public required ImmutableArray<TaleSource> Sources { get; init; }

    /// <summary>The alerts that it tells, of those that were gathered.</summary>
    public required ImmutableArray<AlertId> Alerts { get; init; }

    /// <summary>The gravest first: what was taken back, what is in doubt, what is now sure, the rest.</summary>
    public int Gravity =>
        State?.Status switch
        {
            ReportStatus.Denied or ReportStatus.Withdrawn or ReportStatus.Corrected => 0,
            ReportStatus.Disputed => 1,
            ReportStatus.Confirmed => 2,
            _ => 3,
        };
}

/// <summary>One thing that happened to a story.</summary>
/// <param name="At">When it was published, or first seen.</param>
/// <param name="Status">What was made of the report then; <see cref="ReportStatus.Reported"/> for one more that carries it.</param>
/// <param name="Who">Who says so; empty when nobody is named.</param>
/// <param name="Source">The name of the outlet; empty when a person set the state.</param>
/// <param name="Headline">Of the item; empty when a person set the state.</param>
public sealed record TaleMoment(DateTimeOffset At, ReportStatus Status, string Who, string Source, string Headline)
{
    /// <summary>What is new, in a few plain words; empty when it is no development.</summary>
    public string Development { get; init; } = "";
}

/// <summary>A sentence as published.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="Marks">The words that matter, as offsets in it.</param>
public sealed record TaleSentence(string Text, ImmutableArray<TextSpan> Marks);

/// <summary>An outlet that carried a story.</summary>
/// <param name="Name">As people know it.</param>
/// <param name="Link">Its first item on the story; null when it is not known any more.</param>
public sealed record TaleSource(string Name, Uri? Link)
{
    /// <summary>The outlet whose text it has; empty when it told the story in words of its own.</summary>
    public string CopyOf { get; init; } = "";
}
