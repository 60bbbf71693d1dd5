using System.Reflection;

namespace NewsMonitor.Core.Vocabulary;

/// <summary>Reads the lists that ship inside the program.</summary>
internal static class WordLists
{
    /// <summary>The rows of a list, split at tabs; blank lines and lines that begin with # are left out.</summary>
    public static IEnumerable<string[]> Rows(string name) => Lines(name).Select(line => line.Split('\t'));

    /// <summary>The lines of a list; blank ones and those that begin with # are left out.</summary>
    public static IEnumerable<string> Lines(string name)
    {
        using var stream = Open(name);
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            if (line.Length > 0 && line[0] != '#')
                yield return line;
    }

    /// <summary>A list as it is.</summary>
    public static byte[] Bytes(string name)
    {
        using var stream = Open(name);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static Stream Open(string name) =>
        Assembly.GetExecutingAssembly().GetManifestResourceStream($"NewsMonitor.Core.Vocabulary.{name}")
        ?? throw new InvalidOperationException($"the list {name} is not part of the program");
}
