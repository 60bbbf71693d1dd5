using System.Collections.Frozen;
using System.Collections.Immutable;

namespace NewsMonitor.Status;

/// <summary>What the worker runs with, beside what the files say by now.</summary>
internal sealed record ConfigurationStanding
{
    /// <summary>The ids of the feeds that are polled: the ledger also remembers feeds that are configured no more.</summary>
    public FrozenSet<string> PolledFeeds { get; init; } = [];

    /// <summary>How many rules are looked for.</summary>
    public int Rules { get; init; }

    /// <summary>Since when the rules and feeds are in force.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Since when the files say something else that was refused; null when what runs is what they say.</summary>
    public DateTimeOffset? OlderSince { get; init; }

    /// <summary>The first thing that is wrong with the files, with its place; null when nothing is.</summary>
    public string? FirstProblem { get; init; }

    /// <summary>What the files say otherwise that only a restart takes over: <c>receivers</c>, <c>email</c>, …</summary>
    public ImmutableArray<string> AwaitRestart { get; init; } = [];
}

/// <summary>Keeps the standing of the configuration: written by who reads the files, read by who asks for health.</summary>
internal sealed class RunningConfiguration(ConfigurationStanding first)
{
    private volatile ConfigurationStanding now = first;

    /// <summary>How it stands now.</summary>
    public ConfigurationStanding Now
    {
        get => now;
        set => now = value;
    }
}
