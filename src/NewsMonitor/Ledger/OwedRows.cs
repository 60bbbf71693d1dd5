using System.Collections.Immutable;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Ledger;

/// <summary>An alert that becomes owed.</summary>
/// <param name="Alert">The message.</param>
/// <param name="Now">Since when.</param>
/// <param name="Item">The row of its item; null when it has none.</param>
/// <param name="Feed">The id of its feed; null when it has none.</param>
/// <param name="NotBefore">A development of a story waits for so long, to be told with those that come meanwhile.</param>
internal sealed record OwedRow(
    Alert Alert,
    DateTimeOffset Now,
    long? Item = null,
    string? Feed = null,
    DateTimeOffset? NotBefore = null
);

/// <summary>When one rule finds so much in one feed that people are told the rest together.</summary>
/// <param name="Alerts">So many go out on their own within the window.</param>
/// <param name="Within">The window.</param>
internal sealed record FloodGuard(int Alerts, TimeSpan Within)
{
    /// <summary>20 alerts in 10 minutes.</summary>
    public static FloodGuard Default { get; } = new(20, TimeSpan.FromMinutes(10));

    /// <summary>Every alert on its own, however many.</summary>
    public static FloodGuard None { get; } = new(int.MaxValue, TimeSpan.Zero);
}

/// <summary>Writes what is owed: due now, or held until it is told together with others.</summary>
internal static class OwedRows
{
    /// <summary>One alert for each rule, item and receiver, ever: a second one of the same id is no news. True when it was news.</summary>
    public static bool Add(LedgerConnection connection, OwedRow owed, FloodGuard? flood = null)
    {
        var (bundle, release) = HeldFor(connection, owed, flood ?? FloodGuard.None);
        return connection.Execute(
                """
                INSERT INTO alerts (delivery_id, alert_id, receiver, rule, item, feed, state, urgent, owed_since, planned_at,
                    next_attempt, expires_at, bundle, follows, payload)
                VALUES (@delivery, @alert, @receiver, @rule, @item, @feed, @state, @urgent, @now, @now,
                    @next, @expires, @bundle, @follows, @payload)
                ON CONFLICT (delivery_id) DO NOTHING
                """,
                ("@delivery", owed.Alert.DeliveryId.Value),
                ("@alert", owed.Alert.Id.Value),
                ("@receiver", owed.Alert.Receiver),
                ("@rule", owed.Alert.RuleId),
                ("@item", owed.Item),
                ("@feed", owed.Feed),
                ("@state", (int)(bundle is null ? AlertState.Due : AlertState.Held)),
                ("@urgent", owed.Alert.Urgent ? 1 : 0),
                ("@now", owed.Now.ToStored()),
                ("@next", release?.ToStored()),
                ("@expires", owed.Alert.Expires?.ToStored()),
                ("@bundle", bundle?.Key),
                ("@follows", ReportOf(owed.Alert)?.Value),
                ("@payload", AlertJson.Write(owed.Alert))
            ) > 0;
    }

    /// <summary>What the same receiver was owed when the story was first told; null for an alert that follows none.</summary>
    public static DeliveryId? ReportOf(Alert alert) =>
        alert.Story?.First is { } first ? DeliveryId.Of(first.Alert, alert.Receiver) : null;

    /// <summary>
    /// A story that turned out otherwise before its first alert went out is told once: the first alert says how it stands.
    /// True when that is done; false when the first alert has gone out or is on its way.
    /// </summary>
    public static bool TryCombine(LedgerConnection connection, Alert alert)
    {
        if (
            alert is not { Reason: AlertReason.StateChanged, Story: { } story }
            || ReportOf(alert)?.Value is not { } delivery
        )
            return false;
        var waiting = connection
            .Rows(
                "SELECT payload FROM alerts WHERE delivery_id = @delivery AND attempts = 0 AND state IN (0, 5)",
                row => AlertJson.Read(row.GetString(0)),
                ("@delivery", delivery)
            )
            .FirstOrDefault();
        if (waiting?.Story is null)
            return false;
        connection.Execute(
            "UPDATE alerts SET payload = @payload WHERE delivery_id = @delivery",
            ("@delivery", delivery),
            ("@payload", AlertJson.Write(waiting with { Story = waiting.Story with { State = story.State } }))
        );
        return true;
    }

    /// <summary>The alerts that this one tells, in the order in which they became owed.</summary>
    public static ImmutableArray<Alert> MembersOf(LedgerConnection connection, string carrier) =>
        [
            .. connection
                .Rows(
                    "SELECT payload FROM alerts WHERE carrier = @carrier ORDER BY seq",
                    row => AlertJson.Read(row.GetString(0)),
                    ("@carrier", carrier)
                )
                .OfType<Alert>(),
        ];

    /// <summary>What it waits for, and until when; a digest has its own clock.</summary>
    private static (Bundle? Bundle, DateTimeOffset? Release) HeldFor(
        LedgerConnection connection,
        OwedRow owed,
        FloodGuard flood
    )
    {
        if (owed.Alert.Urgent)
            return (null, owed.Now);
        if (
            owed is { NotBefore: { } release, Alert: { Story: { } story, Mode: null or Instant } }
            && release > owed.Now
        )
            return (new(AlertReason.Development, story.Key), release);
        switch (owed.Alert.Mode)
        {
            case InDigest digest:
                return (new(AlertReason.Digest, digest.Name), null);
            case Batch batch:
                return Until(new(AlertReason.Batch, ""), batch.Window);
            default:
                return IsFlood(connection, owed, flood)
                    ? Until(new(AlertReason.Flood, $"{owed.Alert.RuleId}/{owed.Feed}"), flood.Within)
                    : (null, owed.Now);
        }

        (Bundle?, DateTimeOffset?) Until(Bundle bundle, TimeSpan window) =>
            (bundle, WindowOf(connection, owed, bundle) ?? owed.Now + window);
    }

    /// <summary>When the window closes that an earlier alert has opened.</summary>
    private static DateTimeOffset? WindowOf(LedgerConnection connection, OwedRow owed, Bundle bundle) =>
        connection.Number(
            """
            SELECT MIN(next_attempt) FROM alerts WHERE state = 5 AND receiver = @receiver AND bundle = @bundle
            """,
            ("@receiver", owed.Alert.Receiver),
            ("@bundle", bundle.Key)
        )
            is { } release
            ? StoredTime.FromStored(release)
            : null;

    private static bool IsFlood(LedgerConnection connection, OwedRow owed, FloodGuard flood) =>
        flood.Alerts < int.MaxValue
        && owed.Feed is not null
        && connection.Number(
            """
            SELECT COUNT(*) FROM (
                SELECT 1 FROM alerts
                WHERE bundle IS NULL AND feed IS NOT NULL
                    AND receiver = @receiver AND rule = @rule AND feed = @feed AND owed_since > @since AND owed_since <= @now
                LIMIT @most)
            """,
            ("@receiver", owed.Alert.Receiver),
            ("@rule", owed.Alert.RuleId),
            ("@feed", owed.Feed),
            ("@since", (owed.Now - flood.Within).ToStored()),
            ("@now", owed.Now.ToStored()),
            ("@most", flood.Alerts)
        ) >= flood.Alerts;
}
