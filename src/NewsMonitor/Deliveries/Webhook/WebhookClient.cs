using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace NewsMonitor.Deliveries.Webhook;

/// <summary>The HTTP client of all webhooks: it goes where a person has written, and nowhere else.</summary>
internal static class WebhookClient
{
    /// <summary>What is left of an answer is read up to here so that its connection can be kept; else that is closed.</summary>
    private const int DrainedBytes = 16 * 1024;

    /// <summary>For name resolution, TCP and TLS.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Makes the client; with a certificate, one that shows it to whoever asks.</summary>
    public static HttpMessageInvoker Create(ClientCertificate? certificate = null) => new(HandlerFor(certificate));

    /// <summary>How its connections are made.</summary>
    internal static SocketsHttpHandler HandlerFor(ClientCertificate? certificate) =>
        new()
        {
            SslOptions = OptionsFor(certificate),
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = ConnectTimeout,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(60),
            // An endpoint that has moved to another address is found there within minutes.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxConnectionsPerServer = 8,
            MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = DrainedBytes,
            ResponseDrainTimeout = TimeSpan.FromSeconds(2),
        };

    private static SslClientAuthenticationOptions OptionsFor(ClientCertificate? certificate) =>
        certificate is null
            ? new()
            : new()
            {
                ClientCertificateContext = SslStreamCertificateContext.Create(
                    X509Certificate2.CreateFromPemFile(certificate.File, certificate.Key),
                    additionalCertificates: null,
                    offline: true
                ),
            };
}
