namespace NewsMonitor.Tests;

/// <summary>The working copy that the tests were built from: what it ships is read where it stands, not as a stale copy.</summary>
internal static class Repository
{
    /// <summary>The folder with Monitor.sln in it.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>A file or folder of it.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Monitor.sln"))
            ? folder
            : Find(
                Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("no folder holds Monitor.sln")
            );
}
