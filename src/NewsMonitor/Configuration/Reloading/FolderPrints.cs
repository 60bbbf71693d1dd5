using System.Collections.Immutable;
using Microsoft.Win32.SafeHandles;
using NewsMonitor.Configuration.Yaml;

namespace NewsMonitor.Configuration.Reloading;

/// <summary>
/// Takes the print of a configuration folder again and again. A file that looks untouched is not read anew each time; but
/// every now and then all are, because there are disks whose times lie, and times that are too coarse to tell two saves apart.
/// </summary>
internal sealed class FolderPrints(string folder, TimeProvider time)
{
    /// <summary>How often every file is read, whatever its time says.</summary>
    public static readonly TimeSpan WholeEvery = TimeSpan.FromSeconds(15);

    /// <summary>A file that was written less than this before it was read may have been written again within the same tick.</summary>
    private static readonly TimeSpan CoarsestTick = TimeSpan.FromSeconds(10);

    private Dictionary<string, Known> known = new(StringComparer.Ordinal);
    private long? lastWhole;

    /// <summary>The print of the files as they stand now; as <see cref="ConfigurationSources.Print"/> for the same files.</summary>
    public string Take(ImmutableArray<string> includes)
    {
        var isWhole = lastWhole is not { } last || time.GetElapsedTime(last) >= WholeEvery;
        if (isWhole)
            lastWhole = time.GetTimestamp();
        var files = new FilesRead();
        var found = new Dictionary<string, Known>(StringComparer.Ordinal);
        foreach (var file in ConfigurationFolder.FilesOf(folder, includes))
        {
            var now = Look(file.Path, isWhole ? null : known.GetValueOrDefault(file.Path));
            found[file.Path] = now;
            files.Add(file, now.Print);
        }
        known = found;
        return files.Sources.Print;
    }

    private static Known Look(string path, Known? before)
    {
        try
        {
            using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
            // Of the open file, not of the name: behind a symbolic link the name's own time never changes.
            var written = File.GetLastWriteTimeUtc(file);
            var length = RandomAccess.GetLength(file);
            return before is { IsSettled: true } && before.Written == written && before.Length == length
                ? before
                : new Known(written, length, PrintOf(file, length), IsSettled(written));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new Known(default, 0, FilePrint.Unreadable, IsSettled: false);
        }
    }

    private static string PrintOf(SafeFileHandle file, long length)
    {
        if (length > YamlFile.SizeLimit)
            return FilePrint.TooLarge;
        var bytes = new byte[length];
        var read = 0;
        while (read < bytes.Length && RandomAccess.Read(file, bytes.AsSpan(read), read) is var more and > 0)
            read += more;
        return FilePrint.Of(bytes.AsSpan(0, read));
    }

    /// <summary>Times of files are the machine's, so they are held against the machine's clock.</summary>
    private static bool IsSettled(DateTime written) =>
        TimeProvider.System.GetUtcNow().UtcDateTime - written > CoarsestTick;

    private sealed record Known(DateTime Written, long Length, string Print, bool IsSettled);
}
