using System.Collections.Immutable;

namespace NewsMonitor.Ledger;

/// <summary>
/// Forgets what nobody needs any more: items that their feed has not listed for <paramref name="keep"/>, and alerts that were
/// delivered or dropped that long ago and whose item is forgotten. Never an item of a feed's last page, never an alert that is
/// owed or dead. What items say is forgotten <paramref name="keepTexts"/> after they were first seen.
/// </summary>
/// <remarks>
/// The age of an item is counted twice, and both counts must reach <paramref name="keep"/>: by the clock, and by the time that
/// its own feed has answered polls since, of which one poll adds a day at most. So neither a clock that jumps nor a feed that
/// was out of reach for months makes an item old.
/// </remarks>
internal sealed class Retention(LedgerStore store, TimeSpan keep, TimeSpan keepTexts)
{
    /// <summary>How long what items say is kept when nobody says otherwise.</summary>
    public static readonly TimeSpan KeepTextsByDefault = TimeSpan.FromDays(7);

    /// <summary>The most texts that are kept, the latest of them: about a gigabyte.</summary>
    internal const int MostTexts = 1_000_000;

    /// <summary>The most rows of a kind that one call forgets.</summary>
    internal const int MostAtOnce = 10_000;

    /// <summary>The most rows in one transaction: no delivery waits long behind it.</summary>
    private const int Batch = 500;

    /// <summary>Forgets what is due to be forgotten, within the bound of one call; how many items and alerts that were.</summary>
    public async Task<int> ForgetAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await ForgetTextsAsync((now - keepTexts).ToStored(), cancellationToken);
        var before = (now - keep).ToStored();
        return await ForgetItemsAsync(before, cancellationToken) + await ForgetAlertsAsync(before, cancellationToken);
    }

    /// <summary>By the clock alone: a text that is missing costs an example, nothing else.</summary>
    private async Task ForgetTextsAsync(long before, CancellationToken cancellationToken)
    {
        var old = await store.ReadAsync(
            connection =>
                connection.Rows(
                    """
                    SELECT item FROM texts
                    WHERE item < COALESCE((SELECT MIN(item) FROM texts WHERE seen_at >= @before), @all)
                        OR item <= (SELECT item FROM texts ORDER BY item DESC LIMIT 1 OFFSET @most)
                    LIMIT @limit
                    """,
                    row => row.GetInt64(0),
                    ("@before", before),
                    ("@all", long.MaxValue),
                    ("@most", MostTexts),
                    ("@limit", MostAtOnce)
                ),
            cancellationToken
        );
        await ForgetRowsAsync(
            old,
            static (connection, item) => connection.Execute("DELETE FROM texts WHERE item = @item", ("@item", item)),
            cancellationToken
        );
    }

    private async Task<int> ForgetItemsAsync(long before, CancellationToken cancellationToken)
    {
        var forgotten = 0;
        foreach (var feed in await FeedsAsync(cancellationToken))
        {
            var old = await OldItemsAsync(feed, before, MostAtOnce - forgotten, cancellationToken);
            forgotten += await ForgetRowsAsync(old, ForgetItem, cancellationToken);
        }
        return forgotten;
    }

    private async Task<int> ForgetAlertsAsync(long before, CancellationToken cancellationToken)
    {
        var old = await store.ReadAsync(
            connection =>
                connection.Rows(
                    """
                    SELECT seq FROM alerts
                    WHERE state IN (@delivered, @dropped, @carried, @silenced, @expired)
                        AND owed_since < @before AND settled_at < @before AND item IS NULL
                        AND NOT EXISTS (SELECT 1 FROM alerts carried WHERE carried.carrier = alerts.delivery_id)
                        AND NOT EXISTS (
                            SELECT 1 FROM alerts carrier WHERE carrier.delivery_id = alerts.carrier
                            AND carrier.state NOT IN (@delivered, @dropped))
                    LIMIT @limit
                    """,
                    row => row.GetInt64(0),
                    ("@delivered", (int)AlertState.Delivered),
                    ("@dropped", (int)AlertState.Dropped),
                    ("@carried", (int)AlertState.Carried),
                    ("@silenced", (int)AlertState.Silenced),
                    ("@expired", (int)AlertState.Expired),
                    ("@before", before),
                    ("@limit", MostAtOnce)
                ),
            cancellationToken
        );
        return await ForgetRowsAsync(old, ForgetAlert, cancellationToken);
    }

    private Task<ImmutableArray<long>> FeedsAsync(CancellationToken cancellationToken) =>
        store.ReadAsync(
            connection => connection.Rows("SELECT id FROM feeds", row => row.GetInt64(0)),
            cancellationToken
        );

    private Task<ImmutableArray<long>> OldItemsAsync(
        long feed,
        long before,
        int limit,
        CancellationToken cancellationToken
    ) =>
        store.ReadAsync(
            connection =>
                connection.Rows(
                    """
                    SELECT items.id FROM items JOIN feeds ON feeds.id = items.feed
                    WHERE items.feed = @feed AND items.page < feeds.page
                        AND items.last_listed < @before AND items.polled_time <= feeds.polled_time - @keep
                    LIMIT @limit
                    """,
                    row => row.GetInt64(0),
                    ("@feed", feed),
                    ("@before", before),
                    ("@keep", (long)keep.TotalMilliseconds),
                    ("@limit", limit)
                ),
            cancellationToken
        );

    private async Task<int> ForgetRowsAsync(
        ImmutableArray<long> rows,
        Func<LedgerConnection, long, int> forget,
        CancellationToken cancellationToken
    )
    {
        var forgotten = 0;
        foreach (var batch in rows.Chunk(Batch))
            forgotten += await store.WriteAsync(
                connection =>
                {
                    var rows = batch.Sum(row => forget(connection, row));
                    CrashPoint.Reached("gc");
                    return rows;
                },
                cancellationToken
            );
        return forgotten;
    }

    /// <summary>Asks again: a poll may have listed it since it was chosen.</summary>
    private static int ForgetItem(LedgerConnection connection, long item) =>
        connection.Execute(
            "DELETE FROM items WHERE id = @item AND page < (SELECT page FROM feeds WHERE feeds.id = items.feed)",
            ("@item", item)
        );

    /// <summary>Asks again: a person may have had it sent anew since it was chosen.</summary>
    private static int ForgetAlert(LedgerConnection connection, long alert)
    {
        connection.Execute(
            "DELETE FROM attempts WHERE delivery_id = (SELECT delivery_id FROM alerts WHERE seq = @alert)",
            ("@alert", alert)
        );
        return connection.Execute(
            "DELETE FROM alerts WHERE seq = @alert AND state IN (@delivered, @dropped, @carried, @silenced, @expired)",
            ("@alert", alert),
            ("@delivered", (int)AlertState.Delivered),
            ("@dropped", (int)AlertState.Dropped),
            ("@carried", (int)AlertState.Carried),
            ("@silenced", (int)AlertState.Silenced),
            ("@expired", (int)AlertState.Expired)
        );
    }
}
