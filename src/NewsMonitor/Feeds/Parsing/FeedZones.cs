using System.Globalization;
using System.Text.RegularExpressions;

namespace NewsMonitor.Feeds.Parsing;

/// <summary>
/// What publishers write for a zone: an offset, a name, or both (<c>GMT+1</c>). Where one name means several zones, the one
/// that news feeds mean: CST is Chicago, IST is Delhi, BST is British summer time.
/// </summary>
internal static partial class FeedZones
{
    private static readonly Dictionary<string, double> Hours = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = 0,
        ["Z"] = 0,
        ["UT"] = 0,
        ["UTC"] = 0,
        ["GMT"] = 0,
        ["WET"] = 0,
        ["WEST"] = 1,
        ["BST"] = 1,
        ["WAT"] = 1,
        ["CET"] = 1,
        ["MET"] = 1,
        ["MEZ"] = 1,
        ["CEST"] = 2,
        ["MEST"] = 2,
        ["MESZ"] = 2,
        ["CAT"] = 2,
        ["SAST"] = 2,
        ["EET"] = 2,
        ["EEST"] = 3,
        ["EAT"] = 3,
        ["IDT"] = 3,
        ["TRT"] = 3,
        ["MSK"] = 3,
        ["MSD"] = 4,
        ["GST"] = 4,
        ["PKT"] = 5,
        ["IST"] = 5.5,
        ["NPT"] = 5.75,
        ["WIB"] = 7,
        ["ICT"] = 7,
        ["HKT"] = 8,
        ["SGT"] = 8,
        ["MYT"] = 8,
        ["PHT"] = 8,
        ["AWST"] = 8,
        ["JST"] = 9,
        ["KST"] = 9,
        ["ACST"] = 9.5,
        ["AEST"] = 10,
        ["ACDT"] = 10.5,
        ["AEDT"] = 11,
        ["NZST"] = 12,
        ["NZDT"] = 13,
        ["NDT"] = -2.5,
        ["ADT"] = -3,
        ["ART"] = -3,
        ["BRT"] = -3,
        ["NST"] = -3.5,
        ["AST"] = -4,
        ["EDT"] = -4,
        ["CLT"] = -4,
        ["EST"] = -5,
        ["CDT"] = -5,
        ["CST"] = -6,
        ["MDT"] = -6,
        ["MST"] = -7,
        ["PDT"] = -7,
        ["PST"] = -8,
        ["AKDT"] = -8,
        ["AKST"] = -9,
        ["HST"] = -10,
    };

    /// <summary>Names that do not say whether the clock is on summer time: the day says it.</summary>
    private static readonly Dictionary<string, (string Winter, string Summer)> Seasonal = new(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["ET"] = ("EST", "EDT"),
        ["CT"] = ("CST", "CDT"),
        ["MT"] = ("MST", "MDT"),
        ["PT"] = ("PST", "PDT"),
    };

    /// <summary>True for a name that stands for a zone, the single letters of RFC 822 among them.</summary>
    public static bool IsZone(string name) => name.Length == 1 || Hours.ContainsKey(name) || Seasonal.ContainsKey(name);

    /// <summary>The offset from UTC on a day; null when the text is no zone.</summary>
    public static TimeSpan? OffsetOf(string zone, DateOnly day)
    {
        var match = Zone().Match(zone);
        if (!match.Success)
            return null;
        var name = match.Groups["name"].Value;
        return match.Groups["sign"].Success ? Numbered(match) : Named(name, day);
    }

    private static TimeSpan? Numbered(Match match)
    {
        var hours = int.Parse(match.Groups["hours"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        var minutes = match.Groups["minutes"] is { Success: true } digits
            ? int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)
            : 0;
        if (hours > 15 || minutes > 59)
            return null;
        var offset = new TimeSpan(hours, minutes, 0);
        return match.Groups["sign"].Value == "-" ? -offset : offset;
    }

    private static TimeSpan? Named(string name, DateOnly day)
    {
        if (Seasonal.TryGetValue(name, out var season))
            name = IsAmericanSummer(day) ? season.Summer : season.Winter;
        if (Hours.TryGetValue(name, out var hours))
            return TimeSpan.FromHours(hours);
        // RFC 2822 §4.3: the military letters were defined wrongly and mean no more than -0000.
        return name.Length == 1 ? TimeSpan.Zero : null;
    }

    /// <summary>Since 2007: from the second Sunday in March to the first in November.</summary>
    private static bool IsAmericanSummer(DateOnly day) =>
        day >= Sunday(day.Year, 3, 8) && day < Sunday(day.Year, 11, 1);

    private static DateOnly Sunday(int year, int month, int from)
    {
        var day = new DateOnly(year, month, from);
        return day.AddDays((7 - (int)day.DayOfWeek) % 7);
    }

    [GeneratedRegex(
        "^(?<name>[A-Za-z]*)(?:(?<sign>[+-])(?<hours>[0-9]{1,2})(?::?(?<minutes>[0-9]{2}))?)?$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Zone();
}
