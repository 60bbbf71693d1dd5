using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NewsMonitor.Deliveries;
using NewsMonitor.Ledger;
using Quartz;

namespace NewsMonitor.Scheduling;

/// <summary>Brings the room into the program.</summary>
internal static class SchedulingRegistration
{
    /// <summary>
    /// Polls wait for servers, not for processors: enough may wait at once that a hundred hanging feeds leave room for
    /// the living one.
    /// </summary>
    private const int PollsAtOnce = 256;

    /// <summary>Polls the feeds of the edition in force, each on its own trigger.</summary>
    /// <param name="services">The container.</param>
    /// <param name="first">Makes the edition that the program starts with.</param>
    /// <param name="operatorSettings">Whom notices go to; nobody when null.</param>
    public static IServiceCollection AddScheduling(
        this IServiceCollection services,
        Func<Edition> first,
        OperatorSettings? operatorSettings = null
    )
    {
        services.AddQuartz(quartz =>
        {
            quartz.UseInMemoryStore(_ => { });
            quartz.UseDefaultThreadPool(PollsAtOnce);
            quartz.ConfigureScheduler(options => options.ShutdownJobInterruption = ShutdownJobInterruption.Always);
        });
        services.AddSingleton(_ => new EditionInForce(first()));
        services.AddSingleton<FeedNaming>(parts =>
            id => parts.GetRequiredService<EditionInForce>().Current.Feeds.GetValueOrDefault(id)?.Name ?? id
        );
        services.AddSingleton(operatorSettings ?? OperatorSettings.None);
        services.AddSingleton<OperatorDesk>();
        services.AddSingleton<HealthWatch>();
        services.AddSingleton<ArticleRound>();
        services.AddSingleton<Poller>();
        services.AddSingleton<LinkRound>();
        services.AddSingleton<Timetable>();
        services.AddHostedService(provider => provider.GetRequiredService<Timetable>());
        services.AddHostedService<ClockWatch>();
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        return services;
    }

    /// <summary>Sends digests at their times. The container must know the scheduler.</summary>
    public static IServiceCollection AddDigests(this IServiceCollection services, ImmutableArray<DigestPlan> plans) =>
        services
            .AddSingleton(parts => new DigestDesk(
                plans,
                parts.GetRequiredService<HeldAlerts>(),
                parts.GetRequiredService<ISchedulerFactory>(),
                parts.GetRequiredService<DeliverySignal>(),
                parts.GetRequiredService<TimeProvider>(),
                parts.GetRequiredService<ILogger<DigestJob>>()
            ))
            .AddHostedService(parts => parts.GetRequiredService<DigestDesk>());

    /// <summary>Adds the watchdog, when there is one. The container must know the scheduler, the parser and the ledger.</summary>
    public static IServiceCollection AddWatchdog(this IServiceCollection services, WatchdogPlan? plan)
    {
        if (plan is null)
            return services;
        services.AddQuartz(quartz =>
        {
            quartz.AddJob<WatchdogJob>(job => job.WithIdentity("watchdog"));
            quartz.AddTrigger(trigger =>
                trigger
                    .ForJob("watchdog")
                    .WithIdentity("watchdog")
                    .WithSimpleSchedule(schedule => schedule.WithInterval(plan.Every).RepeatForever())
            );
        });
        return services.AddSingleton(plan).AddSingleton<Watchdog>();
    }
}
