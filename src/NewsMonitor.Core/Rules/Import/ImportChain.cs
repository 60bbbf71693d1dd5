using System.Collections.Immutable;
using System.Text;

namespace NewsMonitor.Core.Rules.Import;

/// <summary>A part of an expression that has been read.</summary>
internal sealed record ImportOperand(Condition Condition, int Start, int End);

/// <summary>Operands side by side with what stands between them; the dialect says what binds what.</summary>
internal sealed class ImportChain(
    string text,
    Func<int, SourcePosition> position,
    List<RuleProblem> problems,
    HashSet<string> notes
)
{
    private static readonly Dictionary<BooleanDialect, Func<BooleanSign, int>> Bindings = new()
    {
        [BooleanDialect.Meltwater] = InMeltwater,
        [BooleanDialect.Brandwatch] = InMeltwater,
        [BooleanDialect.LexisNexis] = InLexisNexis,
    };

    public List<ImportOperand> Operands { get; } = [];

    /// <summary>One fewer than operands.</summary>
    public List<BooleanSign> Joints { get; } = [];

    /// <summary>What the chain asks for; null, and reported, when it can be read in two ways or not said here.</summary>
    public ImportOperand? Build(BooleanDialect? dialect)
    {
        if (dialect == BooleanDialect.Brandwatch && IsMixed())
            return Refuse(
                $"AND and OR stand side by side, and Brandwatch wants brackets: write {Shown(BooleanDialect.Meltwater)}, or {Shown(BooleanDialect.LexisNexis)}."
            );
        if (dialect is null && IsReadDifferently())
            return Refuse(
                $"the tools read this differently. Meltwater: {Shown(BooleanDialect.Meltwater)}. LexisNexis: {Shown(BooleanDialect.LexisNexis)}. Say which with --dialect, or add brackets."
            );
        return Fold(dialect ?? BooleanDialect.Meltwater, notes) is { } condition
            ? new(condition, Operands[0].Start, Operands[^1].End)
            : null;
    }

    /// <summary>0 binds last.</summary>
    private static int InMeltwater(BooleanSign joint) =>
        joint.Kind switch
        {
            BooleanKind.Or => 0,
            BooleanKind.And or BooleanKind.AndNot => 1,
            _ => 2,
        };

    /// <summary>0 binds last; of two distances the smaller one binds first.</summary>
    private static int InLexisNexis(BooleanSign joint) =>
        joint.Kind switch
        {
            BooleanKind.AndNot => 0,
            BooleanKind.And => 1,
            BooleanKind.Or => 1_000,
            _ => 500 - (joint.Same == Stretch.Paragraph ? Near.Widest + 1 : joint.Number ?? Near.DefaultWithin),
        };

    private bool IsMixed() =>
        Joints.Exists(joint => joint.Kind == BooleanKind.Or) && Joints.Exists(joint => joint.Kind != BooleanKind.Or);

    private bool IsReadDifferently()
    {
        if (Joints.Select(joint => joint.Value).Distinct().Count() < 2)
            return false;
        var ignored = new HashSet<string>();
        var before = problems.Count;
        var (one, other) = (Fold(BooleanDialect.Meltwater, ignored), Fold(BooleanDialect.LexisNexis, ignored));
        problems.RemoveRange(before, problems.Count - before);
        return one is null || other is null
            ? Shown(BooleanDialect.Meltwater) != Shown(BooleanDialect.LexisNexis)
            : ConditionTreeText.Write(one) != ConditionTreeText.Write(other);
    }

    private ImportOperand? Refuse(string message)
    {
        problems.Add(new(position(Joints[0].Start), message));
        return null;
    }

    private Condition? Fold(BooleanDialect dialect, HashSet<string> noted) =>
        Fold(Bindings[dialect], noted, 0, Operands.Count - 1);

    /// <summary>The condition of a stretch of the chain: split where it binds last, then each side.</summary>
    private Condition? Fold(Func<BooleanSign, int> binding, HashSet<string> noted, int first, int last)
    {
        if (first == last)
            return Operands[first].Condition;
        var loosest = Joints[first..last].Min(binding);
        if (loosest >= 2 && Joints[first].Kind is BooleanKind.Near && IsOneNear(first, last))
            return new ImportNear(Joints[first], noted, problems, position).Of([
                .. Operands[first..(last + 1)].Select(operand => operand.Condition),
            ]);
        var split = Joints.FindLastIndex(last - 1, last - first, joint => binding(joint) == loosest);
        var (left, right) = (Fold(binding, noted, first, split), Fold(binding, noted, split + 1, last));
        return left is null || right is null ? null : Joined(Joints[split], noted, left, right);
    }

    /// <summary>True when nothing but one and the same distance stands in a stretch.</summary>
    private bool IsOneNear(int first, int last) =>
        Joints[first..last]
            .TrueForAll(joint =>
                joint.Kind == BooleanKind.Near
                && (joint.Number, joint.InOrder, joint.Same)
                    == (Joints[first].Number, Joints[first].InOrder, Joints[first].Same)
            );

    private Condition? Joined(BooleanSign joint, HashSet<string> noted, Condition left, Condition right)
    {
        switch (joint.Kind)
        {
            case BooleanKind.And:
                return new All([.. PartsOfAll(left), .. PartsOfAll(right)]) { Position = left.Position };
            case BooleanKind.Or:
                return new Any([.. PartsOfAny(left), .. PartsOfAny(right)]) { Position = left.Position };
            case BooleanKind.AndNot:
                return new All([.. PartsOfAll(left), new None(PartsOfAny(right)) { Position = right.Position }])
                {
                    Position = left.Position,
                };
            case BooleanKind.Near:
                return new ImportNear(joint, noted, problems, position).Of([left, right]);
            default:
                return Apart(joint, noted, left, right);
        }
    }

    private All? Apart(BooleanSign joint, HashSet<string> noted, Condition left, Condition right)
    {
        noted.Add(
            $"{joint.Value} was read about the item: it does not match when the two stand close together anywhere in it."
        );
        return new ImportNear(joint, noted, problems, position).Of([left, right]) is { } near
            ? new All([.. PartsOfAll(left), new None([near]) { Position = right.Position }])
            {
                Position = left.Position,
            }
            : null;
    }

    private static ImmutableArray<Condition> PartsOfAll(Condition condition) =>
        condition is All all ? all.Parts : [condition];

    private static ImmutableArray<Condition> PartsOfAny(Condition condition) =>
        condition is Any any ? any.Parts : [condition];

    private string Shown(BooleanDialect dialect) => Shown(Bindings[dialect], 0, Operands.Count - 1);

    private string Shown(Func<BooleanSign, int> binding, int first, int last)
    {
        if (first == last)
            return text[Operands[first].Start..Operands[first].End];
        var loosest = Joints[first..last].Min(binding);
        var (written, begin) = (new StringBuilder(), first);
        for (var i = first; i <= last; i++)
        {
            if (i < last && binding(Joints[i]) != loosest)
                continue;
            var part = Shown(binding, begin, i);
            written.Append(begin == i ? part : $"({part})");
            if (i < last)
                written.Append(' ').Append(Joints[i].Value).Append(' ');
            begin = i + 1;
        }
        return written.ToString();
    }
}
