using NewsMonitor.Core.Rules;

namespace NewsMonitor.Configuration.Yaml;

/// <summary>How a value is written.</summary>
internal enum ScalarStyle
{
    Plain,
    SingleQuoted,
    DoubleQuoted,
    Block,
}

/// <summary>
/// Where each character of a value stands in its file. YAML folds lines, doubles quotes and knows escapes, so that the third
/// character of a value need not be the third behind its quote.
/// </summary>
/// <param name="file">The text of the whole file.</param>
/// <param name="style">How the value is written.</param>
/// <param name="start">Where it begins, its quote or block sign included.</param>
internal sealed class ScalarPlaces(string file, ScalarStyle style, SourcePosition start)
{
    /// <summary>The place of the character at an offset of the value; of its end when the offset lies behind it.</summary>
    public SourcePosition At(string value, int offset)
    {
        var begin = IndexOf(start);
        var at = AfterOpening(begin);
        var last = at;
        for (var i = 0; i <= offset && i < value.Length && at < file.Length; i++)
        {
            at = Skip(value[i], at);
            last = at;
            at += LengthAt(at);
        }
        return PlaceOf(begin, offset >= value.Length && value.Length > 0 ? at : last);
    }

    private int IndexOf(SourcePosition position)
    {
        var index = 0;
        for (var line = 1; line < position.Line; line++)
            index = file.IndexOf('\n', index) + 1;
        return Math.Min(index + position.Column - 1, file.Length);
    }

    private int AfterOpening(int begin)
    {
        if (style == ScalarStyle.Plain)
            return begin;
        if (style != ScalarStyle.Block)
            return begin + 1;
        var end = file.IndexOf('\n', begin);
        return end < 0 ? file.Length : end + 1;
    }

    /// <summary>Passes what YAML leaves out before a character: the indentation of a folded line, an escaped line break.</summary>
    private int Skip(char character, int at)
    {
        while (at < file.Length && file[at] != character)
            if (style == ScalarStyle.DoubleQuoted && file[at] == '\\' && IsBreak(at + 1))
                at += 2;
            else if (char.IsWhiteSpace(file[at]) && !char.IsWhiteSpace(character))
                at++;
            else
                return at;
        return at;
    }

    private bool IsBreak(int at) => at < file.Length && file[at] is '\n' or '\r';

    private int LengthAt(int at)
    {
        if (at + 1 >= file.Length)
            return 1;
        if (style == ScalarStyle.SingleQuoted && file[at] == '\'' && file[at + 1] == '\'')
            return 2;
        if (style != ScalarStyle.DoubleQuoted || file[at] != '\\')
            return 1;
        return file[at + 1] switch
        {
            'x' => 4,
            'u' => 6,
            'U' => 10,
            _ => 2,
        };
    }

    private SourcePosition PlaceOf(int begin, int at)
    {
        var (line, column) = (start.Line, start.Column);
        for (var i = begin; i < at && i < file.Length; i++)
            (line, column) = file[i] == '\n' ? (line + 1, 1) : (line, column + 1);
        return new(start.File, line, column);
    }
}
