using System.Collections.Immutable;
using Microsoft.Data.Sqlite;

namespace NewsMonitor.Ledger;

/// <summary>How a receiver stands.</summary>
/// <param name="Name">Its name.</param>
/// <param name="FailingSince">Since when every attempt has failed; null when the last one succeeded.</param>
/// <param name="Disabled">Since when nothing is tried; null when it is.</param>
/// <param name="Reason">What went wrong last.</param>
internal sealed record ReceiverStanding(
    string Name,
    DateTimeOffset? FailingSince,
    DateTimeOffset? Disabled,
    string? Reason
);

/// <summary>What is remembered of receivers: since when they take nothing, and whether they are still tried.</summary>
internal sealed class ReceiverLedger(LedgerStore store)
{
    /// <summary>How it stands; null when there is nothing to remember.</summary>
    public Task<ReceiverStanding?> StandingAsync(string receiver, CancellationToken cancellationToken) =>
        store.ReadAsync(
            connection =>
                connection.Rows($"{Select} WHERE name = @receiver", Read, ("@receiver", receiver)).SingleOrDefault(),
            cancellationToken
        );

    /// <summary>All that there is something to remember of.</summary>
    public Task<ImmutableArray<ReceiverStanding>> AllAsync(CancellationToken cancellationToken) =>
        store.ReadAsync(connection => connection.Rows($"{Select} ORDER BY name", Read), cancellationToken);

    /// <summary>Nothing is tried any more; what is owed is kept. False when it was so before.</summary>
    public Task<bool> DisableAsync(
        string receiver,
        DateTimeOffset now,
        string reason,
        CancellationToken cancellationToken
    ) =>
        store.WriteAsync(
            connection =>
                connection.Execute(
                    """
                    INSERT INTO receivers (name, failing_since, disabled_at, reason) VALUES (@receiver, @now, @now, @reason)
                    ON CONFLICT (name) DO UPDATE SET disabled_at = @now, reason = @reason WHERE disabled_at IS NULL
                    """,
                    ("@receiver", receiver),
                    ("@now", now.ToStored()),
                    ("@reason", reason)
                ) > 0,
            cancellationToken
        );

    /// <summary>It is tried again, and what it is owed is due now. False when it was not disabled.</summary>
    public Task<bool> EnableAsync(string receiver, DateTimeOffset now, CancellationToken cancellationToken) =>
        store.WriteAsync(
            connection =>
            {
                var was = connection.Execute(
                    "DELETE FROM receivers WHERE name = @receiver AND disabled_at IS NOT NULL",
                    ("@receiver", receiver)
                );
                if (was > 0)
                    connection.Execute(
                        """
                        UPDATE alerts SET next_attempt = @now, planned_at = @now, owed_since = @now, attempts = 0
                        WHERE settled_at IS NULL AND state = 0 AND receiver = @receiver
                        """,
                        ("@receiver", receiver),
                        ("@now", now.ToStored())
                    );
                return was > 0;
            },
            cancellationToken
        );

    /// <summary>An attempt succeeded.</summary>
    public static void Succeeded(LedgerConnection connection, string receiver) =>
        connection.Execute(
            "DELETE FROM receivers WHERE name = @receiver AND disabled_at IS NULL",
            ("@receiver", receiver)
        );

    /// <summary>An attempt failed; since when all have.</summary>
    public static DateTimeOffset Failed(
        LedgerConnection connection,
        string receiver,
        DateTimeOffset now,
        string reason
    ) =>
        StoredTime.FromStored(
            connection
                .Number(
                    """
                    INSERT INTO receivers (name, failing_since, reason) VALUES (@receiver, @now, @reason)
                    ON CONFLICT (name) DO UPDATE SET failing_since = MIN(COALESCE(failing_since, @now), @now), reason = @reason
                    RETURNING failing_since
                    """,
                    ("@receiver", receiver),
                    ("@now", now.ToStored()),
                    ("@reason", reason)
                )!
                .Value
        );

    private const string Select = "SELECT name, failing_since, disabled_at, reason FROM receivers";

    private static ReceiverStanding Read(SqliteDataReader row) =>
        new(row.GetString(0), row.TimeAt(1), row.TimeAt(2), row.TextAt(3));
}
