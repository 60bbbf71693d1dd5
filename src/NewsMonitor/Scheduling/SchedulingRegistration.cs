using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Feeds;
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

    /// <summary>Polls these feeds, each on its own trigger.</summary>
    public static IServiceCollection AddScheduling(this IServiceCollection services, ImmutableArray<Feed> feeds)
    {
        services.AddQuartz(quartz =>
        {
            quartz.UseInMemoryStore(_ => { });
            quartz.UseDefaultThreadPool(PollsAtOnce);
            quartz.ConfigureScheduler(options => options.ShutdownJobInterruption = ShutdownJobInterruption.Always);
        });
        services.AddSingleton<Poller>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<Timetable>(provider, feeds));
        services.AddHostedService(provider => provider.GetRequiredService<Timetable>());
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        return services;
    }
}
