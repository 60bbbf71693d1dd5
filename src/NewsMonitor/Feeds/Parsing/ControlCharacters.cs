using System.Text;

namespace NewsMonitor.Feeds.Parsing;

/// <summary>
/// U+0080 to U+009F are control characters that nobody writes. Who writes <c>&amp;#146;</c> means byte 146 of windows-1252,
/// a curly apostrophe, and browsers read it so (HTML §13.2.5.80); in XML it is legal and stays what it is.
/// </summary>
internal static class ControlCharacters
{
    private const char First = '\u0080';
    private const char Last = '\u009F';

    private static readonly string Meant = Encoding
        .GetEncoding(1252)
        .GetString([.. Enumerable.Range(First, Last - First + 1).Select(code => (byte)code)]);

    /// <summary>The text with the characters that were meant.</summary>
    public static string Mend(string text) =>
        text.AsSpan().IndexOfAnyInRange(First, Last) < 0
            ? text
            : string.Concat(text.Select(c => c is >= First and <= Last ? Meant[c - First] : c));
}
