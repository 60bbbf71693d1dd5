using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace NewsMonitor.Ledger;

/// <summary>
/// The one writer of a ledger. What waits while a transaction is being flushed to disk goes into the next one together, each
/// piece in a savepoint of its own: one flush serves all who wait, and a piece that fails takes nobody with it.
/// </summary>
internal sealed class WriteQueue : IAsyncDisposable
{
    /// <summary>The most pieces of work in one transaction, so that none waits long for the others.</summary>
    private const int MostTogether = 100;

    /// <summary>How long another program's lock is waited out before those who wait are told.</summary>
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(90);

    private readonly Channel<Work> _waiting = Channel.CreateUnbounded<Work>(new() { SingleReader = true });
    private readonly LedgerConnection _connection;
    private readonly string _file;
    private readonly TimeProvider _time;
    private readonly Task _writing;

    public WriteQueue(LedgerConnection connection, string file, TimeProvider time)
    {
        _connection = connection;
        _file = file;
        _time = time;
        _writing = Task.Run(WriteAllAsync);
    }

    /// <summary>
    /// Runs the work in a transaction; returns when it is on disk. Work that is cancelled before its turn is not done; work
    /// whose turn has come is seen through.
    /// </summary>
    public async Task<T> WriteAsync<T>(Func<LedgerConnection, T> write, CancellationToken cancellationToken)
    {
        var work = new Work<T>(write);
        using var cancellation = cancellationToken.Register(() => work.Cancel(cancellationToken));
        if (!_waiting.Writer.TryWrite(work))
            throw new LedgerUnavailable($"{_file} is closed.");
        return await work.Result;
    }

    /// <summary>Ends after the work that waits.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writing;
        _connection.Dispose();
    }

    private async Task WriteAllAsync()
    {
        while (await _waiting.Reader.WaitToReadAsync())
            WriteTogether();
    }

    private void WriteTogether()
    {
        var done = new List<Work>();
        try
        {
            Begin();
            while (done.Count < MostTogether && _waiting.Reader.TryRead(out var work))
                if (work.Start())
                    RunInSavepoint(work, done);
            _connection.Execute("COMMIT");
            CheckpointForTest();
        }
        // Whoever waits must learn how it ended, whatever ended it: an exception lost here would leave them waiting for ever.
        catch (Exception exception)
        {
            RollBack();
            Fail(done, exception);
            return;
        }
        done.ForEach(work => work.Finish());
    }

    /// <summary>SQLite moves the log into the file by itself, in a commit that nobody chooses: who tests a kill in it has it done now.</summary>
    private void CheckpointForTest()
    {
        if (CrashPoint.IsChosen("checkpoint"))
            CrashPoint.ReachedWhile("checkpoint", () => _connection.Execute("PRAGMA wal_checkpoint"));
    }

    private void RunInSavepoint(Work work, List<Work> done)
    {
        done.Add(work);
        _connection.Execute("SAVEPOINT piece");
        work.Run(_connection);
        // A failure that ended the whole transaction (a full disk, say) fails every piece in it.
        if (work.Failure is not null && !_connection.InTransaction)
            throw work.Failure;
        if (work.Failure is not null)
            _connection.Execute("ROLLBACK TO piece");
        _connection.Execute("RELEASE piece");
    }

    private void Begin()
    {
        var started = _time.GetTimestamp();
        while (true)
        {
            try
            {
                _connection.Execute("BEGIN IMMEDIATE");
                return;
            }
            catch (SqliteException exception) when (IsLock(exception) && _time.GetElapsedTime(started) < LockPatience)
            {
                // SQLite has waited for half a second already; meanwhile a caller may have given up.
            }
        }
    }

    private void RollBack()
    {
        try
        {
            if (_connection.InTransaction)
                _connection.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite has ended the transaction itself; that is what was wanted.
        }
    }

    /// <summary>Fails what was in the transaction; if none could begin, all who wait for one.</summary>
    private void Fail(List<Work> done, Exception exception)
    {
        while (done.Count == 0 && _waiting.Reader.TryRead(out var work))
            FailOne(work, exception);
        foreach (var work in done)
            FailOne(work, exception);
    }

    private void FailOne(Work work, Exception exception) =>
        work.Fail(exception is SqliteException reason ? LedgerUnavailable.Because(_file, reason) : exception);

    private static bool IsLock(SqliteException exception) =>
        exception.SqliteErrorCode is SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED;

    /// <summary>One piece of work and those who wait for it.</summary>
    private abstract class Work
    {
        private int _begun;

        public Exception? Failure { get; protected set; }

        /// <summary>True once, for whoever comes first: the writer, or a cancellation.</summary>
        public bool Start() => Interlocked.Exchange(ref _begun, 1) == 0;

        public abstract void Run(LedgerConnection connection);

        public abstract void Finish();

        public abstract void Fail(Exception reason);
    }

    private sealed class Work<T>(Func<LedgerConnection, T> write) : Work
    {
        private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _value;

        public Task<T> Result => _result.Task;

        public override void Run(LedgerConnection connection)
        {
            try
            {
                _value = write(connection);
            }
            // The exception belongs to the one who asked for the work, not to the writer: it is given back in Finish.
            catch (Exception exception)
            {
                Failure = exception;
            }
        }

        public override void Finish()
        {
            if (Failure is null)
                _result.TrySetResult(_value!);
            else
                _result.TrySetException(Failure);
        }

        public override void Fail(Exception reason) => _result.TrySetException(reason);

        public void Cancel(CancellationToken cancellationToken)
        {
            if (Start())
                _result.TrySetCanceled(cancellationToken);
        }
    }
}
