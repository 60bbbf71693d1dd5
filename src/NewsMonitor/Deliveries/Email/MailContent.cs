using System.Collections.Immutable;
using System.Globalization;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Items;

namespace NewsMonitor.Deliveries.Email;

/// <summary>What a mail says, clean and in the order in which it is read: the text part and the HTML part say the same.</summary>
internal sealed record MailContent
{
    internal const string Untitled = "(no title)";
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

    /// <summary>How its story stands; null when the headline says it all.</summary>
    public string? State { get; init; }

    /// <summary>The story that it follows up; null for its first alert, and for those that belong to none.</summary>
    public string? Follows { get; init; }

    /// <summary>How many carried its story by then; null for one alone.</summary>
    public string? Carried { get; init; }

    /// <summary>What <see cref="FirstSeen"/> is the time of.</summary>
    public string SeenLabel { get; init; } = "First seen";

    /// <summary>What it gathers, by rule; none for an alert of its own.</summary>
    public ImmutableArray<MailGroup> Groups { get; init; } = [];

    /// <summary>The stories that it tells whole, the gravest news of each rule first.</summary>
    public ImmutableArray<ToldTale> Tales { get; init; } = [];

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
            Link = alert.Item.Page is { } link && PublicLink.IsSafe(link) ? link.AbsoluteUri : null,
            RuleOrigin = Named(CleanText.Line(alert.RuleId), source),
            Remedy =
                alert.Reason is AlertReason.Notice or AlertReason.Test
                    ? "Monitor wrote this about itself: operator and notices in monitor.yaml say who hears of what."
                : !alert.Members.IsEmpty ? WhyTogether(alert.Reason)
                : source.Length == 0 ? "To change it, edit the rule; to silence it, set enabled: false there."
                : $"To change it, edit {source}; to silence it for a day: monitor silence add --rule {CleanText.Line(alert.RuleId)} --for 1d --reason …",
            Language = LanguageOf(alert.Item),
            Groups = GroupsOf(alert),
            Tales = TalesOf(alert),
            State = alert.Tales.IsEmpty ? StoryWording.Of(alert) : null,
            Follows = alert.Tales.IsEmpty ? FollowedBy(alert) : null,
            Carried = alert.Tales.IsEmpty ? StoryWording.CarriedBy(alert) : null,
            SeenLabel = alert.Members.IsEmpty ? "First seen" : "Gathered",
        };
    }

    private static string? FollowedBy(Alert alert) =>
        alert.Story is { } story
        && CleanText.Line(story.Title) is var title
        && title != CleanText.Line(alert.Item.Title)
            ? CleanText.Cut(title, LongestHeadline)
            : null;

    /// <summary>So many are told with the sentence that matched; more would make the mail longer than mail programs show.</summary>
    private const int MostWithQuotes = 40;

    /// <summary>By rule, and what tells one story together: a reader sees what belongs to what.</summary>
    private static ImmutableArray<MailGroup> GroupsOf(Alert alert)
    {
        var told = alert.Tales.SelectMany(tale => tale.Alerts).ToHashSet();
        var quotes = alert.Members.Length <= MostWithQuotes;
        return
        [
            .. alert
                .Members.Where(member => !told.Contains(member.Id))
                .GroupBy(member => member.RuleId, StringComparer.Ordinal)
                .SelectMany(ByStory)
                .Select(group => new MailGroup(
                    group.Heading,
                    [.. group.Members.Select(member => GroupedItem.Of(member, quotes))]
                )),
        ];
    }

    private static ImmutableArray<ToldTale> TalesOf(Alert alert)
    {
        var others = alert.Members.Length - alert.Tales.Sum(tale => tale.Alerts.Length);
        var room = TaleRoom.For(alert.Tales.Length + others);
        return [.. alert.Tales.Select(tale => ToldTale.Of(tale, alert, room))];
    }

    /// <summary>A story of one report needs no heading of its own: it stands with the others of its rule.</summary>
    private static IEnumerable<(string Heading, IEnumerable<Alert> Members)> ByStory(IEnumerable<Alert> ofRule)
    {
        var rule = CleanText.Cut(CleanText.Line(ofRule.First().RuleName), 120);
        var stories = ofRule
            .Where(alert => alert.Story is not null)
            .GroupBy(alert => alert.Story!.Key, StringComparer.Ordinal)
            .Where(story => story.Skip(1).Any())
            .ToDictionary(story => story.Key, StringComparer.Ordinal);
        return ofRule
            .GroupBy(alert => alert.Story is { } story && stories.ContainsKey(story.Key) ? story.Key : "")
            .Select(group =>
                group.Key.Length == 0
                    ? (rule, group)
                    : (
                        $"{rule}: {CleanText.Cut(CleanText.Line(group.First().Story!.Title), LongestHeadline)}",
                        group.AsEnumerable()
                    )
            );
    }

    /// <summary><c>6 Jan 2020, 20:05 UTC</c></summary>
    public static string Clock(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string WhyTogether(AlertReason reason) =>
        reason switch
        {
            AlertReason.Digest =>
                "This digest goes out as digests: in monitor.yaml says; nothing is sent when there is no news.",
            AlertReason.Flood =>
                "One rule found so much in one feed that the rest is told together: flood, under deliveries: in monitor.yaml.",
            AlertReason.QuietHours => "These were found in your quiet hours: quiet, in receivers.yaml.",
            _ => "These were found within one batch: mode, of the rule or in receivers.yaml.",
        };

    private static ImmutableArray<Words> HeadlineOf(Alert alert)
    {
        if (!alert.Tales.IsEmpty)
            return [new(Gathering.CountOf(alert.Tales, alert.Members.Length), false)];
        if (alert.Members.Length > 1)
            return [new(string.Create(CultureInfo.InvariantCulture, $"{alert.Members.Length} alerts"), false)];
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

/// <summary>What one rule found, or of that what tells one story.</summary>
/// <param name="Heading">The name of the rule, and the story.</param>
/// <param name="Items">What it found.</param>
internal sealed record MailGroup(string Heading, ImmutableArray<GroupedItem> Items);

/// <summary>One item among others: what is needed to decide whether to read it.</summary>
/// <param name="Headline">With the words that matched.</param>
/// <param name="Source">The outlet and the time.</param>
/// <param name="Quote">The sentence that matched, with its words; null when the headline says it all.</param>
/// <param name="Link">The article; null when there is no safe link.</param>
internal sealed record GroupedItem(
    ImmutableArray<Words> Headline,
    string Source,
    ImmutableArray<Words>? Quote,
    string? Link
)
{
    /// <summary>Reads an alert.</summary>
    public static GroupedItem Of(Alert alert, bool quotes)
    {
        var content = MailContent.Of(alert);
        return new(
            content.Headline,
            $"{content.Source}, {content.Published ?? content.FirstSeen}",
            quotes && !content.Quotations.IsEmpty ? content.Quotations[0].Words : null,
            content.Link
        );
    }
}
