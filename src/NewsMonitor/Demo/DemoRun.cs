using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NewsMonitor.Configuration;
using NewsMonitor.Ledger;

namespace NewsMonitor.Demo;

/// <summary>Tells the founding story to the real worker and checks what comes of it.</summary>
/// <param name="seeds">The story.</param>
/// <param name="build">Composes the worker, as for <c>monitor run</c>.</param>
/// <param name="time">The clock.</param>
internal sealed class DemoRun(Seeds seeds, Func<MonitorConfiguration, IHost> build, TimeProvider time)
{
    /// <summary>How long the six days take.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromSeconds(6);

    private const int MoreThanAll = 10_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    /// <summary>Runs the worker through the story and hands over all that was owed and all that arrived.</summary>
    public async Task<DemoCheck> TellAsync(MonitorConfiguration configuration, CancellationToken cancellationToken)
    {
        var story = new StoryClock(time, seeds.Expected.Begins, seeds.Expected.Ends, Lasts, seeds.Expected.Pauses);
        var dataFolder = Directory.CreateTempSubdirectory("monitor-demo-");
        try
        {
            await using var peers = await DemoPeers.StartAsync(seeds.Feeds, story, time, cancellationToken);
            using var worker = build(peers.PointHere(configuration, dataFolder.FullName));
            await worker.StartAsync(cancellationToken);
            await TellAsync(story, peers, worker.Services.GetRequiredService<AlertRegister>(), cancellationToken);
            var owed = await OwedAsync(worker.Services.GetRequiredService<AlertRegister>(), cancellationToken);
            var stories = await worker
                .Services.GetRequiredService<StoryRegister>()
                .ListAsync(rule: null, MoreThanAll, cancellationToken);
            await worker.StopAsync(cancellationToken);
            return new DemoCheck(seeds, owed, stories, peers.Mail.Mails, peers.Webhook.Calls);
        }
        finally
        {
            dataFolder.Delete(recursive: true);
        }
    }

    /// <summary>
    /// The story begins once every feed had its first poll, goes on after a pause once everything so far is recorded and sent,
    /// and is over likewise. The quiet at the end is for what must not come.
    /// </summary>
    private async Task TellAsync(
        StoryClock story,
        DemoPeers peers,
        AlertRegister alerts,
        CancellationToken cancellationToken
    )
    {
        await UntilAsync(() => Task.FromResult(peers.Newsroom.EveryFeedWasVisited), Patience, cancellationToken);
        while (!story.HasEnded)
        {
            story.Start();
            await UntilAsync(() => Task.FromResult(story.HasStopped), Lasts + Patience, cancellationToken);
            await UntilAsync(() => Task.FromResult(peers.Newsroom.EveryFeedIsRead), Patience, cancellationToken);
            await UntilAsync(() => IsSettledAsync(alerts, cancellationToken), Patience, cancellationToken);
        }
        await Task.Delay(Quiet, time, cancellationToken);
    }

    /// <summary>Waits until it is so, or until patience ends: the check then says what is missing.</summary>
    private async Task UntilAsync(Func<Task<bool>> isSo, TimeSpan patience, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (time.GetElapsedTime(began) < patience && !await isSo())
            await Task.Delay(Glance, time, cancellationToken);
    }

    private static async Task<bool> IsSettledAsync(AlertRegister alerts, CancellationToken cancellationToken) =>
        await alerts.CountsAsync(cancellationToken) is { Due: 0, Claimed: 0 };

    private static async Task<ImmutableArray<OwedAlert>> OwedAsync(
        AlertRegister alerts,
        CancellationToken cancellationToken
    ) =>
        [
            .. (await alerts.ListAsync(null, null, MoreThanAll, cancellationToken))
                .OrderBy(owed => owed.Alert.Item.Published)
                .ThenBy(owed => owed.Alert.Item.Feed, StringComparer.Ordinal)
                .ThenBy(owed => owed.Alert.RuleId, StringComparer.Ordinal)
                .ThenBy(owed => owed.Alert.Receiver, StringComparer.Ordinal),
        ];
}
