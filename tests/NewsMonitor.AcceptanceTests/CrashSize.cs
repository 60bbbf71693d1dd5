using System.Collections.Immutable;
using System.Globalization;

namespace NewsMonitor.AcceptanceTests;

/// <summary>
/// How much the crash tests do: short for every run; <c>MONITOR_CRASH_SIZE=issue</c> for 150 kills and 3,000 alerts,
/// <c>nightly</c> for 1,000 kills, 20,000 alerts and five seeds.
/// </summary>
internal sealed record CrashSize
{
    public required int Kills { get; init; }

    public required int Alerts { get; init; }

    public required TimeSpan Pace { get; init; }

    /// <summary>A life lasts from 0.25 s to this much longer. The program needs a part of it to start.</summary>
    public required double LongestLife { get; init; }

    /// <summary>
    /// True where few lives must count: a life begins with its first delivery, however long a busy machine needs to start it.
    /// </summary>
    public bool FromFirstDelivery { get; init; }

    public required ImmutableArray<int> Seeds { get; init; }

    public required ImmutableArray<int> PassesOfPoints { get; init; }

    public required int Stops { get; init; }

    /// <summary>How long the environment is broken: a lock, a suspension.</summary>
    public required TimeSpan Trouble { get; init; }

    /// <summary>
    /// MONITOR_CRASH_SEEDS names other seeds, with commas between; MONITOR_CRASH_PASSES, MONITOR_CRASH_KILLS and
    /// MONITOR_CRASH_STOPS say how many, where a night is too long.
    /// </summary>
    public static CrashSize Chosen { get; } =
        Named with
        {
            Seeds = Environment.GetEnvironmentVariable("MONITOR_CRASH_SEEDS") is { Length: > 0 } seeds
                ? [.. seeds.Split(',').Select(seed => int.Parse(seed, CultureInfo.InvariantCulture))]
                : Named.Seeds,
            PassesOfPoints = Asked("PASSES") is { } passes ? [.. Enumerable.Range(1, passes)] : Named.PassesOfPoints,
            Kills = Asked("KILLS") ?? Named.Kills,
            Stops = Asked("STOPS") ?? Named.Stops,
        };

    private static int? Asked(string what) =>
        int.TryParse(
            Environment.GetEnvironmentVariable($"MONITOR_CRASH_{what}"),
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;

    private static CrashSize Named =>
        Environment.GetEnvironmentVariable("MONITOR_CRASH_SIZE") switch
        {
            "nightly" => new()
            {
                Kills = 1_000,
                Alerts = 20_000,
                Pace = TimeSpan.FromMilliseconds(33),
                LongestLife = 0.65,
                Seeds = [20200103, 20200104, 20200105, 20200106, 20200107],
                PassesOfPoints = [.. Enumerable.Range(1, 50)],
                Stops = 100,
                Trouble = TimeSpan.FromMinutes(1),
            },
            "issue" => new()
            {
                Kills = 150,
                Alerts = 3_000,
                Pace = TimeSpan.FromMilliseconds(28),
                LongestLife = 0.65,
                Seeds = [20200103],
                PassesOfPoints = [1, 2, 5, 10],
                Stops = 20,
                Trouble = TimeSpan.FromSeconds(20),
            },
            _ => new()
            {
                Kills = 12,
                Alerts = 1_500,
                Pace = TimeSpan.FromMilliseconds(33),
                LongestLife = 0.65,
                FromFirstDelivery = true,
                Seeds = [20200103],
                PassesOfPoints = [1, 4],
                Stops = 5,
                Trouble = TimeSpan.FromSeconds(5),
            },
        };
}
