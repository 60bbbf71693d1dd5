using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using NewsMonitor.Ledger;

namespace NewsMonitor.Status;

/// <summary>How the worker is: what a probe, a dashboard or a person asks first.</summary>
/// <param name="Status"><c>ok</c>, <c>degraded</c> (works, but a person should look) or <c>failing</c> (alerts are at risk).</param>
/// <param name="Reasons">One plain sentence for each thing that is wrong; empty when all is well.</param>
/// <param name="Feeds">How many feeds are polled.</param>
/// <param name="FailingFeeds">How many of them failed at their last poll.</param>
/// <param name="AlertsDue">Alerts that are owed and not yet delivered.</param>
/// <param name="DeadLetters">Alerts that were given up.</param>
internal sealed record Health(
    string Status,
    ImmutableArray<string> Reasons,
    int Feeds,
    int FailingFeeds,
    int AlertsDue,
    int DeadLetters
)
{
    /// <summary>An alert that is due for longer than this means that somebody is not being told.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    /// <summary>A disk that takes longer than this to keep one line holds up every poll and every delivery.</summary>
    public static readonly TimeSpan SlowStorage = TimeSpan.FromSeconds(1);

    /// <summary>Why the ledger cannot be written; null when it can.</summary>
    [JsonIgnore]
    public string? StorageFault { get; init; }

    /// <summary>What the worker runs with; null when the ledger could not be asked.</summary>
    [JsonIgnore]
    public ConfigurationStanding? Configuration { get; init; }

    /// <summary>True while the worker can do its work, whatever the feeds do.</summary>
    [JsonIgnore]
    public bool IsReady => Status != "failing";

    /// <summary>Judges what the ledger knows.</summary>
    /// <param name="feeds">The feeds that are polled.</param>
    /// <param name="alerts">The alerts owed.</param>
    /// <param name="configuration">What the worker runs with.</param>
    /// <param name="now">The present.</param>
    public static Health Judge(
        ImmutableArray<FeedState> feeds,
        AlertCounts alerts,
        ConfigurationStanding configuration,
        DateTimeOffset now
    )
    {
        var failing = feeds.Count(feed => feed.Error is not null);
        var isLate = alerts.OldestDue is { } oldest && now - oldest > LongestWait;
        var reasons = ImmutableArray.CreateBuilder<string>();
        if (isLate)
            reasons.Add($"an alert is due since {alerts.OldestDue:u}: see 'monitor deliveries list --due'");
        if (failing > 0)
            reasons.Add($"{failing} of {feeds.Length} feeds failed at their last poll: see 'monitor feeds list'");
        if (alerts.Dead > 0)
            reasons.Add($"{alerts.Dead} alerts were given up: see 'monitor deliveries list --dead'");
        if (configuration.OlderSince is { } since)
            reasons.Add(
                $"the running rules are older than the files since {since:u}: {configuration.FirstProblem} See 'monitor check'"
            );
        if (!configuration.AwaitRestart.IsEmpty)
            reasons.Add($"restart to apply what was changed: {string.Join(", ", configuration.AwaitRestart)}");

        var status =
            isLate ? "failing"
            : reasons.Count > 0 ? "degraded"
            : "ok";
        return new(status, reasons.ToImmutable(), feeds.Length, failing, alerts.Due + alerts.Claimed, alerts.Dead)
        {
            Configuration = configuration,
        };
    }

    /// <summary>The same, with what a write to the ledger took just now.</summary>
    public Health WithStorage(TimeSpan flush) =>
        flush < SlowStorage
            ? this
            : this with
            {
                Status = IsReady ? "degraded" : Status,
                Reasons = Reasons.Add(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"slow storage: the disk took {flush.TotalSeconds:0.0} s to keep one line; nothing is lost, everything waits for it"
                    )
                ),
            };

    /// <summary>The worker cannot remember anything: it polls nothing and sends nothing until it can.</summary>
    public static Health Unwritable(string fault) =>
        new("failing", [$"the ledger cannot be written: {fault}"], 0, 0, 0, 0) { StorageFault = fault };
}

/// <summary>Health as JSON, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Health))]
internal sealed partial class HealthJson : JsonSerializerContext;
