using MimeKit;
using NewsMonitor.Core.Alerts;

namespace NewsMonitor.Deliveries.Email;

/// <summary>Stands where nothing is configured: mails stay owed until something is.</summary>
internal sealed class UnsetTransport : IMailTransport
{
    /// <inheritdoc/>
    public Task<DeliveryResult> SendAsync(MimeMessage mail, DeliveryId id, CancellationToken cancellationToken) =>
        Task.FromResult<DeliveryResult>(
            new Deferred(
                "neither a mail server nor a pickup folder is configured (mail: in monitor.yaml)",
                Unreachable: true
            )
        );

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
