using System.Collections.Immutable;

namespace NewsMonitor.Core.Rules;

/// <summary>What a rule asks of an item: a tree of groups and leaves. The short form of a rule and <c>match:</c> both read into it.</summary>
public abstract record Condition
{
    private protected Condition() { }

    /// <summary>Where the person wrote it.</summary>
    public SourcePosition Position { get; init; } = SourcePosition.None;
}

/// <summary>Every part must hold.</summary>
public sealed record All(ImmutableArray<Condition> Parts) : Condition;

/// <summary>At least one part must hold.</summary>
public sealed record Any(ImmutableArray<Condition> Parts) : Condition;

/// <summary>No part may hold anywhere in the item: a veto.</summary>
public sealed record None(ImmutableArray<Condition> Parts) : Condition;

/// <summary>At least so many of the parts must hold.</summary>
/// <param name="Of">From 1 to the number of parts.</param>
/// <param name="From">The parts that are counted.</param>
public sealed record AtLeast(int Of, ImmutableArray<Condition> From) : Condition;

/// <summary>The points of the parts that hold must add up.</summary>
/// <param name="Reach">The sum to reach; above 0.</param>
/// <param name="Add">The parts and what each is worth.</param>
public sealed record Score(int Reach, ImmutableArray<Points> Add) : Condition;

/// <summary>What a part is worth when it holds; below 0 it speaks against a match.</summary>
public sealed record Points(Condition Part, int Worth);

/// <summary>Occurrences of every part close together.</summary>
/// <param name="These">Leaves, or <see cref="Any"/> groups of leaves; two or more.</param>
public sealed record Near(ImmutableArray<Condition> These) : Condition
{
    /// <summary>How far a person reaches who writes <c>NEAR</c> without a number, in other content words.</summary>
    public const int DefaultWithin = 4;

    /// <summary>The farthest that NEAR or <c>within</c> reaches, in other content words.</summary>
    public const int Widest = 255;

    /// <summary>How many other content words may stand between the first and the last matched word; up to <see cref="Widest"/>.</summary>
    public int Within { get; init; } = DefaultWithin;

    /// <summary>True when the parts must stand in the order in which they are written.</summary>
    public bool InOrder { get; init; }

    /// <summary>The stretch of text that must hold all of them.</summary>
    public Stretch Same { get; init; } = Stretch.Sentence;
}

/// <summary>Holds for every item: for rules that follow whole feeds.</summary>
public sealed record EveryItem : Condition;

/// <summary>What an item says about itself: its feed, its author, its language.</summary>
/// <param name="Of">Which of them.</param>
/// <param name="Value">The id or name of the feed, words of the author's name, or a BCP 47 primary tag.</param>
public sealed record Origin(OriginKind Of, string Value) : Condition;

/// <summary>What <see cref="Origin"/> asks for.</summary>
public enum OriginKind
{
    /// <summary>The feed, by id or name.</summary>
    Feed,

    /// <summary>The author: all the words of the value, in any order, whole words.</summary>
    Author,

    /// <summary>The language.</summary>
    Language,
}

/// <summary>A condition on words, with evidence when it holds.</summary>
public abstract record Leaf : Condition
{
    private protected Leaf() { }

    /// <summary>The words as the person wrote them.</summary>
    public required string Words { get; init; }

    /// <summary>How the words are looked for, where a person said more than the words.</summary>
    public LeafTerms Terms { get; init; } = LeafTerms.Default;
}

/// <summary>The content words of a phrase as concepts, in one sentence, in any order, close together.</summary>
public sealed record Phrase : Leaf;

/// <summary>One concept: a word in any of its inflections.</summary>
public sealed record Word : Leaf;

/// <summary>Every word that begins with these letters.</summary>
public sealed record Starts : Leaf
{
    /// <summary>A shorter beginning finds too much, in letters.</summary>
    public const int Shortest = 4;
}

/// <summary>These tokens, in this case, side by side; only variants of quotes, dashes and spaces are folded.</summary>
public sealed record Exact : Leaf;

/// <summary>A regular expression; it runs on the non-backtracking engine, without regard to culture.</summary>
public sealed record Pattern : Leaf;

/// <summary>A person, in the shapes in which news writes names.</summary>
public sealed record PersonName : Leaf;

/// <summary>An organisation, with or without its legal form.</summary>
public sealed record Organisation : Leaf;

/// <summary>A country with its people, capital and cities; a city; a region.</summary>
public sealed record Place : Leaf;
