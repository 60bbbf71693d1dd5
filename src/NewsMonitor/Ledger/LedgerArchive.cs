using System.Collections.Immutable;
using NewsMonitor.Core.Items;

namespace NewsMonitor.Ledger;

/// <summary>An item as the ledger remembers it.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Feed">The id of its feed.</param>
/// <param name="FirstSeen">When it was first listed.</param>
/// <param name="LastListed">When it was last known to be listed.</param>
/// <param name="IsListed">True while it is on its feed's last page.</param>
/// <param name="Text">What it says; null when that is kept no more.</param>
internal sealed record RememberedItem(
    long Row,
    string Feed,
    DateTimeOffset FirstSeen,
    DateTimeOffset LastListed,
    bool IsListed,
    Item? Text
);

/// <summary>How often a rule matched, as far as the ledger remembers.</summary>
/// <param name="Last">When it last matched.</param>
/// <param name="Week">Items in the last 7 days.</param>
/// <param name="Month">Items in the last 30 days.</param>
internal sealed record RuleHits(DateTimeOffset Last, int Week, int Month);

/// <summary>What the ledger still tells of the past. Opened for reading alone, beside the monitor that may be running on it.</summary>
internal sealed class LedgerArchive : IDisposable
{
    private const int Batch = 500;

    private const string Columns = """
        items.id, feeds.name, items.first_seen, items.last_listed, items.page = feeds.page, texts.payload
        """;

    private readonly string file;
    private readonly LedgerConnection connection;

    private LedgerArchive(string file, LedgerConnection connection) =>
        (this.file, this.connection) = (file, connection);

    /// <summary>The archive of a data folder; null when it has no ledger yet.</summary>
    /// <exception cref="LedgerUnavailable">The ledger is of another release, or cannot be read.</exception>
    public static LedgerArchive? Open(string dataFolder)
    {
        var file = LedgerFiles.LedgerOf(Path.GetFullPath(dataFolder));
        return LedgerStore.Guarded(file, () => LedgerFiles.Exists(file) ? Connect(file) : null);
    }

    /// <summary>The items that were first seen since then and whose texts are kept, the latest first.</summary>
    public IEnumerable<RememberedItem> ItemsSince(DateTimeOffset since)
    {
        var before = long.MaxValue;
        while (true)
        {
            var batch = LedgerStore.Guarded(file, () => BatchBefore(before, since));
            foreach (var item in batch.Where(item => item.Text is not null))
                yield return item;
            if (batch.Length < Batch)
                yield break;
            before = batch[^1].Row;
        }
    }

    /// <summary>The items of this key, guid or link, or whose key begins so; the latest first.</summary>
    /// <param name="name"><c>g-…</c>, <c>l-…</c> or <c>c-…</c> as alerts and listings show it, or what the publisher wrote.</param>
    /// <param name="limit">The most.</param>
    public ImmutableArray<RememberedItem> Find(string name, int limit) =>
        LedgerStore.Guarded(
            file,
            () =>
            {
                var prints = PrintsOf(name);
                return connection.Rows(
                    $"""
                    SELECT {Columns} FROM items JOIN feeds ON feeds.id = items.feed LEFT JOIN texts ON texts.item = items.id
                    WHERE items.guid BETWEEN @guid AND @guid || 'g' OR items.link BETWEEN @link AND @link || 'g'
                        OR items.content BETWEEN @content AND @content || 'g'
                    ORDER BY items.id DESC LIMIT @limit
                    """,
                    Read,
                    ("@guid", prints.Guid),
                    ("@link", prints.Link),
                    ("@content", prints.Content),
                    ("@limit", limit)
                );
            }
        );

    /// <summary>The alerts that an item owes, as they stand, in the order in which they became owed.</summary>
    public ImmutableArray<OwedAlert> AlertsOf(RememberedItem item) =>
        LedgerStore.Guarded(
            file,
            () =>
                connection.Rows(
                    $"SELECT {AlertRegister.Columns} FROM alerts WHERE item = @item ORDER BY seq",
                    AlertRegister.ReadOwed,
                    ("@item", item.Row)
                )
        );

    /// <summary>How often each rule matched, by its id; a rule of which nothing is remembered is left out.</summary>
    public ImmutableDictionary<string, RuleHits> HitsAt(DateTimeOffset now) =>
        LedgerStore.Guarded(
            file,
            () =>
                connection
                    .Rows(
                        """
                        SELECT rule, MAX(seen), COUNT(DISTINCT CASE WHEN seen >= @week THEN alert_id END),
                            COUNT(DISTINCT CASE WHEN seen >= @month THEN alert_id END)
                        FROM (SELECT alerts.rule, alerts.alert_id, COALESCE(items.first_seen, alerts.owed_since) AS seen
                            FROM alerts LEFT JOIN items ON items.id = alerts.item)
                        GROUP BY rule
                        """,
                        row =>
                            (
                                Rule: row.GetString(0),
                                Hits: new RuleHits(
                                    StoredTime.FromStored(row.GetInt64(1)),
                                    row.GetInt32(2),
                                    row.GetInt32(3)
                                )
                            ),
                        ("@week", (now - TimeSpan.FromDays(7)).ToStored()),
                        ("@month", (now - TimeSpan.FromDays(30)).ToStored())
                    )
                    .ToImmutableDictionary(row => row.Rule, row => row.Hits, StringComparer.Ordinal)
        );

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

    private static LedgerArchive Connect(string file)
    {
        var connection = LedgerConnection.Open(file, isReadOnly: true);
        try
        {
            Schema.Check(connection, file, Schema.Scripts.Length);
            if (Schema.VersionOf(connection) is var version && version < Schema.Scripts.Length)
                throw new LedgerUnavailable(
                    $"{file} has schema {version}, this release works with {Schema.Scripts.Length}. Start monitor run once to bring it up to date."
                );
            return new LedgerArchive(file, connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private ImmutableArray<RememberedItem> BatchBefore(long before, DateTimeOffset since) =>
        connection.Rows(
            $"""
            SELECT {Columns} FROM texts JOIN items ON items.id = texts.item JOIN feeds ON feeds.id = items.feed
            WHERE texts.item < @before AND texts.seen_at >= @since ORDER BY texts.item DESC LIMIT @limit
            """,
            Read,
            ("@before", before),
            ("@since", since.ToStored()),
            ("@limit", Batch)
        );

    private static RememberedItem Read(Microsoft.Data.Sqlite.SqliteDataReader row) =>
        new(
            row.GetInt64(0),
            row.GetString(1),
            StoredTime.FromStored(row.GetInt64(2)),
            StoredTime.FromStored(row.GetInt64(3)),
            row.GetInt64(4) != 0,
            row.IsDBNull(5) ? null : ItemText.Read(row.GetFieldValue<byte[]>(5))
        );

    /// <summary>The fingerprints that a name may stand for; null for those that it cannot.</summary>
    private static (string? Guid, string? Link, string? Content) PrintsOf(string name)
    {
        if (name.Length > 2 && name[1] == '-' && name[2..].All(char.IsAsciiHexDigit))
            return (
                name[0] == 'g' ? name[2..] : null,
                name[0] == 'l' ? name[2..] : null,
                name[0] == 'c' ? name[2..] : null
            );
        var link = Uri.TryCreate(name, UriKind.Absolute, out var address) ? address : null;
        var identity = ItemIdentity.Of(name, link, "", "", "");
        return (identity.Guid, identity.Link, null);
    }
}
