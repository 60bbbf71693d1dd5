namespace NewsMonitor.Configuration.Binding;

/// <summary>What a message repeats of what a person wrote: on one line, and not endless.</summary>
internal static class Shown
{
    private const int Limit = 60;

    /// <summary>The text with controls as spaces, cut when it is long.</summary>
    public static string Of(string text)
    {
        var line = string.Concat(text.Select(sign => char.IsControl(sign) ? ' ' : sign)).Trim();
        return line.Length <= Limit ? line : string.Concat(line.AsSpan(0, Limit), "…");
    }
}
