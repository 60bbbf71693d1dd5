using System.Collections.Immutable;
using NewsMonitor.Core.Alerts;

namespace NewsMonitor.Ledger;

/// <summary>
/// What is owed, and what became of it: one row for each alert and receiver, from owed to claimed to settled.
/// <see cref="AlertRegister"/> shows it to people.
/// </summary>
internal sealed class AlertLedger(LedgerStore store)
{
    /// <summary>The most attempts in a row that may leave no result behind: whoever ends the program that often is set aside.</summary>
    internal const int MostUnfinished = 5;

    /// <summary>The most failed attempts that are remembered of one alert.</summary>
    private const int MostRemembered = 20;

    /// <summary>
    /// Takes the right to one attempt each: the alerts that became owed first of those that are due, also those whose lease
    /// has run out. The attempts are counted and the leases on disk before this returns; none when nothing is due.
    /// </summary>
    public async Task<ImmutableArray<Claim>> ClaimNextAsync(
        ClaimTerms terms,
        int most,
        DateTimeOffset now,
        TimeSpan lease,
        CancellationToken cancellationToken
    )
    {
        if (!await store.ReadAsync(look => ClaimRows.IsAnyDue(look, terms, now, lease), cancellationToken))
            return [];
        var claims = await store.WriteAsync(
            connection => ClaimRows.Take(connection, terms, most, now, lease),
            cancellationToken
        );
        if (!claims.IsEmpty)
            CrashPoint.Reached("claimed");
        return claims;
    }

    /// <summary>Takes the right to one attempt; null when nothing is due.</summary>
    public async Task<Claim?> ClaimNextAsync(
        string receiver,
        DateTimeOffset now,
        TimeSpan lease,
        CancellationToken cancellationToken
    ) => (await ClaimNextAsync(new ClaimTerms(receiver), 1, now, lease, cancellationToken)).SingleOrDefault();

    /// <summary>
    /// When the receiver's next alert is due, its next lease runs out or its next batch closes; null when nothing is owed that
    /// has a time.
    /// </summary>
    public Task<DateTimeOffset?> NextDueAsync(string receiver, bool onlyUrgent, CancellationToken cancellationToken) =>
        store.ReadAsync<DateTimeOffset?>(
            connection =>
                connection.Number(
                    $"""
                    SELECT MIN(next) FROM (
                        SELECT MIN(CASE WHEN state = @due AND planned_at > @slack THEN @now ELSE next_attempt END) AS next
                        FROM alerts
                        WHERE settled_at IS NULL AND state <> 5 AND receiver = @receiver AND urgent >= @urgent
                            AND {ClaimRows.MayGo}
                        UNION ALL SELECT MIN(next_attempt) FROM alerts WHERE state = 5 AND receiver = @receiver)
                    """,
                    ("@receiver", receiver),
                    ("@urgent", onlyUrgent ? 1 : 0),
                    ("@due", (int)AlertState.Due),
                    ("@now", store.Time.GetUtcNow().ToStored()),
                    ("@slack", (store.Time.GetUtcNow() + ClaimRows.ClockSlack).ToStored())
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
        DoneAsync([claim], now, next: null, most: 0, TimeSpan.Zero, cancellationToken);

    /// <summary>
    /// The receiver has these; and so many of the next alerts are claimed with the same flush to disk, so that one flush
    /// serves several alerts while many wait. The claims; none when none are wanted or nothing is due.
    /// </summary>
    public async Task<ImmutableArray<Claim>> DoneAsync(
        ImmutableArray<Claim> claims,
        DateTimeOffset now,
        ClaimTerms? next,
        int most,
        TimeSpan lease,
        CancellationToken cancellationToken
    )
    {
        var following = await store.WriteAsync(
            connection =>
            {
                SetDone(connection, claims, now);
                CrashPoint.Reached("before-done");
                return next is null ? [] : ClaimRows.Take(connection, next, most, now, lease);
            },
            cancellationToken
        );
        CrashPoint.Reached("after-done");
        if (!following.IsEmpty)
            CrashPoint.Reached("claimed");
        return following;
    }

    private static void SetDone(LedgerConnection connection, ImmutableArray<Claim> claims, DateTimeOffset now)
    {
        foreach (var claim in claims)
            connection.Execute(
                """
                UPDATE alerts SET state = @delivered, settled_at = @now, next_attempt = NULL, unfinished = 0
                WHERE delivery_id = @delivery AND state <> @delivered
                """,
                ("@delivery", claim.Alert.DeliveryId.Value),
                ("@delivered", (int)AlertState.Delivered),
                ("@now", now.ToStored())
            );
        foreach (var receiver in claims.Select(claim => claim.Alert.Receiver).Distinct(StringComparer.Ordinal))
            ReceiverLedger.Succeeded(connection, receiver);
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
}
