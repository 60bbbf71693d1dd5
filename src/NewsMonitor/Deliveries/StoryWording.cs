using System.Globalization;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Deliveries;

/// <summary>Says how a story stands, in one line: what every reader must see first.</summary>
internal static class StoryWording
{
    private const int LongestSpeaker = 80;
    private const int LongestTitle = 160;

    /// <summary><c>DENIED by the Defence Secretary, 15:10 UTC — reported 14:02 UTC by Potomac Wire</c>; null when there is nothing to say.</summary>
    public static string? Of(Alert alert) =>
        alert.Story is not { } story ? null
        : story.State is { } state ? Join(Changed(state, story.First), Reported(story.First, state.At))
        : story.Development.Length > 0
            ? Join($"UPDATE: {CleanText.Line(story.Development)}", Reported(story.First, alert.FirstSeen))
        : story.IsProbable ? $"Probably part of: {CleanText.Cut(CleanText.Line(story.Title), LongestTitle)}"
        : null;

    /// <summary>One word for a state, as webhooks name it: <c>denied</c>.</summary>
    public static string WordOf(ReportStatus status) =>
        status switch
        {
            ReportStatus.Confirmed => "confirmed",
            ReportStatus.Denied => "denied",
            ReportStatus.Disputed => "disputed",
            ReportStatus.Corrected => "corrected",
            ReportStatus.Withdrawn => "withdrawn",
            ReportStatus.Hypothetical => "hypothetical",
            ReportStatus.Question => "question",
            _ => "reported",
        };

    private static string Changed(StoryNews state, FirstReport? first)
    {
        var who = CleanText.Cut(CleanText.Line(state.Who), LongestSpeaker);
        var by = who.Length > 0 ? $" by {who}" : "";
        return $"{WordOf(state.Status).ToUpperInvariant()}{by}, {Clock(state.At, first?.At)}";
    }

    private static string? Reported(FirstReport? first, DateTimeOffset now) =>
        first is null ? null : $"reported {Clock(first.At, now)} by {CleanText.Line(first.Source)}";

    private static string Join(string news, string? reported) => reported is null ? news : $"{news} — {reported}";

    /// <summary>The hour; with its day when the other time is of another day.</summary>
    private static string Clock(DateTimeOffset time, DateTimeOffset? other)
    {
        var utc = time.ToUniversalTime();
        var isSameDay = other is { } then && then.UtcDateTime.Date == utc.Date;
        return utc.ToString(isSameDay ? "HH:mm 'UTC'" : "d MMM, HH:mm 'UTC'", CultureInfo.InvariantCulture);
    }
}
