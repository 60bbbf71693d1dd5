using System.Collections.Immutable;

namespace NewsMonitor.Configuration;

/// <summary>What a running worker does not take over from changed files: it keeps to what it was started with.</summary>
internal static class Restart
{
    /// <summary>The parts that differ, as people know them from the files; none when a restart would change nothing.</summary>
    /// <param name="started">What the worker was started with.</param>
    /// <param name="written">What the files say now.</param>
    public static ImmutableArray<string> Needed(MonitorConfiguration started, MonitorConfiguration written) =>
        [.. Differences(started, written).Where(part => part.Differs).Select(part => part.Name)];

    private static IEnumerable<(string Name, bool Differs)> Differences(
        MonitorConfiguration started,
        MonitorConfiguration written
    ) =>
        [
            ("receivers", !started.Receivers.ToHashSet().SetEquals(written.Receivers)),
            ("email", started.Mail != written.Mail),
            ("deliveries", started.Deliveries != written.Deliveries),
            ("digests", !started.Digests.SequenceEqual(written.Digests)),
            ("fetch, network and contact", started.Fetching != written.Fetching),
            ("operator and notices", (started.Operator, started.Notices) != (written.Operator, written.Notices)),
            ("data", started.DataFolder != written.DataFolder),
            ("retention", (started.KeepItems, started.KeepTexts) != (written.KeepItems, written.KeepTexts)),
            ("status", started.StatusAddress != written.StatusAddress),
            ("log", started.Log != written.Log),
        ];
}
