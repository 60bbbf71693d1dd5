using MimeKit;
using NewsMonitor.Core.Alerts;
using Polly;

namespace NewsMonitor.Deliveries.Email;

/// <summary>Hands mails to an SMTP server (RFC 5321, RFC 6409).</summary>
internal sealed class SmtpTransport(SmtpSettings settings, TimeProvider time) : IMailTransport
{
    private readonly SmtpConnections _connections = new(settings, time);
    private readonly ResiliencePipeline _quickRetry = QuickRetry.When(
        fault => fault is SmtpFault { MayPassAtOnce: true },
        time
    );

    /// <inheritdoc/>
    public async Task<DeliveryResult> SendAsync(MimeMessage mail, DeliveryId id, CancellationToken cancellationToken)
    {
        try
        {
            await _quickRetry.ExecuteAsync(async token => await SendOnceAsync(mail, token), cancellationToken);
            return new Delivered();
        }
        catch (SmtpFault fault)
        {
            return fault.Result($"{settings.Host}:{settings.Port}");
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connections.DisposeAsync();

    private Task SendOnceAsync(MimeMessage mail, CancellationToken cancellationToken) =>
        _connections.UseAsync(connection => connection.SendAsync(mail, cancellationToken), cancellationToken);
}
