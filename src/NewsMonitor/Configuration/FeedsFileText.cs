using System.Text;
using System.Text.RegularExpressions;

namespace NewsMonitor.Configuration;

/// <summary>One feed to be written into <c>feeds.yaml</c>.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="Name">What alerts show as the source.</param>
/// <param name="Id">An id of its own where the name would give one that is taken; else null.</param>
/// <param name="Every">How often, as written; null for the default.</param>
/// <param name="Tags">Tags.</param>
internal sealed record FeedLine(Uri Address, string Name, string? Id, string? Every, IReadOnlyList<string> Tags);

/// <summary>Adds feeds to the text of <c>feeds.yaml</c> and leaves every comment and line that is there.</summary>
internal static partial class FeedsFileText
{
    /// <summary>The text with the feeds at its end; null when it is written in a way that nothing can be added to.</summary>
    public static string? Add(string text, IEnumerable<FeedLine> feeds)
    {
        if (EmptyList().Match(text) is { Success: true } empty)
            return $"{text[..empty.Index]}feeds:\n{Lines(feeds, "  ")}{text[(empty.Index + empty.Length)..]}";
        if (FirstItem().Match(text) is not { Success: true } item)
            return null;
        return $"{text.TrimEnd()}\n{Lines(feeds, item.Groups["indent"].Value)}";
    }

    /// <summary>A file that holds nothing but these feeds.</summary>
    public static string New(IEnumerable<FeedLine> feeds) =>
        $"# yaml-language-server: $schema=schema/feeds.schema.json\nfeeds:\n{Lines(feeds, "  ")}";

    /// <summary>The feeds as lines of a list.</summary>
    public static string Lines(IEnumerable<FeedLine> feeds, string indent) =>
        string.Concat(feeds.Select(feed => $"{indent}- {Line(feed)}\n"));

    private static string Line(FeedLine feed)
    {
        var keys = new List<string> { $"url: {Quoted(feed.Address.AbsoluteUri)}", $"name: {Quoted(feed.Name)}" };
        if (feed.Id is { } id)
            keys.Add($"id: {id}");
        if (feed.Every is { } every)
            keys.Add($"every: {every}");
        if (feed.Tags.Count > 0)
            keys.Add($"tags: [{string.Join(", ", feed.Tags.Select(Quoted))}]");
        return $"{{ {string.Join(", ", keys)} }}";
    }

    /// <summary>As YAML reads it back, whatever a stranger wrote: one line, and no variable of the environment.</summary>
    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var sign in text.Replace("${", "$ {", StringComparison.Ordinal))
        {
            if (sign is '"' or '\\')
                quoted.Append('\\').Append(sign);
            else
                quoted.Append(char.IsControl(sign) || sign is '\u2028' or '\u2029' ? ' ' : sign);
        }
        return quoted.Append('"').ToString();
    }

    [GeneratedRegex(
        @"^feeds:[ \t]*(\[[ \t]*\]|~|null)?[ \t]*(#[^\n]*)?(\r?\n|\z)(?!([ \t]*(#[^\n]*)?\r?\n)*[ \t]*- )",
        RegexOptions.Multiline
    )]
    private static partial Regex EmptyList();

    [GeneratedRegex(@"^feeds:[ \t]*(#[^\n]*)?\r?\n([ \t]*(#[^\n]*)?\r?\n)*(?<indent>[ \t]*)- ", RegexOptions.Multiline)]
    private static partial Regex FirstItem();
}
