using System.Reflection;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Tests.Vocabulary;

/// <summary>The lists inside the program, as they are.</summary>
internal static class Shipped
{
    public static Meanings Vocabulary => Meanings.Shipped;

    /// <summary>Every list with its size in bytes.</summary>
    public static IReadOnlyDictionary<string, long> Sizes() =>
        Assembly
            .GetManifestResourceNames()
            .ToDictionary(Short, name => Assembly.GetManifestResourceStream(name)!.Length);

    /// <summary>The base forms of the dictionary.</summary>
    public static IEnumerable<string> BaseForms() => WordLists.Rows("words.tsv").SelectMany(row => row[2].Split(' '));

    private static Assembly Assembly => typeof(Words).Assembly;

    private static string Short(string name) => string.Join('.', name.Split('.')[^2..]);
}
