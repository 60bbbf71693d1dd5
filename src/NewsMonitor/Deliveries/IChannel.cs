using NewsMonitor.Core.Alerts;

namespace NewsMonitor.Deliveries;

/// <summary>The way to one receiver.</summary>
internal interface IChannel : IAsyncDisposable
{
    /// <summary>
    /// Makes one attempt. Every failure that can be foreseen is a result; an exception other than cancellation means that
    /// the alert cannot even be written.
    /// </summary>
    Task<DeliveryResult> DeliverAsync(Alert alert, CancellationToken cancellationToken);
}
