using System.Collections.Frozen;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NewsMonitor.Configuration;
using NewsMonitor.Configuration.Reloading;
using NewsMonitor.Ledger;
using NewsMonitor.Scheduling;
using NewsMonitor.Status;

namespace NewsMonitor;

/// <summary>
/// Takes over what people change in the configuration folder while the worker runs: rules, words and feeds. What is refused
/// leaves all as it is, and is said aloud.
/// </summary>
internal sealed class ConfigurationReload(
    Loaded started,
    EditionInForce inForce,
    Timetable timetable,
    RunningConfiguration running,
    OperatorDesk operatorDesk,
    TimeProvider time,
    ILogger<ConfigurationReload> log
) : BackgroundService
{
    private readonly ConfigurationWatch watch = new(started.Configuration.Folder, started.Sources, time);
    private MonitorConfiguration current = started.Configuration;

    /// <summary>What health tells of a configuration that has just come into force.</summary>
    public static ConfigurationStanding StandingOf(MonitorConfiguration configuration, DateTimeOffset since) =>
        new()
        {
            PolledFeeds = configuration
                .Feeds.Where(feed => feed.Enabled)
                .Select(feed => feed.Id)
                .ToFrozenSet(StringComparer.Ordinal),
            Rules = configuration.Rules.Count(rule => rule.Enabled),
            Since = since,
        };

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hints = new FolderHints(started.Configuration.Folder, watch.Ask);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WaitAsync(hints, stoppingToken);
                await LookAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
            // The boundary of the watch: whatever breaks here (a disk, a bug) may cost this reload, never the worker.
            catch (Exception fault)
            {
                watch.TryAgainLater();
                log.BrokeOff(fault);
            }
        }
    }

    /// <summary>Looks once, and takes over what is new and good.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        switch (watch.Look())
        {
            case Loaded loaded:
                await TakeOverAsync(loaded, cancellationToken);
                break;
            case Refused refused:
                await KeepAsync(refused, cancellationToken);
                break;
        }
    }

    private async Task WaitAsync(FolderHints hints, CancellationToken cancellationToken)
    {
        if (watch.IsMoving || await hints.WaitAsync(ConfigurationWatch.Every, cancellationToken))
            await Task.Delay(ConfigurationWatch.Rest, time, cancellationToken);
    }

    private async Task TakeOverAsync(Loaded loaded, CancellationToken cancellationToken)
    {
        var next = loaded.Configuration;
        CrashPoint.Reached("reload-parsed");
        inForce.Replace(MonitorHost.EditionOf(next));
        CrashPoint.Reached("reload-swapped");
        await timetable.ReplanAsync(cancellationToken);
        var refusedSince = running.Now.OlderSince;
        running.Now = StandingOf(next, time.GetUtcNow()) with
        {
            AwaitRestart = Restart.Needed(started.Configuration, next),
        };
        Tell(loaded);
        current = next;
        if (refusedSince is { } since)
            await operatorDesk.TellAsync(ReloadNotice.Accepted(since, time.GetUtcNow()), cancellationToken);
    }

    private async Task KeepAsync(Refused refused, CancellationToken cancellationToken)
    {
        var first = refused.Problems[0].ToString();
        running.Now = running.Now with
        {
            OlderSince = running.Now.OlderSince ?? time.GetUtcNow(),
            FirstProblem = first,
        };
        log.Refused(refused.Problems.Length, first, running.Now.Since);
        // Once while files are refused, however often they are saved until they are right.
        await operatorDesk.TellAsync(
            ReloadNotice.Refused(running.Now.OlderSince ?? time.GetUtcNow(), refused.Problems, running.Now.Since),
            cancellationToken
        );
    }

    private void Tell(Loaded loaded)
    {
        var next = loaded.Configuration;
        log.TookOver(
            next.Rules.Length,
            Change(current.Rules.Select(rule => rule.Id), next.Rules.Select(rule => rule.Id)),
            next.Feeds.Length,
            Change(current.Feeds.Select(feed => feed.Id), next.Feeds.Select(feed => feed.Id)),
            loaded.Warnings.Length
        );
        if (!running.Now.AwaitRestart.IsEmpty)
            log.AwaitsRestart(string.Join(", ", running.Now.AwaitRestart));
    }

    private static string Change(IEnumerable<string> before, IEnumerable<string> now)
    {
        var (former, next) = (before.ToHashSet(StringComparer.Ordinal), now.ToHashSet(StringComparer.Ordinal));
        return $"{next.Except(former).Count()} new, {former.Except(next).Count()} gone";
    }
}
