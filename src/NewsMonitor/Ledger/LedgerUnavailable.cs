using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace NewsMonitor.Ledger;

/// <summary>The ledger cannot be read or written. The message names the path and the reason, for people.</summary>
internal sealed class LedgerUnavailable(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What SQLite said, in plain words, with the path it was about.</summary>
    public static LedgerUnavailable Because(string file, SqliteException reason) =>
        new($"{file}: {InWords(reason)}.", reason);

    /// <summary>The file's own check found this.</summary>
    public static LedgerUnavailable Damaged(string file, string finding) =>
        new($"{file}: it is damaged ({finding.ReplaceLineEndings(" ").Trim()}). {Restore}.");

    private static string InWords(SqliteException reason) =>
        reason.SqliteErrorCode switch
        {
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "another program holds a lock on it (a backup tool?)",
            raw.SQLITE_FULL => "the disk is full",
            raw.SQLITE_READONLY => "it is read-only for this user",
            raw.SQLITE_CANTOPEN =>
                "it cannot be opened: check that the folder exists and that this user may write to it",
            raw.SQLITE_PERM or raw.SQLITE_AUTH => "this user may not use it",
            raw.SQLITE_NOTADB => $"it is not a database any more. {Restore}",
            raw.SQLITE_CORRUPT => $"it is damaged. {Restore}",
            raw.SQLITE_IOERR => $"the disk reports an error ({reason.SqliteExtendedErrorCode})",
            _ => $"SQLite error {reason.SqliteErrorCode}: {reason.Message}",
        };

    private const string Restore =
        "Stop monitor and restore the file from a backup; or move it away to begin anew, "
        + "which forgets what was seen and what is owed";
}
