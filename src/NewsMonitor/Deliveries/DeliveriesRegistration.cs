using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using NewsMonitor.Deliveries.Email;
using NewsMonitor.Ledger;

namespace NewsMonitor.Deliveries;

/// <summary>Puts the deliveries into the container.</summary>
internal static class DeliveriesRegistration
{
    /// <summary>Adds the loop that brings alerts to receivers. The container must know the clock and the ledger.</summary>
    /// <param name="services">The container.</param>
    /// <param name="receivers">Everyone who can be told.</param>
    /// <param name="mail">How mail leaves.</param>
    /// <param name="terms">The times that deliveries keep to.</param>
    public static IServiceCollection AddDeliveries(
        this IServiceCollection services,
        ImmutableArray<Receiver> receivers,
        MailSettings mail,
        DeliveryTerms terms
    )
    {
        services.TryAddSingleton(_ => new Random());
        return services
            .AddSingleton(terms)
            .AddSingleton<DeliverySignal>()
            .AddSingleton(parts => new Channels(receivers, mail, terms, parts.GetRequiredService<TimeProvider>()))
            .AddSingleton<LaneLedger>()
            .AddSingleton(parts => new NoticeDesk(
                receivers,
                parts.GetRequiredService<AlertLedger>(),
                parts.GetRequiredService<ReceiverLedger>(),
                parts.GetRequiredService<DeliverySignal>(),
                terms,
                parts.GetRequiredService<ILogger<DeliveryLoop>>()
            ))
            .AddHostedService<DeliveryLoop>();
    }
}
