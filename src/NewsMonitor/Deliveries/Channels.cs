using System.Collections.Immutable;
using NewsMonitor.Deliveries.Email;
using NewsMonitor.Deliveries.Webhook;

namespace NewsMonitor.Deliveries;

/// <summary>The ways to the receivers: one channel each, over one mail transport and one HTTP client for all.</summary>
internal sealed class Channels : IAsyncDisposable
{
    private readonly TimeProvider _time;
    private readonly MailSender _sender;
    private readonly IMailTransport _mail;
    private readonly HttpMessageInvoker _http = WebhookClient.Create();
    private readonly Dictionary<ClientCertificate, HttpMessageInvoker> _known = [];

    private readonly DeliveryTerms _terms;
    private readonly Endpoint _mailServer;

    public Channels(ImmutableArray<Receiver> receivers, MailSettings mail, DeliveryTerms terms, TimeProvider time)
    {
        Receivers = receivers;
        _terms = terms;
        _mailServer = new Endpoint(terms.CatchUp, countsReplies: false, time);
        _time = time;
        _sender = MailSender.Of(mail);
        _mail = TransportOf(mail, time);
    }

    /// <summary>Everyone who can be told.</summary>
    public ImmutableArray<Receiver> Receivers { get; }

    /// <summary>The way to this receiver.</summary>
    public IChannel For(Receiver receiver) =>
        receiver switch
        {
            EmailReceiver email => new EmailChannel(email, _sender, _mail, _time),
            WebhookReceiver webhook => new WebhookChannel(webhook, ClientFor(webhook), _time),
            _ => throw new ArgumentOutOfRangeException(nameof(receiver), receiver, "no channel leads to it"),
        };

    /// <summary>The circuit breaker of the way to this receiver: one for all mail, one for each webhook.</summary>
    public Endpoint EndpointOf(Receiver receiver) =>
        receiver is EmailReceiver ? _mailServer : new Endpoint(_terms.CatchUp, countsReplies: true, _time);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _mail.DisposeAsync();
        _http.Dispose();
        foreach (var client in _known.Values)
            client.Dispose();
    }

    private HttpMessageInvoker ClientFor(WebhookReceiver webhook)
    {
        if (webhook.Certificate is not { } certificate)
            return _http;
        if (!_known.TryGetValue(certificate, out var client))
            _known.Add(certificate, client = WebhookClient.Create(certificate));
        return client;
    }

    private static IMailTransport TransportOf(MailSettings mail, TimeProvider time) =>
        mail switch
        {
            { Smtp: { } server } => new SmtpTransport(server, time),
            { PickupFolder: { } folder } => new PickupTransport(folder),
            _ => new UnsetTransport(),
        };
}
