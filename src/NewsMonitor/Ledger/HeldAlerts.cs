using System.Collections.Immutable;
using NewsMonitor.Core.Alerts;

namespace NewsMonitor.Ledger;

/// <summary>
/// Alerts that wait to be told together. They are gathered in one transaction: the alert that tells them becomes owed and
/// they are carried by it, so that a kill leaves all of it or nothing.
/// </summary>
/// <param name="store">The ledger.</param>
/// <param name="feedName">The name of a feed by its id; null shows the id.</param>
internal sealed class HeldAlerts(LedgerStore store, FeedNaming? feedName = null)
{
    /// <summary>Gathers what was held for batches and floods whose window has closed; how many alerts became due.</summary>
    public async Task<int> ReleaseDueAsync(string receiver, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var closed = await store.ReadAsync(connection => Closed(connection, receiver, now), cancellationToken);
        return closed.IsEmpty
            ? 0
            : await store.WriteAsync(
                connection => closed.Sum(bundle => Gather(connection, receiver, Bundle.Of(bundle), now)),
                cancellationToken
            );
    }

    /// <summary>Gathers what was held for a digest, for each of its receivers; how many digests became due.</summary>
    /// <param name="name">The digest.</param>
    /// <param name="slot">The wall-clock time it is for, in its own zone: one that had its digest gets no second one.</param>
    /// <param name="now">When they become owed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<int> GatherDigestAsync(
        string name,
        string slot,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        store.WriteAsync(
            connection =>
            {
                var bundle = new Bundle(AlertReason.Digest, name);
                return TakeSlot(connection, name, slot)
                    ? ReceiversOf(connection, bundle).Sum(receiver => Gather(connection, receiver, bundle, now))
                    : 0;
            },
            cancellationToken
        );

    /// <summary>The wall-clock time of the last digest; null when there was none.</summary>
    public Task<string?> LastSlotAsync(string name, CancellationToken cancellationToken) =>
        store.ReadAsync(
            connection => connection.Scalar("SELECT slot FROM digests WHERE name = @name", ("@name", name)) as string,
            cancellationToken
        );

    /// <summary>Digests that something waits for, by name.</summary>
    public Task<ImmutableArray<string>> DigestsWaitedForAsync(CancellationToken cancellationToken) =>
        store.ReadAsync(
            connection =>
                connection.Rows(
                    "SELECT DISTINCT bundle FROM alerts WHERE state = 5 AND bundle LIKE 'digest:%'",
                    row => Bundle.Of(row.GetString(0)).Name
                ),
            cancellationToken
        );

    /// <summary>Tells in one alert what became owed in quiet hours and was not urgent; how many alerts became due.</summary>
    public async Task<int> GatherQuietAsync(
        string receiver,
        DateTimeOffset from,
        DateTimeOffset to,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var bundle = new Bundle(AlertReason.QuietHours, "");
        return await store.WriteAsync(
            connection =>
                connection.Execute(
                    """
                    UPDATE alerts SET state = 5, bundle = @bundle
                    WHERE settled_at IS NULL AND state = 0 AND receiver = @receiver AND urgent = 0 AND attempts = 0
                        AND bundle IS NULL AND owed_since >= @from AND owed_since < @to
                    """,
                    ("@receiver", receiver),
                    ("@bundle", bundle.Key),
                    ("@from", from.ToStored()),
                    ("@to", to.ToStored())
                ) == 0
                    ? 0
                    : Gather(connection, receiver, bundle, now),
            cancellationToken
        );
    }

    /// <summary>A batch of a clock that ran ahead is closed: it would wait for as long as the clock was wrong.</summary>
    private static ImmutableArray<string> Closed(LedgerConnection connection, string receiver, DateTimeOffset now) =>
        connection.Rows(
            """
            SELECT DISTINCT bundle FROM alerts WHERE state = 5 AND receiver = @receiver
                AND (next_attempt <= @now OR (next_attempt IS NOT NULL AND planned_at > @slack))
            """,
            row => row.GetString(0),
            ("@receiver", receiver),
            ("@now", now.ToStored()),
            ("@slack", (now + ClaimRows.ClockSlack).ToStored())
        );

    /// <summary>A slot of more than a day ahead was taken by a clock that ran ahead: it would silence the digest until then.</summary>
    private static bool TakeSlot(LedgerConnection connection, string name, string slot) =>
        connection.Execute(
            """
            INSERT INTO digests (name, slot) VALUES (@name, @slot)
            ON CONFLICT (name) DO UPDATE SET slot = @slot
            WHERE slot < @slot OR slot > strftime('%Y-%m-%dT%H:%M', @slot, '+1 day')
            """,
            ("@name", name),
            ("@slot", slot)
        ) > 0;

    private static ImmutableArray<string> ReceiversOf(LedgerConnection connection, Bundle bundle) =>
        connection.Rows(
            "SELECT DISTINCT receiver FROM alerts WHERE state = 5 AND bundle = @bundle",
            row => row.GetString(0),
            ("@bundle", bundle.Key)
        );

    /// <summary>Makes alerts of what is held, as many as it takes to name every one; how many.</summary>
    private int Gather(LedgerConnection connection, string receiver, Bundle bundle, DateTimeOffset now)
    {
        var members = Members(connection, receiver, bundle);
        var wanted = members.Where(member => !IsSetAside(connection, member, now)).ToLookup(IsAheadOfItsReport);
        foreach (var early in wanted[true])
            LetGo(connection, early, now);
        var together = StoriesTogether([.. wanted[false]]).Chunk(Gathering.MostTogether).ToArray();
        foreach (var chunk in together)
            if (chunk is [var only] && bundle.Reason != AlertReason.Digest)
                LetGo(connection, only, now);
            else
                Carry(connection, Carrier(connection, bundle, chunk, now), chunk, now);
        return together.Length + wanted[true].Count();

        // Its report waits for another attempt: told with the others it would overtake it, so it follows on its own.
        bool IsAheadOfItsReport(HeldRow member) =>
            OwedRows.ReportOf(member.Alert)?.Value is { } report
            && members.All(other => other.Alert.DeliveryId.Value != report)
            && connection.Number($"SELECT seq FROM alerts WHERE seq = @seq AND {ClaimRows.MayGo}", ("@seq", member.Seq))
                is null;
    }

    /// <summary>What tells one story is told in one alert, even where there is too much for one.</summary>
    private static HeldRow[] StoriesTogether(HeldRow[] members) =>
        members.Length <= Gathering.MostTogether
            ? members
            :
            [
                .. members
                    .GroupBy(member => member.Alert.Story?.Key ?? member.Alert.DeliveryId.Value, StringComparer.Ordinal)
                    .SelectMany(story => story),
            ];

    /// <summary>A flood names what is found in one feed, and developments tell one story: all others tell stories whole.</summary>
    private Alert Carrier(LedgerConnection connection, Bundle bundle, HeldRow[] members, DateTimeOffset now)
    {
        ImmutableArray<Alert> alerts = [.. members.OrderBy(member => member.Seq).Select(member => member.Alert)];
        return Gathering.Of(
            bundle,
            alerts,
            now,
            bundle.Reason is AlertReason.Flood or AlertReason.Development
                ? []
                : new StoryTales(connection, feedName ?? (id => id)).Of(alerts)
        );
    }

    private static ImmutableArray<HeldRow> Members(LedgerConnection connection, string receiver, Bundle bundle) =>
        [
            .. connection
                .Rows(
                    """
                    SELECT seq, payload, rule, feed, expires_at FROM alerts
                    WHERE state = 5 AND receiver = @receiver AND bundle = @bundle ORDER BY seq
                    """,
                    row =>
                        AlertJson.Read(row.GetString(1)) is { } alert
                            ? new HeldRow(row.GetInt64(0), alert, row.GetString(2), row.TextAt(3), row.TimeAt(4))
                            : null,
                    ("@receiver", receiver),
                    ("@bundle", bundle.Key)
                )
                .OfType<HeldRow>(),
        ];

    /// <summary>Expired and silenced alerts are in no digest.</summary>
    private static bool IsSetAside(LedgerConnection connection, HeldRow member, DateTimeOffset now)
    {
        var silence = SilenceLedger.Over(connection, member.Alert.Receiver, member.Rule, member.Feed, now);
        var isExpired = member.Expires <= now;
        if (silence is null && !isExpired)
            return false;
        connection.Execute(
            "UPDATE alerts SET state = @state, settled_at = @now, next_attempt = NULL, reason = @reason WHERE seq = @seq",
            ("@seq", member.Seq),
            ("@state", (int)(isExpired ? AlertState.Expired : AlertState.Silenced)),
            ("@now", now.ToStored()),
            (
                "@reason",
                isExpired ? "nobody wanted it any more: it was to be sent before its expiry" : silence!.ToString()
            )
        );
        return true;
    }

    private static void LetGo(LedgerConnection connection, HeldRow member, DateTimeOffset now) =>
        connection.Execute(
            "UPDATE alerts SET state = @due, next_attempt = @now, planned_at = @now WHERE seq = @seq",
            ("@seq", member.Seq),
            ("@due", (int)AlertState.Due),
            ("@now", now.ToStored())
        );

    private static void Carry(LedgerConnection connection, Alert carrier, HeldRow[] members, DateTimeOffset now)
    {
        OwedRows.Add(connection, new OwedRow(carrier with { Members = [] }, now));
        foreach (var member in members)
            connection.Execute(
                """
                UPDATE alerts SET state = @carried, carrier = @carrier, settled_at = @now, next_attempt = NULL WHERE seq = @seq
                """,
                ("@seq", member.Seq),
                ("@carried", (int)AlertState.Carried),
                ("@carrier", carrier.DeliveryId.Value),
                ("@now", now.ToStored())
            );
        CrashPoint.Reached("gathered");
    }

    private sealed record HeldRow(long Seq, Alert Alert, string Rule, string? Feed, DateTimeOffset? Expires);
}
