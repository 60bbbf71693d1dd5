using System.Collections.Frozen;
using System.Collections.Immutable;
using NewsMonitor.Configuration;
using NewsMonitor.Core.Rules;
using NewsMonitor.Deliveries;
using NewsMonitor.Ledger;
using NewsMonitor.Scheduling;

namespace NewsMonitor.Commands;

/// <summary>Reckons in which mails the alerts of a rule would have gone out: with batches, digests, floods and quiet hours.</summary>
/// <param name="rule">The rule.</param>
/// <param name="receivers">The receivers that are known.</param>
/// <param name="digests">The digests that are known.</param>
/// <param name="flood">When much of one rule and feed is told together.</param>
internal sealed class Postman(
    WatchRule rule,
    ImmutableArray<Receiver> receivers,
    ImmutableArray<DigestPlan> digests,
    FloodGuard flood
)
{
    private readonly FrozenDictionary<string, Receiver> known = receivers.ToFrozenDictionary(
        receiver => receiver.Name,
        StringComparer.Ordinal
    );

    /// <summary>For a rule of a configuration.</summary>
    public static Postman For(WatchRule rule, MonitorConfiguration configuration) =>
        new(
            rule,
            configuration.Receivers,
            configuration.Digests,
            configuration.Deliveries.Flood is { } flood ? new FloodGuard(flood.Count, flood.Per) : FloodGuard.None
        );

    /// <summary>When each mail, to any of the receivers, would have gone out.</summary>
    public ImmutableArray<DateTimeOffset> MailsFor(ImmutableArray<ForecastAlert> alerts) =>
        [
            .. alerts
                .SelectMany(alert => alert.Receivers.Select(name => (Name: name, Alert: alert)))
                .GroupBy(told => told.Name, told => told.Alert, StringComparer.Ordinal)
                .SelectMany(told => MailsTo(known.GetValueOrDefault(told.Key), [.. told.OrderBy(alert => alert.At)]))
                .Order(),
        ];

    private IEnumerable<DateTimeOffset> MailsTo(Receiver? receiver, ForecastAlert[] alerts)
    {
        if (rule.Urgent)
            return alerts.Select(alert => alert.At);
        var sent = (rule.Mode ?? receiver?.Mode) switch
        {
            Batch batch => Windows(alerts.Select(alert => alert.At), batch.Window),
            InDigest digest => Slots(alerts, digests.FirstOrDefault(plan => plan.Name == digest.Name)),
            _ => alerts.GroupBy(alert => alert.Feed, StringComparer.Ordinal).SelectMany(OneByOne),
        };
        return receiver?.Quiet is { } quiet ? OutsideOf(quiet, sent) : sent;
    }

    /// <summary>The first opens a window, at whose end all of it goes out.</summary>
    private static IEnumerable<DateTimeOffset> Windows(IEnumerable<DateTimeOffset> times, TimeSpan window)
    {
        DateTimeOffset? end = null;
        foreach (var time in times)
            if (end is null || time >= end)
                yield return (end = time + window).Value;
    }

    private static IEnumerable<DateTimeOffset> Slots(ForecastAlert[] alerts, DigestPlan? plan) =>
        plan is null
            ? []
            : alerts.Select(alert => DigestClock.After(plan, alert.At)?.Moment).OfType<DateTimeOffset>().Distinct();

    /// <summary>Each on its own, until there are too many of one feed: the rest of the window goes out together.</summary>
    private IEnumerable<DateTimeOffset> OneByOne(IEnumerable<ForecastAlert> ofFeed)
    {
        var alone = new List<DateTimeOffset>();
        var together = new List<DateTimeOffset>();
        foreach (var alert in ofFeed)
            if (alone.Count(time => time > alert.At - flood.Within) < flood.Alerts)
                alone.Add(alert.At);
            else
                together.Add(alert.At);
        return alone.Concat(Windows(together, flood.Within));
    }

    private static IEnumerable<DateTimeOffset> OutsideOf(QuietHours quiet, IEnumerable<DateTimeOffset> sent)
    {
        var times = sent.ToArray();
        return times
            .Where(time => !quiet.Include(time))
            .Concat(times.Where(quiet.Include).Select(quiet.EndAfter).Distinct());
    }
}
