namespace NewsMonitor.Benchmarks;

/// <summary>A folder for one run, removed at its end.</summary>
internal sealed class ScratchFolder : IDisposable
{
    /// <summary>Makes one in <paramref name="parent"/>, or where the system keeps temporary files.</summary>
    public ScratchFolder(string? parent)
    {
        var name = System.IO.Path.GetRandomFileName();
        var folder = System.IO.Path.Combine(parent ?? System.IO.Path.GetTempPath(), $"monitor-benchmark-{name}");
        Path = Directory.CreateDirectory(folder).FullName;
    }

    public string Path { get; }

    /// <summary>A folder in it.</summary>
    public string Inner(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
