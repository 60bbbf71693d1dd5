using System.Globalization;
using NewsMonitor.Feeds.Parsing;

namespace NewsMonitor.Feeds.Fetching;

/// <summary>Reads the Retry-After header (RFC 9110 §10.2.3): seconds or a date.</summary>
internal static class RetryAfter
{
    /// <summary>Nobody may silence a feed for longer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>The wait it asks for, within [0, 24 h]; null when it is absent or says nothing.</summary>
    public static TimeSpan? Read(string? header, DateTimeOffset now)
    {
        var text = header?.Trim() ?? "";
        if (text.Length == 0)
            return null;
        if (text.All(char.IsAsciiDigit))
            return Seconds(text);
        // Only a date with a time in it: a bare number with a sign or a year is a mistake, not an instant.
        return text.Contains(':', StringComparison.Ordinal) && FeedDates.Read(text) is { } date
            ? Bounded(date - now)
            : null;
    }

    private static TimeSpan Seconds(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? Bounded(TimeSpan.FromSeconds(seconds))
            : Longest;

    /// <summary>The wait within [0, 24 h].</summary>
    public static TimeSpan Bounded(TimeSpan wait) =>
        wait < TimeSpan.Zero ? TimeSpan.Zero
        : wait > Longest ? Longest
        : wait;
}
