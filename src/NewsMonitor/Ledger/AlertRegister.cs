using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Items;

namespace NewsMonitor.Ledger;

/// <summary>The alerts as people ask for them: which stand where, why each failed; sent again or dropped by hand.</summary>
internal sealed class AlertRegister(LedgerStore store)
{
    /// <summary>What <see cref="ReadOwed"/> reads.</summary>
    internal const string Columns = """
        payload, delivery_id, alert_id, receiver, rule, state, attempts, owed_since, next_attempt, settled_at, reason, carrier
        """;

    /// <summary>The attempts of an alert that failed, the first of those remembered first.</summary>
    public Task<ImmutableArray<FailedAttempt>> FailuresAsync(DeliveryId id, CancellationToken cancellationToken) =>
        store.ReadAsync(
            connection =>
                connection.Rows(
                    "SELECT attempt, at, reason, reply FROM attempts WHERE delivery_id = @delivery ORDER BY attempt",
                    row => new FailedAttempt(
                        row.GetInt32(0),
                        StoredTime.FromStored(row.GetInt64(1)),
                        row.GetString(2),
                        row.TextAt(3)
                    ),
                    ("@delivery", id.Value)
                ),
            cancellationToken
        );

    /// <summary>The alerts that another one tells.</summary>
    public Task<ImmutableArray<Alert>> MembersAsync(DeliveryId carrier, CancellationToken cancellationToken) =>
        store.ReadAsync(connection => OwedRows.MembersOf(connection, carrier.Value), cancellationToken);

    /// <summary>Alerts of one state or of all, for one receiver or for all, the latest first.</summary>
    public Task<ImmutableArray<OwedAlert>> ListAsync(
        AlertState? state,
        string? receiver,
        int limit,
        CancellationToken cancellationToken
    ) =>
        SelectAsync(
            $"""
            WHERE {(state is null ? "" : "state = @state AND ")}(@receiver IS NULL OR receiver = @receiver)
            ORDER BY {(state is null ? "" : "owed_since DESC, ")}seq DESC LIMIT @limit
            """,
            cancellationToken,
            ("@state", (int?)state),
            ("@receiver", receiver),
            ("@limit", limit)
        );

    /// <summary>How the receivers stand.</summary>
    public ReceiverLedger Standings { get; } = new(store);

    /// <summary>Alerts of one state that came into it since then, for one receiver or for all, in the order of owing.</summary>
    public Task<ImmutableArray<OwedAlert>> SettledSinceAsync(
        AlertState state,
        string? receiver,
        DateTimeOffset since,
        CancellationToken cancellationToken
    ) =>
        SelectAsync(
            "WHERE state = @state AND settled_at >= @since AND (@receiver IS NULL OR receiver = @receiver) ORDER BY seq",
            cancellationToken,
            ("@state", (int)state),
            ("@since", since.ToStored()),
            ("@receiver", receiver)
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
        SelectAsync(
            // Ids are hexadecimal: "g" comes after every digit.
            "WHERE delivery_id >= @id AND delivery_id < @id || 'g' ORDER BY delivery_id LIMIT @limit",
            cancellationToken,
            ("@id", id),
            ("@limit", limit)
        );

    private Task<ImmutableArray<OwedAlert>> SelectAsync(
        string which,
        CancellationToken cancellationToken,
        params (string Name, object? Value)[] values
    ) =>
        store.ReadAsync(
            connection => connection.Rows($"SELECT {Columns} FROM alerts {which}", ReadOwed, values),
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
                        settled_at = NULL, unfinished = 0, expires_at = NULL, carrier = NULL, bundle = NULL
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
                    WHERE delivery_id = @delivery AND state NOT IN (@dropped, @delivered, @carried)
                    """,
                    ("@delivery", id.Value),
                    ("@dropped", (int)AlertState.Dropped),
                    ("@delivered", (int)AlertState.Delivered),
                    ("@carried", (int)AlertState.Carried),
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

    private static DateTimeOffset? OldestUnsettled(LedgerConnection connection) =>
        connection.Number(
            "SELECT MIN(owed_since) FROM alerts WHERE state IN (@due, @claimed)",
            ("@due", (int)AlertState.Due),
            ("@claimed", (int)AlertState.Claimed)
        )
            is { } oldest
            ? StoredTime.FromStored(oldest)
            : null;

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
            Carrier = row.TextAt(11),
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
}
