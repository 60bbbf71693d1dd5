using System.Text.RegularExpressions;
using NewsMonitor.Configuration;
using Xunit;

namespace NewsMonitor.Tests.Configuration;

public sealed partial class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Repository.PathOf("README.md"));

    [Fact]
    public void The_configuration_that_it_shows_loads()
    {
        using var world = new ConfigurationWorld();
        world.Write("secrets/one", "a secret of one line");
        foreach (var (name, text) in Files())
            world.Write(name, SecretPath().Replace(text, "secrets/one"));
        var environment = new Dictionary<string, string> { ["OPS_HOOK_URL"] = "https://hook.example/" };

        var result = ConfigurationLoader.Load(world.Folder, environment: environment);

        var loaded = Assert.IsType<Loaded>(result).Configuration;
        Assert.NotEmpty(loaded.Feeds);
        Assert.NotEmpty(loaded.Rules);
        Assert.NotEmpty(loaded.Receivers);
        Assert.NotNull(loaded.Mail.Smtp);
    }

    [Fact]
    public async Task Its_files_are_valid_for_editors()
    {
        using var world = new ConfigurationWorld();
        foreach (var (name, text) in Files())
        {
            world.Write(name, text);
            Assert.Empty(await SchemaTests.FaultsAsync(Path.Combine(world.Folder, name), world.Folder));
        }
    }

    /// <summary>The blocks of YAML, cut where a comment names the file.</summary>
    private static IEnumerable<(string Name, string Text)> Files()
    {
        foreach (Match block in YamlBlock().Matches(Readme))
        {
            var parts = FileName().Split(block.Groups["text"].Value);
            Assert.True(
                parts.Length > 1 && parts[0].Length == 0,
                $"a block of YAML names its file first: {block.Value}"
            );
            for (var part = 1; part < parts.Length; part += 2)
                yield return (parts[part], parts[part + 1]);
        }
    }

    [GeneratedRegex(@"^```yaml\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex YamlBlock();

    [GeneratedRegex(@"^# ([a-z/-]+\.yaml)\n", RegexOptions.Multiline)]
    private static partial Regex FileName();

    [GeneratedRegex("/run/secrets/[a-z-]+")]
    private static partial Regex SecretPath();
}
