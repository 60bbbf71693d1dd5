using System.Collections.Frozen;
using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NewsMonitor.Deliveries;
using NewsMonitor.Ledger;
using Quartz;

namespace NewsMonitor.Scheduling;

/// <summary>
/// Gives every digest its Quartz trigger, and makes up at the start for one that was missed. Which digests have gone out is
/// in the ledger.
/// </summary>
internal sealed class DigestDesk(
    ImmutableArray<DigestPlan> plans,
    HeldAlerts held,
    ISchedulerFactory schedulers,
    DeliverySignal owed,
    TimeProvider time,
    ILogger<DigestJob> log
) : IHostedService
{
    /// <summary>The group of the digests' jobs and triggers.</summary>
    public const string Group = "digest";

    /// <summary>How far back a missed digest is looked for.</summary>
    private static readonly TimeSpan MadeUpFor = TimeSpan.FromDays(8);

    private readonly FrozenDictionary<string, DigestPlan> _plans = plans.ToFrozenDictionary(
        plan => plan.Name,
        StringComparer.Ordinal
    );

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        foreach (var plan in plans)
            await scheduler.ScheduleJob(
                JobBuilder.Create<DigestJob>().WithIdentity(plan.Name, Group).StoreDurably().Build(),
                [TriggerAt(plan.Name, time.GetUtcNow())],
                new ScheduleJobOptions { Replace = true },
                cancellationToken
            );
        await LetGoAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The one trigger of a digest, set to fire once.</summary>
    public ITrigger TriggerAt(string name, DateTimeOffset moment) =>
        TriggerBuilder.Create(time).WithIdentity(name, Group).ForJob(name, Group).StartAt(moment).Build();

    /// <summary>Gathers the digest if one is due that has not gone out; when the next one is.</summary>
    public async Task<DateTimeOffset?> GatherAsync(string name, CancellationToken cancellationToken)
    {
        var plan = _plans[name];
        var now = time.GetUtcNow();
        if (DigestClock.LatestBy(plan, now, MadeUpFor) is { } due)
        {
            var digests = await held.GatherDigestAsync(name, due.Slot, now, cancellationToken);
            if (digests > 0)
            {
                log.Gathered(name, digests, due.Slot);
                owed.Raise();
            }
        }
        return DigestClock.After(plan, now)?.Moment;
    }

    /// <summary>What waits for a digest that is no longer configured would wait for ever: it goes out now.</summary>
    private async Task LetGoAsync(CancellationToken cancellationToken)
    {
        foreach (var name in await held.DigestsWaitedForAsync(cancellationToken))
            if (!_plans.ContainsKey(name))
                await held.GatherDigestAsync(
                    name,
                    time.GetUtcNow().UtcDateTime.ToString("O"),
                    time.GetUtcNow(),
                    cancellationToken
                );
    }
}
