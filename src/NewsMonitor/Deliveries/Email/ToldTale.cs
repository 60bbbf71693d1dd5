using System.Collections.Immutable;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Deliveries.Email;

/// <summary>A story as a reader sees it among others, clean: how it stands, what it is, when what happened, who carried it.</summary>
/// <param name="Rule">The name of the rule that found it.</param>
/// <param name="State">How it stands, in one line; null while it is merely reported.</param>
/// <param name="IsSure">True when it is confirmed.</param>
/// <param name="Headline">With the words that matched.</param>
/// <param name="Link">Where it was first told; null when there is no safe link.</param>
/// <param name="Quote">The sentence that tells it best; null when the headline does.</param>
/// <param name="TimeLine">A line for each, folded.</param>
/// <param name="Sources">Who carried it.</param>
/// <param name="MoreSources">So many more did.</param>
/// <param name="IsBrief">True where there is room for a few lines only.</param>
internal sealed record ToldTale(
    string Rule,
    string? State,
    bool IsSure,
    ImmutableArray<Words> Headline,
    string? Link,
    ImmutableArray<Words>? Quote,
    ImmutableArray<string> TimeLine,
    ImmutableArray<(string Name, string? Link)> Sources,
    int MoreSources,
    bool IsBrief
)
{
    private const int LongestHeadline = 300;
    private const int LongestName = 80;

    /// <summary>Reads a story.</summary>
    /// <param name="tale">The story.</param>
    /// <param name="alert">What tells it.</param>
    /// <param name="room">How much is told of it.</param>
    public static ToldTale Of(StoryTale tale, Alert alert, TaleRoom room)
    {
        var told = alert.Members.Where(member => tale.Alerts.Contains(member.Id)).ToArray();
        var sources = tale.Sources.Select(source => (Name: NameOf(source), Link: Safe(source.Link))).ToArray();
        return new(
            CleanText.Cut(CleanText.Line(told.Length > 0 ? told[0].RuleName : tale.RuleId), 120),
            StoryWording.Of(tale, alert.FirstSeen),
            tale.State?.Status == ReportStatus.Confirmed,
            HeadlineOf(tale, told),
            sources.Select(source => source.Link).FirstOrDefault(link => link is not null),
            room.Quotes && tale.Sentence is { } sentence ? Quotation.Window(sentence.Text, sentence.Marks) : null,
            TaleWording.Folded(tale, alert.FirstSeen, room.Lines),
            [.. sources.Take(room.Sources)],
            Math.Max(0, sources.Length - room.Sources),
            room.IsBrief
        );
    }

    /// <summary>The headline under which it was first told, with the words that the rule found if that is told here.</summary>
    private static ImmutableArray<Words> HeadlineOf(StoryTale tale, Alert[] told)
    {
        var evidence = told.FirstOrDefault(member => member.Item.Title == tale.Title)?.Evidence ?? [];
        var words = Quotation.Mark(
            CleanText.Cut(tale.Title, LongestHeadline),
            evidence.Where(one => one.Field == ItemField.Title)
        );
        return words.All(word => word.Text.Trim().Length == 0) ? [new(MailContent.Untitled, false)] : words;
    }

    /// <summary><c>Courier (text of Wire)</c>: who reads a list of five outlets sees that two of them wrote.</summary>
    private static string NameOf(TaleSource source)
    {
        var name = CleanText.Cut(CleanText.Line(source.Name), LongestName);
        return source.CopyOf.Length == 0
            ? name
            : $"{name} (text of {CleanText.Cut(CleanText.Line(source.CopyOf), LongestName)})";
    }

    private static string? Safe(Uri? link) => link is not null && PublicLink.IsSafe(link) ? link.AbsoluteUri : null;
}

/// <summary>How much a mail tells of each story, so that the whole stays under what mail programs show.</summary>
/// <param name="Lines">Lines of the time line.</param>
/// <param name="Sources">Sources that are named.</param>
/// <param name="Quotes">Whether a sentence is quoted.</param>
/// <param name="IsBrief">Whether it is told in a few lines.</param>
internal sealed record TaleRoom(int Lines, int Sources, bool Quotes, bool IsBrief)
{
    /// <summary>For a mail of so many stories and other alerts.</summary>
    public static TaleRoom For(int blocks) =>
        blocks <= 25 ? new(6, 8, true, false)
        : blocks <= 60 ? new(3, 3, false, false)
        : new(1, 2, false, true);
}
