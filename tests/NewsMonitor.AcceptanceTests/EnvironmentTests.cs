using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Xunit;

namespace NewsMonitor.AcceptanceTests;

/// <summary>K4 and K5 of the crash tests: the order of flushes, full disks, locks, suspensions, damaged ledgers.</summary>
public sealed partial class EnvironmentTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_owed_and_what_is_claimed_is_flushed_to_disk_before_the_first_byte_is_sent()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/strace"), "strace is not here");
        await using var world = await World.OpenAsync(feeds: 1, Token);
        await (await world.RunPastBaselineAsync(Token)).DisposeAsync();
        world.Feeds[0].Publish(1);
        var trace = Path.Combine(world.Folder, "trace");

        await using (
            var worker = world.Run(
                null,
                "strace",
                "-f",
                "-qq",
                "-s",
                "20",
                "-e",
                "trace=fsync,fdatasync,sendto,sendmsg,write",
                "-o",
                trace
            )
        )
        {
            await World.UntilAsync(() => world.Count >= 2, Patience, worker, Token);
            await Task.Delay(TimeSpan.FromSeconds(1), Token);
            // strace hands the signal on to nobody: the worker is its only child.
            using var stop = Process.Start("pkill", ["-TERM", "-P", worker.Id.ToString(CultureInfo.InvariantCulture)]);
            await stop.WaitForExitAsync(Token);
            await worker.ExitAsync(Patience, Token);
        }

        var events = File.ReadLines(trace).Select(Read).OfType<string>().ToArray();
        foreach (var send in (string[])["POST", "MAIL FROM"])
        {
            var asked = Array.FindIndex(events, one => one == "GET");
            var sent = Array.FindIndex(events, one => one == send);
            Assert.True(asked >= 0 && sent > asked, string.Join(' ', events));
            // One for what is owed, one for the claim; a checkpoint may add some.
            Assert.True(events[asked..sent].Count(one => one == "flush") >= 2, string.Join(' ', events));
            Assert.Contains("flush", events[sent..]);
        }
    }

    [Fact]
    public async Task On_a_full_disk_nothing_is_sent_twice_and_everything_is_once_there_is_room()
    {
        await using var disk = await SmallDisk.MountAsync(Token);
        Assert.SkipWhen(disk is null, "a small disk cannot be mounted here");
        var report = await FillAsync(disk, mutant: null);
        CrashTests.Tell("K5 full disk", report);
        Assert.Equal((0, 0), (report.Lost, report.ExtraCopies));
    }

    [Fact]
    public async Task A_design_without_a_claim_is_found_out_by_a_full_disk()
    {
        await using var disk = await SmallDisk.MountAsync(Token);
        Assert.SkipWhen(disk is null, "a small disk cannot be mounted here");
        var report = await FillAsync(disk, "noclaim");
        CrashTests.Tell("Mutant noclaim on a full disk, which must fail", report);
        Assert.True(report.MaxCopies > 4, $"noclaim was not found out: {report}");
    }

    [Fact]
    public async Task While_another_program_holds_the_ledger_polls_and_deliveries_wait_and_none_is_lost()
    {
        await using var world = await World.OpenAsync(feeds: 1, Token);
        await using var worker = await world.RunPastBaselineAsync(Token);
        await using (var connection = new SqliteConnection($"Data Source={world.DataFolder}/ledger.db;Pooling=False"))
        {
            await connection.OpenAsync(Token);
            await ExecuteAsync(connection, "BEGIN EXCLUSIVE");
            for (var report = 1; report <= 20; report++)
                world.Feeds[0].Publish(report);
            await Task.Delay(CrashSize.Chosen.Trouble, Token);
            Assert.Equal(0, world.Count);
            await ExecuteAsync(connection, "ROLLBACK");
        }
        await world.UntilArrivedAsync(40, Patience, worker, Token);
        var books = new CrashHarness(world).Books(20);
        CrashTests.Tell("K5 ledger locked", books);
        Assert.Equal((0, 0), (books.Lost, books.ExtraCopies));
        Assert.DoesNotContain("database is locked", worker.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Suspended_under_load_it_goes_on_loses_nothing_and_polls_once()
    {
        await using var world = await World.OpenAsync(feeds: 1, Token);
        await using var worker = await world.RunPastBaselineAsync(Token);
        for (var report = 1; report <= 200; report++)
            world.Feeds[0].Publish(report);
        await world.UntilArrivedAsync(20, Patience, worker, Token);

        await worker.SuspendAsync(Token);
        var visits = world.Newsroom.Visits.Length;
        await Task.Delay(CrashSize.Chosen.Trouble, Token);
        Assert.InRange(world.Newsroom.Visits.Length - visits, 0, 1);
        await worker.ContinueAsync(Token);
        await Task.Delay(TimeSpan.FromSeconds(1), Token);
        Assert.InRange(world.Newsroom.Visits.Length - visits, 0, 4);

        await world.UntilArrivedAsync(400, Patience, worker, Token);
        var books = new CrashHarness(world).Books(200);
        CrashTests.Tell("K5 suspended", books);
        Assert.Equal(0, books.Lost);
        Assert.InRange(books.ExtraCopies, 0, 1);
    }

    private static async Task<CrashReport> FillAsync(SmallDisk disk, string? mutant)
    {
        // The mail server takes its time with the first mail: the disk fills while a mail is on its way.
        using var answer = new ManualResetEventSlim();
        await using var world = await World.OpenAsync(feeds: 1, mutant, mail: _ => Taken(answer), Token);
        world.DataFolder = disk.Folder;
        world.WriteMonitorFile();
        await using var worker = await world.RunPastBaselineAsync(Token);
        for (var report = 1; report <= 30; report++)
            world.Feeds[0].Publish(report);
        await World.UntilAsync(() => world.Webhook.Count >= 30 && world.Mail.Count > 0, Patience, worker, Token);

        await disk.FillAsync(world, Token);
        answer.Set();
        await Task.Delay(TimeSpan.FromSeconds(6), Token);
        disk.MakeRoom();

        await World.UntilAsync(
            () => world.Arrivals.DistinctBy(one => (one.Channel, one.Item)).Count() >= 60,
            Patience,
            worker,
            Token
        );
        return new CrashHarness(world).Books(30);
    }

    private static string Taken(ManualResetEventSlim answer)
    {
        answer.Wait(TimeSpan.FromSeconds(30), Token);
        return "250 2.0.0 taken";
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Token);
    }

    /// <summary>What a line of the trace tells; null for what does not matter here.</summary>
    private static string? Read(string line) =>
        Flush().IsMatch(line) ? "flush"
        : line.Contains("\"GET /", StringComparison.Ordinal) ? "GET"
        : line.Contains("\"POST /", StringComparison.Ordinal) ? "POST"
        : line.Contains("\"MAIL FROM", StringComparison.Ordinal) ? "MAIL FROM"
        : null;

    [GeneratedRegex(@"\b(fsync|fdatasync)\(\d+.*= 0$|<\.\.\. (fsync|fdatasync) resumed>.*= 0$")]
    private static partial Regex Flush();
}
