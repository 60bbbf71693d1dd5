using System.Collections.Immutable;

namespace NewsMonitor.Core.Rules;

/// <summary>The modifiers that a person can give a leaf.</summary>
[Flags]
public enum LeafModifiers
{
    /// <summary>No modifier.</summary>
    None = 0,

    /// <summary><c>match_by</c></summary>
    MatchBy = 1,

    /// <summary><c>within</c></summary>
    Within = 2,

    /// <summary><c>order</c></summary>
    Order = 4,

    /// <summary><c>same</c></summary>
    Same = 8,

    /// <summary><c>in</c></summary>
    In = 16,

    /// <summary><c>times</c></summary>
    Times = 32,

    /// <summary><c>case</c></summary>
    Case = 64,

    /// <summary><c>also</c></summary>
    Also = 128,

    /// <summary><c>never</c></summary>
    Never = 256,

    /// <summary><c>except_in</c></summary>
    ExceptIn = 512,

    /// <summary><c>as</c></summary>
    As = 1024,

    /// <summary><c>status</c></summary>
    Status = 2048,
}

/// <summary>A kind of leaf as people write it: one row of the table of the language, read by every spelling of it.</summary>
public sealed record LeafKind
{
    private const LeafModifiers OfEvery =
        LeafModifiers.In | LeafModifiers.Times | LeafModifiers.ExceptIn | LeafModifiers.Status;

    private const LeafModifiers OfNames =
        OfEvery | LeafModifiers.MatchBy | LeafModifiers.Case | LeafModifiers.Also | LeafModifiers.Never;

    private readonly Func<Leaf> blank;

    private LeafKind(string key, string line, string article, LeafModifiers takes, Func<Leaf> blank)
    {
        (Key, Line, Said, Takes, this.blank) = (key, line, $"{article} {key}", takes, blank);
    }

    /// <summary>Its key in a tree: <c>phrase</c>.</summary>
    public string Key { get; }

    /// <summary>Its line in the short form: <c>phrases</c>.</summary>
    public string Line { get; }

    /// <summary>What it is, in a sentence: <c>a phrase</c>.</summary>
    public string Said { get; }

    /// <summary>The modifiers that mean something to it.</summary>
    public LeafModifiers Takes { get; }

    /// <summary>The modifiers of its rule that hold for it. Other words that a rule gives stand for its words and phrases alone.</summary>
    public LeafModifiers TakesOfRule => this == Phrase || this == Word ? Takes : Takes & ~LeafModifiers.Also;

    /// <summary>The content words of a phrase.</summary>
    public static LeafKind Phrase { get; } =
        new(
            "phrase",
            "phrases",
            "a",
            OfNames | LeafModifiers.Within | LeafModifiers.Order | LeafModifiers.Same,
            () => new Phrase { Words = "" }
        );

    /// <summary>A person.</summary>
    public static LeafKind Name { get; } = new("name", "names", "a", OfNames, () => new PersonName { Words = "" });

    /// <summary>An organisation.</summary>
    public static LeafKind Org { get; } = new("org", "orgs", "an", OfNames, () => new Organisation { Words = "" });

    /// <summary>A country, a city, a region.</summary>
    public static LeafKind Place { get; } =
        new(
            "place",
            "places",
            "a",
            OfEvery | LeafModifiers.Also | LeafModifiers.Never | LeafModifiers.As,
            () => new Place { Words = "" }
        );

    /// <summary>One concept.</summary>
    public static LeafKind Word { get; } = new("word", "words", "a", OfNames, () => new Word { Words = "" });

    /// <summary>The beginning of a word.</summary>
    public static LeafKind Starts { get; } =
        new(
            "starts",
            "starts",
            "a",
            OfEvery | LeafModifiers.Case | LeafModifiers.Never,
            () => new Starts { Words = "" }
        );

    /// <summary>Words as they are written.</summary>
    public static LeafKind Exact { get; } =
        new("exact", "exact", "an", OfEvery | LeafModifiers.Case, () => new Exact { Words = "" });

    /// <summary>A regular expression.</summary>
    public static LeafKind Regex { get; } =
        new("regex", "regex", "a", OfEvery | LeafModifiers.Case, () => new Pattern { Words = "" });

    /// <summary>All of them, in the order in which a rule lists them.</summary>
    public static ImmutableArray<LeafKind> All { get; } = [Phrase, Name, Org, Place, Word, Starts, Exact, Regex];

    /// <summary>The kind of a leaf.</summary>
    public static LeafKind Of(Leaf leaf) =>
        leaf switch
        {
            Rules.Phrase => Phrase,
            PersonName => Name,
            Organisation => Org,
            Rules.Place => Place,
            Rules.Word => Word,
            Rules.Starts => Starts,
            Rules.Exact => Exact,
            Pattern => Regex,
            _ => throw new ArgumentOutOfRangeException(nameof(leaf), leaf, "not a leaf of the language"),
        };

    /// <summary>A leaf of this kind. The modifiers that mean nothing to it are left out of its terms.</summary>
    /// <param name="words">What the person wrote; the <c>*</c> behind the beginning of a word is no part of it.</param>
    /// <param name="terms">Its modifiers, and those of its rule.</param>
    /// <param name="position">Where it stands.</param>
    public Leaf New(string words, LeafTerms terms, SourcePosition position) =>
        blank() with
        {
            Words = this == Starts && words.EndsWith('*') ? words[..^1] : words,
            Terms = terms.Only(Takes),
            Position = position,
        };
}
