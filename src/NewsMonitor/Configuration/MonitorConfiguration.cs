using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using NewsMonitor.Core.Alerts.Notices;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Vocabulary;
using NewsMonitor.Deliveries;
using NewsMonitor.Deliveries.Email;
using NewsMonitor.Feeds;
using NewsMonitor.Feeds.Fetching;

namespace NewsMonitor.Configuration;

/// <summary>Everything a person has configured, checked as a whole and immutable.</summary>
internal sealed record MonitorConfiguration
{
    private const string UsualStatusAddress = "127.0.0.1:8787";

    /// <summary>The folder it was read from, absolute.</summary>
    public required string Folder { get; init; }

    /// <summary>The folder of the ledger, absolute.</summary>
    public required string DataFolder { get; init; }

    /// <summary>How long an item that no feed lists any more is remembered; 60 days by default, 7 days to 5 years.</summary>
    public TimeSpan KeepItems { get; init; } = TimeSpan.FromDays(60);

    /// <summary>How long what items say is kept, for trying rules on; 7 days by default, 1 day to 60 days.</summary>
    public TimeSpan KeepTexts { get; init; } = TimeSpan.FromDays(7);

    /// <summary>False: whatever its rule says, every item that is found is told on its own.</summary>
    public bool Stories { get; init; } = true;

    /// <summary>False: no page is looked at because people were pointed to it, whatever a rule says.</summary>
    public bool CheckPages { get; init; } = true;

    /// <summary>The times that deliveries keep to.</summary>
    public DeliveryTerms Deliveries { get; init; } = new();

    /// <summary>The digests, by name.</summary>
    public ImmutableArray<DigestPlan> Digests { get; init; } = [];

    /// <summary>The alert that says that alerts arrive; null for none.</summary>
    public WatchdogPlan? Watchdog { get; init; }

    /// <summary>The address of the health listener, <c>host:port</c>; null when it is off.</summary>
    public string? StatusAddress { get; init; } = UsualStatusAddress;

    /// <summary>What is logged, and how.</summary>
    public LogSettings Log { get; init; } = new();

    /// <summary>Limits and manners of fetching.</summary>
    public FetchSettings Fetching { get; init; } = new() { OwnAddress = UsualStatusAddress };

    /// <summary>The receiver who is told about Monitor itself; null when nobody is.</summary>
    public string? Operator { get; init; }

    /// <summary>How much trouble it takes until the operator is told.</summary>
    public NoticeTerms Notices { get; init; } = new();

    /// <summary>How mail leaves.</summary>
    public MailSettings Mail { get; init; } = new();

    /// <summary>The feeds, in the order of the file.</summary>
    public ImmutableArray<Feed> Feeds { get; init; } = [];

    /// <summary>The receivers, in the order of the file.</summary>
    public ImmutableArray<Receiver> Receivers { get; init; } = [];

    /// <summary>The rules, in the order of their files' names and then of the files.</summary>
    public ImmutableArray<WatchRule> Rules { get; init; } = [];

    /// <summary>What a person adds to the vocabulary.</summary>
    public UserWords Words { get; init; } = UserWords.None;

    /// <summary>A rule as these settings let it be.</summary>
    public WatchRule InForce(WatchRule rule) =>
        rule with
        {
            Stories = rule.Stories with
            {
                Enabled = rule.Stories.Enabled && Stories,
                CheckPages = rule.Stories.CheckPages && CheckPages,
            },
        };

    /// <summary>The rules as these settings let them be.</summary>
    public ImmutableArray<WatchRule> RulesInForce => Stories && CheckPages ? Rules : [.. Rules.Select(InForce)];
}

/// <summary>What is logged, and how.</summary>
internal sealed record LogSettings
{
    /// <summary>The least level that is written; information by default.</summary>
    public LogLevel Level { get; init; } = LogLevel.Information;

    /// <summary>One JSON object a line instead of text.</summary>
    public bool Json { get; init; }
}
