using Microsoft.Extensions.DependencyInjection;
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
        services.AddSingleton(operatorSettings ?? OperatorSettings.None);
        services.AddSingleton<OperatorDesk>();
        services.AddSingleton<HealthWatch>();
        services.AddSingleton<Poller>();
        services.AddSingleton<Timetable>();
        services.AddHostedService(provider => provider.GetRequiredService<Timetable>());
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        return services;
    }
}
