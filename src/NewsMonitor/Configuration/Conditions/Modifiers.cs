using System.Collections.Immutable;
using NewsMonitor.Configuration.Binding;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Configuration.Conditions;

/// <summary>Reads the modifiers of a leaf or of a rule.</summary>
internal static class Modifiers
{
    private const int MostTimes = 100;

    /// <summary>The keys of the modifiers, in the order in which people write them.</summary>
    public static readonly ImmutableArray<(string Key, LeafModifiers Modifier)> All =
    [
        ("match_by", LeafModifiers.MatchBy),
        ("within", LeafModifiers.Within),
        ("order", LeafModifiers.Order),
        ("same", LeafModifiers.Same),
        ("in", LeafModifiers.In),
        ("times", LeafModifiers.Times),
        ("case", LeafModifiers.Case),
        ("also", LeafModifiers.Also),
        ("never", LeafModifiers.Never),
        ("except_in", LeafModifiers.ExceptIn),
        ("as", LeafModifiers.As),
        ("status", LeafModifiers.Status),
    ];

    private static readonly ImmutableArray<(string Word, ReportStatus Status)> StatusWords =
    [
        .. Enum.GetValues<ReportStatus>().Select(status => (WordOf(status), status)),
    ];

    /// <summary>The word for a status: <c>denied</c>.</summary>
    public static string WordOf(ReportStatus status) =>
        status switch
        {
            ReportStatus.Reported => "reported",
            ReportStatus.Confirmed => "confirmed",
            ReportStatus.Denied => "denied",
            ReportStatus.Disputed => "disputed",
            ReportStatus.Corrected => "corrected",
            ReportStatus.Withdrawn => "withdrawn",
            ReportStatus.Hypothetical => "hypothetical",
            ReportStatus.Question => "question",
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "not a status of a report"),
        };

    /// <summary>The modifiers of a rule, its status apart.</summary>
    public static LeafTerms OfRule(Section rule) => Read(rule, LeafTerms.Default);

    /// <summary>The terms of a leaf: its own modifiers, else those of its rule; its lists come on top of those of its rule.</summary>
    /// <param name="leaf">The entry of the leaf.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="ofRule">The modifiers of its rule.</param>
    public static LeafTerms OfLeaf(Section leaf, LeafKind kind, LeafTerms ofRule)
    {
        foreach (var (key, modifier) in All)
            if (leaf.Has(key) && (kind.Takes & modifier) == 0)
                leaf.Reading.Problems.Add(leaf.At(key), MeansNothing(key, modifier, kind));
        var read = Read(leaf, ofRule.Only(kind.TakesOfRule));
        return read with { Statuses = leaf.Has("status") ? Statuses(leaf) : read.Statuses };
    }

    /// <summary>What <c>status:</c> asks for; empty for any.</summary>
    public static ImmutableArray<ReportStatus> Statuses(Section section)
    {
        var (wanted, unwanted) = (new HashSet<ReportStatus>(), new HashSet<ReportStatus>());
        foreach (var text in section.Texts("status"))
            if (StatusOf(text, section.Reading.Problems) is var (status, isWanted))
                (isWanted ? wanted : unwanted).Add(status);
        if (wanted.Count == 0 && unwanted.Count == 0)
            return [];
        return
        [
            .. StatusWords
                .Select(pair => pair.Status)
                .Where(status => (wanted.Count == 0 || wanted.Contains(status)) && !unwanted.Contains(status)),
        ];
    }

    /// <summary>The fields under <c>in:</c>; every field by default.</summary>
    private static ImmutableArray<ItemField> Fields(Section section, ImmutableArray<ItemField> otherwise)
    {
        var fields = section
            .Texts("in")
            .Select(text => FieldOf(text, section.Reading.Problems))
            .OfType<ItemField>()
            .Distinct()
            .Order()
            .ToImmutableArray();
        return fields.IsEmpty ? otherwise : fields;
    }

    private static LeafTerms Read(Section section, LeafTerms before) =>
        before with
        {
            By = Level(section) ?? before.By,
            Within = section.Number("within", 0, Near.Widest) ?? before.Within,
            InOrder = Order(section) ?? before.InOrder,
            Same = Same(section) ?? before.Same,
            In = Fields(section, before.In),
            Times = section.Number("times", 1, MostTimes) ?? before.Times,
            ExactCase = Case(section) ?? before.ExactCase,
            Also = Texts(section, "also", before.Also),
            Never = Texts(section, "never", before.Never),
            ExceptIn = Texts(section, "except_in", before.ExceptIn),
            As = Reach(section) ?? before.As,
        };

    /// <summary>Whether the parts must stand in their order; null when nothing is said.</summary>
    public static bool? Order(Section section) =>
        section.Choice("order", ("yes", true), ("no", false), ("true", true), ("false", false));

    /// <summary>The stretch under <c>same:</c>; null when nothing is said.</summary>
    public static Stretch? Same(Section section) =>
        section.Choice(
            "same",
            ("sentence", Stretch.Sentence),
            ("paragraph", Stretch.Paragraph),
            ("item", Stretch.Item)
        );

    private static MatchLevel? Level(Section section) =>
        section.Choice(
            "match_by",
            ("exact", MatchLevel.Exact),
            ("forms", MatchLevel.Forms),
            ("meaning", MatchLevel.Meaning),
            ("loose", MatchLevel.Loose),
            ("widest", MatchLevel.Widest)
        );

    private static bool? Case(Section section) => section.Choice("case", ("exact", true), ("any", false));

    private static PlaceReach? Reach(Section section) =>
        section.Choice(
            "as",
            ("country", PlaceReach.Country),
            ("people", PlaceReach.People),
            ("cities", PlaceReach.Cities),
            ("everything", PlaceReach.Everything)
        );

    private static ImmutableArray<string> Texts(Section section, string key, ImmutableArray<string> before) =>
        section.Has(key) ? [.. before, .. section.Texts(key).Select(text => text.Text)] : before;

    private static (ReportStatus Status, bool IsWanted)? StatusOf(TextAt text, Problems problems)
    {
        var isWanted = !text.Text.StartsWith("not ", StringComparison.Ordinal);
        var word = isWanted ? text.Text : text.Text["not ".Length..].Trim();
        foreach (var (known, status) in StatusWords)
            if (known == word)
                return (status, isWanted);
        var words = StatusWords.Select(pair => pair.Word).ToList();
        problems.Add(
            text.Position,
            $"\"{Shown.Of(text.Text)}\" is not a status. {Nearest.Hint(word, words, $"They are {string.Join(", ", words)}, and \"not denied\" and so on.")}"
        );
        return null;
    }

    private static ItemField? FieldOf(TextAt text, Problems problems)
    {
        ItemField? field = text.Text switch
        {
            "title" => ItemField.Title,
            "summary" => ItemField.Summary,
            "body" => ItemField.Body,
            "article" => ItemField.Article,
            _ => null,
        };
        if (field is null)
            problems.Add(
                text.Position,
                $"\"{Shown.Of(text.Text)}\" is not a field of an item. {Nearest.Hint(text.Text, ["title", "summary", "body", "article"], "The fields are title, summary, body and article.")}"
            );
        return field;
    }

    private static string MeansNothing(string key, LeafModifiers modifier, LeafKind kind)
    {
        var takers = LeafKind.All.Where(other => (other.Takes & modifier) != 0).Select(other => other.Key);
        return $"\"{key}\" means nothing to {kind.Said}: remove it. It is for {string.Join(", ", takers)}.";
    }
}
