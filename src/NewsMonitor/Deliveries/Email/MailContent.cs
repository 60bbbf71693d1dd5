using System.Collections.Immutable;
using System.Globalization;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Items;

namespace NewsMonitor.Deliveries.Email;

/// <summary>What a mail says, clean and in the order in which it is read: the text part and the HTML part say the same.</summary>
internal sealed record MailContent
{
    private const string Untitled = "(no title)";
    private const int LongestHeadline = 300;
    private const int MostQuotations = 5;
    private const int MostReasons = 12;

    /// <summary>The headline, with the words that matched.</summary>
    public required ImmutableArray<Words> Headline { get; init; }

    /// <summary>The name of the rule.</summary>
    public required string Rule { get; init; }

    /// <summary>The outlet, and the author when there is one.</summary>
    public required string Source { get; init; }

    /// <summary>When it was published; null when the publisher does not say.</summary>
    public required string? Published { get; init; }

    /// <summary>When Monitor first saw it.</summary>
    public required string FirstSeen { get; init; }

    /// <summary>The sentences below the headline that matched.</summary>
    public required ImmutableArray<Quotation> Quotations { get; init; }

    /// <summary>The paragraphs of the summary; none when the quotations say it all.</summary>
    public required ImmutableArray<string> Summary { get; init; }

    /// <summary>Why it matched, a sentence each.</summary>
    public required ImmutableArray<string> Reasons { get; init; }

    /// <summary>The article; null when there is no link that is safe to follow.</summary>
    public required string? Link { get; init; }

    /// <summary>The id of the rule and where it is written.</summary>
    public required string RuleOrigin { get; init; }

    /// <summary>How the reader changes or silences the rule.</summary>
    public required string Remedy { get; init; }

    /// <summary>The language of the item as a BCP 47 tag; null when unknown.</summary>
    public required string? Language { get; init; }

    /// <summary>The headline without marks.</summary>
    public string Title => string.Concat(Headline.Select(words => words.Text)).Trim();

    /// <summary>Reads an alert.</summary>
    public static MailContent Of(Alert alert)
    {
        var quotations = Quotation
            .Of(alert)
            .Where(one => one.Field != ItemField.Title)
            .Take(MostQuotations)
            .ToImmutableArray();
        var source = CleanText.Line(alert.RuleSource);
        return new()
        {
            Headline = HeadlineOf(alert),
            Rule = CleanText.Cut(CleanText.Line(alert.RuleName), 120),
            Source = SourceOf(alert),
            Published = alert.Item.Published is { } published ? Clock(published) : null,
            FirstSeen = Clock(alert.FirstSeen),
            Quotations = quotations,
            Summary = SummaryOf(alert.Item, quotations),
            Reasons = [.. alert.Evidence.Select(EvidenceWording.Explain).Distinct().Take(MostReasons)],
            Link = alert.Item.Link is { } link && PublicLink.IsSafe(link) ? link.AbsoluteUri : null,
            RuleOrigin = Named(CleanText.Line(alert.RuleId), source),
            Remedy =
                alert.Reason == AlertReason.Notice
                    ? "You are the operator in monitor.yaml; notices: there says how much trouble it takes."
                : source.Length == 0 ? "To change it, edit the rule; to silence it, set enabled: false there."
                : $"To change it, edit {source}; to silence it, set enabled: false there.",
            Language = LanguageOf(alert.Item),
        };
    }

    /// <summary><c>6 Jan 2020, 20:05 UTC</c></summary>
    public static string Clock(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static ImmutableArray<Words> HeadlineOf(Alert alert)
    {
        var title = CleanText.Cut(alert.Item.Title, LongestHeadline);
        var words = Quotation.Mark(title, alert.Evidence.Where(one => one.Field == ItemField.Title));
        return words.All(word => word.Text.Trim().Length == 0) ? [new(Untitled, false)] : words;
    }

    private static string SourceOf(Alert alert)
    {
        var outlet = CleanText.Cut(CleanText.Line(alert.Source), 120);
        var author = CleanText.Cut(CleanText.Line(alert.Item.Author ?? ""), 120);
        return author.Length == 0 ? outlet : $"{outlet}, {author}";
    }

    private static ImmutableArray<string> SummaryOf(Item item, ImmutableArray<Quotation> quotations)
    {
        var summary = CleanText.Block(CleanText.Cut(item.Summary, AlertPolicy.SummaryLimit + 1));
        var isQuoted = quotations.Any(one => one.Text.Trim() == summary);
        return isQuoted || summary.Length == 0 || summary == CleanText.Line(item.Title) ? [] : [.. summary.Split('\n')];
    }

    private static string Named(string ruleId, string source) => source.Length == 0 ? ruleId : $"{ruleId}, {source}";

    private static string? LanguageOf(Item item) =>
        item.Language is { Length: > 1 and <= 35 } tag
        && tag.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-')
            ? tag
            : null;
}
