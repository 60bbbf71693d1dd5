using Microsoft.Data.Sqlite;

namespace NewsMonitor.Ledger;

/// <summary>Time as the ledger keeps it: whole milliseconds since 1970 in UTC.</summary>
internal static class StoredTime
{
    /// <summary>For a column.</summary>
    public static long ToStored(this DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    /// <summary>From a column.</summary>
    public static DateTimeOffset FromStored(long time) => DateTimeOffset.FromUnixTimeMilliseconds(time);

    /// <summary>From a column that may be NULL.</summary>
    public static DateTimeOffset? TimeAt(this SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : FromStored(row.GetInt64(column));

    /// <summary>A text column that may be NULL.</summary>
    public static string? TextAt(this SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);
}
