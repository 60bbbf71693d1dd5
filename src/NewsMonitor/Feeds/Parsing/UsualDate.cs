using System.Globalization;

namespace NewsMonitor.Feeds.Parsing;

/// <summary>
/// The two forms in which nearly every feed writes its dates, RFC 822 with a year of four digits and RFC 3339, read without
/// a pattern. Whatever else stands there is left to <see cref="FeedDates"/>, which reads these forms the same.
/// </summary>
internal static class UsualDate
{
    private const string Months = "JanFebMarAprMayJunJulAugSepOctNovDec";

    /// <summary>The instant, in UTC; null when the text is in no usual form.</summary>
    public static DateTimeOffset? Read(ReadOnlySpan<char> text) =>
        text.Length < 16 ? null
        : text[4] == '-' ? Rfc3339(text)
        : Rfc822(text);

    /// <summary><c>2026-05-11T12:00:00Z</c>, <c>2026-05-11T12:00:00+02:00</c>.</summary>
    private static DateTimeOffset? Rfc3339(ReadOnlySpan<char> text)
    {
        var isShaped = text.Length >= 20 && text[7] == '-' && text[10] == 'T' && text[13] == ':' && text[16] == ':';
        if (
            !isShaped
            || FeedDates.Day(Number(text[..4]), Number(text[5..7]), Number(text[8..10])) is not { } day
            || Offset(text[19..], day) is not { } offset
        )
            return null;
        return FeedDates.Instant(
            day,
            Number(text[11..13]),
            Number(text[14..16]),
            Number(text[17..19]),
            fraction: 0,
            offset
        );
    }

    /// <summary><c>Mon, 11 May 2026 12:00:00 GMT</c>; the day of the week, right or wrong, says nothing.</summary>
    private static DateTimeOffset? Rfc822(ReadOnlySpan<char> text)
    {
        if (text[3] == ',' && text[4] == ' ')
            text = text[5..];
        if (text.Length > 2 && text[1] == ' ')
            return Rfc822(Number(text[..1]), text[1..]);
        return text.Length > 2 && text[2] == ' ' ? Rfc822(Number(text[..2]), text[2..]) : null;
    }

    private static DateTimeOffset? Rfc822(int date, ReadOnlySpan<char> rest)
    {
        // " May 2026 12:00:00 GMT"
        var isShaped =
            rest.Length >= 20
            && rest[4] == ' '
            && rest[9] == ' '
            && rest[12] == ':'
            && rest[15] == ':'
            && rest[18] == ' ';
        if (
            !isShaped
            || Month(rest[1..4]) is not { } month
            || FeedDates.Day(Number(rest[5..9]), month, date) is not { } day
            || Offset(rest[19..], day) is not { } offset
        )
            return null;
        return FeedDates.Instant(
            day,
            Number(rest[10..12]),
            Number(rest[13..15]),
            Number(rest[16..18]),
            fraction: 0,
            offset
        );
    }

    private static int? Month(ReadOnlySpan<char> name)
    {
        var at = Months.AsSpan().IndexOf(name);
        return at >= 0 && at % 3 == 0 ? (at / 3) + 1 : null;
    }

    /// <summary>A zone by name, or an offset in digits with or without a colon.</summary>
    private static TimeSpan? Offset(ReadOnlySpan<char> zone, DateOnly day)
    {
        if (zone is "GMT" or "Z" or "UTC")
            return TimeSpan.Zero;
        if (zone.Length is >= 2 and <= 5 && !zone.ContainsAnyExceptInRange('A', 'Z'))
            return FeedZones.OffsetOf(zone.ToString(), day);
        if (zone.Length is not (5 or 6) || zone[0] is not ('+' or '-') || (zone.Length == 6 && zone[3] != ':'))
            return null;
        var (hours, minutes) = (Number(zone[1..3]), Number(zone[^2..]));
        if (hours is < 0 or > 15 || minutes is < 0 or > 59)
            return null;
        var offset = new TimeSpan(hours, minutes, 0);
        return zone[0] == '-' ? -offset : offset;
    }

    /// <summary>Below zero when these are not all digits: no part of a date is.</summary>
    private static int Number(ReadOnlySpan<char> digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
