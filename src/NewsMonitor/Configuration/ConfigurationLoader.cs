namespace NewsMonitor.Configuration;

/// <summary>Reads a configuration folder and checks it as a whole.</summary>
internal static class ConfigurationLoader
{
    /// <summary>The configuration, or every problem in it at once.</summary>
    /// <param name="folder">The folder; with <see cref="ConfigurationScope.RulesOnly"/> also a folder of rules or one file of rules.</param>
    /// <param name="scope">How much of it is wanted.</param>
    /// <param name="environment">What <c>${NAME}</c> stands for; the variables of the process by default.</param>
    public static ConfigurationResult Load(
        string folder,
        ConfigurationScope scope = ConfigurationScope.Whole,
        IReadOnlyDictionary<string, string>? environment = null
    ) => throw new NotSupportedException($"{folder} {scope} {environment?.Count}");
}

/// <summary>How much of a configuration is wanted.</summary>
internal enum ConfigurationScope
{
    /// <summary>All of it: feeds, receivers and rules that name them.</summary>
    Whole,

    /// <summary>The rules alone, for commands that only match: nothing is polled and nobody is told.</summary>
    RulesOnly,
}
