using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using NewsMonitor.Core.Text;

namespace NewsMonitor.Core.Rules.Import;

/// <summary>Splits an expression of another tool into its signs. Operators are read in capitals and in small letters.</summary>
internal sealed partial class BooleanSigns(string text)
{
    private readonly ImmutableArray<BooleanSign>.Builder signs = ImmutableArray.CreateBuilder<BooleanSign>();
    private int at;

    /// <summary>What keeps the expression from being read, and where; null when nothing does.</summary>
    public (int At, string Message)? Fault { get; private set; }

    /// <summary>What was left out.</summary>
    public HashSet<string> Notes { get; } = [];

    /// <summary>All signs up to the first fault, an <see cref="BooleanKind.End"/> behind them.</summary>
    public ImmutableArray<BooleanSign> Read()
    {
        while (Fault is null && SkipSpace())
            ReadSign();
        Add(BooleanKind.End, at, "");
        return signs.ToImmutable();
    }

    private bool SkipSpace()
    {
        while (at < text.Length)
            if (char.IsWhiteSpace(text[at]) || Folding.IsInvisible(text[at]))
                at++;
            else if (text.AsSpan(at).StartsWith("<<<", StringComparison.Ordinal))
                SkipComment();
            else
                return true;
        return false;
    }

    private void SkipComment()
    {
        var end = text.IndexOf(">>>", at, StringComparison.Ordinal);
        at = end < 0 ? text.Length : end + 3;
    }

    private void ReadSign()
    {
        var start = at;
        if (text[at] is '(' or ')')
            Add(text[at++] == '(' ? BooleanKind.Open : BooleanKind.Close, start, "");
        else if (Folding.IsQuote(text[at]))
            ReadEnclosed(BooleanKind.Quoted, Folding.IsQuote, "\"");
        else if (text[at] == '{')
            ReadEnclosed(BooleanKind.Cased, sign => sign == '}', "}");
        else if (text[at] == '^')
            SkipWeight();
        else
            ReadWord();
    }

    private BooleanSign Add(BooleanKind kind, int start, string value)
    {
        var sign = new BooleanSign(kind, start, at, value);
        signs.Add(sign);
        return sign;
    }

    private void Refuse(int start, string message) => Fault ??= (start, message);

    private void ReadEnclosed(BooleanKind kind, Func<char, bool> closes, string close)
    {
        var start = at++;
        while (at < text.Length && !closes(text[at]))
            at++;
        if (at == text.Length)
        {
            Refuse(start, $"this is not closed: add the {close} where it ends.");
            return;
        }
        var value = text[(start + 1)..at++].Trim();
        if (value.Length == 0)
            Refuse(start, "there is nothing between these: write what to find, or remove them.");
        Add(kind, start, value);
        ReadSlop();
    }

    /// <summary><c>"apple juice"~5</c></summary>
    private void ReadSlop()
    {
        if (at >= text.Length || text[at] != '~')
            return;
        var start = ++at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        if (NumberOf(text[start..at]) is { } within)
            signs[^1] = signs[^1] with { Number = within, End = at };
        else
            Refuse(start - 1, $"~ needs a number up to {Near.Widest} behind it, like ~5.");
    }

    private void SkipWeight()
    {
        at++;
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.'))
            at++;
        Notes.Add("^n was left out: Monitor shows what matched without it.");
    }

    private void ReadWord()
    {
        var start = at;
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && !IsBoundary(text[at]))
            if (text[at++] == ':' && IsFieldName(text[start..(at - 1)]))
            {
                Add(BooleanKind.Field, start, text[start..(at - 1)]);
                return;
            }
        Classify(start, text[start..at]);
    }

    private static bool IsBoundary(char sign) => sign is '(' or ')' or '{' or '^' || Folding.IsQuote(sign);

    private static bool IsFieldName(string name) =>
        name.Length > 1 && name.All(sign => char.IsAsciiLetter(sign) || sign == '_');

    private void Classify(int start, string word)
    {
        if (word is ['-', var next, ..] && char.IsLetterOrDigit(next))
        {
            AddNot(start, start + 1);
            Add(BooleanKind.Word, start + 1, word[1..]);
        }
        else if (at < text.Length && text[at] == '(' && Command().Match(word) is { Success: true } command)
            AddCommand(start, command);
        else if (!TryAddOperator(start, word) && !TryAddNear(start, word))
            Add(BooleanKind.Word, start, word);
    }

    private void AddCommand(int start, Match command)
    {
        var sign = Add(BooleanKind.Command, start, command.Groups[1].Value.ToUpperInvariant());
        if (command.Groups[2].ValueSpan.Length > 0)
            signs[^1] = sign with { Number = NumberOf(command.Groups[2].Value) };
    }

    private bool TryAddOperator(int start, string word)
    {
        switch (word.ToUpperInvariant())
        {
            case "AND" or "&" or "&&" or "+":
                Add(BooleanKind.And, start, "AND");
                return true;
            case "OR" or "|" or "||":
                Add(BooleanKind.Or, start, "OR");
                return true;
            case "NOT" or "BUT" or "ANDNOT":
                AddNot(start, at);
                return true;
            default:
                return false;
        }
    }

    /// <summary>AND NOT and BUT NOT are one sign.</summary>
    private void AddNot(int start, int end)
    {
        var follows = signs.Count > 0 && (signs[^1].Kind == BooleanKind.And || signs[^1].Kind == BooleanKind.AndNot);
        if (follows)
        {
            start = signs[^1].Start;
            signs.RemoveAt(signs.Count - 1);
        }
        signs.Add(new(BooleanKind.AndNot, start, end, "AND NOT"));
    }

    private bool TryAddNear(int start, string word)
    {
        if (Distance().Match(word) is not { Success: true } read)
            return false;
        var name = (read.Groups[1].Value + read.Groups[4].Value).ToUpperInvariant();
        var reach = read.Groups[2].Value.ToUpperInvariant();
        var negated = signs.Count > 0 && signs[^1].Kind == BooleanKind.AndNot && IsNotAlone(signs[^1]);
        if (negated)
        {
            start = signs[^1].Start;
            signs.RemoveAt(signs.Count - 1);
        }
        var sign = new BooleanSign(negated ? BooleanKind.NotNear : BooleanKind.Near, start, at, text[start..at])
        {
            InOrder = name is "PRE" or "ONEAR" or "P" || read.Groups[3].Success,
            Same = reach.StartsWith('P') ? Stretch.Paragraph : Stretch.Sentence,
            Number =
                reach.Length == 0 ? Near.DefaultWithin
                : reach.StartsWith('S') || reach.StartsWith('P') ? Near.Widest
                : NumberOf(reach),
        };
        if (reach == "SEG")
        {
            Notes.Add("W/SEG was read as AND.");
            sign = sign with
            {
                Kind = negated ? BooleanKind.AndNot : BooleanKind.And,
                Value = negated ? "AND NOT" : "AND",
            };
        }
        else if (sign.Number is null)
            Refuse(start, $"\"{word}\" needs a whole number up to {Near.Widest}.");
        signs.Add(sign);
        return true;
    }

    /// <summary>True for NOT itself, false for a minus sign.</summary>
    private bool IsNotAlone(BooleanSign not) =>
        text[not.Start..not.End].EndsWith("NOT", StringComparison.OrdinalIgnoreCase);

    private static int? NumberOf(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number is >= 0 and <= Near.Widest
            ? number
            : null;

    /// <summary>W/5, NEAR/5, NEAR/5f, ONEAR/5, PRE/5, /5, /s, /p; NEAR and ONEAR alone.</summary>
    [GeneratedRegex(
        "^(?:(w|near|onear|pre|p|within)?/(s(?:ent|entence)?|p(?:ara|aragraph)?|seg|[0-9]+)(f)?|(o?near))$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Distance();

    [GeneratedRegex(
        "^(ATLEAST|ALLCAPS|CAPS|NOCAPS|PLURAL|SINGULAR|HEADLINE|TITLE|HLEAD|LEAD|BODY|BYLINE|AUTHOR)([0-9]*)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Command();
}
