using System.Collections.Immutable;
using System.Globalization;

namespace NewsMonitor.AcceptanceTests;

/// <summary>What became of every alert on every channel after the worker was killed many times.</summary>
internal sealed record CrashReport
{
    /// <summary>The receivers' own books: they wrote down each arrival before they answered it.</summary>
    public required ImmutableArray<Arrival> Arrivals { get; init; }

    /// <summary>The guid of every item that had to be told.</summary>
    public required ImmutableArray<string> Items { get; init; }

    /// <summary>
    /// Those that never stood on a page of a poll which the worker recorded: nobody owes them. The feeds of a test list enough
    /// that there are none, or the test has gone wrong.
    /// </summary>
    public ImmutableArray<string> Unread { get; init; } = [];

    public required int Kills { get; init; }

    /// <summary>What <c>PRAGMA integrity_check</c> said, each time.</summary>
    public required ImmutableArray<string> Integrity { get; init; }

    public required double MaxMiB { get; init; }

    /// <summary>For each life that delivered anything: from its start to its first delivery.</summary>
    public required ImmutableArray<TimeSpan> Recoveries { get; init; }

    public required TimeSpan Took { get; init; }

    public static ImmutableArray<string> Channels { get; } = ["mail", "webhook"];

    /// <summary>Alerts that were owed and that a channel never got.</summary>
    public int Lost =>
        Channels.Sum(channel => Items.Except(Unread).Except(On(channel).Select(arrival => arrival.Item)).Count());

    /// <summary>Alerts that a channel got more than once.</summary>
    public int Duplicated => Groups.Count(group => group.Count() > 1);

    /// <summary>Arrivals beyond the first of an alert on a channel.</summary>
    public int ExtraCopies => Groups.Sum(group => group.Count() - 1);

    /// <summary>The most often that one alert came on one channel.</summary>
    public int MaxCopies => Groups.Select(group => group.Count()).DefaultIfEmpty().Max();

    /// <summary>The most ids that one alert had on one channel.</summary>
    public int MaxIds => Groups.Select(group => group.DistinctBy(arrival => arrival.Id).Count()).DefaultIfEmpty().Max();

    /// <summary>Ids that two different alerts or channels came under.</summary>
    public int SharedIds =>
        Arrivals
            .GroupBy(arrival => arrival.Id)
            .Count(group => group.DistinctBy(one => (one.Channel, one.Item)).Count() > 1);

    public bool IsIntact => Integrity.All(answer => answer == "ok");

    /// <summary>Everything that the promise says, and bounded copies: at most one a kill on each channel.</summary>
    public bool IsKept =>
        Lost == 0
        && MaxIds == 1
        && SharedIds == 0
        && IsIntact
        && MaxCopies <= 4
        && Channels.All(channel => ExtraCopiesOn(channel) <= Kills);

    public int ExtraCopiesOn(string channel) =>
        Groups.Where(group => group.Key.Channel == channel).Sum(group => group.Count() - 1);

    private IEnumerable<IGrouping<(string Channel, string Item), Arrival>> Groups =>
        Arrivals.GroupBy(arrival => (arrival.Channel, arrival.Item));

    private IEnumerable<Arrival> On(string channel) => Arrivals.Where(arrival => arrival.Channel == channel);

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Kills} kills, {Items.Length} alerts, {Unread.Length} never on a recorded page, {Channels.Length} channels, {Groups.Count()} delivered distinct, {Lost} LOST, {Duplicated} duplicated, {ExtraCopies} extra copies, {MaxCopies} max copies, {MaxIds} distinct ids per alert, integrity {(IsIntact ? "ok" : "BROKEN")} ({Integrity.Length} checks), max RSS {MaxMiB:0} MiB, restart-to-first-delivery {Median(Recoveries):0.0} s median {Recoveries.DefaultIfEmpty().Max().TotalSeconds:0.0} s max, {Took.TotalSeconds:0} seconds"
        );

    private static double Median(ImmutableArray<TimeSpan> spans) =>
        spans.IsEmpty ? 0 : spans.Order().ElementAt(spans.Length / 2).TotalSeconds;
}
