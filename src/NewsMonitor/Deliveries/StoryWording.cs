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
        : story.Development.Length > 0
            ? Join(
                $"UPDATE: {CleanText.Line(story.Development)}",
                SoFar(story) ?? Reported(story.First, alert.FirstSeen)
            )
        : story.IsProbable
            ? Join($"Probably part of: {CleanText.Cut(CleanText.Line(story.Title), LongestTitle)}", SoFar(story))
        : story.State is { } state ? Join(Changed(state, story.First?.At), Reported(story.First, state.At))
        : null;

    /// <summary>The same of a story that is told whole; null while it is merely reported.</summary>
    /// <param name="tale">The story.</param>
    /// <param name="now">When it is told: of the same day the hour is enough.</param>
    public static string? Of(StoryTale tale, DateTimeOffset now) =>
        tale.State is { } state
            ? Join(
                Changed(state, now),
                tale.TimeLine is [{ Status: ReportStatus.Reported } first, ..]
                    ? $"reported {Clock(first.At, now)} by {CleanText.Cut(CleanText.Line(first.Source), LongestSpeaker)}"
                    : null
            )
            : null;

    /// <summary><c>Story carried by 6 outlets, 4 of them with a text of another</c>; null for one alone.</summary>
    public static string? CarriedBy(Alert alert) =>
        alert.Story is not { Sources: > 1 } story ? null
        : story.Copies == 0 ? string.Create(CultureInfo.InvariantCulture, $"Story carried by {story.Sources} outlets")
        : string.Create(
            CultureInfo.InvariantCulture,
            $"Story carried by {story.Sources} outlets, {story.Copies} of them with a text of another"
        );

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

    /// <summary>What became of the story before this item, which may have nothing to do with it.</summary>
    private static string? SoFar(StoryThread story) =>
        story.State is not { } state ? null
        : state.PageStatus is null ? $"the story was {WordOf(state.Status)}{By(state)}, {Clock(state.At, null)}"
        : $"the story was {WordOf(state.Status)}: {LostPage(state, null)}";

    private static string By(StoryNews state) =>
        CleanText.Cut(CleanText.Line(state.Who), LongestSpeaker) is not { Length: > 0 } who ? ""
        : state.IsByHand ? $" (set by hand: {who})"
        : $" by {who}";

    private static string Changed(StoryNews state, DateTimeOffset? other) =>
        state.PageStatus is null
            ? $"{WordOf(state.Status).ToUpperInvariant()}{By(state)}, {Clock(state.At, other)}"
            : $"{WordOf(state.Status).ToUpperInvariant()}: {LostPage(state, other)}";

    /// <summary>What was seen, of whom and when: nobody has said that the report is wrong.</summary>
    private static string LostPage(StoryNews state, DateTimeOffset? other) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"the page of {CleanText.Cut(CleanText.Line(state.Source), LongestSpeaker)} is gone (HTTP {state.PageStatus}, checked {Clock(state.At, other)})"
        );

    private static string? Reported(FirstReport? first, DateTimeOffset now) =>
        first is null ? null : $"reported {Clock(first.At, now)} by {CleanText.Line(first.Source)}";

    private static string Join(string news, string? reported) => reported is null ? news : $"{news} — {reported}";

    /// <summary>The hour; with its day when the other time is of another day.</summary>
    public static string Clock(DateTimeOffset time, DateTimeOffset? other)
    {
        var utc = time.ToUniversalTime();
        var isSameDay = other is { } then && then.UtcDateTime.Date == utc.Date;
        return utc.ToString(isSameDay ? "HH:mm 'UTC'" : "d MMM, HH:mm 'UTC'", CultureInfo.InvariantCulture);
    }
}
