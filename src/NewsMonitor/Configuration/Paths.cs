using NewsMonitor.Configuration.Binding;

namespace NewsMonitor.Configuration;

/// <summary>Folders and files that the configuration names: relative to the configuration folder, or absolute.</summary>
internal static class Paths
{
    /// <summary>The absolute path of a folder, which need not be there yet.</summary>
    public static string? Folder(this Section section, string key)
    {
        if (section.Expanded(key) is not { } written)
            return null;
        var path = Absolute(section.Reading, written);
        if (!File.Exists(path))
            return path;
        section.Complain(key, $"\"{key}\" is a folder, and a file stands there: name another, or move the file.");
        return null;
    }

    /// <summary>The absolute path of a file that must be there.</summary>
    public static string? ExistingFile(this Section section, string key)
    {
        if (section.Expanded(key) is not { } written)
            return null;
        var path = Absolute(section.Reading, written);
        if (File.Exists(path))
            return path;
        section.Complain(
            key,
            $"there is no file {Shown.Of(written)}: make it, or mend the path (relative paths begin at the configuration folder)."
        );
        return null;
    }

    private static string Absolute(Reading reading, string written) => Path.GetFullPath(written, reading.Folder);
}
