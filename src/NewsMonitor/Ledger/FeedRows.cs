using Microsoft.Data.Sqlite;
using NewsMonitor.Core.Items;

namespace NewsMonitor.Ledger;

/// <summary>The rows of feeds, read.</summary>
internal static class FeedRows
{
    /// <summary>What <see cref="ReadState"/> reads.</summary>
    public const string StateColumns = """
        name, etag, last_modified, document_hash, policy, has_baseline, next_poll, last_poll, last_success, last_new_item,
        failures, error, moved_to, gone, address, failing_since, hints, rhythm, wait, listed, listed_before, empty_since,
        gap_at, held_until
        """;

    /// <summary>Makes a row for a feed that has none.</summary>
    public static void MakeKnown(LedgerConnection connection, string feed) =>
        connection.Execute("INSERT INTO feeds (name) VALUES (@feed) ON CONFLICT (name) DO NOTHING", ("@feed", feed));

    /// <summary>The row of a feed; null when it has none.</summary>
    public static long? IdOf(LedgerConnection connection, string feed) =>
        connection.Number("SELECT id FROM feeds WHERE name = @feed", ("@feed", feed));

    /// <summary>What is known of a feed; null when nothing is.</summary>
    public static FeedState? Find(LedgerConnection connection, string feed) =>
        connection
            .Rows($"SELECT {StateColumns} FROM feeds WHERE name = @feed", ReadState, ("@feed", feed))
            .SingleOrDefault();

    /// <summary>Reads a row of <see cref="StateColumns"/>.</summary>
    public static FeedState ReadState(SqliteDataReader row) =>
        new()
        {
            Feed = row.GetString(0),
            ETag = row.TextAt(1),
            LastModified = row.TextAt(2),
            DocumentHash = row.TextAt(3),
            Policy = (IdentityPolicy)row.GetInt32(4),
            HasBaseline = row.GetInt32(5) != 0,
            NextPoll = row.TimeAt(6),
            LastPoll = row.TimeAt(7),
            LastSuccess = row.TimeAt(8),
            LastNewItem = row.TimeAt(9),
            Failures = row.GetInt32(10),
            Error = row.TextAt(11),
            MovedTo = row.TextAt(12),
            Gone = row.GetInt32(13) != 0,
            Address = row.TextAt(14),
            FailingSince = row.TimeAt(15),
            Hints = row.TextAt(16),
            Rhythm = row.IsDBNull(17) ? null : TimeSpan.FromMilliseconds(row.GetInt64(17)),
            Wait = row.TextAt(18),
            Listed = row.IsDBNull(19) ? null : row.GetInt32(19),
            ListedBefore = row.IsDBNull(20) ? null : row.GetInt32(20),
            EmptySince = row.TimeAt(21),
            GapAt = row.TimeAt(22),
            HeldUntil = row.TimeAt(23),
        };

    /// <summary>How far a feed has been followed; it must have a row.</summary>
    public static Watch WatchOf(LedgerConnection connection, string feed) =>
        connection.Rows(
            "SELECT id, page, page_at, last_success, polled_time FROM feeds WHERE name = @feed",
            row => new Watch(
                row.GetInt64(0),
                row.GetInt64(1),
                row.IsDBNull(2) ? null : row.GetInt64(2),
                row.IsDBNull(3) ? null : row.GetInt64(3),
                row.GetInt64(4)
            ),
            ("@feed", feed)
        )[0];
}
