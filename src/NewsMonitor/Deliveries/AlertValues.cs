using System.Globalization;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Rules;
using Scriban.Runtime;

namespace NewsMonitor.Deliveries;

/// <summary>
/// What a template can say of an alert, under the names that the webhook's own body has: <c>rule</c>, <c>item</c>,
/// <c>evidence</c>, <c>story</c> with its <c>state_line</c>, and of digests <c>members</c> and <c>stories</c>.
/// </summary>
internal static class AlertValues
{
    /// <summary>All values, clean of what is no text.</summary>
    public static ScriptObject Of(Alert alert) =>
        new()
        {
            ["id"] = alert.DeliveryId.Value,
            ["alert"] = alert.Id.Value,
            ["reason"] = ReasonWording.Of(alert.Reason),
            ["receiver"] = alert.Receiver,
            ["urgent"] = alert.Urgent,
            ["source"] = CleanText.Line(alert.Source),
            ["first_seen"] = Utc(alert.FirstSeen),
            ["rule"] = new ScriptObject
            {
                ["id"] = alert.RuleId,
                ["name"] = CleanText.Line(alert.RuleName),
                ["source"] = alert.RuleSource,
            },
            ["item"] = new ScriptObject
            {
                ["title"] = CleanText.Line(alert.Item.Title),
                ["link"] = LinkOf(alert.Item.Page),
                ["summary"] = CleanText.Block(alert.Item.Summary),
                ["author"] = CleanText.Line(alert.Item.Author ?? ""),
                ["published"] = Utc(alert.Item.Published),
                ["language"] = alert.Item.Language,
            },
            ["evidence"] = new ScriptArray(alert.Evidence.Select(Of)),
            ["story"] = alert.Story is { } story ? Of(story, alert) : null,
            ["members"] = new ScriptArray(alert.Members.Select(Of)),
            ["stories"] = new ScriptArray(alert.Tales.Select(tale => Of(tale, alert.FirstSeen))),
        };

    private static ScriptObject Of(Evidence evidence) =>
        new()
        {
            ["words"] = CleanText.Line(evidence.Words),
            ["sentence"] = CleanText.Line(evidence.Sentence),
            ["why"] = EvidenceWording.Explain(evidence),
        };

    private static ScriptObject Of(StoryThread story, Alert alert) =>
        new()
        {
            ["title"] = CleanText.Line(story.Title),
            ["state"] = StoryWording.WordOf(story.State?.Status ?? ReportStatus.Reported),
            ["state_line"] = StoryWording.Of(alert),
            ["who"] = CleanText.Line(story.State?.Who ?? ""),
            ["since"] = Utc(story.State?.At),
            ["page_status"] = story.State?.PageStatus,
            ["reported_at"] = Utc(story.First?.At),
            ["reported_by"] = CleanText.Line(story.First?.Source ?? ""),
            ["development"] = CleanText.Line(story.Development),
            ["sources"] = story.Sources,
            ["copies"] = story.Copies,
        };

    private static ScriptObject Of(StoryTale tale, DateTimeOffset now) =>
        new()
        {
            ["rule"] = tale.RuleId,
            ["title"] = CleanText.Line(tale.Title),
            ["state"] = StoryWording.WordOf(tale.State?.Status ?? ReportStatus.Reported),
            ["state_line"] = StoryWording.Of(tale, now),
            ["who"] = CleanText.Line(tale.State?.Who ?? ""),
            ["since"] = Utc(tale.State?.At),
            ["is_news"] = tale.IsNews,
            ["sentence"] = CleanText.Line(tale.Sentence?.Text ?? ""),
            ["timeline"] = new ScriptArray(tale.TimeLine.Select(Of)),
            ["sources"] = new ScriptArray(tale.Sources.Select(Of)),
        };

    private static ScriptObject Of(TaleMoment moment) =>
        new()
        {
            ["at"] = Utc(moment.At),
            ["state"] = StoryWording.WordOf(moment.Status),
            ["who"] = CleanText.Line(moment.Who),
            ["source"] = CleanText.Line(moment.Source),
            ["headline"] = CleanText.Line(moment.Headline),
            ["development"] = CleanText.Line(moment.Development),
        };

    private static ScriptObject Of(TaleSource source) =>
        new()
        {
            ["name"] = CleanText.Line(source.Name),
            ["link"] = LinkOf(source.Link),
            ["copy_of"] = CleanText.Line(source.CopyOf),
        };

    private static string? LinkOf(Uri? link) => link is not null && PublicLink.IsSafe(link) ? link.AbsoluteUri : null;

    private static string? Utc(DateTimeOffset? time) =>
        time?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
