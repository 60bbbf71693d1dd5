using System.Globalization;
using NewsMonitor.Configuration.Yaml;

namespace NewsMonitor.Configuration.Binding;

/// <summary>Words that look like text and that YAML, in one of its versions, reads as something else.</summary>
internal static class YamlTrap
{
    /// <summary>What YAML makes of the value, in the words of a message; null when it stays text.</summary>
    public static string? Of(YamlScalar scalar)
    {
        if (!scalar.IsPlain)
            return null;
        return scalar.Value switch
        {
            "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => "true",
            "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => "false",
            "" or "~" or "null" or "Null" or "NULL" => "nothing",
            var text => Number(text),
        };
    }

    private static string? Number(string text)
    {
        var digits = text.TrimStart('-', '+').Replace("_", "", StringComparison.Ordinal);
        if (digits.Length == 0 || text.Length - text.TrimStart('-', '+').Length > 1)
            return null;
        if (IsPrefixed(digits))
            return "another number";
        if (digits.All(char.IsAsciiDigit))
            return digits.Length > 1 && digits[0] == '0' ? Octal(digits) : "a number";
        return IsBase60(digits) || IsFloat(digits) ? Float(digits) : null;
    }

    private static string Octal(string digits) =>
        digits.Length < 20 && digits.All(digit => digit < '8')
            ? Convert.ToInt64(digits, 8).ToString(CultureInfo.InvariantCulture)
            : "a number";

    private static bool IsPrefixed(string digits) =>
        digits is ['0', 'x' or 'o' or 'b', _, ..] && digits.Skip(2).All(char.IsAsciiHexDigit);

    private static bool IsBase60(string digits)
    {
        var parts = digits.Split(':');
        return parts.Length > 1
            && parts.All(part => part.Length is 1 or 2 && part.All(char.IsAsciiDigit))
            && parts.Skip(1).All(part => int.Parse(part, CultureInfo.InvariantCulture) < 60);
    }

    private static bool IsFloat(string digits) =>
        digits is ".inf" or ".Inf" or ".INF" or ".nan" or ".NaN" or ".NAN"
        || (
            (char.IsAsciiDigit(digits[0]) || digits[0] == '.')
            && double.TryParse(
                digits,
                NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture,
                out _
            )
        );

    private static string Float(string digits) =>
        double.TryParse(
            digits,
            NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture,
            out var value
        )
        && Math.Abs(value) < 1e15
            ? value.ToString(CultureInfo.InvariantCulture)
            : "a number";
}
