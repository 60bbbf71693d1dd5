using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NewsMonitor.Deliveries.Email;

namespace NewsMonitor.Deliveries;

/// <summary>Puts the deliveries into the container.</summary>
internal static class DeliveriesRegistration
{
    /// <summary>Adds the loop that brings alerts to receivers. The container must know the clock and the ledger.</summary>
    /// <param name="services">The container.</param>
    /// <param name="receivers">Everyone who can be told.</param>
    /// <param name="mail">How mail leaves.</param>
    /// <param name="giveUpAfter">How long an alert is retried before it becomes a dead letter.</param>
    public static IServiceCollection AddDeliveries(
        this IServiceCollection services,
        ImmutableArray<Receiver> receivers,
        MailSettings mail,
        TimeSpan giveUpAfter
    )
    {
        services.TryAddSingleton(_ => new Random());
        return services
            .AddSingleton(new DeliveryTerms { GiveUpAfter = giveUpAfter })
            .AddSingleton<DeliverySignal>()
            .AddSingleton(parts => new Channels(receivers, mail, parts.GetRequiredService<TimeProvider>()))
            .AddHostedService<DeliveryLoop>();
    }
}
