using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Deliveries.Email;

namespace NewsMonitor.Deliveries.Webhook;

/// <summary>An alert as a chat shows it: a headline, where it comes from, the sentence that matched; clean, not yet escaped.</summary>
internal sealed record ChatText
{
    private const int LongestTitle = 250;
    private const int LongestQuote = 600;
    private const int RoomForCount = 60;

    /// <summary>The headline.</summary>
    public required string Title { get; init; }

    /// <summary>The article; null when there is no safe link.</summary>
    public required string? Link { get; init; }

    /// <summary>The name of the rule.</summary>
    public required string Rule { get; init; }

    /// <summary>The outlet, and when it was published or first seen.</summary>
    public required string Source { get; init; }

    /// <summary>The sentence that matched, or the summary; empty when the headline says it all.</summary>
    public required string Quote { get; init; }

    /// <summary>What it gathers.</summary>
    public required ImmutableArray<ChatMember> Members { get; init; }

    /// <summary>Reads an alert.</summary>
    public static ChatText Of(Alert alert)
    {
        var content = MailContent.Of(alert);
        var quote = content.Quotations.Select(one => one.Text.Trim()).Concat(content.Summary).FirstOrDefault() ?? "";
        return new()
        {
            Title = (alert.Reason == AlertReason.Test ? "[TEST] " : "") + CleanText.Cut(content.Title, LongestTitle),
            Link = content.Link,
            Rule = content.Rule,
            Source = content.Carried is { } carried
                ? $"{content.Source}, {content.Published ?? content.FirstSeen}; {carried}"
                : $"{content.Source}, {content.Published ?? content.FirstSeen}",
            Quote = CleanText.Cut(
                alert.Reason == AlertReason.Notice ? string.Join('\n', content.Summary) : quote,
                LongestQuote
            ),
            Members = [.. content.Tales.Select(Told), .. content.Groups.SelectMany(group => group.Items).Select(Told)],
        };
    }

    /// <summary>How it stands comes first; then what happened, and the sentence that says so.</summary>
    private static ChatMember Told(ToldTale tale)
    {
        var headline = CleanText.Cut(TextOf(tale.Headline), LongestTitle);
        return new(
            tale.State is { } state ? $"{state}: {headline}" : headline,
            tale.Link,
            string.Join(", ", tale.Sources.Select(source => source.Name))
        )
        {
            Details =
            [
                .. tale.TimeLine,
                .. tale.Quote is { } quote ? [CleanText.Cut($"“{TextOf(quote)}”", LongestQuote)] : (string[])[],
            ],
        };
    }

    private static ChatMember Told(GroupedItem item) =>
        new(CleanText.Cut(TextOf(item.Headline), LongestTitle), item.Link, item.Source);

    private static string TextOf(ImmutableArray<Words> words) => string.Concat(words.Select(one => one.Text)).Trim();

    /// <summary>How many members are left out for want of room.</summary>
    public int LeftOut { get; init; }

    /// <summary>The same with half of the members; null when there is none to leave out.</summary>
    public ChatText? Shorter() =>
        Members.IsEmpty
            ? null
            : this with
            {
                Members = Members[..(Members.Length / 2)],
                LeftOut = LeftOut + Members.Length - (Members.Length / 2),
            };

    /// <summary>The members, a line each, as many as fit; what does not fit is counted.</summary>
    /// <param name="line">Writes one, escaped.</param>
    /// <param name="most">The most UTF-16 units.</param>
    public string List(Func<ChatMember, string> line, int most)
    {
        // All that is told is named before anything is told at length.
        var whole = Members.Select(one => line(one)).ToArray();
        return whole.Sum(one => one.Length + 1) <= most - RoomForCount
            ? List(whole, most)
            : List([.. Members.Select(one => line(one with { Details = [] }))], most);
    }

    private string List(string[] lines, int most)
    {
        var text = new StringBuilder();
        for (var told = 0; told < lines.Length; told++)
        {
            var next = lines[told];
            if (text.Length + next.Length + RoomForCount > most)
                return More(text, Members.Length - told + LeftOut);
            text.Append(next).Append('\n');
        }
        return LeftOut > 0 ? More(text, LeftOut) : text.ToString().TrimEnd('\n');
    }

    private static string More(StringBuilder text, int count) =>
        text.Append(CultureInfo.InvariantCulture, $"{count} more: monitor deliveries list --sent").ToString();

    /// <summary>The three signs that Slack's and Telegram's markup is made of.</summary>
    public static string Angled(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>Within an attribute of HTML.</summary>
    public static string Attribute(string text) => WebUtility.HtmlEncode(text);

    /// <summary>Every sign of Markdown as itself, and nobody is called by an @.</summary>
    public static string Marked(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var letter in text)
        {
            if (@"\`*_{}[]()<>#+-.!|~:".Contains(letter, StringComparison.Ordinal))
                escaped.Append('\\');
            escaped.Append(letter);
            if (letter == '@')
                escaped.Append('\u200B');
        }
        return escaped.ToString();
    }

    /// <summary>A link as the target of one of Markdown's: without the signs that would end it.</summary>
    public static string Target(string link) =>
        link.Replace("(", "%28", StringComparison.Ordinal)
            .Replace(")", "%29", StringComparison.Ordinal)
            .Replace("<", "%3C", StringComparison.Ordinal)
            .Replace(">", "%3E", StringComparison.Ordinal)
            .Replace("|", "%7C", StringComparison.Ordinal);
}

/// <summary>One of what an alert gathers.</summary>
/// <param name="Title">The headline; of a story how it stands before that.</param>
/// <param name="Link">Where it can be read; null when there is no safe link.</param>
/// <param name="Source">The outlets.</param>
internal sealed record ChatMember(string Title, string? Link, string Source)
{
    /// <summary>What happened to a story and when, and the sentence that tells it; none for a single report.</summary>
    public ImmutableArray<string> Details { get; init; } = [];

    /// <summary>The details, a line each.</summary>
    /// <param name="before">Stands before each.</param>
    /// <param name="escape">Escapes each.</param>
    public string DetailsIn(string before, Func<string, string> escape) =>
        string.Concat(Details.Select(detail => $"\n{before}{escape(detail)}"));
}
