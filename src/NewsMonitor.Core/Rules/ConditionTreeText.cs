using System.Globalization;
using System.Text;

namespace NewsMonitor.Core.Rules;

/// <summary>A condition as the tree that <c>match:</c> takes: YAML that reads back as the same.</summary>
public static class ConditionTreeText
{
    private const string Step = "  ";

    /// <summary>The tree, each line indented, without a line break at its end.</summary>
    /// <param name="condition">What to write.</param>
    /// <param name="indentation">The spaces before each line.</param>
    public static string Write(Condition condition, string indentation = "")
    {
        var lines = new StringBuilder();
        foreach (var line in Lines(condition))
            lines.Append(indentation).Append(line).Append('\n');
        return lines.ToString().TrimEnd('\n');
    }

    /// <summary>A text as YAML reads it back: without quotes where nothing can be misread.</summary>
    public static string Scalar(string text) =>
        IsPlain(text)
            ? text
            : $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static IEnumerable<string> Lines(Condition condition) =>
        condition switch
        {
            All all => Group("all:", all.Parts),
            Any any => Group("any:", any.Parts),
            None none => Group("none:", none.Parts),
            AtLeast atLeast =>
            [
                "at_least:",
                .. Indented([$"of: {Number(atLeast.Of)}", .. Group("from:", atLeast.From)]),
            ],
            Score score =>
            [
                "score:",
                .. Indented([$"reach: {Number(score.Reach)}", "add:", .. Items(score.Add.Select(Lines))]),
            ],
            Near near => ["near:", .. Indented(NearLines(near))],
            Origin origin => [$"{KeyOf(origin.Of)}: {Scalar(origin.Value)}"],
            Leaf leaf => [$"{LeafKind.Of(leaf).Key}: {Scalar(leaf.Words)}", .. Modifiers(leaf.Terms)],
            _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "not a condition of the language"),
        };

    private static IEnumerable<string> Lines(Points points) =>
        [.. Lines(points.Part), $"points: {Number(points.Worth)}"];

    private static IEnumerable<string> NearLines(Near near)
    {
        foreach (var line in Group("these:", near.These))
            yield return line;
        yield return $"within: {Number(near.Within)}";
        if (near.InOrder)
            yield return "order: yes";
        if (near.Same != Stretch.Sentence)
            yield return $"same: {WordOf(near.Same)}";
    }

    private static IEnumerable<string> Group(string key, IEnumerable<Condition> parts) =>
        Items(parts.Select(Lines)).Prepend(key);

    private static IEnumerable<string> Items(IEnumerable<IEnumerable<string>> items) =>
        Indented(items.SelectMany(lines => lines.Select((line, at) => (at == 0 ? "- " : Step) + line)));

    private static IEnumerable<string> Indented(IEnumerable<string> lines) => lines.Select(line => Step + line);

    private static IEnumerable<string> Modifiers(LeafTerms terms)
    {
        var plain = LeafTerms.Default;
        if (terms.By != plain.By)
            yield return $"match_by: {WordOf(terms.By)}";
        if (terms.Within is { } within)
            yield return $"within: {Number(within)}";
        if (terms.InOrder)
            yield return "order: yes";
        if (terms.Same is { } same)
            yield return $"same: {WordOf(same)}";
        if (!terms.In.SequenceEqual(plain.In))
            yield return $"in: [{string.Join(", ", terms.In.Select(WordOf))}]";
        if (terms.Times != plain.Times)
            yield return $"times: {Number(terms.Times)}";
        if (terms.ExactCase)
            yield return "case: exact";
        foreach (
            var (key, list) in new[] { ("also", terms.Also), ("never", terms.Never), ("except_in", terms.ExceptIn) }
        )
            if (!list.IsEmpty)
                yield return $"{key}: [{string.Join(", ", list.Select(Scalar))}]";
        if (terms.As != plain.As)
            yield return $"as: {WordOf(terms.As)}";
        if (!terms.Statuses.IsEmpty)
            yield return $"status: [{string.Join(", ", terms.Statuses.Select(WordOf))}]";
    }

    private static string KeyOf(OriginKind kind) =>
        kind switch
        {
            OriginKind.Feed => "feed",
            OriginKind.Author => "author",
            _ => "lang",
        };

    /// <summary>Every word of the language is the small-letter name of its constant.</summary>
    private static string WordOf<T>(T word)
        where T : struct, Enum => Enum.GetName(word)!.ToLowerInvariant();

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static bool IsPlain(string text) =>
        text.Length > 0
        && char.IsAsciiLetter(text[0])
        && text[^1] != ' '
        && text.All(sign => char.IsAsciiLetterOrDigit(sign) || sign == ' ')
        && text.ToLowerInvariant() is not ("true" or "false" or "yes" or "no" or "on" or "off" or "null" or "y" or "n");
}
