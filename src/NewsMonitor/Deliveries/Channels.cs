using System.Collections.Immutable;
using MimeKit;
using NewsMonitor.Deliveries.Email;
using NewsMonitor.Deliveries.Webhook;

namespace NewsMonitor.Deliveries;

/// <summary>The ways to the receivers: one channel each, over one mail transport and one HTTP client for all.</summary>
internal sealed class Channels : IAsyncDisposable
{
    private readonly TimeProvider _time;
    private readonly MailboxAddress _from;
    private readonly IMailTransport _mail;
    private readonly HttpMessageInvoker _http = WebhookClient.Create();

    public Channels(ImmutableArray<Receiver> receivers, MailSettings mail, TimeProvider time)
    {
        Receivers = receivers;
        _time = time;
        _from = MailboxAddress.Parse(mail.From);
        _mail = TransportOf(mail, time);
    }

    /// <summary>Everyone who can be told.</summary>
    public ImmutableArray<Receiver> Receivers { get; }

    /// <summary>The way to this receiver.</summary>
    public IChannel For(Receiver receiver) =>
        receiver switch
        {
            EmailReceiver email => new EmailChannel(email, _from, _mail, _time),
            WebhookReceiver webhook => new WebhookChannel(webhook, _http, _time),
            _ => throw new ArgumentOutOfRangeException(nameof(receiver), receiver, "no channel leads to it"),
        };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _mail.DisposeAsync();
        _http.Dispose();
    }

    private static IMailTransport TransportOf(MailSettings mail, TimeProvider time) =>
        mail switch
        {
            { Smtp: { } server } => new SmtpTransport(server, time),
            { PickupFolder: { } folder } => new PickupTransport(folder),
            _ => new UnsetTransport(),
        };
}
