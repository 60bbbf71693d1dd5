using System.Buffers;
using System.Globalization;
using NewsMonitor.Configuration.Binding;

namespace NewsMonitor.Configuration;

/// <summary>Durations (<c>30s</c>, <c>5m</c>, <c>1h30m</c>, <c>2d</c>) and sizes (<c>10MiB</c>).</summary>
internal static class Quantities
{
    // Beyond every range, and well within what a TimeSpan can hold.
    private const long MostSeconds = 1_000L * 365 * 86_400;

    private const string Units = "s, m, h, d or w";

    private static readonly SearchValues<char> Letters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    );

    /// <summary>The duration under a key, within a range; null when the key is missing or its value is refused.</summary>
    public static TimeSpan? Duration(this Section section, string key, TimeSpan least, TimeSpan most)
    {
        if (section.Scalar(key) is not { } scalar)
            return null;
        if (DurationOf(scalar.Value) is not { } duration)
            section.Complain(key, $"\"{key}\" is a duration with a unit: {Advice(scalar.Value)}");
        else if (duration < least || duration > most)
            section.Complain(
                key,
                $"\"{key}\" is {Shown.Of(scalar.Value)}: it goes from {Written(least)} to {Written(most)}."
            );
        else
            return duration;
        return null;
    }

    /// <summary>The number of bytes under a key, within a range.</summary>
    public static int? Size(this Section section, string key, int least, int most)
    {
        if (section.Scalar(key) is not { } scalar)
            return null;
        if (BytesOf(scalar.Value) is not { } bytes)
            section.Complain(
                key,
                $"\"{key}\" is a size like 10MiB, 512KiB or 1000000: \"{Shown.Of(scalar.Value)}\" is none."
            );
        else if (bytes < least || bytes > most)
            section.Complain(
                key,
                $"\"{key}\" is {Shown.Of(scalar.Value)}: it goes from {least >> 10}KiB to {most >> 20}MiB."
            );
        else
            return (int)bytes;
        return null;
    }

    /// <summary>The duration that a person would write: <c>1h30m</c>.</summary>
    public static string Written(TimeSpan duration)
    {
        (int Amount, string Unit)[] parts =
        [
            (duration.Days, "d"),
            (duration.Hours, "h"),
            (duration.Minutes, "m"),
            (duration.Seconds, "s"),
        ];
        return string.Concat(parts.Where(part => part.Amount > 0).Select(part => $"{part.Amount}{part.Unit}"));
    }

    /// <summary>Reads <c>1h30m</c>: whole numbers with units, the larger unit first; null when it is none.</summary>
    public static TimeSpan? DurationOf(string text)
    {
        var rest = text.AsSpan();
        var sum = 0L;
        var last = long.MaxValue;
        while (!rest.IsEmpty)
        {
            var digits = LeadingDigits(rest);
            var unit = digits < rest.Length ? SecondsOf(rest[digits]) : 0;
            if (digits == 0 || unit == 0 || unit >= last)
                return null;
            sum = Math.Min(sum + Bounded(rest[..digits]) * unit, MostSeconds);
            last = unit;
            rest = rest[(digits + 1)..];
        }
        return text.Length == 0 ? null : TimeSpan.FromSeconds(sum);
    }

    private static int LeadingDigits(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }

    // A number of more than nine digits is out of every range: it need not be exact.
    private static long Bounded(ReadOnlySpan<char> digits) =>
        digits.Length > 9 ? 999_999_999 : long.Parse(digits, CultureInfo.InvariantCulture);

    private static long SecondsOf(char unit) =>
        unit switch
        {
            's' => 1,
            'm' => 60,
            'h' => 3_600,
            'd' => 86_400,
            'w' => 604_800,
            _ => 0,
        };

    private static string Advice(string text)
    {
        if (text.StartsWith('-'))
            return "it cannot be negative. Write 5m, 30s, 2d or 1h30m.";
        var digits = LeadingDigits(text);
        var unit = text.AsSpan(digits).Trim();
        if (digits == 0 || digits > 9)
            return $"\"{Shown.Of(text)}\" is none. Write 5m, 30s, 2d or 1h30m.";
        if (unit.IsEmpty)
            return $"{text} of what? Write {text}s, {text}m or {text}h.";
        return Unit(unit) is { } meant
            ? $"write {text[..digits]}{meant}."
            : $"\"{Shown.Of(text)}\" is none. Write whole numbers with {Units}, the larger first: 1h30m.";
    }

    // "5 min", "2 Hours", "10S": the first letter tells what was meant, as long as no second number follows.
    private static char? Unit(ReadOnlySpan<char> written)
    {
        var first = "smhdw".IndexOf(written[..1].ToString(), StringComparison.OrdinalIgnoreCase);
        return first < 0 || written.ContainsAnyExcept(Letters) ? null : "smhdw"[first];
    }

    private static long? BytesOf(string text)
    {
        var digits = LeadingDigits(text);
        if (digits == 0)
            return null;
        var number = Bounded(text.AsSpan(0, digits));
        return text[digits..].Trim() switch
        {
            "" or "B" => number,
            "KB" or "kB" => number * 1_000,
            "KiB" => number << 10,
            "MB" => number * 1_000_000,
            "MiB" => number << 20,
            "GB" => number * 1_000_000_000,
            "GiB" => number << 30,
            _ => null,
        };
    }
}
