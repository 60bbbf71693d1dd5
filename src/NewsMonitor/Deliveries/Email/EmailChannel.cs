using MimeKit;
using NewsMonitor.Core.Alerts;

namespace NewsMonitor.Deliveries.Email;

/// <summary>Sends alerts to one e-mail address: one mail for each, never one mail for several recipients.</summary>
internal sealed class EmailChannel(
    EmailReceiver receiver,
    MailSender sender,
    IMailTransport transport,
    TimeProvider time
) : IChannel
{
    private readonly MailboxAddress _to = new("", receiver.Address);

    /// <inheritdoc/>
    public async Task<DeliveryResult> DeliverAsync(Alert alert, CancellationToken cancellationToken)
    {
        using var mail = AlertMail.Compose(alert, sender, _to, time.GetUtcNow());
        return WithoutAddress(await transport.SendAsync(mail, alert.DeliveryId, cancellationToken));
    }

    /// <summary>Servers repeat the address in their answers; reasons are logged, and readers' addresses are not.</summary>
    private DeliveryResult WithoutAddress(DeliveryResult result) =>
        result switch
        {
            Deferred deferred => deferred with { Reason = WithoutAddress(deferred.Reason) },
            Rejected rejected => rejected with { Reason = WithoutAddress(rejected.Reason) },
            _ => result,
        };

    private string WithoutAddress(string reason) =>
        reason.Replace(receiver.Address, "(address)", StringComparison.OrdinalIgnoreCase);

    /// <summary>The transport is shared; whoever made it ends it.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
