using System.Globalization;
using System.Text.RegularExpressions;

namespace NewsMonitor.Core.Rules;

/// <summary>Whether a regular expression can run on the non-backtracking engine, and says something.</summary>
internal static partial class PatternCheck
{
    /// <summary>How often counted repetitions may repeat in all; the engine unrolls them.</summary>
    private const long MostRepetitions = 1_000;

    private static readonly (string Sign, string Name)[] Unsupported =
    [
        ("(?=", "a look-ahead (?=…)"),
        ("(?!", "a look-ahead (?!…)"),
        ("(?<=", "a look-behind (?<=…)"),
        ("(?<!", "a look-behind (?<!…)"),
        ("(?>", "an atomic group (?>…)"),
        ("(?(", "a conditional (?(…)…)"),
    ];

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public static string? Message(Leaf leaf)
    {
        if (Repetitions(leaf.Words) > MostRepetitions)
            return $"this regular expression repeats more than {MostRepetitions} times by its {{…}}: write * or +, or smaller numbers.";
        try
        {
            var regex = new Regex(leaf.Words, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            return regex.IsMatch("")
                ? "this regular expression also matches a text without any letter, so it would match everything: begin or end it with something that must be there."
                : null;
        }
        catch (RegexParseException fault)
        {
            return $"this regular expression cannot be read at its character {fault.Offset}: {Reason(fault.Error)}";
        }
        catch (NotSupportedException)
        {
            return $"this regular expression has {Found(leaf.Words)}, which cannot be matched in bounded time: write it without, and what must not stand there under not: or except_in:.";
        }
    }

    private static string Found(string pattern) =>
        Array.Find(Unsupported, one => pattern.Contains(one.Sign, StringComparison.Ordinal)).Name
        ?? "a back-reference (\\1)";

    private static long Repetitions(string pattern)
    {
        long all = 1;
        foreach (Match counted in Counted().Matches(pattern))
        {
            var last = counted.Groups[2].Success ? counted.Groups[2] : counted.Groups[1];
            all *= long.TryParse(last.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var times)
                ? Math.Clamp(times, 1, MostRepetitions + 1)
                : MostRepetitions + 1;
            if (all > MostRepetitions)
                break;
        }
        return all;
    }

    private static string Reason(RegexParseError error) =>
        error switch
        {
            RegexParseError.InsufficientClosingParentheses =>
                "a ( is not closed: add the ), or write \\( for the sign.",
            RegexParseError.InsufficientOpeningParentheses =>
                "a ) closes nothing: remove it, or write \\) for the sign.",
            RegexParseError.UnterminatedBracket => "a [ is not closed: add the ], or write \\[ for the sign.",
            RegexParseError.QuantifierAfterNothing =>
                "nothing stands before a *, + or ?: write what repeats, or \\* for the sign.",
            RegexParseError.NestedQuantifiersNotParenthesized => "two of *, +, ? stand in a row: keep one of them.",
            RegexParseError.ReversedQuantifierRange =>
                "the numbers in {…} stand in the wrong order: write the smaller one first.",
            RegexParseError.ReversedCharacterRange =>
                "a range in […] goes backwards: write the first letter first, like [a-z].",
            RegexParseError.UnescapedEndingBackslash => "it ends in \\ : remove it, or write \\\\ for the sign.",
            RegexParseError.UnrecognizedEscape => "\\ stands before a letter that means nothing: remove the \\.",
            RegexParseError.UndefinedNumberedReference or RegexParseError.UndefinedNamedReference =>
                "it refers to a group that is not there: remove the reference.",
            _ => "compare it with a simpler one that works, and write \\ before signs that mean themselves.",
        };

    [GeneratedRegex(@"\{(\d+)(?:,(\d+))?,?\}", RegexOptions.CultureInvariant)]
    private static partial Regex Counted();
}
