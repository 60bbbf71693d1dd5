using Microsoft.Data.Sqlite;

namespace NewsMonitor.Ledger;

/// <summary>
/// The ledger's file, <c>ledger.db</c> in the data folder: SQLite with a write-ahead log, flushed to disk at every commit
/// (<c>synchronous=FULL</c>). Writes go through one <see cref="WriteQueue"/>, reads through a connection of their own.
/// Everything that fails because of file, disk or lock is a <see cref="LedgerUnavailable"/>.
/// </summary>
internal sealed class LedgerStore : IAsyncDisposable
{
    /// <summary>How long a read waits out another program's lock.</summary>
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(30);

    private readonly LedgerConnection _reader;
    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly WriteQueue _writes;
    private int _closed;

    private LedgerStore(string file, LedgerConnection writer, LedgerConnection reader, TimeProvider time)
    {
        File = file;
        Time = time;
        _reader = reader;
        _writes = new WriteQueue(writer, file, time);
    }

    /// <summary>The full path of the file.</summary>
    public string File { get; }

    /// <summary>The clock that stamps what no caller stamps.</summary>
    public TimeProvider Time { get; }

    /// <summary>Opens the ledger of a data folder; makes folder and file when there are none, and brings an older file up to date.</summary>
    public static LedgerStore Open(string dataFolder, TimeProvider time) => Open(dataFolder, time, _ => { });

    /// <summary>
    /// Opens the ledger for the holder of the folder's <see cref="DataFolderLock"/>, and ends the leases that an earlier life
    /// of the monitor left behind: nobody else can be working on them, so nothing has to wait until they run out.
    /// </summary>
    public static LedgerStore OpenAsHolder(string dataFolder, TimeProvider time) =>
        Open(dataFolder, time, connection => EndLeases(connection, time.GetUtcNow()));

    /// <summary>
    /// Opens a ledger that is there, beside the monitor that may be running on it; null when the folder has none. It is
    /// never brought up to date from here: the running monitor may be of an earlier release.
    /// </summary>
    public static LedgerStore? OpenExisting(string dataFolder, TimeProvider time)
    {
        var file = LedgerFiles.LedgerOf(Path.GetFullPath(dataFolder));
        return Guarded(file, () => LedgerFiles.Exists(file) ? Connect(file, time, RequireNewest) : null);

        void RequireNewest(LedgerConnection connection)
        {
            var version = Schema.VersionOf(connection);
            if (version != Schema.Scripts.Length)
                throw new LedgerUnavailable(
                    $"{file} has schema {version}, this release works with {Schema.Scripts.Length}. Start monitor run once to bring it up to date."
                );
        }
    }

    /// <summary>Writes a mark to disk; throws <see cref="LedgerUnavailable"/> when that fails.</summary>
    public Task CheckWritableAsync(CancellationToken cancellationToken) =>
        WriteAsync(
            connection =>
                connection.Execute("UPDATE ledger SET checked_at = @now", ("@now", Time.GetUtcNow().ToStored())),
            cancellationToken
        );

    /// <summary>Runs the work in a transaction; returns when it is on disk.</summary>
    public Task<T> WriteAsync<T>(Func<LedgerConnection, T> write, CancellationToken cancellationToken) =>
        _writes.WriteAsync(connection => Guarded(File, () => write(connection)), cancellationToken);

    /// <summary>Runs the work on the reading connection, one at a time.</summary>
    public async Task<T> ReadAsync<T>(Func<LedgerConnection, T> read, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (_closed != 0)
                throw new LedgerUnavailable($"{File} is closed.");
            return Guarded(File, () => ReadPatiently(read, cancellationToken));
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
            return;
        await _writes.DisposeAsync();
        await _reading.WaitAsync();
        _reader.Dispose();
        _reading.Release();
    }

    private T ReadPatiently<T>(Func<LedgerConnection, T> read, CancellationToken cancellationToken)
    {
        var started = Time.GetTimestamp();
        while (true)
        {
            try
            {
                return read(_reader);
            }
            catch (SqliteException exception)
                when (exception.SqliteErrorCode == SQLitePCL.raw.SQLITE_BUSY
                    && Time.GetElapsedTime(started) < LockPatience
                )
            {
                // SQLite has waited for half a second already.
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    private static LedgerStore Open(string dataFolder, TimeProvider time, Action<LedgerConnection> prepare)
    {
        var file = LedgerFiles.LedgerOf(LedgerFiles.PrepareFolder(dataFolder));
        return Guarded(
            file,
            () =>
            {
                if (!LedgerFiles.Exists(file))
                    LedgerFiles.MakeNew(file, draft => Create(draft, time.GetUtcNow()));
                return Connect(file, time, BringUpToDate);
            }
        );

        void BringUpToDate(LedgerConnection connection)
        {
            Schema.CheckPages(connection, file);
            Schema.Apply(connection, Schema.Scripts);
            prepare(connection);
        }
    }

    private static LedgerStore Connect(string file, TimeProvider time, Action<LedgerConnection> bringUpToDate)
    {
        var writer = LedgerConnection.Open(file);
        try
        {
            Schema.Check(writer, file, Schema.Scripts.Length);
            bringUpToDate(writer);
            return new LedgerStore(file, writer, LedgerConnection.Open(file), time);
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    private static void EndLeases(LedgerConnection connection, DateTimeOffset now)
    {
        connection.Execute("UPDATE feeds SET lease_until = NULL WHERE lease_until IS NOT NULL");
        connection.Execute(
            "UPDATE alerts SET state = @due, next_attempt = @now, planned_at = @now WHERE state = @claimed",
            ("@due", (int)AlertState.Due),
            ("@claimed", (int)AlertState.Claimed),
            ("@now", now.ToStored())
        );
    }

    private static void Create(string file, DateTimeOffset now)
    {
        using var connection = LedgerConnection.Open(file);
        connection.Execute("PRAGMA journal_mode = WAL");
        connection.Execute($"PRAGMA application_id = {Schema.ApplicationId}");
        Schema.Apply(connection, Schema.Scripts);
        connection.Execute("INSERT INTO ledger (id, created_at) VALUES (1, @now)", ("@now", now.ToStored()));
    }

    /// <summary>Runs the work; what fails because of file, disk or lock is a <see cref="LedgerUnavailable"/>.</summary>
    internal static T Guarded<T>(string file, Func<T> use)
    {
        try
        {
            return use();
        }
        catch (SqliteException exception)
        {
            throw LedgerUnavailable.Because(file, exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw LedgerFiles.NotPermitted(file, exception);
        }
    }
}
