using System.Collections.Immutable;
using NewsMonitor.Configuration.Binding;
using NewsMonitor.Configuration.Yaml;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Configuration.Conditions;

/// <summary>
/// Reads what stands behind the key of a leaf, in the short form and in a tree: a text, a mapping with a text and modifiers, a
/// shared list, or a list of all these.
/// </summary>
internal sealed class LeafLines(RuleReading rule)
{
    /// <summary>The leaves under a key.</summary>
    /// <param name="section">The rule, or the entry of a tree.</param>
    /// <param name="key">The key.</param>
    /// <param name="kind">What its texts are.</param>
    /// <param name="terms">Their modifiers so far.</param>
    public ImmutableArray<Condition> Read(Section section, string key, LeafKind kind, LeafTerms terms) =>
        section.Find(key) switch
        {
            YamlSequence list => [.. list.Items.SelectMany(node => ReadEntry(section, key, node, kind, terms))],
            YamlMapping entry => ReadMapping(section, key, entry, kind, terms),
            _ => section.Scalar(key) is { } scalar ? ReadText(section, scalar, kind, terms) : [],
        };

    private ImmutableArray<Condition> ReadEntry(
        Section section,
        string key,
        YamlNode node,
        LeafKind kind,
        LeafTerms terms
    )
    {
        switch (node)
        {
            case YamlScalar scalar:
                return ReadText(section, scalar, kind, terms);
            case YamlMapping entry:
                return ReadMapping(section, key, entry, kind, terms);
            case YamlSequence:
                rule.Complain(node.Position, NotAnEntry(key, node));
                return [];
            default:
                return [];
        }
    }

    private static ImmutableArray<Condition> ReadText(
        Section section,
        YamlScalar scalar,
        LeafKind kind,
        LeafTerms terms
    ) => section.AsText(scalar) is { } text ? [kind.New(text.Text, terms, text.Position)] : [];

    private ImmutableArray<Condition> ReadMapping(
        Section outer,
        string key,
        YamlMapping mapping,
        LeafKind kind,
        LeafTerms terms
    )
    {
        if (!mapping.Pairs.Any(pair => KnownKeys.Entry.Keys.Contains(pair.Key.Value)) && !LooksLikeASlip(mapping))
        {
            rule.Complain(mapping.Position, NotAnEntry(key, mapping));
            return [];
        }
        var entry = Section.Of(mapping, KnownKeys.Entry, outer.Reading);
        if (Misplaced(entry, kind) is { } other)
        {
            rule.Complain(
                entry.At(other.Key),
                $"\"{other.Key}\" does not belong under \"{key}\": write it under {other.Line}:, or as an entry of match:."
            );
            return [];
        }
        return ReadOwn(entry, kind, Modifiers.OfLeaf(entry, kind, terms));
    }

    private ImmutableArray<Condition> ReadOwn(Section entry, LeafKind kind, LeafTerms terms)
    {
        if (entry.Has(kind.Key) && entry.Has("list"))
            entry.Complain("list", $"\"list\" and \"{kind.Key}\" stand in one entry: begin each with its own dash.");
        else if (entry.Has("list"))
            return ReadList(entry, kind, terms);
        else if (entry.Has(kind.Key))
            return Read(entry, kind.Key, kind, terms);
        else
            rule.Complain(
                entry.Position,
                $"this entry has no \"{kind.Key}\": write what to find, {{ {kind.Key}: … }}, or {{ list: NAME }}."
            );
        return [];
    }

    private ImmutableArray<Condition> ReadList(Section entry, LeafKind kind, LeafTerms terms) =>
        [
            .. entry
                .Texts("list")
                .SelectMany(name => rule.List(name))
                .Select(text => kind.New(text.Text, terms, text.Position)),
        ];

    private static LeafKind? Misplaced(Section entry, LeafKind kind) =>
        LeafKind.All.FirstOrDefault(other => other != kind && entry.Has(other.Key));

    /// <summary>True when a person meant an entry and mistyped its key; text with a colon in it looks otherwise.</summary>
    private static bool LooksLikeASlip(YamlMapping mapping) =>
        mapping.Pairs.Any(pair =>
            pair.Key.Value.Length > 3
            && pair.Key.Value.All(char.IsAsciiLetterLower)
            && Nearest.To(pair.Key.Value, KnownKeys.Entry.Keys) is not null
        );

    private static string NotAnEntry(string key, YamlNode node) =>
        $"\"{key}\" takes single values, not {node.Kind}: put quotes around text that holds \": \" or begins with a bracket.";
}
