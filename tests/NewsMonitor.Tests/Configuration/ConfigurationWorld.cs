using NewsMonitor.Configuration;
using Xunit;

namespace NewsMonitor.Tests.Configuration;

/// <summary>A configuration folder of its own, that a test writes and loads.</summary>
internal sealed class ConfigurationWorld : IDisposable
{
    /// <summary>What <c>${NAME}</c> stands for in tests: never the variables of the machine.</summary>
    public static readonly IReadOnlyDictionary<string, string> Environment = new Dictionary<string, string>
    {
        ["HOOK_SECRET"] = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
        ["HOOK_SECRET_CUT"] = "whsec_C2FVsBQIhrscChlQIMV+b5sSYs!",
        ["HOOK_URL"] = "https://hook.example/token-4711",
        ["SMTP_PASSWORD"] = "a password of the tests",
        ["EMPTY"] = "",
    };

    /// <summary>Where it is.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("monitor-configuration-").FullName;

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>The least that loads: no feed, no rule, one receiver that no rule tells.</summary>
    public ConfigurationWorld WriteLeast() =>
        Write("feeds.yaml", "feeds: []").Write("receivers.yaml", "receivers: []").Write("rules/none.yaml", "rules: []");

    /// <summary>Writes a file, over one that is there.</summary>
    public ConfigurationWorld Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    /// <summary>Copies a folder with all that is in it, over what is there.</summary>
    public ConfigurationWorld Copy(string from)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var path = Path.Combine(Folder, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Copy(file, path, overwrite: true);
        }
        return this;
    }

    /// <summary>The configuration; fails the test with its problems when there are any.</summary>
    public MonitorConfiguration Load(ConfigurationScope scope = ConfigurationScope.Whole) =>
        Loaded(scope).Configuration;

    /// <summary>The warnings of a configuration that loads.</summary>
    public string[] Warnings() => [.. Loaded(ConfigurationScope.Whole).Warnings.Select(warning => warning.ToString())];

    /// <summary>The problems; none when it loads.</summary>
    public string[] Problems(ConfigurationScope scope = ConfigurationScope.Whole) => Problems(Folder, scope);

    /// <summary>The problems of a folder; none when it loads.</summary>
    public static string[] Problems(string folder, ConfigurationScope scope = ConfigurationScope.Whole) =>
        ConfigurationLoader.Load(folder, scope, Environment) is Refused refused
            ? [.. refused.Problems.Select(problem => problem.ToString())]
            : [];

    private Loaded Loaded(ConfigurationScope scope)
    {
        var result = ConfigurationLoader.Load(Folder, scope, Environment);
        Assert.True(result is Loaded, string.Join('\n', Problems(scope)));
        return (Loaded)result;
    }
}
