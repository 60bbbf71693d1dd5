using System.Collections.Immutable;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Stories;
using NewsMonitor.Ledger;

namespace NewsMonitor.Commands;

/// <summary>An alert that a rule would have sent.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="At">When at the earliest.</param>
/// <param name="Reason">Why.</param>
/// <param name="Feed">The id of the feed.</param>
/// <param name="Title">The headline.</param>
/// <param name="Story">The story; empty where the rule tells every item on its own.</param>
/// <param name="Receivers">Who would have been told.</param>
internal sealed record ForecastAlert(
    string RuleId,
    DateTimeOffset At,
    AlertReason Reason,
    string Feed,
    string Title,
    string Story,
    ImmutableArray<string> Receivers
);

/// <summary>One day of a forecast, in UTC.</summary>
/// <param name="Day">The day.</param>
/// <param name="Found">Items that the rule would have found.</param>
/// <param name="Stories">Stories that would have begun.</param>
/// <param name="Alerts">Alerts that would have been owed, each once however many are told.</param>
/// <param name="Mails">Mails, to all receivers; a call of a webhook is counted as one.</param>
internal sealed record ForecastDay(DateOnly Day, int Found, int Stories, int Alerts, int Mails);

/// <summary>What one rule would have sent, had it been in force while the stored items came.</summary>
internal sealed record Forecast
{
    private const int MostSamples = 3;

    /// <summary>The rule.</summary>
    public required WatchRule Rule { get; init; }

    /// <summary>How many items were read.</summary>
    public required int Items { get; init; }

    /// <summary>When the oldest of them was first seen; null for none.</summary>
    public required DateTimeOffset? Oldest { get; init; }

    /// <summary>Every alert, in the order of time.</summary>
    public required ImmutableArray<ForecastAlert> Alerts { get; init; }

    /// <summary>Every day on which anything was found or sent.</summary>
    public required ImmutableArray<ForecastDay> Days { get; init; }

    /// <summary>The day with the most mails, and of those with the most alerts; null for none.</summary>
    public ForecastDay? Busiest =>
        Days.OrderByDescending(day => day.Mails)
            .ThenByDescending(day => day.Alerts)
            .ThenBy(day => day.Day)
            .FirstOrDefault();

    /// <summary>One alert of each kind, then the latest.</summary>
    public ImmutableArray<ForecastAlert> Samples =>
        [
            .. Alerts
                .Reverse()
                .DistinctBy(alert => alert.Reason)
                .Concat(Alerts.Reverse())
                .Distinct()
                .Take(MostSamples)
                .OrderBy(alert => alert.At),
        ];

    /// <summary>Replays stored items for one rule.</summary>
    /// <param name="rule">The rule; tried also when it is not enabled.</param>
    /// <param name="trial">The rule alone, to be tried.</param>
    /// <param name="stored">The items, in any order.</param>
    /// <param name="since">Since when they were first seen.</param>
    /// <param name="postman">Reckons the mails.</param>
    public static Forecast Of(
        WatchRule rule,
        Trial trial,
        IEnumerable<RememberedItem> stored,
        DateTimeOffset since,
        Postman postman
    )
    {
        var (items, oldest) = (0, (DateTimeOffset?)null);
        var kept = new List<(Item Item, DateTimeOffset At)>();
        foreach (var one in stored)
        {
            if (one.Text is not { } text)
                continue;
            items++;
            oldest = oldest < one.FirstSeen ? oldest : one.FirstSeen;
            if (Concerns(trial, rule, text))
                kept.Add((text, TimeOf(text, one.FirstSeen, since)));
        }
        var replay = new Replay(trial);
        foreach (var (item, at) in kept.OrderBy(one => one.At))
            replay.Take(item, at);
        return Of(rule, replay, postman) with { Items = items, Oldest = oldest };
    }

    private static Forecast Of(WatchRule rule, Replay replay, Postman postman)
    {
        var alerts = replay.Alerts;
        var mails = postman.MailsFor(alerts);
        var found = replay.Found;
        var begun = replay.Beginnings;
        var days = found.Concat(mails).Concat(alerts.Select(alert => alert.At)).Concat(begun).Select(DayOf).Distinct();
        return new()
        {
            Rule = rule,
            Items = 0,
            Oldest = null,
            Alerts = alerts,
            Days =
            [
                .. days.Order()
                    .Select(day => new ForecastDay(
                        day,
                        found.Count(time => DayOf(time) == day),
                        begun.Count(time => DayOf(time) == day),
                        alerts.Count(alert => DayOf(alert.At) == day),
                        mails.Count(time => DayOf(time) == day)
                    )),
            ],
        };
    }

    /// <summary>Only what the rule finds, and what may take a stand on it, is kept until all are in order.</summary>
    private static bool Concerns(Trial trial, WatchRule rule, Item item) =>
        !trial.FindMatches(item).IsEmpty || (StanceReader.TakesAStand(item) && trial.Mentions.AreIn(item, rule));

    /// <summary>
    /// When it was published, so that what a feed listed when it was first polled is not all of one hour; when first seen,
    /// where that is unknown, in the future or before the span.
    /// </summary>
    private static DateTimeOffset TimeOf(Item item, DateTimeOffset firstSeen, DateTimeOffset since) =>
        item.Published is { } published && published <= firstSeen && published >= since ? published : firstSeen;

    private static DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime);
}
