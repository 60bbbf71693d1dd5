using System.Globalization;
using System.Text.RegularExpressions;

namespace NewsMonitor.Feeds.Parsing;

/// <summary>
/// A date whose month is a word, its parts in whatever order: RFC 822, RFC 850, asctime, <c>Jan 6, 2020 8:00 PM</c>,
/// <c>6. März 2020</c>. Each part is known by its look; a weekday, right or wrong, says nothing.
/// </summary>
internal sealed partial class FreeDate
{
    private readonly List<int> _numbers = [];
    private int? _year;
    private int? _month;
    private Match? _time;
    private string _half = "";
    private string _zone = "";

    private FreeDate() { }

    /// <summary>The instant, in UTC; null when the text is no such date.</summary>
    public static DateTimeOffset? Read(string text)
    {
        var date = new FreeDate();
        foreach (Match part in Parts().Matches(text))
            date.Take(part);
        return date.Instant();
    }

    private void Take(Match part)
    {
        if (part.Groups["time"].Success)
            _time ??= part;
        else if (part.Groups["offset"].Success)
            _zone = Offset(part.Value);
        else if (part.Groups["number"].Success)
            TakeNumber(part.Value);
        else
            TakeWord(part.Value);
    }

    /// <summary>An offset counts once there is a time; before it, a sign is only a dash between day, month and year.</summary>
    private string Offset(string offset)
    {
        if (_time is not null)
            return _zone + offset;
        if (!offset.Contains(':', StringComparison.Ordinal))
            TakeNumber(offset[1..]);
        return _zone;
    }

    private void TakeNumber(string digits)
    {
        var number = int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        if (digits.Length >= 3)
            _year ??= number;
        else
            _numbers.Add(number);
    }

    private void TakeWord(string word)
    {
        // Before the time the last word counts: in "mar 7 jan" the first is a Tuesday.
        if ((_time is null || _month is null) && FeedMonths.Number(word) is { } month)
            _month = month;
        else if (_time is not null && Half().IsMatch(word))
            _half = word;
        else if (_time is not null && _zone.Length == 0 && FeedZones.IsZone(word))
            _zone = word;
    }

    private DateTimeOffset? Instant()
    {
        if (_month is not { } month || _numbers.Count == 0)
            return null;
        if (Day(month) is not { } day)
            return null;
        return FeedDates.Instant(
            day,
            FeedDates.OnTheClock(Clock("hour"), _half),
            Clock("minute"),
            Clock("second"),
            0,
            FeedZones.OffsetOf(_zone, day)
        );
    }

    /// <summary>The day stands before a year of two digits.</summary>
    private DateOnly? Day(int month)
    {
        if (_year is { } year)
            return FeedDates.Day(year < 100 ? FeedDates.FullYear(year) : year, month, _numbers[0]);
        return _numbers.Count > 1 ? FeedDates.Day(FeedDates.FullYear(_numbers[1]), month, _numbers[0]) : null;
    }

    private int Clock(string hand) =>
        _time?.Groups[hand] is { Success: true } digits
            ? int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)
            : 0;

    [GeneratedRegex(
        @"(?<time> (?<hour>[0-9]{1,2}) [:h] (?<minute>[0-9]{2}) (?: : (?<second>[0-9]{1,2}) (?: [.,] [0-9]{1,12} )? )? )
          | (?<offset> [+-] [0-9]{1,2} (?: :? [0-9]{2} )? (?![0-9]) )
          | (?<number> [0-9]{1,4} )
          | (?<word> [\p{L}\p{M}]+ )",
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant
    )]
    private static partial Regex Parts();

    [GeneratedRegex("^[ap]m?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Half();
}
