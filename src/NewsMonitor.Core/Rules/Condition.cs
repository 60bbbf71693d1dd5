using System.Collections.Immutable;
using NewsMonitor.Core.Items;

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

/// <summary>A condition on words, with evidence when it holds.</summary>
public abstract record Leaf : Condition
{
    private protected Leaf() { }

    /// <summary>The words as the person wrote them.</summary>
    public required string Words { get; init; }

    /// <summary>The fields it looks in; every field by default.</summary>
    public ImmutableArray<ItemField> In { get; init; } = [ItemField.Title, ItemField.Summary, ItemField.Body];
}

/// <summary>The content words of a phrase as concepts, in one sentence, in any order, close together.</summary>
public sealed record Phrase : Leaf
{
    /// <summary>The widest gap that a phrase allows by default, in other content words.</summary>
    public const int DefaultWithin = 4;

    /// <summary>How many other content words may stand between the first and the last matched word.</summary>
    public int Within { get; init; } = DefaultWithin;
}

/// <summary>One concept: a word in any of its inflections.</summary>
public sealed record Word : Leaf;

/// <summary>These tokens, in this case, side by side; only variants of quotes, dashes and spaces are folded.</summary>
public sealed record Exact : Leaf;

/// <summary>A person, in the shapes in which news writes names.</summary>
public sealed record PersonName : Leaf;

/// <summary>A country with its people, capital and cities; a city; a region.</summary>
public sealed record Place : Leaf;
