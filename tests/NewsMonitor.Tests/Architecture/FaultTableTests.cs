using System.Text.RegularExpressions;
using Xunit;

namespace NewsMonitor.Tests.Architecture;

/// <summary>What <c>tests/README.md</c> says of tests is so: the tests that it names are there.</summary>
public sealed partial class FaultTableTests
{
    [Fact]
    public void Every_test_that_the_table_of_faults_names_is_there()
    {
        var there = Directory
            .EnumerateFiles(Repository.PathOf("tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file =>
                !file.Contains(
                    $"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}",
                    StringComparison.Ordinal
                )
            )
            .SelectMany(file =>
                TestMethod()
                    .Matches(File.ReadAllText(file))
                    .Select(method => $"{Path.GetFileNameWithoutExtension(file)}.{method.Groups[1].Value}")
            )
            .ToHashSet(StringComparer.Ordinal);

        var named = NamedTest()
            .Matches(File.ReadAllText(Repository.PathOf("tests", "README.md")))
            .Select(test => test.Groups[1].Value)
            .ToList();

        Assert.InRange(named.Count, 100, 1_000);
        Assert.Empty(named.Where(test => !there.Contains(test)).Distinct());
    }

    [GeneratedRegex(@"public (?:async Task|void) (\w+)\(")]
    private static partial Regex TestMethod();

    [GeneratedRegex(@"`(\w+Tests\.\w+_\w+)`")]
    private static partial Regex NamedTest();
}
