using System.Text;
using NewsMonitor.Configuration.Yaml;

namespace NewsMonitor.Configuration.Binding;

/// <summary>Puts the environment's value in the place of <c>${NAME}</c>. What comes out may be a secret: never show it.</summary>
/// <param name="valueOf">The value of a variable; null when there is none.</param>
internal sealed class Variables(Func<string, string?> valueOf)
{
    private const string Begin = "${";

    /// <summary>True when the text names a variable.</summary>
    public static bool AreIn(string text) => text.Contains(Begin, StringComparison.Ordinal);

    /// <summary>The text with every variable replaced; null when one cannot be, which is then reported.</summary>
    public string? Replace(YamlScalar scalar, Problems problems)
    {
        var result = new StringBuilder();
        var rest = scalar.Value.AsSpan();
        while (rest.IndexOf(Begin, StringComparison.Ordinal) is var start and >= 0)
        {
            var end = rest[start..].IndexOf('}');
            var name = end < 0 ? "" : rest[(start + Begin.Length)..(start + end)].ToString();
            var (value, complaint) = Find(name, isClosed: end >= 0);
            if (complaint is not null)
            {
                problems.Add(scalar.Position, complaint);
                return null;
            }
            result.Append(rest[..start]).Append(value);
            rest = rest[(start + end + 1)..];
        }
        return result.Append(rest).ToString();
    }

    private (string? Value, string? Complaint) Find(string name, bool isClosed)
    {
        if (!isClosed)
            return (null, "a ${ is not closed: write ${NAME}.");
        if (!IsName(name))
            return (null, "a variable's name is letters, digits and _, and begins with no digit: write ${NAME}.");
        var value = valueOf(name)?.TrimEnd('\r', '\n');
        return string.IsNullOrEmpty(value)
            ? (
                null,
                $"the environment variable {Shown.Of(name)} is {(value is null ? "not set" : "empty")}: set it before Monitor starts."
            )
            : (value, null);
    }

    private static bool IsName(string name) =>
        name.Length > 0
        && !char.IsAsciiDigit(name[0])
        && name.All(sign => char.IsAsciiLetterOrDigit(sign) || sign == '_');
}
