using System.Collections.Immutable;
using NewsMonitor.Configuration.Binding;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Configuration;

/// <summary>Something a person wrote, and the place where its identity stands.</summary>
internal sealed record Written<T>(T Value, SourcePosition Position);

/// <summary>What a file lists.</summary>
/// <param name="Items">What could be read of it.</param>
/// <param name="IsWhole">True when that is all of it; else a name that is missing here may only be unreadable.</param>
internal sealed record WrittenList<T>(ImmutableArray<Written<T>> Items, bool IsWhole);

/// <summary>A rule, with the places of the names in it that must exist elsewhere.</summary>
internal sealed record WrittenRule(WatchRule Rule, SourcePosition Position)
{
    /// <summary>The receivers it names.</summary>
    public ImmutableArray<TextAt> Notify { get; init; } = [];

    /// <summary>The tags of feeds it names.</summary>
    public ImmutableArray<TextAt> Tags { get; init; } = [];

    /// <summary>The feeds it names.</summary>
    public ImmutableArray<TextAt> Feeds { get; init; } = [];

    /// <summary>True when it says nothing of receivers, or names none.</summary>
    public bool TellsNobody { get; init; }

    /// <summary>Where a complaint about missing receivers goes.</summary>
    public required SourcePosition NotifyPosition { get; init; }

    /// <summary>Where a complaint about its mode goes.</summary>
    public SourcePosition ModePosition { get; init; } = SourcePosition.None;
}
