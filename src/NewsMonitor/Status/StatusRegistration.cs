using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Systemd;

namespace NewsMonitor.Status;

/// <summary>Brings the room into the program.</summary>
internal static class StatusRegistration
{
    /// <summary>Lets others see how the worker is.</summary>
    /// <param name="services">The program's parts.</param>
    /// <param name="address"><c>host:port</c> of the listener; null for none.</param>
    /// <param name="configuration">What it starts with.</param>
    public static IServiceCollection AddStatus(
        this IServiceCollection services,
        string? address,
        ConfigurationStanding configuration
    )
    {
        services.AddSingleton(new RunningConfiguration(configuration));
        services.AddSingleton<HealthCheck>();
        if (address is not null)
            services.AddHostedService(provider => ActivatorUtilities.CreateInstance<StatusServer>(provider, address));
        if (SystemdHelpers.IsSystemdService())
            services.AddHostedService<WatchdogSignal>();
        return services;
    }
}
