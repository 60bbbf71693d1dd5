namespace NewsMonitor.Feeds.Parsing;

/// <summary>A few words of a document, for a sentence about it.</summary>
internal static class Excerpt
{
    private const int Longest = 60;

    /// <summary>One line without control characters, cut where it is long.</summary>
    public static string Of(string text)
    {
        var start = text.Length > 4 * Longest ? text[..(4 * Longest)] : text;
        var words = start.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var line = string.Concat(string.Join(' ', words).Where(c => !char.IsControl(c)));
        return line.Length > Longest ? $"{line[..Longest]}…" : line;
    }
}
