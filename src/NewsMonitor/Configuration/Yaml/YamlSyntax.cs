using NewsMonitor.Core.Rules;

namespace NewsMonitor.Configuration.Yaml;

/// <summary>Says in an editor's words what the parser says in a parser's, and where the hand has to go.</summary>
internal static class YamlSyntax
{
    /// <summary>The message for a file that nests without end.</summary>
    public const string TooDeep =
        "lists and mappings stand more than 50 deep in one another here: no key needs more than 5.";

    /// <summary>What stands for the parser's words when it breaks off without any, as it does at a new line inside brackets.</summary>
    public const string NotClosed = "a bracket is not closed";

    private const string Indentation =
        "this line is indented unlike its neighbours: begin the keys of one mapping, and the dashes of one list, in one column.";

    private const string TextBehindQuote =
        "a value that begins with a quote ends with that quote, and more stands behind it: put single quotes around the whole value, like '\"troop withdrawal\" AND place:Iraq'.";

    /// <summary>Where the mistake is, and the remedy.</summary>
    public static (SourcePosition Position, string Remedy) Explain(SyntaxError error)
    {
        if (error.Message == TooDeep)
            return (error.Start, TooDeep);
        if (error.Message.Contains("tab", StringComparison.Ordinal) && FirstTab(error) is { } tab)
            return (tab, "a tab cannot indent YAML: use spaces.");
        if (error.Message.Contains("quoted scalar", StringComparison.Ordinal))
            return ExplainQuotes(error);
        return error.Bracket is { } bracket ? ExplainBracket(error, bracket) : (error.Start, ExplainBlock(error));
    }

    private static (SourcePosition, string) ExplainQuotes(SyntaxError error) =>
        error.Message.Contains("escape", StringComparison.Ordinal)
            ? (
                error.Start,
                "in double quotes a \\ begins an escape, and this one is unknown: write \\\\, or use single quotes."
            )
            : (
                error.Start,
                "this quote is not closed before the text goes back to the margin: close it, or double a quote that belongs to the text."
            );

    private static (SourcePosition, string) ExplainBracket(SyntaxError error, SourcePosition bracket)
    {
        if (error.Message != NotClosed && HoldsBareVariable(LineOf(error.Text, error.Start.Line)))
            return (error.Start, "a ${NAME} inside { } or [ ] needs quotes: write \"${NAME}\".");
        var open = CharacterAt(error.Text, bracket) == '[' ? ("[", "]") : ("{", "}");
        if (error.Message == NotClosed || error.Start.Line > bracket.Line || IsLineEnd(error.Text, error.Start))
            return (bracket, $"this \"{open.Item1}\" is not closed: add the \"{open.Item2}\".");
        return (
            error.Start,
            $"a \",\" or the closing \"{open.Item2}\" is missing here; put quotes around text that holds brackets, quotes or \": \"."
        );
    }

    private static string ExplainBlock(SyntaxError error)
    {
        if (error.Message.Contains("cannot start any token", StringComparison.Ordinal))
            return $"a value cannot begin with {CharacterAt(error.Text, error.Start)} : put quotes around it.";
        if (error.Message.Contains("invalid mapping", StringComparison.Ordinal))
            return ExplainColon(error);
        if (error.Message.Contains("did not find expected", StringComparison.Ordinal))
            return IsBehindQuote(error) ? TextBehindQuote : Indentation;
        return $"this is not YAML ({error.Message.TrimEnd('.')}): compare it with a line that works, and put quotes around text with signs in it.";
    }

    private static bool IsBehindQuote(SyntaxError error)
    {
        var line = LineOf(error.Text, error.Start.Line);
        return error.Start.Column <= line.Length && line[..(error.Start.Column - 1)].TrimEnd() is [.., '"' or '\''];
    }

    private static string ExplainColon(SyntaxError error)
    {
        var before = LineOf(error.Text, error.Start.Line - 1).TrimStart();
        if (before.Length > 1 && before[0] == '-' && before[1] is not (' ' or '-'))
            return "the line above begins a list item without a space: write \"- \" and then the key.";
        return "a \": \" is not expected here: put quotes around a value that holds one, or begin this line in the column of the keys it belongs to.";
    }

    /// <summary>The first bracket that opens at a place or on the rest of its line; null when none does.</summary>
    public static SourcePosition? FirstBracket(string text, SourcePosition start)
    {
        var line = LineOf(text, start.Line);
        var offset = Math.Clamp(start.Column - 1, 0, line.Length);
        var bracket = line.AsSpan(offset).IndexOfAny('[', '{');
        return bracket < 0 ? null : start with { Column = offset + bracket + 1 };
    }

    private static SourcePosition? FirstTab(SyntaxError error)
    {
        var number = 0;
        foreach (var line in error.Text.Split('\n'))
        {
            number++;
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            if (
                number >= error.Start.Line
                && tab >= 0
                && string.IsNullOrWhiteSpace(line[..tab])
                && !string.IsNullOrWhiteSpace(line)
            )
                return new(error.File, number, tab + 1);
        }
        return null;
    }

    private static bool HoldsBareVariable(string line)
    {
        var dollar = line.IndexOf("${", StringComparison.Ordinal);
        return dollar >= 0 && !line[..dollar].EndsWith('"') && !line[..dollar].EndsWith('\'');
    }

    private static bool IsLineEnd(string text, SourcePosition position)
    {
        var line = LineOf(text, position.Line);
        return position.Column > line.Length || string.IsNullOrWhiteSpace(line[(position.Column - 1)..]);
    }

    private static char CharacterAt(string text, SourcePosition position)
    {
        var line = LineOf(text, position.Line);
        return position.Column >= 1 && position.Column <= line.Length ? line[position.Column - 1] : ' ';
    }

    private static string LineOf(string text, int number)
    {
        var start = 0;
        for (var line = 1; line < number && start >= 0; line++)
            start = text.IndexOf('\n', start) is var end && end < 0 ? -1 : end + 1;
        if (start < 0 || number < 1)
            return "";
        var stop = text.IndexOf('\n', start);
        return (stop < 0 ? text[start..] : text[start..stop]).TrimEnd('\r');
    }
}

/// <summary>What the parser complains of.</summary>
/// <param name="Text">The whole file.</param>
/// <param name="File">Its name.</param>
/// <param name="Start">Where the parser began to read what failed.</param>
/// <param name="End">Where it gave up.</param>
/// <param name="Bracket">The innermost bracket that is still open; null when there is none.</param>
/// <param name="Message">The parser's own words.</param>
internal sealed record SyntaxError(
    string Text,
    string File,
    SourcePosition Start,
    SourcePosition End,
    SourcePosition? Bracket,
    string Message
);
