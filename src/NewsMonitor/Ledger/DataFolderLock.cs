using System.Globalization;

namespace NewsMonitor.Ledger;

/// <summary>
/// One running monitor for each data folder: an exclusive lock of the operating system on a file in it, which ends with the
/// process however that ends. The holder's pid stands in a second file, because nobody can read a file locked so.
/// </summary>
internal sealed class DataFolderLock : IDisposable
{
    private const string LockName = "monitor.lock";
    private const string PidName = "monitor.pid";

    private readonly FileStream _lock;

    private DataFolderLock(FileStream held) => _lock = held;

    /// <summary>Takes the lock; throws <see cref="LedgerUnavailable"/> naming the holder when another monitor has it.</summary>
    public static DataFolderLock Acquire(string dataFolder)
    {
        var folder = LedgerFiles.PrepareFolder(dataFolder);
        var held = new DataFolderLock(Lock(folder));
        held.WritePid(Path.Combine(folder, PidName));
        return held;
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    private static FileStream Lock(string folder)
    {
        var path = Path.Combine(folder, LockName);
        try
        {
            return new FileStream(
                path,
                LedgerFiles.OwnerOnly(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)
            );
        }
        catch (UnauthorizedAccessException exception)
        {
            throw LedgerFiles.NotPermitted(path, exception);
        }
        catch (IOException exception) when (File.Exists(path))
        {
            throw new LedgerUnavailable(
                $"another monitor runs on this data folder: {folder} is held by {Holder(folder)}. "
                    + "Stop it first, or name another data folder.",
                exception
            );
        }
        catch (IOException exception)
        {
            throw new LedgerUnavailable($"{path} cannot be made: {exception.Message}", exception);
        }
    }

    private static string Holder(string folder)
    {
        try
        {
            return $"pid {File.ReadAllText(Path.Combine(folder, PidName)).Trim()}";
        }
        catch (IOException)
        {
            return "a process that left no pid";
        }
        catch (UnauthorizedAccessException)
        {
            return "a process that left no pid";
        }
    }

    private void WritePid(string path)
    {
        try
        {
            using var file = new FileStream(
                path,
                LedgerFiles.OwnerOnly(FileMode.Create, FileAccess.Write, FileShare.Read)
            );
            using var writer = new StreamWriter(file);
            writer.WriteLine(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Dispose();
            throw new LedgerUnavailable($"{path} cannot be written: {exception.Message}", exception);
        }
    }
}
