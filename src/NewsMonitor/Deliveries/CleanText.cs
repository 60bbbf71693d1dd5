using System.Globalization;
using System.Text;

namespace NewsMonitor.Deliveries;

/// <summary>
/// Makes the text of strangers fit to be shown: it can no longer end a header, start a line, turn the reading direction or
/// steer a terminal. What a person would read stays as it is.
/// </summary>
internal static class CleanText
{
    private const char Ellipsis = '…';
    private static readonly Rune Space = new(' ');
    private static readonly Rune LineFeed = new('\n');

    /// <summary>One line: every break, control and run of spaces is one space; trimmed.</summary>
    public static string Line(string text) => Piece(text).Trim(' ');

    /// <summary>A stretch out of a line: as <see cref="Line"/>, but a space at either end stays.</summary>
    public static string Piece(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in Visible(text))
        {
            if (!Rune.IsWhiteSpace(rune) && !Rune.IsControl(rune))
                clean.Append(rune);
            else if (clean.Length == 0 || clean[^1] != ' ')
                clean.Append(' ');
        }
        return clean.ToString();
    }

    /// <summary>Paragraphs: every kind of line break is LF, empty lines are left out, each line is a <see cref="Line"/>.</summary>
    public static string Block(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(Line).Where(line => line.Length > 0));

    /// <summary>Valid UTF-16: a lone surrogate becomes U+FFFD, and nothing else changes.</summary>
    public static string WellFormed(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            clean.Append(rune);
        return clean.ToString();
    }

    /// <summary>
    /// At most so many UTF-16 units, an ellipsis included, never within what a reader sees as one character; only a
    /// single such character that is longer than the limit is cut in two.
    /// </summary>
    public static string Cut(string text, int limit)
    {
        if (text.Length <= limit)
            return text;
        var end = 0;
        while (
            StringInfo.GetNextTextElementLength(text.AsSpan(end, Math.Min(limit + 1, text.Length - end))) is var next
            && end + next < limit
        )
            end += next;
        if (end == 0)
            end = char.IsHighSurrogate(text[limit - 2]) ? limit - 2 : limit - 1;
        return string.Concat(text.AsSpan(0, end).TrimEnd(), [Ellipsis]);
    }

    private static IEnumerable<Rune> Visible(string text)
    {
        var before = Space;
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsHidden(rune) && !JoinsLetters(before, rune) && !JoinsEmoji(before, rune))
                continue;
            yield return IsNonCharacter(rune) ? Rune.ReplacementChar
            : IsLineBreak(rune) ? LineFeed
            : rune;
            before = rune;
        }
    }

    /// <summary>Zero-width characters, marks and overrides of direction, soft hyphens, tags: all of category Cf.</summary>
    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format;

    private static bool IsNonCharacter(Rune rune) =>
        (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF;

    private static bool IsLineBreak(Rune rune) => rune.Value is 0x2028 or 0x2029 or 0x85;

    /// <summary>Persian and the scripts of India write with joiners (U+200C, U+200D) inside words.</summary>
    private static bool JoinsLetters(Rune before, Rune joiner) =>
        joiner.Value is 0x200C or 0x200D && before.Value is >= 0x600 and <= 0xDFF;

    /// <summary>A zero-width joiner (U+200D) makes one picture of several.</summary>
    private static bool JoinsEmoji(Rune before, Rune joiner) =>
        joiner.Value == 0x200D
        && (
            before.Value == 0xFE0F
            || Rune.GetUnicodeCategory(before) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol
        );
}
