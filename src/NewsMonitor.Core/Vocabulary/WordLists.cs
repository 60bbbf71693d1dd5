using System.Reflection;

namespace NewsMonitor.Core.Vocabulary;

/// <summary>Reads the lists that ship inside the program.</summary>
internal static class WordLists
{
    /// <summary>The rows of a list, split at tabs; blank lines and lines that begin with # are left out.</summary>
    public static IEnumerable<string[]> Rows(string name)
    {
        var resource = $"NewsMonitor.Core.Vocabulary.{name}";
        using var stream =
            Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"the list {name} is not part of the program");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            if (line.Length > 0 && line[0] != '#')
                yield return line.Split('\t');
    }
}
