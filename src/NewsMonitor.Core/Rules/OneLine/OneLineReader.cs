using System.Collections.Immutable;
using NewsMonitor.Core.Items;

namespace NewsMonitor.Core.Rules.OneLine;

/// <summary>
/// Reads <c>match:</c> in one line, by recursive descent. AND, OR and NEAR have no precedence: where two of them could be read
/// in two ways, the line is refused and both readings are shown.
/// </summary>
internal sealed class OneLineReader
{
    private const int DeepestBrackets = 50;

    private readonly string text;
    private readonly Func<int, SourcePosition> position;
    private readonly ImmutableArray<OneLineSign> signs;
    private readonly ImmutableArray<RuleProblem>.Builder problems = ImmutableArray.CreateBuilder<RuleProblem>();
    private int at;
    private int depth;

    private OneLineReader(string text, Func<int, SourcePosition> position)
    {
        this.text = text;
        this.position = position;
        var lexed = new OneLineSigns(text);
        signs = lexed.Read();
        if (lexed.Fault is var (where, message))
            Complain(where, message);
    }

    private OneLineSign Sign => signs[at];

    /// <summary>What the line asks for, or everything that is wrong with it.</summary>
    public static OneLineResult Read(string text, LeafTerms terms, Func<int, SourcePosition> position)
    {
        var reader = new OneLineReader(text, position);
        var condition = reader.problems.Count == 0 ? reader.ReadWhole(terms) : null;
        return reader.problems.Count == 0
            ? new(condition, [])
            : new(
                null,
                [
                    .. reader
                        .problems.OrderBy(problem => problem.Position.Line)
                        .ThenBy(problem => problem.Position.Column),
                ]
            );
    }

    private Condition? ReadWhole(LeafTerms terms)
    {
        if (Sign.Kind == SignKind.End)
            return Refuse(
                Sign,
                "there is nothing in this line: write what to find, like \"troop withdrawal\" AND place:Iraq."
            )?.Condition;
        var whole = ReadGroup(new Reach(terms));
        if (whole is not null && Sign.Kind == SignKind.Close)
            return Refuse(
                Sign,
                "this \")\" closes nothing: remove it, or add the \"(\" where its group begins."
            )?.Condition;
        return whole?.Condition;
    }

    /// <summary>Operands with AND, OR or NEAR between them, up to the end or a closing bracket.</summary>
    private Operand? ReadGroup(Reach reach)
    {
        var chain = new OneLineChain();
        while (ReadUnary(reach) is { } operand)
        {
            chain.Operands.Add(operand);
            if (Sign.Kind is SignKind.End or SignKind.Close)
                return Build(chain);
            if (!Sign.Joins)
                return MissingOperator(operand);
            chain.Joints.Add(Sign);
            at++;
        }
        return null;
    }

    private Operand? ReadUnary(Reach reach)
    {
        if (Sign.Kind != SignKind.Not)
            return ReadOperand(reach);
        var not = Sign;
        at++;
        if (Sign.Kind == SignKind.Not)
            return Refuse(Sign, "two NOT in a row say nothing: remove both.");
        return ReadOperand(reach with { Terms = reach.Terms.OfVeto() }) is { } operand
            ? new(new None([operand.Condition]) { Position = position(not.Start) }, not.Start, operand.End)
            : null;
    }

    private Operand? ReadOperand(Reach reach)
    {
        var sign = Sign;
        if (!sign.BeginsOperand)
            return MissingOperand(sign);
        at++;
        return sign.Kind switch
        {
            SignKind.Open => ReadBracket(sign, reach),
            SignKind.Prefix => ReadPrefixed(sign, reach),
            SignKind.Quoted => Leaf(LeafKind.Phrase, sign.Value, sign, sign, reach),
            SignKind.Exact => Leaf(LeafKind.Exact, sign.Value, sign, sign, reach),
            SignKind.Pattern => Leaf(LeafKind.Regex, sign.Value, sign, sign, reach),
            _ => Leaf(sign.Value.EndsWith('*') ? LeafKind.Starts : LeafKind.Word, sign.Value, sign, sign, reach),
        };
    }

    private Operand? ReadBracket(OneLineSign open, Reach reach)
    {
        if (++depth > DeepestBrackets)
            return Refuse(
                open,
                $"brackets stand more than {DeepestBrackets} deep in one another here: write the rule as a tree."
            );
        if (Sign.Kind == SignKind.Close)
            return Refuse(open, "there is nothing in these brackets: write what to find, or remove them.");
        var before = problems.Count;
        var group = ReadGroup(reach);
        depth--;
        if (group is null)
            return null;
        if (Sign.Kind != SignKind.Close)
        {
            // What was complained of inside may only come of the missing bracket.
            while (problems.Count > before)
                problems.RemoveAt(problems.Count - 1);
            return Refuse(open, "this \"(\" is not closed: add the \")\" where its group ends.");
        }
        at++;
        return group with { Start = open.Start, End = signs[at - 1].End, IsBracketed = true };
    }

    private Operand? ReadPrefixed(OneLineSign prefix, Reach reach) =>
        prefix.Value switch
        {
            "title" => ReadWithin(prefix, ItemField.Title, reach),
            "summary" => ReadWithin(prefix, ItemField.Summary, reach),
            "body" => ReadWithin(prefix, ItemField.Body, reach),
            "article" => ReadWithin(prefix, ItemField.Article, reach),
            "name" => ReadValue(prefix, LeafKind.Name, reach),
            "org" => ReadValue(prefix, LeafKind.Org, reach),
            "place" => ReadValue(prefix, LeafKind.Place, reach),
            "feed" => ReadOrigin(prefix, OriginKind.Feed),
            "author" => ReadOrigin(prefix, OriginKind.Author),
            _ => ReadOrigin(prefix, OriginKind.Language),
        };

    private Operand? ReadWithin(OneLineSign prefix, ItemField field, Reach reach)
    {
        if (reach.Field is not null)
            return Refuse(prefix, $"\"{prefix.Value}:\" stands inside another field: take it out of those brackets.");
        return ReadOperand(new Reach(reach.Terms with { In = [field] }, field)) is { } operand
            ? operand with
            {
                Start = prefix.Start,
            }
            : null;
    }

    private Operand? ReadValue(OneLineSign prefix, LeafKind kind, Reach reach) =>
        Value(prefix) is { } value ? Leaf(kind, Spaced(value), prefix, value, reach) : null;

    private Operand? ReadOrigin(OneLineSign prefix, OriginKind kind)
    {
        if (Value(prefix) is not { } sign)
            return null;
        var value = kind == OriginKind.Feed ? sign.Value : Spaced(sign);
        if (kind == OriginKind.Language && !OriginCheck.IsLanguage(value))
            Complain(sign.Start, OriginCheck.NoLanguage(value));
        return new(new Origin(kind, value) { Position = position(prefix.Start) }, prefix.Start, sign.End);
    }

    private OneLineSign? Value(OneLineSign prefix)
    {
        var value = Sign;
        if (value.Kind is SignKind.Quoted or SignKind.Bare)
        {
            at++;
            return value;
        }
        Complain(
            prefix.Start,
            $"\"{prefix.Value}:\" needs a value behind it: write {prefix.Value}:Word, or {prefix.Value}:\"several words\"."
        );
        return null;
    }

    private static string Spaced(OneLineSign sign) =>
        sign.Kind == SignKind.Bare ? sign.Value.Replace('_', ' ').Trim() : sign.Value;

    private Operand Leaf(LeafKind kind, string words, OneLineSign first, OneLineSign last, Reach reach) =>
        new(kind.New(words, reach.Terms.Only(kind.TakesOfRule), position(first.Start)), first.Start, last.End);

    private Operand? Build(OneLineChain chain)
    {
        if (chain.Ambiguity(text) is var (joint, message))
        {
            Complain(joint.Start, message);
            return chain.Operands[0] with { End = chain.Operands[^1].End };
        }
        if (chain.NearFault(text) is var (start, fault))
        {
            Complain(start, fault);
            return chain.Operands[0] with { End = chain.Operands[^1].End };
        }
        return chain.Build(position);
    }

    private Operand? MissingOperand(OneLineSign sign)
    {
        var before = at == 0 ? null : signs[at - 1];
        var message = sign.Kind switch
        {
            SignKind.Close when before is null =>
                "this \")\" closes nothing: remove it, or add the \"(\" where its group begins.",
            _ when before is { Kind: SignKind.Prefix } =>
                $"\"{before.Value}:\" needs something behind it: write {before.Value}:word, or {before.Value}:(this OR that).",
            _ when before is { Joins: true } or { Kind: SignKind.Not } =>
                $"{before.Value} has nothing behind it: write what to find there, or remove {before.Value}.",
            _ => $"{sign.Value} has nothing before it: write what to find there, or remove {sign.Value}.",
        };
        return Refuse(before is { Joins: true } or { Kind: SignKind.Not or SignKind.Prefix } ? before : sign, message);
    }

    private Operand? MissingOperator(Operand before)
    {
        if (Sign.Kind == SignKind.Not)
            return Refuse(Sign, "NOT needs AND before it here: write AND NOT.");
        var (first, last) = (signs[at - 1], Sign);
        if (first.Kind != SignKind.Bare || last.Kind != SignKind.Bare || before.Start != first.Start)
            return Refuse(Sign, "AND, OR or NEAR/8 is missing before this: write the one you mean.");
        while (signs[at + 1].Kind == SignKind.Bare)
            last = signs[++at];
        return Refuse(
            first,
            $"these words stand side by side: for the phrase write \"{text[first.Start..last.End]}\" in quotes, else AND, OR or NEAR/8 between them."
        );
    }

    private Operand? Refuse(OneLineSign sign, string message)
    {
        Complain(sign.Start, message);
        return null;
    }

    private void Complain(int where, string message) => problems.Add(new(position(where), message));

    /// <summary>The terms of the leaves that come, and the field whose prefix they stand behind.</summary>
    private sealed record Reach(LeafTerms Terms, ItemField? Field = null);
}
