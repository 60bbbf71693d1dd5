using System.Collections.Immutable;
using NewsMonitor.Core.Alerts;

namespace NewsMonitor.Ledger;

/// <summary>
/// What is owed, and what became of it: one row for each alert and receiver, from owed to claimed to settled.
/// <see cref="AlertRegister"/> shows it to people.
/// </summary>
internal sealed class AlertLedger(LedgerStore store)
{
    /// <summary>
    /// An alert whose plan was made more than this in the future was planned before the clock went back: it is due, or it
    /// would wait as long as the clock was wrong.
    /// </summary>
    private static readonly TimeSpan ClockSlack = TimeSpan.FromMinutes(1);

    /// <summary>The most attempts in a row that may leave no result behind: whoever ends the program that often is set aside.</summary>
    internal const int MostUnfinished = 5;

    /// <summary>The most failed attempts that are remembered of one alert.</summary>
    private const int MostRemembered = 20;

    private const string IsDue = """
        settled_at IS NULL AND state <> 5 AND receiver = @receiver AND urgent >= @urgent AND (
            next_attempt <= @now
            OR (state = @due AND planned_at > @slack)
            OR (state = @claimed AND next_attempt > @farthest))
        """;

    /// <summary>Those that once ended the program come after all others: one of them holds nobody up.</summary>
    private const string NextDue = $"""
        SELECT COALESCE(
            (SELECT seq FROM alerts WHERE {IsDue} AND unfinished = 0 ORDER BY seq LIMIT 1),
            (SELECT seq FROM alerts WHERE {IsDue} AND unfinished > 0 ORDER BY unfinished, seq LIMIT 1))
        """;

    private const string NextRule = """
        SELECT rule FROM alerts INDEXED BY alerts_by_rule
        WHERE settled_at IS NULL AND state <> 5 AND receiver = @receiver AND rule > @rule ORDER BY rule LIMIT 1
        """;

    private const string NextDueOfRule = $"""
        SELECT seq FROM alerts INDEXED BY alerts_by_rule
        WHERE {IsDue} AND rule = @rule AND unfinished = 0 ORDER BY seq LIMIT 1
        """;

    /// <summary>
    /// Takes the right to one attempt: the alert that became owed first of those that are due, also one whose lease has run
    /// out. The attempt is counted and the lease on disk before this returns; null when nothing is due.
    /// </summary>
    public async Task<Claim?> ClaimNextAsync(
        ClaimTerms terms,
        DateTimeOffset now,
        TimeSpan lease,
        CancellationToken cancellationToken
    )
    {
        if (!await IsAnythingDueAsync(terms, now, lease, cancellationToken))
            return null;
        var claim = await store.WriteAsync(connection => Take(connection, terms, now, lease), cancellationToken);
        if (claim is not null)
            CrashPoint.Reached("claimed");
        return claim;
    }

    /// <inheritdoc cref="ClaimNextAsync(ClaimTerms, DateTimeOffset, TimeSpan, CancellationToken)"/>
    public Task<Claim?> ClaimNextAsync(
        string receiver,
        DateTimeOffset now,
        TimeSpan lease,
        CancellationToken cancellationToken
    ) => ClaimNextAsync(new ClaimTerms(receiver), now, lease, cancellationToken);

    /// <summary>
    /// When the receiver's next alert is due, its next lease runs out or its next batch closes; null when nothing is owed that
    /// has a time.
    /// </summary>
    public Task<DateTimeOffset?> NextDueAsync(string receiver, bool onlyUrgent, CancellationToken cancellationToken) =>
        store.ReadAsync<DateTimeOffset?>(
            connection =>
                connection.Number(
                    """
                    SELECT MIN(next) FROM (
                        SELECT MIN(CASE WHEN state = @due AND planned_at > @slack THEN @now ELSE next_attempt END) AS next
                        FROM alerts
                        WHERE settled_at IS NULL AND state <> 5 AND receiver = @receiver AND urgent >= @urgent
                        UNION ALL SELECT MIN(next_attempt) FROM alerts WHERE state = 5 AND receiver = @receiver)
                    """,
                    ("@receiver", receiver),
                    ("@urgent", onlyUrgent ? 1 : 0),
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
                    OwedRows.Add(connection, new OwedRow(alert, now));
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
    public Task DoneAsync(Claim claim, DateTimeOffset now, CancellationToken cancellationToken) =>
        DoneAsync(claim, now, next: null, TimeSpan.Zero, cancellationToken);

    /// <summary>
    /// The receiver has it; and the next alert is claimed with the same flush to disk, so that one flush an alert is enough
    /// while many wait. The claim; null when none is wanted or nothing is due.
    /// </summary>
    public async Task<Claim?> DoneAsync(
        Claim claim,
        DateTimeOffset now,
        ClaimTerms? next,
        TimeSpan lease,
        CancellationToken cancellationToken
    )
    {
        var following = await store.WriteAsync(
            connection =>
            {
                SetDone(connection, claim, now);
                CrashPoint.Reached("before-done");
                return next is null ? null : Take(connection, next, now, lease);
            },
            cancellationToken
        );
        CrashPoint.Reached("after-done");
        if (following is not null)
            CrashPoint.Reached("claimed");
        return following;
    }

    private static void SetDone(LedgerConnection connection, Claim claim, DateTimeOffset now)
    {
        connection.Execute(
            """
            UPDATE alerts SET state = @delivered, settled_at = @now, next_attempt = NULL, unfinished = 0
            WHERE delivery_id = @delivery AND state <> @delivered
            """,
            ("@delivery", claim.Alert.DeliveryId.Value),
            ("@delivered", (int)AlertState.Delivered),
            ("@now", now.ToStored())
        );
        ReceiverLedger.Succeeded(connection, claim.Alert.Receiver);
    }

    /// <summary>
    /// The attempt failed; there will be another. Says nothing about an alert that someone else has claimed since. Since when
    /// the receiver takes nothing.
    /// </summary>
    public Task<DateTimeOffset> DeferAsync(
        Claim claim,
        DateTimeOffset now,
        DateTimeOffset nextAttempt,
        string reason,
        string? reply,
        CancellationToken cancellationToken
    ) =>
        store.WriteAsync(
            connection =>
            {
                Remember(connection, claim, now, reason, reply);
                connection.Execute(
                    $"""
                    UPDATE alerts SET state = @due, next_attempt = @next, planned_at = @now, reason = @reason, unfinished = 0
                    WHERE {IsStillHeld}
                    """,
                    ("@delivery", claim.Alert.DeliveryId.Value),
                    ("@attempt", claim.Attempt),
                    ("@claimed", (int)AlertState.Claimed),
                    ("@due", (int)AlertState.Due),
                    ("@next", nextAttempt.ToStored()),
                    ("@now", now.ToStored()),
                    ("@reason", reason)
                );
                return ReceiverLedger.Failed(connection, claim.Alert.Receiver, now, reason);
            },
            cancellationToken
        );

    /// <summary>The attempt was broken off by us, not by anything about the alert: it is due again, and does not count as failed.</summary>
    public Task ReleaseAsync(Claim claim, DateTimeOffset now, CancellationToken cancellationToken) =>
        store.WriteAsync(
            connection =>
                connection.Execute(
                    $"UPDATE alerts SET state = @due, next_attempt = @now, planned_at = @now, unfinished = 0 WHERE {IsStillHeld}",
                    ("@delivery", claim.Alert.DeliveryId.Value),
                    ("@attempt", claim.Attempt),
                    ("@claimed", (int)AlertState.Claimed),
                    ("@due", (int)AlertState.Due),
                    ("@now", now.ToStored())
                ),
            cancellationToken
        );

    /// <summary>Given up: onto the dead-letter list, with the reason. Says nothing about an alert claimed by another since.</summary>
    public Task RejectAsync(
        Claim claim,
        DateTimeOffset now,
        string reason,
        string? reply,
        CancellationToken cancellationToken
    ) =>
        store.WriteAsync(
            connection =>
            {
                Remember(connection, claim, now, reason, reply);
                return connection.Execute(
                    $"""
                    UPDATE alerts SET state = @dead, next_attempt = NULL, settled_at = @now, reason = @reason, unfinished = 0
                    WHERE {IsStillHeld}
                    """,
                    ("@delivery", claim.Alert.DeliveryId.Value),
                    ("@attempt", claim.Attempt),
                    ("@claimed", (int)AlertState.Claimed),
                    ("@dead", (int)AlertState.Dead),
                    ("@now", now.ToStored()),
                    ("@reason", reason)
                );
            },
            cancellationToken
        );

    /// <summary>Owes an alert that no poll owes. False when it was owed before.</summary>
    public Task<bool> OweAsync(Alert alert, DateTimeOffset now, CancellationToken cancellationToken) =>
        store.WriteAsync(connection => OwedRows.Add(connection, new OwedRow(alert, now)), cancellationToken);

    private const string IsStillHeld = "delivery_id = @delivery AND state = @claimed AND attempts = @attempt";

    private Task<bool> IsAnythingDueAsync(
        ClaimTerms terms,
        DateTimeOffset now,
        TimeSpan lease,
        CancellationToken cancellationToken
    ) =>
        store.ReadAsync(
            connection => connection.Number(NextDue, DueAt(terms, now, lease)) is not null,
            cancellationToken
        );

    private static Claim? Take(LedgerConnection connection, ClaimTerms terms, DateTimeOffset now, TimeSpan lease)
    {
        while (TakeRow(connection, terms, now, lease) is { } row)
        {
            if (WhyNot(connection, row, now) is var (state, reason))
                SetAside(connection, row.Seq, now, state, reason);
            else if (AlertJson.Read(row.Payload) is not { } alert)
                SetAside(
                    connection,
                    row.Seq,
                    now,
                    AlertState.Dead,
                    "its text in the ledger cannot be read: damaged, or written by a later release"
                );
            else
            {
                CrashPoint.Reached("before-claim");
                var members = OwedRows.MembersOf(connection, alert.DeliveryId.Value);
                return new Claim(alert with { Members = members }, row.Attempt, row.OwedSince, now + lease);
            }
        }
        return null;
    }

    /// <summary>Why an alert is not tried; null when it is.</summary>
    private static (AlertState State, string Reason)? WhyNot(
        LedgerConnection connection,
        TakenRow row,
        DateTimeOffset now
    )
    {
        if (row.Unfinished > MostUnfinished)
            return (
                AlertState.Dead,
                $"set aside: the last {MostUnfinished} attempts ended with the program and left no result"
            );
        if (row.Expires is { } expires && expires <= now)
            return (AlertState.Expired, "nobody wanted it any more: it was to be sent before its expiry");
        return SilenceLedger.Over(connection, row.Receiver, row.Rule, row.Feed, now) is { } silence
            ? (AlertState.Silenced, silence.ToString())
            : null;
    }

    private static TakenRow? TakeRow(
        LedgerConnection connection,
        ClaimTerms terms,
        DateTimeOffset now,
        TimeSpan lease
    ) =>
        NextSeq(connection, terms, now, lease) is not { } seq
            ? null
            : connection
                .Rows(
                    """
                    UPDATE alerts SET state = @claimed, attempts = attempts + 1, unfinished = unfinished + 1,
                        planned_at = @now, next_attempt = @until
                    WHERE seq = @seq
                    RETURNING seq, payload, attempts, owed_since, receiver, rule, feed, expires_at, unfinished
                    """,
                    row => new TakenRow(
                        row.GetInt64(0),
                        row.GetString(1),
                        row.GetInt32(2),
                        StoredTime.FromStored(row.GetInt64(3)),
                        row.GetString(4),
                        row.GetString(5),
                        row.TextAt(6),
                        row.TimeAt(7),
                        row.GetInt32(8)
                    ),
                    ("@seq", seq),
                    ("@claimed", (int)AlertState.Claimed),
                    ("@now", now.ToStored()),
                    ("@until", (now + lease).ToStored())
                )
                .SingleOrDefault();

    /// <summary>In the order of owing; but another rule goes first when one has had its turn.</summary>
    private static long? NextSeq(LedgerConnection connection, ClaimTerms terms, DateTimeOffset now, TimeSpan lease)
    {
        if (terms.After is { } served && OtherRule(connection, terms.Receiver, served) is { } other)
            if (connection.Number(NextDueOfRule, [.. DueAt(terms, now, lease), ("@rule", other)]) is { } turn)
                return turn;
        return connection.Number(NextDue, DueAt(terms, now, lease));
    }

    /// <summary>The rule after this one that something is owed for, and after the last the first.</summary>
    private static string? OtherRule(LedgerConnection connection, string receiver, string served) =>
        (
            connection.Scalar(NextRule, ("@receiver", receiver), ("@rule", served))
            ?? connection.Scalar(NextRule, ("@receiver", receiver), ("@rule", ""))
        )
            is string other
        && other != served
            ? other
            : null;

    /// <summary>What is not tried must not stand in the way of the rest.</summary>
    private static void SetAside(
        LedgerConnection connection,
        long seq,
        DateTimeOffset now,
        AlertState state,
        string reason
    ) =>
        connection.Execute(
            """
            UPDATE alerts SET state = @state, next_attempt = NULL, settled_at = @now, reason = @reason, attempts = attempts - 1
            WHERE seq = @seq
            """,
            ("@seq", seq),
            ("@state", (int)state),
            ("@now", now.ToStored()),
            ("@reason", reason)
        );

    private static void Remember(
        LedgerConnection connection,
        Claim claim,
        DateTimeOffset now,
        string reason,
        string? reply
    )
    {
        connection.Execute(
            """
            INSERT INTO attempts (delivery_id, attempt, at, reason, reply) VALUES (@delivery, @attempt, @at, @reason, @reply)
            ON CONFLICT (delivery_id, attempt) DO UPDATE SET at = @at, reason = @reason, reply = @reply
            """,
            ("@delivery", claim.Alert.DeliveryId.Value),
            ("@attempt", claim.Attempt),
            ("@at", now.ToStored()),
            ("@reason", reason),
            ("@reply", reply)
        );
        connection.Execute(
            "DELETE FROM attempts WHERE delivery_id = @delivery AND attempt <= @before",
            ("@delivery", claim.Alert.DeliveryId.Value),
            ("@before", claim.Attempt - MostRemembered)
        );
    }

    private static (string, object?)[] DueAt(ClaimTerms terms, DateTimeOffset now, TimeSpan lease) =>
        [
            ("@receiver", terms.Receiver),
            ("@urgent", terms.OnlyUrgent ? 1 : 0),
            ("@now", now.ToStored()),
            ("@slack", (now + ClockSlack).ToStored()),
            ("@farthest", (now + 2 * lease).ToStored()),
            ("@due", (int)AlertState.Due),
            ("@claimed", (int)AlertState.Claimed),
        ];

    private sealed record TakenRow(
        long Seq,
        string Payload,
        int Attempt,
        DateTimeOffset OwedSince,
        string Receiver,
        string Rule,
        string? Feed,
        DateTimeOffset? Expires,
        int Unfinished
    );
}
