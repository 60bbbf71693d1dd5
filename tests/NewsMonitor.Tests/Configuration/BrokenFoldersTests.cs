using NewsMonitor.Configuration;
using Xunit;

namespace NewsMonitor.Tests.Configuration;

public sealed class BrokenFoldersTests
{
    public static TheoryData<string> Names => BrokenFolders.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_problem_is_told_at_once_with_its_place_and_its_remedy(string folder) =>
        Assert.Equal(BrokenFolders.Expected(folder), ConfigurationWorld.Problems(BrokenFolders.PathOf(folder)));

    [Theory]
    [MemberData(nameof(Names))]
    public void Whoever_follows_the_remedies_has_a_configuration_that_loads(string folder)
    {
        using var world = new ConfigurationWorld();
        world.Copy(BrokenFolders.PathOf(folder)).Copy(BrokenFolders.Mended(folder));

        Assert.Empty(world.Problems());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_problem_repeats_a_secret(string folder)
    {
        var told = string.Join('\n', ConfigurationWorld.Problems(BrokenFolders.PathOf(folder)));

        Assert.All(
            ConfigurationWorld.Environment.Values.Where(value => value.Length > 0).Append("canary"),
            secret => Assert.DoesNotContain(secret, told, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Each_mended_file_differs_from_the_broken_one_so_that_the_remedy_is_really_followed()
    {
        foreach (var folder in BrokenFolders.Names.Select(row => row.Data))
        foreach (var mended in Directory.EnumerateFiles(BrokenFolders.Mended(folder), "*", SearchOption.AllDirectories))
        {
            var broken = Path.Combine(
                BrokenFolders.PathOf(folder),
                Path.GetRelativePath(BrokenFolders.Mended(folder), mended)
            );
            Assert.False(
                File.Exists(broken) && File.ReadAllBytes(broken).AsSpan().SequenceEqual(File.ReadAllBytes(mended)),
                broken
            );
        }
    }

    [Fact]
    public void A_folder_that_is_not_there_is_said_with_its_remedy()
    {
        var missing = Path.Combine(Path.GetTempPath(), "monitor-no-such-folder");

        var problem = Assert.Single(ConfigurationWorld.Problems(missing));

        Assert.Equal(
            $"{missing}    there is no such folder: give the configuration folder with --config DIR.",
            problem
        );
        Assert.Contains(
            "give a folder with rules",
            Assert.Single(ConfigurationWorld.Problems(missing, ConfigurationScope.RulesOnly)),
            StringComparison.Ordinal
        );
    }
}
