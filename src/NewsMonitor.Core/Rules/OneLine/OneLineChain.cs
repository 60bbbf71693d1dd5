using System.Collections.Immutable;

namespace NewsMonitor.Core.Rules.OneLine;

/// <summary>A part of a line that has been read.</summary>
/// <param name="Condition">What it asks for.</param>
/// <param name="Start">Offset of its first character.</param>
/// <param name="End">Offset behind its last character.</param>
internal sealed record Operand(Condition Condition, int Start, int End)
{
    /// <summary>True when brackets of its own hold it together.</summary>
    public bool IsBracketed { get; init; }
}

/// <summary>Operands side by side with what stands between them, before anything is decided about what binds what.</summary>
internal sealed class OneLineChain
{
    private static readonly SignKind[] NearFirst = [SignKind.Or, SignKind.And, SignKind.Near];
    private static readonly SignKind[] OrFirst = [SignKind.And, SignKind.Near, SignKind.Or];

    public List<Operand> Operands { get; } = [];

    /// <summary>One fewer than operands.</summary>
    public List<OneLineSign> Joints { get; } = [];

    /// <summary>Where the chain can be read in two ways, and both of them; null when it cannot.</summary>
    public (OneLineSign Joint, string Message)? Ambiguity(string text)
    {
        if (!Holds(SignKind.Or) || Joints.TrueForAll(joint => joint.Kind == SignKind.Or))
            return null;
        var (one, other) = Holds(SignKind.Near) ? ("NEAR", "OR") : ("AND", "OR");
        var joint = Joints.Find(joint => (joint.Kind == SignKind.Or) != (Joints[0].Kind == SignKind.Or))!;
        return (
            joint,
            $"{one} and {other} are mixed: did you mean {Bracketed(text, NearFirst)}, or {Bracketed(text, OrFirst)}?"
        );
    }

    /// <summary>What keeps operands from standing beside NEAR; null when nothing does.</summary>
    public (int At, string Message)? NearFault(string text)
    {
        for (var i = 0; i < Joints.Count; i++)
            if (Joints[i].Kind == SignKind.Near && FaultAt(i, text) is { } fault)
                return fault;
        return null;
    }

    /// <summary>The condition of the whole chain, once it can be read in one way only.</summary>
    public Operand Build(Func<int, SourcePosition> position)
    {
        var parts = new List<Operand>();
        for (var i = 0; i < Operands.Count; i++)
        {
            var first = i;
            while (i < Joints.Count && Joints[i].Kind == SignKind.Near)
                i++;
            parts.Add(first == i ? Operands[i] : NearOf(first, i, position));
        }
        if (parts.Count == 1)
            return parts[0];
        ImmutableArray<Condition> conditions = [.. parts.Select(part => part.Condition)];
        var start = position(parts[0].Start);
        Condition group = Holds(SignKind.Or)
            ? new Any(conditions) { Position = start }
            : new All(conditions) { Position = start };
        return new(group, parts[0].Start, parts[^1].End);
    }

    private bool Holds(SignKind kind) => Joints.Exists(joint => joint.Kind == kind);

    private Operand NearOf(int first, int last, Func<int, SourcePosition> position)
    {
        var near = new Near([.. Operands[first..(last + 1)].Select(operand => operand.Condition)])
        {
            Within = Joints[first].Within,
            InOrder = Joints[first].InOrder,
            Position = position(Operands[first].Start),
        };
        return new(near, Operands[first].Start, Operands[last].End);
    }

    private (int At, string Message)? FaultAt(int joint, string text)
    {
        var (near, left, right) = (Joints[joint], Operands[joint], Operands[joint + 1]);
        string Said(Operand operand) => text[operand.Start..operand.End];
        if (left is { Condition: None, IsBracketed: false })
            return (
                left.Start,
                $"NOT before NEAR can be read in two ways: write NOT ({Said(left)[3..].Trim()} {near.Value} {Said(right)})."
            );
        foreach (var operand in (Operand[])[left, right])
            if (!NearParts.CanStandNear(operand.Condition))
                return (
                    operand.Start,
                    $"{near.Value} stands between words, phrases, names, places and brackets of OR: {Said(operand)} is none of these. {Remedy(near, operand, left, right)}"
                );
        var next = joint + 1 < Joints.Count && Joints[joint + 1].Kind == SignKind.Near ? Joints[joint + 1] : null;
        if (next is null || (next.Within, next.InOrder) == (near.Within, near.InOrder))
            return null;
        return (
            next.Start,
            $"{near.Value} and {next.Value} stand in one chain: write ({Said(left)} {near.Value} {Said(right)}) AND ({Said(right)} {next.Value} {Said(Operands[joint + 2])})."
        );
    }

    /// <summary><c>(a AND b) NEAR/3 c</c> can be said as two NEARs: the remedy in the person's own words.</summary>
    private static string Remedy(OneLineSign near, Operand wrong, Operand left, Operand right)
    {
        var other = wrong == left ? right : left;
        if (wrong.Condition is not All all || !NearParts.CanStandNear(other.Condition))
            return "Take it out of the NEAR, with AND.";
        var pairs = all.Parts.Select(part =>
            wrong == left
                ? OneLineText.Write(new Near([part, other.Condition]) { Within = near.Within, InOrder = near.InOrder })
                : OneLineText.Write(new Near([other.Condition, part]) { Within = near.Within, InOrder = near.InOrder })
        );
        return all.Parts.All(NearParts.CanStandNear)
            ? $"Write {string.Join(" AND ", pairs)}."
            : "Take it out of the NEAR, with AND.";
    }

    /// <summary>The chain with brackets around what binds first.</summary>
    /// <param name="text">The line.</param>
    /// <param name="loosest">The kinds of joints, the one that binds last first.</param>
    private string Bracketed(string text, SignKind[] loosest) => Bracketed(text, loosest, 0, Operands.Count - 1);

    private string Bracketed(string text, SignKind[] loosest, int first, int last)
    {
        if (first == last)
            return text[Operands[first].Start..Operands[first].End];
        var kind = loosest.First(kind => Joints[first..last].Exists(joint => joint.Kind == kind));
        var (written, begin) = (new System.Text.StringBuilder(), first);
        for (var i = first; i <= last; i++)
        {
            if (i < last && Joints[i].Kind != kind)
                continue;
            var part = Bracketed(text, loosest, begin, i);
            written.Append(begin == i ? part : $"({part})");
            if (i < last)
                written.Append(' ').Append(Joints[i].Value).Append(' ');
            begin = i + 1;
        }
        return written.ToString();
    }
}
