using System.Globalization;
using NewsMonitor.Feeds.Parsing;

namespace NewsMonitor.Feeds.Fetching;

/// <summary>How long a response says that it stays as it is (RFC 9111 §4.2): until then, asking again is of no use.</summary>
internal static class Freshness
{
    /// <summary>What is longer says no more than this.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    /// <summary>The rest of the time that the response is fresh; null when it does not say, or says that it is not.</summary>
    /// <param name="cacheControl">The Cache-Control header; its max-age comes before Expires.</param>
    /// <param name="expires">The Expires header.</param>
    /// <param name="date">The Date header: Expires is read by the server's own clock.</param>
    /// <param name="age">The Age header: how long a cache on the way has had it.</param>
    /// <param name="now">Stands in for a Date that is missing.</param>
    public static TimeSpan? Read(string? cacheControl, string? expires, string? date, string? age, DateTimeOffset now)
    {
        var directives = Directives(cacheControl);
        if (directives.Any(directive => directive is "no-cache" or "no-store"))
            return null;
        var lifetime = MaxAge(directives) ?? UntilExpiry(expires, date, now);
        var rest = lifetime - (Seconds(age) ?? TimeSpan.Zero);
        return rest > TimeSpan.Zero ? rest : null;
    }

    private static string[] Directives(string? header) =>
        (header ?? "")
            .ToLowerInvariant()
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static TimeSpan? MaxAge(string[] directives)
    {
        const string name = "max-age=";
        var directive = Array.Find(directives, one => one.StartsWith(name, StringComparison.Ordinal));
        return directive is null ? null : Seconds(directive[name.Length..].Trim('"')) ?? TimeSpan.Zero;
    }

    private static TimeSpan? UntilExpiry(string? expires, string? date, DateTimeOffset now) =>
        DateOf(expires) is { } end ? Within(end - (DateOf(date) ?? now)) : null;

    // Expires: 0 and other words that are no date mean "already".
    private static DateTimeOffset? DateOf(string? header) =>
        header is not null && header.Contains(':', StringComparison.Ordinal) ? FeedDates.Read(header.Trim()) : null;

    private static TimeSpan? Seconds(string? text)
    {
        var digits = text?.Trim() ?? "";
        if (digits.Length == 0 || !digits.All(char.IsAsciiDigit))
            return null;
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? Within(TimeSpan.FromSeconds(seconds))
            : Longest;
    }

    private static TimeSpan Within(TimeSpan time) => time < Longest ? time : Longest;
}
