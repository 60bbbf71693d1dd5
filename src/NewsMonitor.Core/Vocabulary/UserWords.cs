using System.Collections.Immutable;

namespace NewsMonitor.Core.Vocabulary;

/// <summary>What a person adds to the vocabulary: words that win over those that ship.</summary>
public sealed record UserWords
{
    /// <summary>Nothing added.</summary>
    public static UserWords None { get; } = new();

    /// <summary>Concepts with their other words.</summary>
    public ImmutableArray<UserConcept> Concepts { get; init; } = [];

    /// <summary>Persons and organisations with their other names.</summary>
    public ImmutableArray<UserName> Names { get; init; } = [];

    /// <summary>Places, new ones and known ones with more names.</summary>
    public ImmutableArray<UserPlace> Places { get; init; } = [];
}

/// <summary>A word and how else the news says it. All texts are as the person wrote them, not folded.</summary>
/// <param name="Word">A word, or a phrase.</param>
public sealed record UserConcept(string Word)
{
    /// <summary>Words and phrases that always mean the same.</summary>
    public ImmutableArray<string> Synonyms { get; init; } = [];

    /// <summary>Words and phrases that mean the same beside an anchor.</summary>
    public ImmutableArray<string> Weak { get; init; } = [];

    /// <summary>Words that never mean the same, although the vocabulary that ships says so.</summary>
    public ImmutableArray<string> Never { get; init; } = [];
}

/// <summary>A person or an organisation.</summary>
/// <param name="Name">The name by which rules know it.</param>
/// <param name="IsOrganisation">False for a person.</param>
/// <param name="Aliases">Other names, each matched by the same rules as the name itself.</param>
public sealed record UserName(string Name, bool IsOrganisation, ImmutableArray<string> Aliases);

/// <summary>A place. One that the vocabulary knows gets these names beside its own.</summary>
/// <param name="Name">The name by which rules know it.</param>
public sealed record UserPlace(string Name)
{
    /// <summary>Its people and its adjective.</summary>
    public ImmutableArray<string> People { get; init; } = [];

    /// <summary>Cities in it.</summary>
    public ImmutableArray<string> Cities { get; init; } = [];

    /// <summary>Other names of the place itself.</summary>
    public ImmutableArray<string> Also { get; init; } = [];
}
