using System.Globalization;
using System.Text.RegularExpressions;

namespace NewsMonitor.Feeds.Parsing;

/// <summary>
/// Reads the dates that publishers write: ISO 8601 and W3CDTF, RFC 822 and its heirs, asctime, and what people make of
/// them. Neither the culture nor the zone of this machine plays a part; a date without a zone is read as UTC.
/// </summary>
internal static partial class FeedDates
{
    private const int LongestDate = 100;
    private static readonly TimeSpan Korea = TimeSpan.FromHours(9);

    /// <summary>The instant, in UTC; null when the text is no date.</summary>
    public static DateTimeOffset? Read(string? text)
    {
        var trimmed = text?.Trim() ?? "";
        if (trimmed.Length is 0 or > LongestDate)
            return null;
        return UsualDate.Read(trimmed)
            ?? ReadIso(trimmed)
            ?? ReadEastAsian(trimmed)
            ?? ReadNumeric(trimmed)
            ?? FreeDate.Read(trimmed);
    }

    private static DateTimeOffset? ReadIso(string text)
    {
        var match = Iso().Match(text);
        if (!match.Success)
            return null;
        var date = IsoDay(match);
        return date is null ? null : At(date.Value, match, FeedZones.OffsetOf(match.Groups["zone"].Value, date.Value));
    }

    private static DateOnly? IsoDay(Match match)
    {
        var year = Number(match, "year", 0);
        if (match.Groups["short"].Success)
            year = FullYear(Number(match, "short", 0));
        if (match.Groups["ordinal"].Success)
            return DayOfYear(year, Number(match, "ordinal", 1));
        if (match.Groups["week"].Success)
            return DayOfWeek(year, Number(match, "week", 1), Number(match, "weekday", 1));
        return Day(year, Number(match, "month", 1), Number(match, "day", 1));
    }

    /// <summary>2004년 05월 28일 01:31:15, 2004年05月28日 01:31, and 2004-05-25 오후 11:23:17.</summary>
    private static DateTimeOffset? ReadEastAsian(string text)
    {
        var match = EastAsian().Match(text);
        if (
            !match.Success
            || Day(Number(match, "year", 0), Number(match, "month", 0), Number(match, "day", 0)) is not { } day
        )
            return null;
        var zone = match.Groups["zone"].Value;
        var offset = zone.Length > 0 ? FeedZones.OffsetOf(zone, day) : EastAsianOffset(text);
        return At(day, match, offset);
    }

    private static TimeSpan? EastAsianOffset(string text) =>
        text.Contains('년', StringComparison.Ordinal) || text.Contains('오', StringComparison.Ordinal)
            ? Korea
            : TimeSpan.Zero;

    /// <summary>2006/09/15 08:19:53, 15.09.2006 08:19, 9/15/2006 8:19 PM: only where day and month cannot be mistaken.</summary>
    private static DateTimeOffset? ReadNumeric(string text)
    {
        var match = Numeric().Match(text);
        if (!match.Success || NumericDay(match) is not { } day)
            return null;
        return At(day, match, FeedZones.OffsetOf(match.Groups["zone"].Value, day));
    }

    private static DateOnly? NumericDay(Match match)
    {
        if (match.Groups["year"].Success)
            return Day(Number(match, "year", 0), Number(match, "month", 0), Number(match, "day", 0));
        var (first, second, year) = (Number(match, "a", 0), Number(match, "b", 0), Number(match, "last", 0));
        var isDayFirst = match.Groups["dot"].Success || first > 12;
        var isMonthFirst = second > 12 || match.Groups["half"].Success;
        if (isDayFirst)
            return Day(year, second, first);
        return isMonthFirst ? Day(year, first, second) : null;
    }

    /// <summary>The instant of a day and the time that a pattern found; midnight when it found none.</summary>
    private static DateTimeOffset? At(DateOnly day, Match match, TimeSpan? offset)
    {
        var fraction = match.Groups["fraction"] is { Success: true } digits
            ? double.Parse("0." + digits.Value, CultureInfo.InvariantCulture)
            : 0;
        var hour = Number(match, "hour", 0);
        var half = match.Groups["half"].Value;
        return Instant(
            day,
            OnTheClock(hour, half),
            Number(match, "minute", 0),
            Number(match, "second", 0),
            fraction,
            offset
        );
    }

    /// <summary>The instant of a wall clock; null when the clock cannot show it or the calendar ends before it.</summary>
    internal static DateTimeOffset? Instant(
        DateOnly day,
        int hour,
        int minute,
        int second,
        double fraction,
        TimeSpan? offset
    )
    {
        var isEndOfDay = hour == 24 && minute == 0 && second == 0;
        var isClock = hour is >= 0 and < 24 && minute is >= 0 and < 60 && second is >= 0 and <= 60;
        if (offset is null || !(isClock || isEndOfDay))
            return null;
        // 60 is a leap second: the clock of .NET has none, so it is the next second.
        var time = new TimeSpan(hour, minute, second) + TimeSpan.FromMilliseconds(Math.Floor(fraction * 1_000));
        var ticks = day.ToDateTime(TimeOnly.MinValue).Ticks + time.Ticks - offset.Value.Ticks;
        return ticks < 0 || ticks > DateTimeOffset.MaxValue.Ticks ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
    }

    /// <summary>Hours of a half day as hours of a day; others as they are.</summary>
    internal static int OnTheClock(int hour, string half) =>
        half switch
        {
            "" => hour,
            _ when hour is < 1 or > 12 => hour,
            "오전" or "午前" or "上午" => hour % 12,
            "오후" or "午後" or "下午" => (hour % 12) + 12,
            _ => half[0] is 'p' or 'P' ? (hour % 12) + 12 : hour % 12,
        };

    /// <summary>RFC 2822 §4.3: two digits below 50 are of this century; three are counted from 1900.</summary>
    internal static int FullYear(int year) =>
        year switch
        {
            < 50 => year + 2000,
            < 1000 => year + 1900,
            _ => year,
        };

    internal static DateOnly? Day(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : null;

    private static DateOnly? DayOfYear(int year, int ordinal) =>
        year is >= 1 and <= 9999 && ordinal >= 1 && ordinal <= (DateTime.IsLeapYear(year) ? 366 : 365)
            ? new DateOnly(year, 1, 1).AddDays(ordinal - 1)
            : null;

    private static DateOnly? DayOfWeek(int year, int week, int weekday) =>
        year is >= 2 and <= 9998 && week >= 1 && week <= ISOWeek.GetWeeksInYear(year)
            ? DateOnly.FromDateTime(ISOWeek.ToDateTime(year, week, (DayOfWeek)(weekday % 7)))
            : null;

    private static int Number(Match match, string group, int otherwise) =>
        match.Groups[group] is { Success: true } digits
            ? int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)
            : otherwise;

    [GeneratedRegex(
        @"^(?: (?<year>[0-9]{4}) (?: - (?<month>[0-9]{1,2}) (?: - (?<day>[0-9]{1,2}) )? | - (?<ordinal>[0-9]{3})
              | -? W (?<week>[0-9]{2}) (?: -? (?<weekday>[1-7]) )? | (?<month>[0-9]{2}) (?<day>[0-9]{2}) )?
            | (?<short>[0-9]{2}) -? (?<month>[0-9]{2}) -? (?<day>[0-9]{2})
            | - (?<short>[0-9]{2}) -? (?<month>[0-9]{2}) )
          (?: (?: \s* [Tt] \s* | \s+ | : ) (?<hour>[0-9]{1,2})
              (?: : (?<minute>[0-9]{1,2}) (?: : (?<second>[0-9]{1,2}) (?: [.,] (?<fraction>[0-9]{1,12}) )? )?
                | (?<minute>[0-9]{2}) (?: (?<second>[0-9]{2}) (?: [.,] (?<fraction>[0-9]{1,12}) )? )? )?
              (?: \s* (?<half>[AaPp]) \.? [Mm] \.? )?
              \s* (?<zone> [Zz] | [A-Za-z]{2,5} (?: [+-][0-9:]{1,6} )? | [+-] [0-9]{1,2} (?: :? [0-9]{2} )? )? )? $",
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant
    )]
    private static partial Regex Iso();

    [GeneratedRegex(
        @"^(?<year>[0-9]{4}) (?: \s* [년年] \s* (?<month>[0-9]{1,2}) \s* [월月] \s* (?<day>[0-9]{1,2}) \s* [일日]
            | [-./] (?<month>[0-9]{1,2}) [-./] (?<day>[0-9]{1,2}) (?= \s* [오午上下] ) )
          [^0-9오午上下]*
          (?: (?<half>오전|오후|午前|午後|上午|下午)? \s* (?<hour>[0-9]{1,2}) [:시時时] \s* (?<minute>[0-9]{1,2})
              (?: [:분分] \s* (?<second>[0-9]{1,2})? \s* [초秒]? )?
              \s* (?<zone> [A-Za-z]{1,5} | [+-] [0-9]{2} :? [0-9]{2} )? )? $",
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant
    )]
    private static partial Regex EastAsian();

    [GeneratedRegex(
        @"^(?: [A-Za-z]{2,9} ,? \s+ )?
          (?: (?<year>[0-9]{4}) [/.] (?<month>[0-9]{1,2}) [/.] (?<day>[0-9]{1,2})
            | (?<a>[0-9]{1,2}) (?: (?<dot>\.) | / ) (?<b>[0-9]{1,2}) [/.] (?<last>[0-9]{4}) )
          (?: ,? \s+ (?: - \s+ )? (?<hour>[0-9]{1,2}) : (?<minute>[0-9]{2}) (?: : (?<second>[0-9]{2}) (?: \. (?<fraction>[0-9]{1,12}) )? )?
              (?: \s* (?<half>[AaPp]) \.? [Mm] \.? )?
              \s* (?<zone> [A-Za-z]{1,5} (?: [+-][0-9:]{1,6} )? | [+-] [0-9]{1,2} (?: :? [0-9]{2} )? )? )? $",
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant
    )]
    private static partial Regex Numeric();
}
