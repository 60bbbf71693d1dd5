using System.Collections.Immutable;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Configuration;

/// <summary>What came of reading a configuration folder.</summary>
internal abstract record ConfigurationResult
{
    private protected ConfigurationResult() { }

    /// <summary>What it was read from.</summary>
    public ConfigurationSources Sources { get; init; } = new("", []);
}

/// <summary>It is good, perhaps with warnings.</summary>
internal sealed record Loaded(MonitorConfiguration Configuration, ImmutableArray<ConfigurationProblem> Warnings)
    : ConfigurationResult;

/// <summary>It has problems; all of them, in the order of the files.</summary>
internal sealed record Refused(ImmutableArray<ConfigurationProblem> Problems) : ConfigurationResult;

/// <summary>Something a person must mend: where it is, what is wrong and what would be right.</summary>
/// <param name="Position">Where in the file.</param>
/// <param name="Message">What is wrong, ending in the remedy.</param>
internal sealed record ConfigurationProblem(SourcePosition Position, string Message)
{
    /// <summary><c>rules/iraq.yaml:7:5    "phrse" is not a key of a rule. …</c></summary>
    public override string ToString() => $"{Position}    {Message}";
}
