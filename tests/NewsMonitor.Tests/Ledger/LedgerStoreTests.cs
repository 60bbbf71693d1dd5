using System.Diagnostics;
using Microsoft.Data.Sqlite;
using NewsMonitor.Core.Items;
using NewsMonitor.Ledger;
using Xunit;

namespace NewsMonitor.Tests.Ledger;

public sealed class LedgerStoreTests : IAsyncDisposable
{
    private readonly LedgerWorld _world = new();

    private string LedgerFile => Path.Combine(_world.Folder, "ledger.db");

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Every_commit_is_flushed_to_disk_before_it_is_believed()
    {
        // 2 is FULL: with less, a power cut can take back a claim whose mail has left.
        var (journal, synchronous, foreignKeys) = await _world.Store.WriteAsync(
            connection =>
                (
                    connection.Scalar("PRAGMA journal_mode"),
                    connection.Number("PRAGMA synchronous"),
                    connection.Number("PRAGMA foreign_keys")
                ),
            LedgerWorld.Token
        );
        Assert.Equal(("wal", 2L, 1L), ((string?)journal, synchronous, foreignKeys));
    }

    [Fact]
    public async Task Folder_and_files_are_their_owners_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes");
        var folder = Path.Combine(_world.Folder, "new", "data");
        using var held = DataFolderLock.Acquire(folder);
        await using var store = LedgerStore.Open(folder, _world.Time);
        await store.CheckWritableAsync(LedgerWorld.Token);

#pragma warning disable CA1416 // Skipped on Windows above.
        const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(OwnerFile | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        var files = Directory.GetFiles(folder);
        Assert.Equal(
            ["ledger.db", "ledger.db-shm", "ledger.db-wal", "monitor.lock", "monitor.pid"],
            files.Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
        Assert.All(files, file => Assert.Equal(OwnerFile, File.GetUnixFileMode(file)));
#pragma warning restore CA1416
    }

    [Fact]
    public void A_data_folder_that_is_a_file_is_refused_by_name()
    {
        var path = Path.Combine(_world.Folder, "file");
        File.WriteAllText(path, "");
        Refused(path, path, "is a file");
    }

    [Fact]
    public void A_ledger_that_is_a_folder_is_refused_by_name()
    {
        var folder = Folder();
        Directory.CreateDirectory(Path.Combine(folder, "ledger.db"));
        Refused(folder, Path.Combine(folder, "ledger.db"), "is a folder");
    }

    [Fact]
    public void A_data_folder_that_cannot_be_made_is_refused_by_name()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc is Linux's");
        Refused("/proc/monitor/data", "/proc/monitor/data", "cannot be made");
    }

    [Fact]
    public void A_data_folder_that_may_not_be_written_is_refused_by_name()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "setfsuid is Linux's");
        const UnixFileMode ReadOnly =
            UnixFileMode.UserRead
            | UnixFileMode.UserExecute
            | UnixFileMode.GroupRead
            | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead
            | UnixFileMode.OtherExecute;
        // Within the test's own folder nobody else would come as far as this one.
        var folder = Directory.CreateTempSubdirectory("monitor-read-only-").FullName;
        try
        {
#pragma warning disable CA1416 // Skipped on Windows above.
            File.SetUnixFileMode(folder, ReadOnly);
#pragma warning restore CA1416
            using var thread = new UnprivilegedThread();
            Refused(folder, folder, "may not write");
        }
        finally
        {
            Directory.Delete(folder);
        }
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_and_left_as_it_is()
    {
        var folder = Folder();
        var file = Path.Combine(folder, "ledger.db");
        File.WriteAllText(file, new string('x', 5_000));

        Refused(folder, file, "not a database");

        Assert.Equal(new string('x', 5_000), File.ReadAllText(file));
    }

    [Fact]
    public async Task A_ledger_cut_short_is_refused_and_never_begun_anew()
    {
        await _world.OweAsync("g1", "desk");
        await _world.Store.DisposeAsync();
        using (var file = File.OpenWrite(LedgerFile))
            file.SetLength(5_000);

        Refused(_world.Folder, LedgerFile, "damaged");
        Assert.Equal(5_000, new FileInfo(LedgerFile).Length);
    }

    [Fact]
    public async Task A_ledger_with_random_pages_is_refused()
    {
        for (var n = 0; n < 50; n++)
            await _world.OweAsync($"g{n}", "desk", "hook");
        await _world.Store.DisposeAsync();
        using (var file = File.OpenWrite(LedgerFile))
        {
            var noise = new byte[3 * 4096];
            new Random(1).NextBytes(noise);
            file.Position = 4096;
            file.Write(noise);
        }

        Refused(_world.Folder, LedgerFile, "damaged");
    }

    [Fact]
    public async Task A_ledger_that_was_emptied_is_refused_and_never_begun_anew()
    {
        await _world.Store.DisposeAsync();
        File.WriteAllBytes(LedgerFile, []);
        Refused(_world.Folder, LedgerFile, "empty");
    }

    [Fact]
    public async Task A_ledger_that_vanished_from_beside_its_log_is_refused()
    {
        await _world.Store.DisposeAsync();
        File.Move(LedgerFile, LedgerFile + "-wal");
        Refused(_world.Folder, LedgerFile, "missing");
    }

    [Fact]
    public void Another_programs_database_is_refused()
    {
        var folder = Folder();
        var file = Path.Combine(folder, "ledger.db");
        Execute(file, "CREATE TABLE accounts (id INTEGER)");
        Refused(folder, file, "no ledger of Monitor");
    }

    [Fact]
    public async Task A_newer_ledger_is_refused_with_both_versions()
    {
        await _world.Store.DisposeAsync();
        Execute(LedgerFile, "PRAGMA user_version = 4711");
        Refused(_world.Folder, LedgerFile, "4711");
        Refused(_world.Folder, LedgerFile, $"{Schema.Scripts.Length}");
    }

    [Fact]
    public async Task An_upgrade_killed_half_way_leaves_the_former_ledger_and_runs_again()
    {
        await _world.OweAsync("g1", "desk");
        await _world.Store.DisposeAsync();
        const string Good = "CREATE TABLE added (id INTEGER); INSERT INTO added VALUES (1); ";
        var next = Schema.Scripts.Length + 1;
        using (var connection = LedgerConnection.Open(LedgerFile))
        {
            Assert.Throws<SqliteException>(() => Schema.Apply(connection, Schema.Scripts.Add(Good + "BROKEN")));
            Assert.Equal(Schema.Scripts.Length, Schema.VersionOf(connection));
            Schema.Apply(connection, Schema.Scripts.Add(Good));
            Schema.Apply(connection, Schema.Scripts.Add(Good));
            Assert.Equal(next, Schema.VersionOf(connection));
            Assert.Equal(1L, connection.Number("SELECT COUNT(*) FROM added"));
            Assert.Equal(1L, connection.Number("SELECT COUNT(*) FROM alerts"));
        }
    }

    [Fact]
    public async Task A_transaction_cut_off_by_a_kill_is_not_there_afterwards()
    {
        await _world.OweAsync("g1", "desk");
        var copy = Folder();
        // What a kill in the middle of a transaction leaves behind: the files as they are at that moment.
        await _world.Store.WriteAsync(
            connection =>
            {
                connection.Execute("UPDATE alerts SET reason = 'half done'");
                foreach (var file in Directory.GetFiles(_world.Folder))
                    File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
                return 0;
            },
            LedgerWorld.Token
        );

        await using var store = LedgerStore.OpenAsHolder(copy, _world.Time);

        var row = Assert.Single(await new AlertRegister(store).ListAsync(null, null, 10, LedgerWorld.Token));
        Assert.Null(row.LastReason);
        Assert.Equal(
            "ok",
            await store.ReadAsync(connection => connection.Scalar("PRAGMA integrity_check"), LedgerWorld.Token)
        );
    }

    [Fact]
    public async Task A_ledger_killed_while_it_was_made_is_made_anew()
    {
        var folder = Folder();
        File.WriteAllText(Path.Combine(folder, "ledger.db.new"), "half a file");
        File.WriteAllText(Path.Combine(folder, "ledger.db.new-wal"), "half a log");

        await using var store = LedgerStore.Open(folder, _world.Time);

        await store.CheckWritableAsync(LedgerWorld.Token);
        Assert.False(File.Exists(Path.Combine(folder, "ledger.db.new")));
    }

    [Fact]
    public async Task A_ledger_of_schema_1_opens_with_all_it_knows()
    {
        var folder = Folder();
        File.Copy(
            Path.Combine(AppContext.BaseDirectory, "Data", "ledgers", "schema-1.db"),
            Path.Combine(folder, "ledger.db")
        );

        await using var store = LedgerStore.OpenAsHolder(folder, _world.Time);

        var state = await new FeedLedger(store).StateOfAsync(LedgerWorld.Feed, LedgerWorld.Token);
        Assert.Equal(("\"a\"", true), (state.ETag, state.HasBaseline));
        Assert.Empty(
            await new FeedLedger(store).UnseenAsync(
                LedgerWorld.Feed,
                IdentityPolicy.Guid,
                [LedgerWorld.Item("g1"), LedgerWorld.Item("g2")],
                LedgerWorld.Token
            )
        );
        var alerts = new AlertLedger(store);
        Assert.Equal(
            [("desk", AlertState.Delivered), ("hook", AlertState.Dead), ("ops", AlertState.Due)],
            (await new AlertRegister(store).ListAsync(null, null, 10, LedgerWorld.Token))
                .Select(row => (row.Alert.Receiver, row.State))
                .Order()
        );
        var claim = await alerts.ClaimNextAsync("ops", LedgerWorld.Start, LedgerWorld.Lease, LedgerWorld.Token);
        // The id that this alert has had since the first release: it must never change.
        Assert.Equal("903bfa6b7567bd51212f132cd7d80369", claim!.Alert.DeliveryId.Value);
    }

    [Fact]
    public void A_folder_without_a_ledger_has_none_to_look_at()
    {
        var folder = Folder();
        Assert.Null(LedgerStore.OpenExisting(folder, _world.Time));
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public async Task While_another_program_holds_the_file_writes_wait_and_a_cancelled_one_does_not()
    {
        var held = new SqliteConnection($"Data Source={LedgerFile};Pooling=False");
        held.Open();
        Execute(held, "BEGIN IMMEDIATE");
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var watch = Stopwatch.StartNew();

        var patient = _world.Store.CheckWritableAsync(LedgerWorld.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _world.Store.CheckWritableAsync(cancelled.Token));

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        Assert.False(patient.IsCompleted);
        Execute(held, "COMMIT");
        held.Dispose();
        await patient;
    }

    [Fact]
    public async Task Work_that_fails_takes_no_other_work_with_it()
    {
        // All are asked for at once, so that they share transactions.
        var works = Enumerable
            .Range(0, 200)
            .Select(n =>
                _world.Store.WriteAsync(
                    connection =>
                    {
                        connection.Execute("INSERT INTO feeds (name) VALUES (@n)", ("@n", $"feed-{n:000}"));
                        return n % 10 == 3 ? throw new InvalidOperationException("a fault of this work") : n;
                    },
                    LedgerWorld.Token
                )
            )
            .ToArray();

        await Task.WhenAll(works).ContinueWith(_ => { }, LedgerWorld.Token, default, TaskScheduler.Default);

        Assert.Equal(20, works.Count(work => work.Exception?.InnerException is InvalidOperationException));
        Assert.Equal(180, works.Count(work => work.IsCompletedSuccessfully));
        Assert.Equal(180, (await _world.Feeds.AllAsync(LedgerWorld.Token)).Length);
    }

    [Fact]
    public async Task A_full_disk_is_said_and_work_goes_on_when_there_is_room_again()
    {
        await _world.OweAsync("g1", "desk");
        await LimitPagesAsync(1);

        var fault = await Assert.ThrowsAsync<LedgerUnavailable>(() =>
            _world.RecordAsync(_world.Poll([.. Enumerable.Range(0, 2_000).Select(n => LedgerWorld.Item($"many-{n}"))]))
        );
        Assert.Contains("the disk is full", fault.Message, StringComparison.Ordinal);
        Assert.Contains(LedgerFile, fault.Message, StringComparison.Ordinal);

        await LimitPagesAsync(1_000_000);
        await _world.OweAsync("g2", "desk");
        Assert.Equal(2, (await _world.Register.CountsAsync(LedgerWorld.Token)).Due);

        Task LimitPagesAsync(int pages) =>
            _world.Store.WriteAsync(
                connection => connection.Number($"PRAGMA max_page_count = {pages}"),
                LedgerWorld.Token
            );
    }

    [Fact]
    public async Task A_closed_ledger_says_so()
    {
        await _world.ReopenAsync();
        var store = LedgerStore.Open(Folder(), _world.Time);
        await store.DisposeAsync();

        await Assert.ThrowsAsync<LedgerUnavailable>(() => store.CheckWritableAsync(LedgerWorld.Token));
    }

    private string Folder() =>
        Directory.CreateDirectory(Path.Combine(_world.Folder, Path.GetRandomFileName())).FullName;

    private void Refused(string folder, string path, string reason)
    {
        var refusal = Assert.Throws<LedgerUnavailable>(() => LedgerStore.Open(folder, _world.Time));
        Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    private static void Execute(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        Execute(connection, sql);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
