using System.Collections.Immutable;

namespace NewsMonitor.Core.Vocabulary;

/// <summary>What people add to the shipped vocabulary in <c>config/words/*.yaml</c>; their words win.</summary>
public sealed record UserWords(
    ImmutableArray<UserConcept> Concepts,
    ImmutableArray<UserName> Names,
    ImmutableArray<UserPlace> Places
)
{
    /// <summary>Nothing added.</summary>
    public static UserWords None { get; } = new([], [], []);
}

/// <summary>A word with other words for it.</summary>
/// <param name="Word">The word of a rule.</param>
/// <param name="Synonyms">Words that mean the same: one word, or a verb and its particle (<c>pull out</c>).</param>
/// <param name="Weak">Words that mean the same only beside another condition of the rule.</param>
/// <param name="Never">Shipped synonyms and relatives that shall not count for this word.</param>
public sealed record UserConcept(
    string Word,
    ImmutableArray<string> Synonyms,
    ImmutableArray<string> Weak,
    ImmutableArray<string> Never
);

/// <summary>A person or an organisation with other names.</summary>
public sealed record UserName(string Name, ImmutableArray<string> Aliases);

/// <summary>A place of the user's own, or more forms of a shipped one.</summary>
/// <param name="Name">A shipped name (<c>Georgia (country)</c>) or a new one.</param>
/// <param name="People">Its people and adjectives.</param>
/// <param name="Cities">Cities and parts that stand for it.</param>
/// <param name="Also">Other names of the place itself.</param>
public sealed record UserPlace(
    string Name,
    ImmutableArray<string> People,
    ImmutableArray<string> Cities,
    ImmutableArray<string> Also
);
