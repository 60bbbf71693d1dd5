using MimeKit;
using NewsMonitor.Core.Alerts;

namespace NewsMonitor.Deliveries.Email;

/// <summary>How a finished mail leaves the house.</summary>
internal interface IMailTransport : IAsyncDisposable
{
    /// <summary>Makes one attempt for the one recipient of the mail.</summary>
    Task<DeliveryResult> SendAsync(MimeMessage mail, DeliveryId id, CancellationToken cancellationToken);
}
