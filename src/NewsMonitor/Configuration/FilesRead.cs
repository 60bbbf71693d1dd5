using System.Collections.Immutable;
using System.Text;

namespace NewsMonitor.Configuration;

/// <summary>What a configuration was read from.</summary>
/// <param name="Print">Equal for equal names and bytes of all files, whatever their times.</param>
/// <param name="Includes">The files and folders that rules include, absolute, whether they are there or not.</param>
internal sealed record ConfigurationSources(string Print, ImmutableArray<string> Includes);

/// <summary>Gathers the files that a configuration is read from, with the print of the very bytes that were read.</summary>
internal sealed class FilesRead
{
    private readonly SortedDictionary<string, string> prints = new(StringComparer.Ordinal);
    private readonly SortedSet<string> includes = new(StringComparer.Ordinal);

    /// <summary>All that was gathered.</summary>
    public ConfigurationSources Sources => new(Print(), [.. includes]);

    /// <summary>A file was read.</summary>
    public void Add(SourceFile file, string print) => prints[file.Name] = print;

    /// <summary>A file or folder is included.</summary>
    public void Include(string path) => includes.Add(path);

    private string Print()
    {
        var all = new StringBuilder();
        foreach (var (name, print) in prints)
            all.Append(name).Append('\n').Append(print).Append('\n');
        return FilePrint.Of(Encoding.UTF8.GetBytes(all.ToString()));
    }
}
