using System.Runtime.InteropServices;

namespace NewsMonitor.Configuration.Reloading;

/// <summary>
/// Says that the files may have changed, so that nobody need wait for the next look: by events of the file system, where it
/// has any, and by SIGHUP. What it does not hear (network drives, swapped links) the regular look finds.
/// </summary>
internal sealed class FolderHints : IDisposable
{
    private readonly SemaphoreSlim hints = new(0, 1);
    private readonly FileSystemWatcher? events;
    private readonly PosixSignalRegistration? hangup;

    /// <summary>Listens.</summary>
    /// <param name="folder">The configuration folder.</param>
    /// <param name="onHangup">What SIGHUP does beside giving a hint.</param>
    public FolderHints(string folder, Action onHangup)
    {
        events = EventsOf(folder);
        // On Windows the same number means that the console is closed, which must end the program.
        if (!OperatingSystem.IsWindows())
            hangup = PosixSignalRegistration.Create(
                PosixSignal.SIGHUP,
                signal =>
                {
                    signal.Cancel = true;
                    onHangup();
                    Give();
                }
            );
    }

    /// <summary>Waits for a hint, or for so long; true when there was one.</summary>
    public Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) =>
        hints.WaitAsync(atMost, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        hangup?.Dispose();
        events?.Dispose();
        hints.Dispose();
    }

    private FileSystemWatcher? EventsOf(string folder)
    {
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true };
            watcher.Changed += (_, _) => Give();
            watcher.Created += (_, _) => Give();
            watcher.Deleted += (_, _) => Give();
            watcher.Renamed += (_, _) => Give();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception fault) when (fault is IOException or ArgumentException or PlatformNotSupportedException)
        {
            // No events here (too many watches on this machine, a drive without any): the regular look is enough.
            watcher?.Dispose();
            return null;
        }
    }

    private void Give()
    {
        try
        {
            if (hints.CurrentCount == 0)
                hints.Release();
        }
        catch (SemaphoreFullException)
        {
            // Two events at once: one hint is as good as many.
        }
        catch (ObjectDisposedException)
        {
            // An event that was on its way when we stopped.
        }
    }
}
