using Xunit;

namespace NewsMonitor.Tests.Configuration;

/// <summary>
/// Broken configurations, a folder each, named for the fault. <c>expected.txt</c> is what <c>monitor check</c> says of it,
/// line by line; <c>mended/</c> holds the files as they are once its remedies were followed.
/// </summary>
internal static class BrokenFolders
{
    private static readonly string Root = Repository.PathOf("tests", "NewsMonitor.Tests", "Data", "config", "broken");

    public static TheoryData<string> Names =>
        [
            .. Directory
                .EnumerateDirectories(Root)
                .Select(folder => Path.GetFileName(folder))
                .Order(StringComparer.Ordinal),
        ];

    public static string PathOf(string folder) => Path.Combine(Root, folder);

    public static string[] Expected(string folder) => File.ReadAllLines(Path.Combine(PathOf(folder), "expected.txt"));

    public static string Mended(string folder) => Path.Combine(PathOf(folder), "mended");
}
