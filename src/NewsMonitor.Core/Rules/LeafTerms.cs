using System.Collections.Immutable;
using NewsMonitor.Core.Items;

namespace NewsMonitor.Core.Rules;

/// <summary>The modifiers of a leaf. Most leaves of most rules share <see cref="Default"/>.</summary>
public sealed record LeafTerms
{
    /// <summary>The widest gap inside a phrase by default, in other content words.</summary>
    public const int DefaultWithin = 4;

    /// <summary>The widest gap of <see cref="MatchLevel.Loose"/>, in other content words.</summary>
    public const int LooseWithin = 6;

    /// <summary>What a leaf means when a person writes only its words.</summary>
    public static LeafTerms Default { get; } = new();

    /// <summary>How far from the written words the text may be.</summary>
    public MatchLevel By { get; init; } = MatchLevel.Meaning;

    /// <summary>How many other content words may stand between the first and the last matched word; null for what <see cref="By"/> gives.</summary>
    public int? Within { get; init; }

    /// <summary>True when the words must stand in the order in which they are written.</summary>
    public bool InOrder { get; init; }

    /// <summary>The stretch of text that must hold all the words; null for what <see cref="By"/> gives.</summary>
    public Stretch? Same { get; init; }

    /// <summary>The fields it looks in; every field by default.</summary>
    public ImmutableArray<ItemField> In { get; init; } =
    [ItemField.Title, ItemField.Summary, ItemField.Body, ItemField.Article];

    /// <summary>How often it must occur in the item; from 1.</summary>
    public int Times { get; init; } = 1;

    /// <summary>True when the words must have the case in which they are written.</summary>
    public bool ExactCase { get; init; }

    /// <summary>
    /// Other words for the same: a known weak synonym of one of the words then needs no anchor; anything else stands for the
    /// whole leaf.
    /// </summary>
    public ImmutableArray<string> Also { get; init; } = [];

    /// <summary>Words that never count for the leaf, although the vocabulary knows them as its forms or synonyms.</summary>
    public ImmutableArray<string> Never { get; init; } = [];

    /// <summary>Longer phrases inside which an occurrence does not count: <i>apple</i> in <i>apple juice</i>.</summary>
    public ImmutableArray<string> ExceptIn { get; init; } = [];

    /// <summary>What counts for a place.</summary>
    public PlaceReach As { get; init; } = PlaceReach.Cities;

    /// <summary>The sentence that holds the words must tell them in one of these ways; empty means any.</summary>
    public ImmutableArray<ReportStatus> Statuses { get; init; } = [];

    /// <summary>The gap that counts: the written one, else that of the level.</summary>
    public int Gap => Within ?? (By == MatchLevel.Loose ? LooseWithin : DefaultWithin);

    /// <summary>The stretch that counts: the written one, else that of the level.</summary>
    public Stretch Reach => Same ?? (By == MatchLevel.Widest ? Stretch.Item : Stretch.Sentence);

    /// <summary>What holds of these terms where the leaf speaks against a match: where and how it looks, once, without exceptions.</summary>
    public LeafTerms OfVeto() =>
        this with
        {
            Times = Default.Times,
            Also = Default.Also,
            Never = Default.Never,
            ExceptIn = Default.ExceptIn,
            Statuses = Default.Statuses,
        };

    /// <summary>These terms with nothing but the modifiers given: what a rule says of all its leaves, for one kind of leaf.</summary>
    public LeafTerms Only(LeafModifiers modifiers)
    {
        bool Has(LeafModifiers modifier) => (modifiers & modifier) != 0;
        var kept = new LeafTerms
        {
            By = Has(LeafModifiers.MatchBy) ? By : Default.By,
            Within = Has(LeafModifiers.Within) ? Within : Default.Within,
            InOrder = Has(LeafModifiers.Order) && InOrder,
            Same = Has(LeafModifiers.Same) ? Same : Default.Same,
            In = Has(LeafModifiers.In) ? In : Default.In,
            Times = Has(LeafModifiers.Times) ? Times : Default.Times,
            ExactCase = Has(LeafModifiers.Case) && ExactCase,
            Also = Has(LeafModifiers.Also) ? Also : Default.Also,
            Never = Has(LeafModifiers.Never) ? Never : Default.Never,
            ExceptIn = Has(LeafModifiers.ExceptIn) ? ExceptIn : Default.ExceptIn,
            As = Has(LeafModifiers.As) ? As : Default.As,
            Statuses = Has(LeafModifiers.Status) ? Statuses : Default.Statuses,
        };
        return kept == Default ? Default
            : kept == this ? this
            : kept;
    }

    /// <inheritdoc/>
    public bool Equals(LeafTerms? other) =>
        other is not null
        && (By, Within, InOrder, Same, Times, ExactCase, As)
            == (other.By, other.Within, other.InOrder, other.Same, other.Times, other.ExactCase, other.As)
        && In.SequenceEqual(other.In)
        && Also.SequenceEqual(other.Also)
        && Never.SequenceEqual(other.Never)
        && ExceptIn.SequenceEqual(other.ExceptIn)
        && Statuses.SequenceEqual(other.Statuses);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(By, Within, InOrder, Same, In.Length, Times, ExactCase, As);
}

/// <summary>How far from the written words a text may be and still match; each level includes those before it.</summary>
public enum MatchLevel
{
    /// <summary>The same letters.</summary>
    Exact,

    /// <summary>Inflections of the words.</summary>
    Forms,

    /// <summary>Verb and noun of one family, verbs with their particle, synonyms; weak synonyms beside an anchor.</summary>
    Meaning,

    /// <summary>As <see cref="Meaning"/>, with a wider gap.</summary>
    Loose,

    /// <summary>All concepts anywhere in the item.</summary>
    Widest,
}

/// <summary>A stretch of text.</summary>
public enum Stretch
{
    /// <summary>One sentence.</summary>
    Sentence,

    /// <summary>One paragraph; a title and a summary are one each.</summary>
    Paragraph,

    /// <summary>The whole item, across its fields.</summary>
    Item,
}

/// <summary>What counts for a place; each kind includes those before it.</summary>
public enum PlaceReach
{
    /// <summary>Its own names alone.</summary>
    Country,

    /// <summary>Its people and its adjective as well.</summary>
    People,

    /// <summary>Its capital and its larger cities as well.</summary>
    Cities,

    /// <summary>Its regions and everything else that lies in it as well.</summary>
    Everything,
}
