using System.Collections.Immutable;
using NewsMonitor.Configuration.Binding;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Configuration;

/// <summary>What the files under <c>words/</c> give to all rules.</summary>
internal sealed record SharedWords
{
    /// <summary>Nothing.</summary>
    public static SharedWords None { get; } = new();

    /// <summary>The shared lists by name.</summary>
    public ImmutableDictionary<string, ImmutableArray<TextAt>> Lists { get; init; } =
        ImmutableDictionary<string, ImmutableArray<TextAt>>.Empty;

    /// <summary>What they add to the vocabulary.</summary>
    public UserWords Words { get; init; } = UserWords.None;

    /// <summary>What words mean with them.</summary>
    public Meanings Meanings => field ??= Words == UserWords.None ? Meanings.Shipped : Meanings.Shipped.With(Words);
}
