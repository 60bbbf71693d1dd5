using System.Collections.Immutable;

namespace NewsMonitor.Core.Rules.Import;

/// <summary>
/// Reads an expression of another tool, by recursive descent. What binds first is decided for each bracket by the dialect; without
/// one, an expression that the dialects read differently is refused, and the readings are shown.
/// </summary>
internal sealed class BooleanReader
{
    private const int DeepestBrackets = 50;

    private readonly string text;
    private readonly BooleanDialect? dialect;
    private readonly Func<int, SourcePosition> position;
    private readonly ImmutableArray<BooleanSign> signs;
    private readonly ImportLeaves leaves;
    private readonly List<RuleProblem> problems = [];
    private readonly HashSet<string> notes;
    private int at;
    private int depth;

    private BooleanReader(string text, BooleanDialect? dialect, Func<int, SourcePosition> position)
    {
        (this.text, this.dialect, this.position) = (text, dialect, position);
        var lexed = new BooleanSigns(text);
        signs = lexed.Read();
        notes = lexed.Notes;
        leaves = new(dialect, position, problems, notes);
        if (lexed.Fault is var (where, message))
            Complain(where, message);
    }

    private BooleanSign Sign => signs[at];

    public static ImportResult Read(string text, BooleanDialect? dialect, Func<int, SourcePosition> position)
    {
        var reader = new BooleanReader(text, dialect, position);
        var condition = reader.problems.Count == 0 ? reader.ReadWhole() : null;
        return reader.problems.Count == 0
            ? new(condition, [], [.. reader.notes.Order(StringComparer.Ordinal)])
            : new(null, [.. reader.problems], []);
    }

    private Condition? ReadWhole()
    {
        if (Sign.Kind == BooleanKind.End)
            return Refuse(
                Sign.Start,
                "there is no expression here: give one, like (strike OR walkout) AND hospital."
            )?.Condition;
        var whole = ReadGroup(LeafTerms.Default);
        if (whole is not null && Sign.Kind == BooleanKind.Close)
            return Refuse(
                Sign.Start,
                "this \")\" closes nothing: remove it, or add the \"(\" where its group begins."
            )?.Condition;
        return whole?.Condition;
    }

    private ImportOperand? ReadGroup(LeafTerms terms)
    {
        var chain = new ImportChain(text, position, problems, notes);
        if (Sign.Kind == BooleanKind.AndNot)
        {
            var not = Sign;
            at++;
            if (ReadOperand(terms.OfVeto()) is not { } first)
                return null;
            chain.Operands.Add(
                first with
                {
                    Condition = new None([first.Condition]) { Position = position(not.Start) },
                    Start = not.Start,
                }
            );
        }
        else if (ReadOperand(terms) is { } first)
            chain.Operands.Add(first);
        else
            return null;
        while (Sign.Kind is not (BooleanKind.End or BooleanKind.Close))
            if (!ReadNext(chain, terms))
                return null;
        return chain.Build(dialect);
    }

    private bool ReadNext(ImportChain chain, LeafTerms terms)
    {
        var joint = Sign;
        if (!joint.Joins)
            return RefuseSideBySide();
        at++;
        var isNegated = joint.Kind == BooleanKind.Or && Sign.Kind == BooleanKind.AndNot;
        if (isNegated)
            at++;
        var vetoes = isNegated || joint.Kind is BooleanKind.AndNot or BooleanKind.NotNear;
        if (ReadOperand(vetoes ? terms.OfVeto() : terms) is not { } operand)
            return false;
        chain.Joints.Add(joint);
        chain.Operands.Add(isNegated ? operand with { Condition = new None([operand.Condition]) } : operand);
        return true;
    }

    private ImportOperand? ReadOperand(LeafTerms terms)
    {
        var sign = Sign;
        at++;
        switch (sign.Kind)
        {
            case BooleanKind.Open:
                return ReadBracket(sign, terms);
            case BooleanKind.Field:
                return ReadField(sign, terms);
            case BooleanKind.Command:
                return ReadCommand(sign, terms);
            case BooleanKind.Word:
                return ReadWords(sign, terms);
            case BooleanKind.Quoted or BooleanKind.Cased:
                return leaves.Of(sign, terms) is { } leaf ? new(leaf, sign.Start, sign.End) : null;
            default:
                at--;
                return RefuseMissing();
        }
    }

    private ImportOperand? ReadBracket(BooleanSign open, LeafTerms terms)
    {
        if (++depth > DeepestBrackets)
            return Refuse(
                open.Start,
                $"brackets stand more than {DeepestBrackets} deep in one another here: split the expression into several rules."
            );
        var group = ReadGroup(terms);
        depth--;
        if (group is null)
            return null;
        if (Sign.Kind != BooleanKind.Close)
            return Refuse(open.Start, "this \"(\" is not closed: add the \")\" where its group ends.");
        at++;
        return group with { Start = open.Start, End = signs[at - 1].End };
    }

    /// <summary>One word; in LexisNexis the words that follow it belong to the same phrase.</summary>
    private ImportOperand? ReadWords(BooleanSign first, LeafTerms terms)
    {
        var last = first;
        while (dialect == BooleanDialect.LexisNexis && Sign.Kind == BooleanKind.Word)
            last = signs[at++];
        var read =
            first == last
                ? leaves.Of(first, terms)
                : leaves.Of(
                    first with
                    {
                        Kind = BooleanKind.Quoted,
                        End = last.End,
                        Value = text[first.Start..last.End],
                    },
                    terms
                );
        return read is null ? null : new(read, first.Start, last.End);
    }

    private ImportOperand? ReadField(BooleanSign field, LeafTerms terms)
    {
        switch (ImportFields.Of(field.Value))
        {
            case { Fields: { IsDefault: false } fields }:
                return ReadOperand(terms with { In = fields }) is { } inner ? inner with { Start = field.Start } : null;
            case { IsRaw: true }:
                return ReadRaw(field, terms);
            case { Origin: { } kind }:
                return ReadOrigin(field, kind);
            case var other:
                return Refuse(field.Start, $"\"{field.Value}:\" has no counterpart here: {other.Remedy}");
        }
    }

    private ImportOperand? ReadRaw(BooleanSign field, LeafTerms terms)
    {
        if (Sign.Kind is not (BooleanKind.Word or BooleanKind.Quoted))
            return Refuse(field.Start, "raw: takes one word or phrase: write raw: before each.");
        var value = signs[at++];
        return leaves.Of(value with { Kind = BooleanKind.Cased }, terms) is { } leaf
            ? new(leaf, field.Start, value.End)
            : null;
    }

    private ImportOperand? ReadOrigin(BooleanSign field, OriginKind kind)
    {
        if (Sign.Kind is not (BooleanKind.Word or BooleanKind.Quoted))
            return Refuse(field.Start, $"\"{field.Value}:\" takes one value here: write it before each.");
        var value = signs[at++];
        var said = kind == OriginKind.Language ? ImportFields.LanguageOf(value.Value) : value.Value;
        return said is null
            ? Refuse(value.Start, OriginCheck.NoLanguage(value.Value))
            : new(new Origin(kind, said) { Position = position(field.Start) }, field.Start, value.End);
    }

    private ImportOperand? ReadCommand(BooleanSign command, LeafTerms terms)
    {
        if (ImportFields.Of(command.Value) is { Fields: { IsDefault: false } fields })
            return ReadOperand(terms with { In = fields });
        if (ImportFields.Of(command.Value) is { Origin: { } kind })
            return ReadByline(command, kind);
        return ReadOperand(terms) is { } inner && leaves.Commanded(command, inner.Condition) is { } condition
            ? new(condition, command.Start, inner.End)
            : null;
    }

    private ImportOperand? ReadByline(BooleanSign command, OriginKind kind)
    {
        var begin = Sign.End;
        while (Sign.Kind is not (BooleanKind.Close or BooleanKind.End))
            at++;
        var value = text[Math.Min(begin, Sign.Start)..Sign.Start].Trim(' ', '"');
        at += Sign.Kind == BooleanKind.Close ? 1 : 0;
        return value.Length == 0
            ? Refuse(command.Start, $"{command.Value}() is empty: write a name in it, or remove it.")
            : new(new Origin(kind, value) { Position = position(command.Start) }, command.Start, signs[at - 1].End);
    }

    private bool RefuseSideBySide()
    {
        var (before, next) = (signs[at - 1], Sign);
        var words = before.Kind == BooleanKind.Word && next.Kind == BooleanKind.Word;
        Complain(
            words ? before.Start : next.Start,
            words
                ? $"\"{before.Value} {next.Value}\" stands without an operator: put quotes around a phrase, else AND or OR between; with --dialect lexisnexis it is read as a phrase."
                : "an operator is missing before this: write AND, OR or NEAR/n."
        );
        return false;
    }

    private ImportOperand? RefuseMissing()
    {
        var before = at == 0 ? null : signs[at - 1];
        return before is { Joins: true } or { Kind: BooleanKind.Field or BooleanKind.Open or BooleanKind.Command }
            ? Refuse(
                before.Start,
                before.Kind == BooleanKind.Open
                    ? "there is nothing in these brackets: write what to find, or remove them."
                    : $"{before.Value} has nothing behind it: write what to find there, or remove it."
            )
            : Refuse(
                Sign.Start,
                Sign.Kind == BooleanKind.Close
                    ? "this \")\" closes nothing: remove it, or add the \"(\" where its group begins."
                    : $"{Sign.Value} has nothing before it: write what to find there, or remove it."
            );
    }

    private ImportOperand? Refuse(int where, string message)
    {
        Complain(where, message);
        return null;
    }

    private void Complain(int where, string message) => problems.Add(new(position(where), message));
}
