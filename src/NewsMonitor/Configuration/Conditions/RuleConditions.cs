using NewsMonitor.Configuration.Binding;
using NewsMonitor.Configuration.Yaml;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Rules.OneLine;

namespace NewsMonitor.Configuration.Conditions;

/// <summary>Reads what a rule asks for: its lines, its <c>match:</c>, and its <c>not:</c>, all of which must hold.</summary>
internal static class RuleConditions
{
    /// <summary>Within one line any, across lines all; the lines of <c>not</c> veto.</summary>
    public static All Read(Section section, RuleReading rule)
    {
        var terms = Modifiers.OfRule(section);
        var leaves = new LeafLines(rule);
        var tree = new ConditionTree(rule, section);
        var lines = LeafKind
            .All.Select(kind => Line(section, kind, leaves, terms))
            .Append(Match(section, rule, tree, terms))
            .Append(EveryItem(section))
            .Append(Veto(section, tree, terms));
        return rule.Noting(new All([.. lines.OfType<Condition>()]) { Position = section.Position });
    }

    private static EveryItem? EveryItem(Section section) =>
        section.Flag("all_items", otherwise: false) ? new() { Position = section.At("all_items") } : null;

    private static Any? Line(Section section, LeafKind kind, LeafLines leaves, LeafTerms terms)
    {
        var read = leaves.Read(section, kind.Line, kind, terms.Only(kind.TakesOfRule));
        return read.IsEmpty ? null : new(read) { Position = section.At(kind.Line) };
    }

    private static Condition? Match(Section section, RuleReading rule, ConditionTree tree, LeafTerms terms) =>
        section.Find("match") switch
        {
            null => null,
            YamlScalar => section.Scalar("match") is { } line ? ReadLine(section, line, rule, terms) : null,
            var node => tree.Read(node, terms),
        };

    private static Condition? ReadLine(Section section, YamlScalar line, RuleReading rule, LeafTerms terms)
    {
        if (!section.IsText(line))
            return null;
        if (line.Value.Length > OneLineText.Longest)
        {
            rule.Complain(
                line.Position,
                $"this line has {line.Value.Length} characters: {OneLineText.Longest} are the most. Write it as a tree, or as several rules."
            );
            return null;
        }
        var read = OneLineText.Read(line.Value, terms, line.At);
        foreach (var problem in read.Problems)
            rule.Complain(problem.Position, problem.Message);
        return read.Condition;
    }

    private static None? Veto(Section section, ConditionTree tree, LeafTerms terms)
    {
        if (section.Find("not") is null or YamlSequence { Items.IsEmpty: true })
            return null;
        var read = tree.ReadAll(section, "not", terms.OfVeto());
        return read.IsEmpty ? null : new(read) { Position = section.At("not") };
    }
}
