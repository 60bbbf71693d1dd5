using System.Collections.Immutable;
using NewsMonitor.Configuration.Binding;
using NewsMonitor.Configuration.Yaml;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Configuration.Conditions;

/// <summary>Reads <c>match:</c> as a tree.</summary>
/// <param name="rule">The rule it belongs to.</param>
/// <param name="section">Any section of its file: it reads the texts.</param>
internal sealed class ConditionTree(RuleReading rule, Section section)
{
    private const int MostPoints = 1_000;

    private static readonly ImmutableArray<string> Groups = ["all", "any", "none", "at_least", "score", "near"];

    private static readonly ImmutableArray<(string Key, OriginKind Kind)> Origins =
    [
        ("feed", OriginKind.Feed),
        ("author", OriginKind.Author),
        ("lang", OriginKind.Language),
    ];

    private readonly LeafLines leaves = new(rule);

    /// <summary>The keys of groups and origins; those of leaves stand in <see cref="LeafKind.All"/>.</summary>
    public static ImmutableArray<string> Keys { get; } = [.. Groups, .. Origins.Select(origin => origin.Key)];

    /// <summary>What an entry asks for; null, and reported, when it cannot be read.</summary>
    public Condition? Read(YamlNode node, LeafTerms terms)
    {
        switch (node)
        {
            case YamlScalar scalar:
                return section.AsText(scalar) is { } text
                    ? LeafKind.Phrase.New(text.Text, terms.Only(LeafKind.Phrase.TakesOfRule), text.Position)
                    : null;
            case YamlMapping mapping:
                return ReadMapping(Section.Of(mapping, KnownKeys.Condition, rule.Reading), terms);
            case YamlSequence:
                return Refuse(
                    node.Position,
                    "a list alone does not say whether all or any of it is meant: write \"all:\" or \"any:\" before it."
                );
            default:
                return null;
        }
    }

    /// <summary>The entries under a key.</summary>
    public ImmutableArray<Condition> ReadAll(Section group, string key, LeafTerms terms)
    {
        if (group.Find(key) is YamlMapping mapping && mapping.Find("list") is not null)
            return ReadSharedList(mapping, terms);
        if (group.Find(key) is YamlMapping one)
            return Read(one, terms) is { } condition ? [condition] : [];
        if (group.Find(key) is not YamlSequence list)
            return group.Scalar(key) is { } scalar && Read(scalar, terms) is { } only ? [only] : [];
        if (list.Items.IsEmpty)
            group.Complain(key, $"\"{key}\" is empty: write what to find in it, or remove it.");
        return [.. list.Items.SelectMany(node => ReadEntry(node, terms))];
    }

    private ImmutableArray<Condition> ReadEntry(YamlNode node, LeafTerms terms)
    {
        if (node is YamlMapping mapping && mapping.Find("list") is not null)
            return ReadSharedList(mapping, terms);
        return Read(node, terms) is { } condition ? [condition] : [];
    }

    /// <summary><c>{ list: energy }</c> without a kind: its texts are phrases.</summary>
    private ImmutableArray<Condition> ReadSharedList(YamlMapping mapping, LeafTerms terms)
    {
        var entry = Section.Of(mapping, KnownKeys.Entry, rule.Reading);
        var kind = LeafKind.All.FirstOrDefault(kind => entry.Has(kind.Key));
        if (kind is not null)
        {
            entry.Complain(
                kind.Key,
                $"\"list\" and \"{kind.Key}\" stand in one entry: write {{ {kind.Key}: {{ list: NAME }} }}, or begin each with its own dash."
            );
            return [];
        }
        var own = Modifiers.OfLeaf(entry, LeafKind.Phrase, terms);
        return
        [
            .. entry
                .Texts("list")
                .SelectMany(name => rule.List(name))
                .Select(text => LeafKind.Phrase.New(text.Text, own, text.Position)),
        ];
    }

    private Condition? ReadMapping(Section entry, LeafTerms terms)
    {
        var written = Keys.Concat(LeafKind.All.Select(kind => kind.Key)).Where(entry.Has).ToArray();
        if (written.Length == 0)
            return SaysNothing(entry);
        if (written.Length > 1 && !Array.TrueForAll(written, key => Groups.Contains(key)))
            return Refuse(
                entry.At(written[1]),
                $"\"{written[0]}\" and \"{written[1]}\" stand in one entry: begin each with its own dash, under all: or any:."
            );
        if (LeafKind.All.FirstOrDefault(kind => kind.Key == written[0]) is { } kind)
            return ReadLeaf(entry, kind, terms);
        RefuseModifiers(entry, written[0]);
        var parts = written.Select(key => ReadKey(entry, key, terms)).OfType<Condition>().ToImmutableArray();
        return parts is [var only] ? only
            : parts.IsEmpty ? null
            : new All(parts) { Position = entry.Position };
    }

    private Condition? ReadLeaf(Section entry, LeafKind kind, LeafTerms terms)
    {
        var read = leaves.Read(entry, kind.Key, kind, Modifiers.OfLeaf(entry, kind, terms));
        return read is [var only] ? only
            : read.IsEmpty ? EmptyLeaf(entry, kind)
            : new Any(read) { Position = entry.At(kind.Key) };
    }

    private static Condition? EmptyLeaf(Section entry, LeafKind kind)
    {
        if (entry.Find(kind.Key) is YamlSequence { Items.IsEmpty: true })
            entry.Complain(kind.Key, $"\"{kind.Key}\" is empty: write what to find, or remove it.");
        return null;
    }

    private Condition? ReadKey(Section entry, string key, LeafTerms terms) =>
        key switch
        {
            "all" => ReadAll(entry, key, terms) is { IsEmpty: false } parts
                ? new All(parts) { Position = entry.At(key) }
                : null,
            "any" => ReadAll(entry, key, terms) is { IsEmpty: false } parts
                ? new Any(parts) { Position = entry.At(key) }
                : null,
            "none" => ReadAll(entry, key, terms.OfVeto()) is { IsEmpty: false } parts
                ? new None(parts) { Position = entry.At(key) }
                : null,
            "at_least" => entry.Inner(key, KnownKeys.AtLeast) is { } atLeast ? ReadAtLeast(atLeast, terms) : null,
            "score" => entry.Inner(key, KnownKeys.Score) is { } score ? ReadScore(score, terms) : null,
            "near" => ReadNear(entry, terms),
            _ => ReadOrigin(entry, Origins.First(origin => origin.Key == key)),
        };

    private AtLeast? ReadAtLeast(Section atLeast, LeafTerms terms)
    {
        atLeast.Require("of", "how many of them, like of: 2.");
        atLeast.Require("from", "a list of what is counted.");
        var of = atLeast.Number("of", 1, RuleCheck.MostAlternatives);
        var from = ReadAll(atLeast, "from", terms);
        return of is { } count && !from.IsEmpty ? new(count, from) { Position = atLeast.At("of") } : null;
    }

    private Score? ReadScore(Section score, LeafTerms terms)
    {
        score.Require("reach", "the points that make a match, like reach: 30.");
        score.Require("add", "a list of entries like { phrase: x, points: 20 }.");
        var reach = score.Number("reach", 1, 1_000_000);
        if (score.Find("add") is not (null or YamlSequence or YamlRefused))
            score.Complain("add", "\"add\" takes a list: begin each entry with \"- \".");
        if (score.Find("add") is not YamlSequence list)
            return null;
        if (list.Items.IsEmpty)
            score.Complain("add", "\"add\" is empty: write entries like { phrase: x, points: 20 }.");
        var add = list.Items.Select(node => ReadPoints(node, terms)).OfType<Points>().ToImmutableArray();
        return reach is { } sum && !add.IsEmpty ? new(sum, add) { Position = score.At("reach") } : null;
    }

    private Points? ReadPoints(YamlNode node, LeafTerms terms)
    {
        if (Section.Open(node, KnownKeys.Points, rule.Reading) is not { } entry)
            return null;
        entry.Require("points", "what it is worth, like points: 20, or -15 for what speaks against.");
        var worth = entry.Number("points", -MostPoints, MostPoints);
        if (worth == 0)
            entry.Complain(
                "points",
                "\"points\" is 0, which changes nothing: write another number, or remove the entry."
            );
        var part = ReadMapping(entry, worth < 0 ? terms.OfVeto() : terms);
        return part is not null && worth is { } points ? new(part, points) : null;
    }

    private Near? ReadNear(Section entry, LeafTerms terms)
    {
        if (entry.Find("near") is YamlSequence)
            entry.Complain("near", "\"near\" takes a mapping: write near: { these: […], within: 8 }.");
        else if (entry.Inner("near", KnownKeys.Near) is { } near)
        {
            near.Require("these", "a list of what stands close together.");
            var read = new Near(near.Has("these") ? ReadAll(near, "these", terms) : [])
            {
                Within = near.Number("within", 0, Near.Widest) ?? Near.DefaultWithin,
                InOrder = Modifiers.Order(near) ?? false,
                Same = Modifiers.Same(near) ?? Stretch.Sentence,
                Position = near.At("these"),
            };
            return read.These.IsEmpty ? null : read;
        }
        return null;
    }

    private static Origin? ReadOrigin(Section entry, (string Key, OriginKind Kind) origin)
    {
        if (entry.Text(origin.Key) is not { } value)
            return null;
        if (origin.Kind == OriginKind.Language && !OriginCheck.IsLanguage(value))
            entry.Complain(origin.Key, OriginCheck.NoLanguage(Shown.Of(value)));
        return new(origin.Kind, value) { Position = entry.At(origin.Key) };
    }

    private void RefuseModifiers(Section entry, string key)
    {
        foreach (var (modifier, _) in Modifiers.All.Where(modifier => entry.Has(modifier.Key)))
            rule.Complain(
                entry.At(modifier),
                $"\"{modifier}\" stands beside \"{key}\", and modifiers belong to leaves: write it in the entry of a leaf, or at the rule for all of them."
            );
    }

    private Condition? SaysNothing(Section entry) =>
        entry.IsReadable
            ? Refuse(
                entry.Position,
                "this entry does not say what to find: add phrase:, name:, place: or another leaf."
            )
            : null;

    private Condition? Refuse(SourcePosition position, string message)
    {
        rule.Complain(position, message);
        return null;
    }
}
