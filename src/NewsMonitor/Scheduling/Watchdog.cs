using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Vocabulary;
using NewsMonitor.Deliveries;
using NewsMonitor.Feeds.Fetching;
using NewsMonitor.Feeds.Parsing;
using NewsMonitor.Ledger;

namespace NewsMonitor.Scheduling;

/// <summary>
/// Publishes an item of its own from time to time and brings it the way of all items: parsed, matched by a rule, written down
/// with what it owes, delivered. When it fails to arrive, alerts fail to arrive.
/// </summary>
internal sealed class Watchdog(
    WatchdogPlan plan,
    FeedParser parser,
    FeedLedger ledger,
    DeliverySignal owed,
    TimeProvider time,
    ILogger<WatchdogJob> log
)
{
    private const string Feed = WatchdogPlan.FeedId;
    private const string Words = "watchdog heartbeat";
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private readonly AlertDesk _desk = new(
        new Matcher(
            RuleIndex.Build(
                [
                    new WatchRule
                    {
                        Id = Feed,
                        Name = "Monitor watchdog",
                        Condition = new Phrase { Words = Words },
                        Receivers = plan.Ping is null ? plan.Notify : [WatchdogPlan.PingName, .. plan.Notify],
                        Urgent = true,
                        Expires = plan.Every,
                    },
                ],
                Meanings.Shipped
            )
        )
    );

    /// <summary>How often.</summary>
    public TimeSpan Every => plan.Every;

    /// <summary>Publishes one item and writes down what it owes.</summary>
    public async Task BarkAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await ledger.BeginPollAsync(Feed, now, Lease, cancellationToken) is not { } state)
            return;
        var document = Encoding.UTF8.GetBytes(Document(now));
        var parsed = parser.Parse(
            new FeedDocument(document, "application/rss+xml", new Uri("https://watchdog.invalid/")),
            Feed,
            state.Policy,
            cancellationToken
        );
        if (parsed is not Parsed page)
        {
            log.WatchdogUnread(((Unreadable)parsed).Reason);
            return;
        }
        var alerts = _desk.Decide(page.Items, new FeedOrigin(Feed, "Monitor", []), now);
        await ledger.RecordAsync(RecordOf(page, alerts, now), cancellationToken);
        owed.Raise();
    }

    private PollRecord RecordOf(Parsed page, ImmutableArray<Alert> alerts, DateTimeOffset now) =>
        new()
        {
            Feed = Feed,
            Address = "monitor:watchdog",
            At = now,
            NextPoll = now + plan.Every,
            Page = new ListedPage
            {
                DocumentHash = now.ToString("O", CultureInfo.InvariantCulture),
                Policy = page.Policy,
                Listed = page.Items,
                Unseen = page.Items,
                Alerts = alerts,
            },
        };

    private static string Document(DateTimeOffset now) =>
        $"""
            <rss version="2.0"><channel><title>Monitor</title><link>https://watchdog.invalid/</link><description>-</description>
            <item><guid isPermaLink="false">{now:O}</guid><title>Watchdog heartbeat of {now.UtcDateTime:yyyy-MM-dd HH:mm} UTC</title>
            <pubDate>{now.UtcDateTime:r}</pubDate></item></channel></rss>
            """;
}
