using System.Collections.Immutable;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Alerts.Notices;

namespace NewsMonitor.Ledger;

/// <summary>Which troubles of feeds have been told, so that each is told once.</summary>
internal sealed class TroubleLedger(LedgerStore store)
{
    /// <summary>Every trouble that was told and is not over.</summary>
    public Task<ImmutableArray<Trouble>> ToldAsync(CancellationToken cancellationToken) =>
        store.ReadAsync(
            connection =>
                connection.Rows(
                    "SELECT feed, kind, since, notice FROM troubles",
                    row => new Trouble(
                        row.GetString(0),
                        (TroubleKind)row.GetInt32(1),
                        StoredTime.FromStored(row.GetInt64(2)),
                        row.GetString(3)
                    )
                ),
            cancellationToken
        );

    /// <summary>Writes down what is told and what is over, together with the alerts that tell it: all of it or nothing.</summary>
    public Task RecordAsync(
        NoticeRound round,
        ImmutableArray<Alert> alerts,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        store.WriteAsync(
            connection =>
            {
                foreach (var over in round.Over)
                    Forget(connection, over);
                foreach (var told in round.Told)
                    Remember(connection, told);
                foreach (var alert in alerts)
                    OwedRows.Add(connection, new OwedRow(alert, now));
                return alerts.Length;
            },
            cancellationToken
        );

    private static void Forget(LedgerConnection connection, Trouble trouble) =>
        connection.Execute(
            "DELETE FROM troubles WHERE feed = @feed AND kind = @kind",
            ("@feed", trouble.Feed),
            ("@kind", (int)trouble.Kind)
        );

    private static void Remember(LedgerConnection connection, Trouble trouble) =>
        connection.Execute(
            """
            INSERT INTO troubles (feed, kind, since, notice) VALUES (@feed, @kind, @since, @notice)
            ON CONFLICT (feed, kind) DO UPDATE SET since = excluded.since, notice = excluded.notice
            """,
            ("@feed", trouble.Feed),
            ("@kind", (int)trouble.Kind),
            ("@since", trouble.Since.ToStored()),
            ("@notice", trouble.Notice)
        );
}
