using System.Collections.Immutable;

namespace NewsMonitor.Ledger;

/// <summary>Takes claims: which alert comes next, and why one that would be next is not tried at all.</summary>
internal static class ClaimRows
{
    /// <summary>
    /// An alert whose plan was made more than this in the future was planned before the clock went back: it is due, or it
    /// would wait as long as the clock was wrong.
    /// </summary>
    internal static readonly TimeSpan ClockSlack = TimeSpan.FromMinutes(1);

    /// <summary>
    /// A denial or a development never overtakes the report that it follows: it waits until that one, or the digest that
    /// tells it, is delivered or given up. One whose report the ledger does not know waits for nothing.
    /// </summary>
    internal const string MayGo = """
        (alerts.follows IS NULL OR NOT EXISTS (
            SELECT 1 FROM alerts AS report LEFT JOIN alerts AS digest ON digest.delivery_id = report.carrier
            WHERE report.delivery_id = alerts.follows
                AND CASE WHEN digest.seq IS NULL THEN report.settled_at ELSE digest.settled_at END IS NULL))
        """;

    private const string IsDue = $"""
        settled_at IS NULL AND state <> 5 AND receiver = @receiver AND urgent >= @urgent AND (
            next_attempt <= @now
            OR (state = @due AND planned_at > @slack)
            OR (state = @claimed AND next_attempt > @farthest)) AND {MayGo}
        """;

    internal const string NextUnsuspected =
        $"SELECT seq FROM alerts WHERE {IsDue} AND unfinished = 0 ORDER BY seq LIMIT 1";

    /// <summary>Those that once ended the program come after all others: one of them holds nobody up.</summary>
    internal const string NextDue = $"""
        SELECT COALESCE(
            ({NextUnsuspected}),
            (SELECT seq FROM alerts WHERE {IsDue} AND unfinished > 0 ORDER BY unfinished, seq LIMIT 1))
        """;

    private const string NextRule = """
        SELECT rule FROM alerts INDEXED BY alerts_by_rule
        WHERE settled_at IS NULL AND state <> 5 AND receiver = @receiver AND rule > @rule ORDER BY rule LIMIT 1
        """;

    internal const string NextDueOfRule = $"""
        SELECT seq FROM alerts INDEXED BY alerts_by_rule
        WHERE {IsDue} AND rule = @rule AND unfinished = 0 ORDER BY seq LIMIT 1
        """;

    /// <summary>
    /// Claims up to so many, in the order of owing. One that once left no result behind is claimed alone: if it ends the
    /// program again, it takes no other with it.
    /// </summary>
    public static ImmutableArray<Claim> Take(
        LedgerConnection connection,
        ClaimTerms terms,
        int most,
        DateTimeOffset now,
        TimeSpan lease
    )
    {
        var claims = ImmutableArray.CreateBuilder<Claim>();
        while (claims.Count < most && TakeOne(connection, terms, claims.Count == 0, now, lease) is { } claim)
        {
            claims.Add(claim);
            if (claim.IsSuspect)
                break;
        }
        return claims.DrainToImmutable();
    }

    /// <summary>True when something may be claimed: a look that costs no write.</summary>
    public static bool IsAnyDue(LedgerConnection connection, ClaimTerms terms, DateTimeOffset now, TimeSpan lease) =>
        connection.Number(terms.Alone ? NextDue : NextUnsuspected, DueAt(terms, now, lease)) is not null;

    private static Claim? TakeOne(
        LedgerConnection connection,
        ClaimTerms terms,
        bool isFirst,
        DateTimeOffset now,
        TimeSpan lease
    )
    {
        while (TakeRow(connection, terms with { Alone = terms.Alone && isFirst }, now, lease) is { } row)
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
                terms.Turn?.Took(row.Rule);
                return new Claim(alert with { Members = members }, row.Attempt, row.OwedSince, now + lease)
                {
                    IsSuspect = row.Unfinished > 1,
                };
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
        if (row.Unfinished > AlertLedger.MostUnfinished)
            return (
                AlertState.Dead,
                $"set aside: the last {AlertLedger.MostUnfinished} attempts ended with the program and left no result"
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
        if (terms.Turn?.Served is { } served && OtherRule(connection, terms.Receiver, served) is { } other)
            if (connection.Number(NextDueOfRule, [.. DueAt(terms, now, lease), ("@rule", other)]) is { } turn)
                return turn;
        return connection.Number(terms.Alone ? NextDue : NextUnsuspected, DueAt(terms, now, lease));
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
