using System.Collections.Immutable;
using NewsMonitor.Core.Items;

namespace NewsMonitor.Ledger;

/// <summary>An item that took a stand and was written down.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Feed">The id of its feed.</param>
/// <param name="SeenAt">When it was first seen.</param>
/// <param name="Item">What it says.</param>
internal sealed record EarlierStand(long Row, string Feed, DateTimeOffset SeenAt, Item Item);

/// <summary>
/// The items of the last days that denied, confirmed or corrected something. Feeds are polled in any order, and after an
/// outage a denial often comes before the report that it denies: it is looked for again when the report is told. Read once
/// for a page, and only when a story is told for the first time.
/// </summary>
internal sealed class EarlierStands(LedgerConnection connection, DateTimeOffset now)
{
    /// <summary>Older ones are not looked for.</summary>
    public static readonly TimeSpan LongestWay = TimeSpan.FromDays(3);

    /// <summary>Of more than these only the latest are looked at: reading them takes a tenth of a second.</summary>
    public const int Most = 1_000;

    private readonly Lazy<ImmutableArray<EarlierStand>> all = new(() => Read(connection, now - LongestWay));

    /// <summary>In the order in which they came.</summary>
    public ImmutableArray<EarlierStand> All => all.Value;

    private static ImmutableArray<EarlierStand> Read(LedgerConnection connection, DateTimeOffset since) =>
        [
            .. connection
                .Rows(
                    """
                    SELECT items.id, feeds.name, texts.seen_at, texts.payload
                    FROM texts JOIN items ON items.id = texts.item JOIN feeds ON feeds.id = items.feed
                    WHERE texts.takes_stand = 1 AND texts.seen_at >= @since ORDER BY texts.item DESC LIMIT @most
                    """,
                    row =>
                        ItemText.Read(row.GetFieldValue<byte[]>(3)) is { } item
                            ? new EarlierStand(
                                row.GetInt64(0),
                                row.GetString(1),
                                StoredTime.FromStored(row.GetInt64(2)),
                                item
                            )
                            : null,
                    ("@since", since.ToStored()),
                    ("@most", Most)
                )
                .OfType<EarlierStand>()
                .Reverse(),
        ];
}
