using System.Collections.Immutable;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;

namespace NewsMonitor.Core.Alerts;

/// <summary>Decides who is told what: one alert for each receiver of each rule that matched.</summary>
public static class AlertPolicy
{
    /// <summary>The most of a summary that travels with an alert, in UTF-16 units.</summary>
    public const int SummaryLimit = 1_000;

    /// <summary>The alerts that these matches owe, in the order of the matches.</summary>
    /// <param name="matches">The rules found in one item.</param>
    /// <param name="source">The name of the feed.</param>
    /// <param name="firstSeen">When the item was first seen.</param>
    public static ImmutableArray<Alert> Decide(
        ImmutableArray<Match> matches,
        string source,
        DateTimeOffset firstSeen
    ) =>
        [
            .. matches.SelectMany(match =>
                AlertsFor(match, match.Rule.Receivers, AlertReason.NewStory, source, firstSeen)
            ),
        ];

    /// <summary>The alerts of one match, one for each of these receivers.</summary>
    internal static IEnumerable<Alert> AlertsFor(
        Match match,
        ImmutableArray<string> receivers,
        AlertReason reason,
        string source,
        DateTimeOffset firstSeen
    )
    {
        var id = AlertId.Of(match.Rule.Id, match.Item.Feed, match.Item.Key, reason);
        foreach (var receiver in receivers.Distinct(StringComparer.Ordinal))
        {
            yield return new Alert
            {
                Id = id,
                Receiver = receiver,
                Reason = reason,
                RuleId = match.Rule.Id,
                RuleName = match.Rule.Name,
                RuleSource = match.Rule.Position.ToString(),
                Source = source,
                Item = WithoutBody(match.Item),
                Evidence = match.Evidence,
                FirstSeen = firstSeen,
                Mode = match.Rule.Mode,
                Urgent = match.Rule.Urgent,
                Expires = firstSeen + match.Rule.Expires,
            };
        }
    }

    private static Item WithoutBody(Item item) =>
        item with
        {
            Body = "",
            BodyHtml = null,
            SummaryHtml = null,
            Summary = CutAtWord(item.Summary, SummaryLimit),
        };

    /// <summary>The text, at most so long; what is longer ends at a word.</summary>
    internal static string CutAtWord(string text, int limit)
    {
        if (text.Length <= limit)
            return text;
        var space = text.LastIndexOf(' ', limit);
        var end = space > limit / 2 ? space : limit;
        if (char.IsHighSurrogate(text[end - 1]))
            end--;
        return string.Concat(text.AsSpan(0, end), "…");
    }
}
