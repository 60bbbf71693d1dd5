using System.Buffers.Binary;
using NewsMonitor.Ledger;
using Xunit;

namespace NewsMonitor.Tests.Ledger;

/// <summary>
/// What a power cut leaves: the bytes that were flushed, and of those written since as many as the disk happened to have,
/// or rubbish in their place. Whatever was promised must be there.
/// </summary>
public sealed class PowerLossTests : IAsyncDisposable
{
    private const int Cuts = 200;
    private readonly LedgerWorld _world = new();
    private readonly Random _chance = new(20200103);
    private readonly DirectoryInfo _copies = Directory.CreateTempSubdirectory("monitor-cut-");

    private string Log => Path.Combine(_world.Folder, "ledger.db-wal");

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        _copies.Delete(recursive: true);
    }

    [Fact]
    public async Task Cut_off_at_any_moment_it_opens_intact_with_all_that_was_promised()
    {
        var owed = 0;
        var sent = 0;
        // Checkpoints come by, too, and what is not committed yet is written to the log: both are small here.
        await _world.Store.WriteAsync(one => one.Execute("PRAGMA wal_autocheckpoint = 40"), LedgerWorld.Token);
        await _world.Store.WriteAsync(one => one.Execute("PRAGMA cache_size = 4"), LedgerWorld.Token);
        for (var cut = 0; cut < Cuts; cut++)
        {
            await _world.OweAsync($"g{cut}", "desk");
            owed++;
            if (_chance.Next(2) == 0 && await _world.ClaimAsync() is { } claim)
            {
                await _world.Alerts.DoneAsync(claim, _world.Now, LedgerWorld.Token);
                sent++;
            }
            await CutAsync(cut, owed, sent);
        }
        Assert.True(sent > Cuts / 4);
    }

    /// <summary>The power goes while a transaction is being written: all that follows the last flush is in doubt.</summary>
    private async Task CutAsync(int cut, int owed, int sent)
    {
        var flushed = FlushedBytes();
        if (cut % 3 == 0)
            await _world.Store.WriteAsync(
                one => one.Execute("UPDATE alerts SET reason = 'in doubt'"),
                LedgerWorld.Token
            );
        var folder = _copies.CreateSubdirectory($"{cut}").FullName;
        await _world.Store.WriteAsync(
            connection =>
            {
                connection.Execute("UPDATE alerts SET reason = 'never promised'");
                foreach (
                    var file in Directory
                        .GetFiles(_world.Folder)
                        .Where(file => !file.EndsWith("-shm", StringComparison.Ordinal))
                )
                    File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
                Forget(Path.Combine(folder, "ledger.db-wal"), flushed);
                // The transaction itself comes to nothing here: the next cut begins as this one did.
                connection.Execute("UPDATE alerts SET reason = NULL");
                return 0;
            },
            LedgerWorld.Token
        );

        await using (var store = LedgerStore.OpenAsHolder(folder, _world.Time))
        {
            var rows = await new AlertRegister(store).ListAsync(null, null, 10_000, LedgerWorld.Token);
            Assert.Equal(owed, rows.Length);
            Assert.Equal(sent, rows.Count(row => row.State == AlertState.Delivered));
            Assert.DoesNotContain(rows, row => row.LastReason == "never promised");
            Assert.Equal(
                owed,
                await store.ReadAsync(one => one.Number("SELECT COUNT(*) FROM items"), LedgerWorld.Token)
            );
            Assert.Equal("ok", await store.ReadAsync(one => one.Scalar("PRAGMA integrity_check"), LedgerWorld.Token));
        }
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Of the bytes after the flushed ones some are missing, and of the rest some are rubbish.</summary>
    private void Forget(string log, long flushed)
    {
        using var file = File.Open(log, FileMode.Open, FileAccess.ReadWrite);
        var left = flushed + _chance.NextInt64(file.Length - flushed + 1);
        file.SetLength(left);
        for (var spoilt = 0; spoilt < 8 && left > flushed; spoilt++)
        {
            file.Position = flushed + _chance.NextInt64(left - flushed);
            file.WriteByte((byte)_chance.Next(256));
        }
    }

    /// <summary>
    /// Where the last commit in the log ends (the format of SQLite's write-ahead log, §4 of its file format): what stands
    /// behind it is left over from before the log was begun anew, or not committed.
    /// </summary>
    private long FlushedBytes()
    {
        using var file = new FileStream(Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        if (bytes.Length < 32)
            return bytes.Length;
        var page = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(8));
        var salt = bytes.AsSpan(16, 8);
        var committed = 32L;
        for (var at = 32; at + 24 + page <= bytes.Length; at += 24 + page)
        {
            if (!bytes.AsSpan(at + 8, 8).SequenceEqual(salt))
                break;
            if (BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at + 4)) != 0)
                committed = at + 24 + page;
        }
        return committed;
    }
}
