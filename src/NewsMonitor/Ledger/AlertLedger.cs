using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Items;

namespace NewsMonitor.Ledger;

/// <summary>What is owed, and what was sent: one row for each alert and receiver.</summary>
internal sealed class AlertLedger(LedgerStore store)
{
    /// <summary>
    /// An alert whose plan was made more than this in the future was planned before the clock went back: it is due, or it
    /// would wait as long as the clock was wrong.
    /// </summary>
    private static readonly TimeSpan ClockSlack = TimeSpan.FromMinutes(1);

    /// <summary>What <see cref="ReadOwed"/> reads.</summary>
    internal const string Columns = """
        payload, delivery_id, alert_id, receiver, rule, state, attempts, owed_since, next_attempt, settled_at, reason
        """;

    private const string NextDue = """
        SELECT seq FROM alerts
        WHERE settled_at IS NULL AND receiver = @receiver AND (
            next_attempt <= @now
            OR (state = @due AND planned_at > @slack)
            OR (state = @claimed AND next_attempt > @farthest))
        ORDER BY seq LIMIT 1
        """;

    /// <summary>
    /// Takes the right to one attempt: the alert that became owed first of those that are due, also one whose lease has run
    /// out. The attempt is counted and the lease on disk before this returns; null when nothing is due.
    /// </summary>
    public async Task<Claim?> ClaimNextAsync(
        string receiver,
        DateTimeOffset now,
        TimeSpan lease,
        CancellationToken cancellationToken
    )
    {
        if (!await IsAnythingDueAsync(receiver, now, lease, cancellationToken))
            return null;
        var claim = await store.WriteAsync(connection => Take(connection, receiver, now, lease), cancellationToken);
        if (claim is not null)
            CrashPoint.Reached("claimed");
        return claim;
    }

    /// <summary>When the receiver's next alert is due, or its next lease runs out; null when nothing is owed.</summary>
    public Task<DateTimeOffset?> NextDueAsync(string receiver, CancellationToken cancellationToken) =>
        store.ReadAsync<DateTimeOffset?>(
            connection =>
                connection.Number(
                    """
                    SELECT MIN(CASE WHEN state = @due AND planned_at > @slack THEN @now ELSE next_attempt END)
                    FROM alerts WHERE settled_at IS NULL AND receiver = @receiver
                    """,
                    ("@receiver", receiver),
                    ("@due", (int)AlertState.Due),
                    ("@now", store.Time.GetUtcNow().ToStored()),
                    ("@slack", (store.Time.GetUtcNow() + ClockSlack).ToStored())
                )
                    is { } next
                    ? StoredTime.FromStored(next)
                    : null,
            cancellationToken
        );

    /// <summary>Owes alerts that no item of a feed stands behind, on disk before it returns.</summary>
    public Task OweAsync(ImmutableArray<Alert> alerts, DateTimeOffset now, CancellationToken cancellationToken) =>
        store.WriteAsync(
            connection =>
            {
                foreach (var alert in alerts)
                    Owe(connection, alert, item: null, now);
                return alerts.Length;
            },
            cancellationToken
        );

    /// <summary>The receivers that something is owed to, by name, also those that are no longer configured.</summary>
    public Task<ImmutableArray<string>> ReceiversOwedAsync(CancellationToken cancellationToken) =>
        store.ReadAsync(
            connection =>
                connection.Rows(
                    "SELECT DISTINCT receiver FROM alerts WHERE settled_at IS NULL ORDER BY receiver",
                    row => row.GetString(0)
                ),
            cancellationToken
        );

    /// <summary>The receiver has it. Holds whoever has the claim by now: what was sent was sent.</summary>
    public async Task DoneAsync(Claim claim, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await store.WriteAsync(
            connection =>
            {
                var changed = connection.Execute(
                    """
                    UPDATE alerts SET state = @delivered, settled_at = @now, next_attempt = NULL
                    WHERE delivery_id = @delivery AND state <> @delivered
                    """,
                    ("@delivery", claim.Alert.DeliveryId.Value),
                    ("@delivered", (int)AlertState.Delivered),
                    ("@now", now.ToStored())
                );
                CrashPoint.Reached("before-done");
                return changed;
            },
            cancellationToken
        );
        CrashPoint.Reached("after-done");
    }

    /// <summary>The attempt failed; there will be another. Says nothing about an alert that someone else has claimed since.</summary>
    public Task DeferAsync(
        Claim claim,
        DateTimeOffset nextAttempt,
        string reason,
        CancellationToken cancellationToken
    ) =>
        store.WriteAsync(
            connection =>
                connection.Execute(
                    $"UPDATE alerts SET state = @due, next_attempt = @next, reason = @reason WHERE {IsStillHeld}",
                    ("@delivery", claim.Alert.DeliveryId.Value),
                    ("@attempt", claim.Attempt),
                    ("@claimed", (int)AlertState.Claimed),
                    ("@due", (int)AlertState.Due),
                    ("@next", nextAttempt.ToStored()),
                    ("@reason", reason)
                ),
            cancellationToken
        );

    /// <summary>Given up: onto the dead-letter list, with the reason. Says nothing about an alert claimed by another since.</summary>
    public Task RejectAsync(Claim claim, DateTimeOffset now, string reason, CancellationToken cancellationToken) =>
        store.WriteAsync(
            connection =>
                connection.Execute(
                    $"""
                    UPDATE alerts SET state = @dead, next_attempt = NULL, settled_at = @now, reason = @reason
                    WHERE {IsStillHeld}
                    """,
                    ("@delivery", claim.Alert.DeliveryId.Value),
                    ("@attempt", claim.Attempt),
                    ("@claimed", (int)AlertState.Claimed),
                    ("@dead", (int)AlertState.Dead),
                    ("@now", now.ToStored()),
                    ("@reason", reason)
                ),
            cancellationToken
        );

    /// <summary>Alerts of one state or of all, for one receiver or for all, the latest first.</summary>
    public Task<ImmutableArray<OwedAlert>> ListAsync(
        AlertState? state,
        string? receiver,
        int limit,
        CancellationToken cancellationToken
    ) =>
        store.ReadAsync(
            connection =>
                connection.Rows(
                    $"""
                    SELECT {Columns} FROM alerts
                    WHERE {(state is null ? "" : "state = @state AND ")}(@receiver IS NULL OR receiver = @receiver)
                    ORDER BY {(state is null ? "" : "owed_since DESC, ")}seq DESC LIMIT @limit
                    """,
                    ReadOwed,
                    ("@state", (int?)state),
                    ("@receiver", receiver),
                    ("@limit", limit)
                ),
            cancellationToken
        );

    /// <summary>The alert of this delivery id, or of the only one that begins so; null when there is none or more than one.</summary>
    public async Task<OwedAlert?> FindAsync(string id, CancellationToken cancellationToken) =>
        await StartingWithAsync(id, 2, cancellationToken) is [var only] ? only : null;

    /// <summary>The alerts whose delivery id begins so.</summary>
    public Task<ImmutableArray<OwedAlert>> StartingWithAsync(
        string id,
        int limit,
        CancellationToken cancellationToken
    ) =>
        store.ReadAsync(
            connection =>
                connection.Rows(
                    // Ids are hexadecimal: "g" comes after every digit.
                    $"""
                    SELECT {Columns} FROM alerts
                    WHERE delivery_id >= @id AND delivery_id < @id || 'g' ORDER BY delivery_id LIMIT @limit
                    """,
                    ReadOwed,
                    ("@id", id),
                    ("@limit", limit)
                ),
            cancellationToken
        );

    /// <summary>
    /// Owes the alert anew, due now, under the same ids: attempts and the time to give up start again. How many rows changed:
    /// 0 for an unknown id and for an alert that is under way.
    /// </summary>
    public Task<int> ResendAsync(DeliveryId id, DateTimeOffset now, CancellationToken cancellationToken) =>
        store.WriteAsync(
            connection =>
                connection.Execute(
                    """
                    UPDATE alerts SET state = @due, attempts = 0, owed_since = @now, planned_at = @now, next_attempt = @now,
                        settled_at = NULL
                    WHERE delivery_id = @delivery AND state <> @claimed
                    """,
                    ("@delivery", id.Value),
                    ("@due", (int)AlertState.Due),
                    ("@claimed", (int)AlertState.Claimed),
                    ("@now", now.ToStored())
                ),
            cancellationToken
        );

    /// <summary>Takes the alert off the list: it is not tried again. How many rows changed: 0 when it was settled otherwise.</summary>
    public Task<int> DropAsync(DeliveryId id, DateTimeOffset now, CancellationToken cancellationToken) =>
        store.WriteAsync(
            connection =>
                connection.Execute(
                    """
                    UPDATE alerts SET state = @dropped, next_attempt = NULL, settled_at = @now
                    WHERE delivery_id = @delivery AND state NOT IN (@dropped, @delivered)
                    """,
                    ("@delivery", id.Value),
                    ("@dropped", (int)AlertState.Dropped),
                    ("@delivered", (int)AlertState.Delivered),
                    ("@now", now.ToStored())
                ),
            cancellationToken
        );

    /// <summary>How many alerts stand where.</summary>
    public Task<AlertCounts> CountsAsync(CancellationToken cancellationToken) =>
        store.ReadAsync(
            connection =>
            {
                var counts = connection
                    .Rows(
                        "SELECT state, COUNT(*) FROM alerts GROUP BY state",
                        row => (State: (AlertState)row.GetInt32(0), Count: row.GetInt32(1))
                    )
                    .ToDictionary(row => row.State, row => row.Count);
                return new AlertCounts(
                    counts.GetValueOrDefault(AlertState.Due),
                    counts.GetValueOrDefault(AlertState.Claimed),
                    counts.GetValueOrDefault(AlertState.Delivered),
                    counts.GetValueOrDefault(AlertState.Dead),
                    OldestUnsettled(connection)
                );
            },
            cancellationToken
        );

    private const string IsStillHeld = "delivery_id = @delivery AND state = @claimed AND attempts = @attempt";

    private Task<bool> IsAnythingDueAsync(
        string receiver,
        DateTimeOffset now,
        TimeSpan lease,
        CancellationToken cancellationToken
    ) =>
        store.ReadAsync(
            connection => connection.Number(NextDue, DueAt(receiver, now, lease)) is not null,
            cancellationToken
        );

    private static Claim? Take(LedgerConnection connection, string receiver, DateTimeOffset now, TimeSpan lease)
    {
        while (TakeRow(connection, receiver, now, lease) is { } row)
        {
            if (AlertJson.Read(row.Payload) is { } alert)
            {
                CrashPoint.Reached("before-claim");
                return new Claim(alert, row.Attempt, row.OwedSince, now + lease);
            }
            Bury(connection, row.Seq, now);
        }
        return null;
    }

    private static TakenRow? TakeRow(
        LedgerConnection connection,
        string receiver,
        DateTimeOffset now,
        TimeSpan lease
    ) =>
        connection
            .Rows(
                $"""
                UPDATE alerts SET state = @claimed, attempts = attempts + 1, planned_at = @now, next_attempt = @until
                WHERE seq = ({NextDue}) RETURNING seq, payload, attempts, owed_since
                """,
                row => new TakenRow(
                    row.GetInt64(0),
                    row.GetString(1),
                    row.GetInt32(2),
                    StoredTime.FromStored(row.GetInt64(3))
                ),
                [.. DueAt(receiver, now, lease), ("@until", (now + lease).ToStored())]
            )
            .SingleOrDefault();

    /// <summary>What cannot be read cannot be sent, and must not stand in the way of the rest.</summary>
    private static void Bury(LedgerConnection connection, long seq, DateTimeOffset now) =>
        connection.Execute(
            """
            UPDATE alerts SET state = @dead, next_attempt = NULL, settled_at = @now,
                reason = 'its text in the ledger cannot be read: damaged, or written by a later release'
            WHERE seq = @seq
            """,
            ("@seq", seq),
            ("@dead", (int)AlertState.Dead),
            ("@now", now.ToStored())
        );

    private static (string, object?)[] DueAt(string receiver, DateTimeOffset now, TimeSpan lease) =>
        [
            ("@receiver", receiver),
            ("@now", now.ToStored()),
            ("@slack", (now + ClockSlack).ToStored()),
            ("@farthest", (now + 2 * lease).ToStored()),
            ("@due", (int)AlertState.Due),
            ("@claimed", (int)AlertState.Claimed),
        ];

    private static DateTimeOffset? OldestUnsettled(LedgerConnection connection) =>
        connection.Number(
            "SELECT MIN(owed_since) FROM alerts WHERE state IN (@due, @claimed)",
            ("@due", (int)AlertState.Due),
            ("@claimed", (int)AlertState.Claimed)
        )
            is { } oldest
            ? StoredTime.FromStored(oldest)
            : null;

    /// <summary>One alert for each rule, item and receiver, ever: a second one of the same id is no news.</summary>
    internal static void Owe(LedgerConnection connection, Alert alert, long? item, DateTimeOffset now) =>
        connection.Execute(
            """
            INSERT INTO alerts (delivery_id, alert_id, receiver, rule, item, state, owed_since, planned_at, next_attempt, payload)
            VALUES (@delivery, @alert, @receiver, @rule, @item, @due, @now, @now, @now, @payload)
            ON CONFLICT (delivery_id) DO NOTHING
            """,
            ("@delivery", alert.DeliveryId.Value),
            ("@alert", alert.Id.Value),
            ("@receiver", alert.Receiver),
            ("@rule", alert.RuleId),
            ("@item", item),
            ("@due", (int)AlertState.Due),
            ("@now", now.ToStored()),
            ("@payload", AlertJson.Write(alert))
        );

    /// <summary>An alert out of its row.</summary>
    internal static OwedAlert ReadOwed(SqliteDataReader row) =>
        new()
        {
            Alert = AlertJson.Read(row.GetString(0)) ?? Unreadable(row),
            State = (AlertState)row.GetInt32(5),
            Attempts = row.GetInt32(6),
            OwedSince = StoredTime.FromStored(row.GetInt64(7)),
            NextAttempt = row.TimeAt(8),
            Settled = row.TimeAt(9),
            LastReason = row.TextAt(10),
        };

    /// <summary>What the other columns still tell of an alert whose text cannot be read: enough to list and to drop it.</summary>
    private static Alert Unreadable(SqliteDataReader row) =>
        new()
        {
            Id = new AlertId(row.GetString(2)),
            Receiver = row.GetString(3),
            Reason = AlertReason.NewStory,
            RuleId = row.GetString(4),
            RuleName = row.GetString(4),
            Source = "",
            Item = new Item
            {
                Feed = "",
                Key = "",
                Identity = new ItemIdentity(null, null, ""),
                Title = "(cannot be read)",
            },
            Evidence = [],
            FirstSeen = StoredTime.FromStored(row.GetInt64(7)),
        };

    private sealed record TakenRow(long Seq, string Payload, int Attempt, DateTimeOffset OwedSince);
}
