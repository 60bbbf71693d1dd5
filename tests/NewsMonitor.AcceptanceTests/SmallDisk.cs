using System.Diagnostics;

namespace NewsMonitor.AcceptanceTests;

/// <summary>A disk of three megabytes in memory, for filling up.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;

    private SmallDisk(DirectoryInfo folder) => _folder = folder;

    public string Folder => _folder.FullName;

    private string Ballast => Path.Combine(Folder, "ballast");

    /// <summary>Mounts one; null where that is not allowed.</summary>
    public static async Task<SmallDisk?> MountAsync(
        CancellationToken cancellationToken,
        string options = "size=3m,mode=0700"
    )
    {
        var folder = Directory.CreateTempSubdirectory("monitor-disk-");
        if (await RunAsync("mount", ["-t", "tmpfs", "-o", options, "none", folder.FullName], cancellationToken))
            return new SmallDisk(folder);
        folder.Delete();
        return null;
    }

    /// <summary>Fills it to the last byte, again and again while the world lets some go.</summary>
    public async Task FillAsync(World world, CancellationToken cancellationToken)
    {
        await using var ballast = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.ReadWrite, 1);
        var block = new byte[1_024];
        try
        {
            while (world.Count >= 0)
                await ballast.WriteAsync(block, cancellationToken);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    public void MakeRoom() => File.Delete(Ballast);

    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", ["-l", Folder], CancellationToken.None);
        _folder.Delete(recursive: true);
    }

    private static async Task<bool> RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true }
        )!;
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0;
    }
}
