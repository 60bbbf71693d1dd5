using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace NewsMonitor.AcceptanceTests;

/// <summary>K5 of the crash tests: disks that turn read-only, that are slow, that have no room for another file, that are damaged.</summary>
public sealed class DiskTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_the_disk_is_read_only_nothing_is_sent_and_health_says_so_and_then_all_is_sent_once()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/strace"), "strace is not here");
        await using var world = await World.OpenAsync(feeds: 1, Token);
        await using var worker = await world.RunPastBaselineAsync(Token);
        // As a file system that the kernel has turned read-only: every write fails with EROFS.
        await using (var strace = await Strace.AttachAsync(worker, "inject=pwrite64,ftruncate:error=EROFS", Token))
        {
            for (var report = 1; report <= 10; report++)
                world.Feeds[0].Publish(report);
            await World.UntilAsync(
                () => worker.Output.Contains("ledger.db", StringComparison.Ordinal),
                Patience,
                worker,
                Token
            );
            await Task.Delay(TimeSpan.FromSeconds(2), Token);
            Assert.Equal(0, world.Count);
            var health = await HealthAsync(world);
            Assert.Contains("\"status\":\"failing\"", health, StringComparison.Ordinal);
            Assert.Contains("ledger.db", health, StringComparison.Ordinal);
        }

        await world.UntilArrivedAsync(20, Patience, worker, Token);
        var books = new CrashHarness(world).Books(10);
        CrashTests.Tell("K5 read-only disk", books);
        Assert.Equal((0, 0), (books.Lost, books.ExtraCopies));
    }

    [Fact]
    public async Task On_a_disk_that_takes_two_seconds_for_a_flush_all_arrive_once_and_health_says_slow_storage()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/strace"), "strace is not here");
        await using var world = await World.OpenAsync(feeds: 1, Token);
        await using var worker = await world.RunPastBaselineAsync(Token);
        await using var strace = await Strace.AttachAsync(worker, "inject=fsync,fdatasync:delay_exit=2000000", Token);
        for (var report = 1; report <= 3; report++)
            world.Feeds[0].Publish(report);

        Assert.Contains("slow storage", await HealthAsync(world), StringComparison.Ordinal);
        await world.UntilArrivedAsync(6, Patience, worker, Token);

        var books = new CrashHarness(world).Books(3);
        CrashTests.Tell("K5 slow disk", books);
        Assert.Equal((0, 0), (books.Lost, books.ExtraCopies));
    }

    [Theory]
    [InlineData("size=3m,mode=0700,ro")]
    [InlineData("size=3m,mode=0700,nr_inodes=2")]
    public async Task A_start_on_a_disk_that_takes_no_file_ends_with_the_path_and_the_reason(string options)
    {
        await using var disk = await SmallDisk.MountAsync(Token, options);
        Assert.SkipWhen(disk is null, "a small disk cannot be mounted here");
        await using var world = await World.OpenAsync(feeds: 1, Token);
        world.DataFolder = disk.Folder;
        world.WriteMonitorFile();
        await using var worker = world.Run();

        Assert.NotEqual(0, await worker.ExitAsync(Patience, Token));

        Assert.Contains(disk.Folder, worker.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", worker.Errors, StringComparison.Ordinal);
        Assert.Empty(world.Newsroom.Visits);
    }

    [Theory]
    [InlineData("header")]
    [InlineData("middle")]
    [InlineData("cut")]
    public async Task A_damaged_ledger_stops_everything_loudly_and_is_never_begun_anew(string damage)
    {
        await using var world = await World.OpenAsync(feeds: 1, Token);
        world.Feeds[0].Publish(1);
        await using (var first = await world.RunPastBaselineAsync(Token))
        {
            for (var report = 2; report <= 60; report++)
                world.Feeds[0].Publish(report);
            await world.UntilArrivedAsync(118, Patience, first, Token);
            await first.TerminateAsync(Token);
            await first.ExitAsync(Patience, Token);
        }
        var ledger = Path.Combine(world.DataFolder, "ledger.db");
        Damage(ledger, damage);
        var damaged = await File.ReadAllBytesAsync(ledger, Token);
        world.Feeds[0].Publish(61);

        await using var worker = world.Run();
        Assert.NotEqual(0, await worker.ExitAsync(Patience, Token));

        Assert.Contains(ledger, worker.Errors, StringComparison.Ordinal);
        Assert.Contains("restore the file from a backup", worker.Errors, StringComparison.Ordinal);
        Assert.Equal(damaged, await File.ReadAllBytesAsync(ledger, Token));
        Assert.Equal(118, world.Count);
    }

    private static void Damage(string ledger, string how)
    {
        using var file = File.Open(ledger, FileMode.Open, FileAccess.ReadWrite);
        var rubbish = new byte[4_096];
        new Random(131).NextBytes(rubbish);
        switch (how)
        {
            case "header":
                file.Write(rubbish.AsSpan(0, 100));
                break;
            case "middle":
                // Every page but the first: wherever what is owed stands, it is hit.
                for (file.Position = rubbish.Length; file.Position < file.Length; )
                    file.Write(rubbish);
                break;
            default:
                file.SetLength(5_000);
                break;
        }
    }

    private static async Task<string> HealthAsync(World world)
    {
        using var connection = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{world.StatusAddress}/readyz");
        using var answer = await connection.SendAsync(request, Token);
        return await answer.Content.ReadAsStringAsync(Token);
    }

    /// <summary>Stands between a worker and the kernel, and lets some of its calls fail or wait. Gone again when disposed.</summary>
    private sealed class Strace(Process process) : IAsyncDisposable
    {
        public static async Task<Strace> AttachAsync(
            MonitorProcess worker,
            string injection,
            CancellationToken cancellationToken
        )
        {
            var id = worker.Id.ToString(CultureInfo.InvariantCulture);
            var start = new ProcessStartInfo("strace", ["-f", "-p", id, "-e", injection, "-o", "/dev/null"])
            {
                RedirectStandardError = true,
            };
            var process = Process.Start(start)!;
            // "strace: Process 4711 attached with 20 threads"
            var attached = await process.StandardError.ReadLineAsync(cancellationToken);
            Assert.Contains("attached", attached, StringComparison.Ordinal);
            return new(process);
        }

        public async ValueTask DisposeAsync()
        {
            using var end = Process.Start("kill", [process.Id.ToString(CultureInfo.InvariantCulture)]);
            await end.WaitForExitAsync(CancellationToken.None);
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
        }
    }
}
