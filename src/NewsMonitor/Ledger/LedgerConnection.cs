using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace NewsMonitor.Ledger;

/// <summary>One connection to the ledger's file, with its prepared statements. Not for two threads at once.</summary>
internal sealed class LedgerConnection : IDisposable
{
    /// <summary>How long SQLite itself waits for a lock before it says so, in ms: short, so that a cancelled caller is heard.</summary>
    private const int BusyTimeout = 500;

    /// <summary>The write-ahead log is cut back to this after a flood, in bytes.</summary>
    private const int LogSizeLimit = 16 * 1024 * 1024;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);

    private LedgerConnection(SqliteConnection connection) => _connection = connection;

    /// <summary>Opens a file that exists; for reading alone when <paramref name="isReadOnly"/>.</summary>
    public static LedgerConnection Open(string file, bool isReadOnly = false)
    {
        var text = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = isReadOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = 1,
        };
        var connection = new LedgerConnection(new SqliteConnection(text.ToString()));
        try
        {
            connection._connection.Open();
            connection.Execute($"PRAGMA busy_timeout = {BusyTimeout}");
            connection.Execute("PRAGMA synchronous = FULL");
            connection.Execute("PRAGMA foreign_keys = ON");
            connection.Execute($"PRAGMA journal_size_limit = {LogSizeLimit}");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>True between a BEGIN and its end; SQLite ends a transaction by itself on some failures.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(_connection.Handle) == 0;

    /// <summary>Runs a statement and says how many rows it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Prepare(sql, parameters).ExecuteNonQuery();

    /// <summary>Runs a script of several statements, once.</summary>
    public void ExecuteScript(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The first value of the first row; null when there is no row or the value is NULL.</summary>
    public object? Scalar(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Prepare(sql, parameters).ExecuteScalar() is var value && value is DBNull ? null : value;

    /// <summary>The first value of the first row as a number; null when there is none.</summary>
    public long? Number(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        (long?)Scalar(sql, parameters);

    /// <summary>Every row, read by <paramref name="read"/>.</summary>
    public ImmutableArray<T> Rows<T>(
        string sql,
        Func<SqliteDataReader, T> read,
        params ReadOnlySpan<(string Name, object? Value)> parameters
    )
    {
        using var reader = Prepare(sql, parameters).ExecuteReader();
        var rows = ImmutableArray.CreateBuilder<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows.DrainToImmutable();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var command in _commands.Values)
            command.Dispose();
        _connection.Dispose();
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            // Every text is a constant of this room; what comes from outside travels as a parameter.
#pragma warning disable CA2100
            command.CommandText = sql;
#pragma warning restore CA2100
            command.Prepare();
            _commands.Add(sql, command);
        }
        command.Parameters.Clear();
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }
}
