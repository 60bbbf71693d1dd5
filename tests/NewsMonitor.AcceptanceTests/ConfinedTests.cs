using System.Diagnostics;
using Xunit;

namespace NewsMonitor.AcceptanceTests;

/// <summary>
/// As a container runs it: a user without rights, a root file system that is read-only, no capability. Once with the
/// loopback of the test's world, once in a network namespace of its own in which nothing can be reached.
/// </summary>
public sealed class ConfinedTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_rights_on_a_read_only_system_it_delivers_and_keeps_its_data_to_itself()
    {
        Assert.SkipUnless(await CanConfineAsync(), "namespaces cannot be made here");
        await using var world = await OpenAsync();
        await using var worker = world.Run(null, Confined(world));
        await World.UntilAsync(() => world.Newsroom.EveryFeedIsRead, Patience, worker, Token);
        world.Feeds[0].Publish(1);

        await World.UntilAsync(() => world.Count >= 2, Patience, worker, Token);

        var owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(owner | UnixFileMode.UserExecute, File.GetUnixFileMode(world.DataFolder));
        Assert.Equal(owner, File.GetUnixFileMode(Path.Combine(world.DataFolder, "ledger.db")));
        var status = await File.ReadAllLinesAsync($"/proc/{worker.Id}/status", Token);
        Assert.Contains(status, line => line.StartsWith("Uid:\t65534", StringComparison.Ordinal));
        Assert.Contains("CapEff:\t0000000000000000", status);
        Assert.Contains("CapBnd:\t0000000000000000", status);
    }

    [Fact]
    public async Task Without_any_network_it_starts_says_what_it_cannot_reach_and_stops_well()
    {
        Assert.SkipUnless(await CanConfineAsync(), "namespaces cannot be made here");
        await using var world = await OpenAsync();
        await using var worker = world.Run(null, Confined(world, "-n"));

        await World.UntilAsync(
            () => worker.Output.Contains("the host cannot be reached", StringComparison.Ordinal),
            Patience,
            worker,
            Token
        );

        Assert.Empty(world.Newsroom.Visits);
        Assert.False(worker.HasExited);
        await worker.TerminateAsync(Token);
        Assert.Equal(0, await worker.ExitAsync(Patience, Token));
    }

    /// <summary>The Dockerfile says what the test above plays.</summary>
    [Fact]
    public void The_image_names_a_user_and_a_health_check()
    {
        var docker = File.ReadAllLines(Path.Combine(Root(), "Dockerfile"));
        Assert.Contains(docker, line => line.StartsWith("USER ", StringComparison.Ordinal) && line is not "USER root");
        Assert.Contains(docker, line => line.StartsWith("HEALTHCHECK ", StringComparison.Ordinal));
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Monitor.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("Monitor.sln");
        return folder;
    }

    private static async Task<World> OpenAsync()
    {
        var world = await World.OpenAsync(feeds: 1, Token);
        world.DataFolder = Path.Combine(Directory.CreateDirectory(State(world)).FullName, "data");
        world.WriteMonitorFile();
        // The secret and the configuration are that user's to read, the state folder is the user's own.
        await RunAsync("chown", "-R", "65534:65534", world.Folder);
        return world;
    }

    private static string State(World world) => Path.Combine(world.Folder, "state");

    private static string[] Confined(World world, string more = "-m") =>
        [
            "unshare",
            "-m",
            more,
            "sh",
            "-c",
            // Only the state folder stays writable. exec: the worker keeps the id of the process that was started.
            $"mount --bind '{State(world)}' '{State(world)}' && mount -o remount,bind,ro / && exec setpriv --reuid 65534 --regid 65534 --clear-groups --bounding-set=-all --inh-caps=-all --no-new-privs \"$@\"",
            "sh",
        ];

    private static async Task<bool> CanConfineAsync() =>
        await RunAsync("unshare", "-m", "-n", "sh", "-c", "mount --bind /tmp /tmp && mount -o remount,bind,ro /") == 0;

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.WaitForExitAsync(Token);
        return process.ExitCode;
    }
}
