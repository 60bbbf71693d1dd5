using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using NewsMonitor.Feeds.Articles;
using NewsMonitor.Feeds.Discovery;
using NewsMonitor.Feeds.Fetching;
using NewsMonitor.Feeds.Parsing;
using Polly;

namespace NewsMonitor.Feeds;

/// <summary>The feeds room in the container: a <see cref="FeedFetcher"/> and a <see cref="FeedParser"/>.</summary>
internal static class FeedsRegistration
{
    private const int HeadersKiB = 64;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(500);

    /// <summary>Formats in the order in which we would rather have them.</summary>
    private const string Accept =
        "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, "
        + "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1";

    /// <summary>Registers fetcher and parser. Needs logging; brings the system's clock unless there is one.</summary>
    public static IServiceCollection AddFeeds(this IServiceCollection services, FetchSettings settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(
            AddressGuard.OverSockets(settings.AllowedHosts, OwnListener.Read(settings.OwnAddress))
        );
        services.AddSingleton(settings);
        services.AddSingleton(parts => new HostGates(
            settings.PerHost,
            settings.PerSecond,
            parts.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton<FeedFetcher>();
        services.AddSingleton(new FeedParser(keepsHtml: false));
        services.AddSingleton<FeedDiscovery>();
        services.AddSingleton<ArticleReading>();
        services.AddClient(FeedFetcher.ClientName, settings, believesAll: false);
        services.AddClient(FeedFetcher.CredulousClientName, settings, believesAll: true);
        return services;
    }

    private static void AddClient(
        this IServiceCollection services,
        string name,
        FetchSettings settings,
        bool believesAll
    ) =>
        services
            .AddHttpClient(name, client => Introduce(client, settings))
            .UseSocketsHttpHandler(
                (handler, provider) =>
                {
                    Configure(handler, provider.GetRequiredService<AddressGuard>(), settings);
                    if (believesAll)
                        Believe(handler.SslOptions);
                }
            )
            // The handler renews its connections itself; a rotating one would forget those it keeps alive.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            // The factory's own log lines carry addresses.
            .RemoveAllLoggers()
            .AddResilienceHandler(
                "one more attempt",
                (pipeline, context) => Configure(pipeline, context.ServiceProvider)
            );

    /// <summary>What a person has asked for, of one feed (<c>allow_invalid_certificate</c>).</summary>
    private static void Believe(SslClientAuthenticationOptions options) =>
#pragma warning disable CA5359 // Never for a feed that does not ask for it, and said in the log at each start.
        options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359

    private static void Introduce(HttpClient client, FetchSettings settings)
    {
        client.Timeout = Timeout.InfiniteTimeSpan;
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", UserAgent(settings.Contact));
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept", Accept);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Encoding", "gzip, br");
    }

    /// <summary>Who we are and where a publisher can ask: <c>Monitor/0.1.0 (+https://…)</c>.</summary>
    private static string UserAgent(string contact)
    {
        var version = typeof(FeedsRegistration).Assembly.GetName().Version?.ToString(3) ?? "0";
        var printable = string.Concat(contact.Where(c => c is > ' ' and < '\u007F' and not ('(' or ')')));
        return printable.Length == 0 ? $"Monitor/{version}" : $"Monitor/{version} (+{printable})";
    }

    private static void Configure(SocketsHttpHandler handler, AddressGuard guard, FetchSettings settings)
    {
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;
        // With a proxy the guard would see only the proxy's address.
        handler.UseProxy = false;
        handler.AutomaticDecompression = DecompressionMethods.None;
        handler.MaxResponseHeadersLength = HeadersKiB;
        handler.ConnectTimeout = settings.ConnectTimeout;
        handler.ConnectCallback = (context, token) =>
        {
            ConnectionAllowance.TakeFrom(context.InitialRequestMessage);
            return guard.ConnectAsync(context, token);
        };
        Secure(handler.SslOptions);
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(10);
        handler.PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2);
        // Validators may hold any byte: what came in as Latin-1 goes out as Latin-1.
        handler.RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1;
        // Our trace ids are nobody else's business.
        handler.ActivityHeadersPropagator = null;
    }

    /// <summary>
    /// One policy for all connections, without fetching certificates that a server left out: a connection costs less than half
    /// of what it does by default, and a certificate cannot send us anywhere.
    /// </summary>
    internal static void Secure(SslClientAuthenticationOptions options)
    {
        options.AllowTlsResume = true;
        options.CertificateChainPolicy = new X509ChainPolicy
        {
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
    }

    /// <summary>Within one poll: one more attempt after a connection that could not be made or was reset, nothing else.</summary>
    private static void Configure(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, IServiceProvider provider)
    {
        var log = provider.GetRequiredService<ILogger<FeedFetcher>>();
        pipeline.TimeProvider = provider.GetRequiredService<TimeProvider>();
        pipeline.AddRetry(
            new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = 1,
                Delay = RetryDelay,
                BackoffType = DelayBackoffType.Constant,
                ShouldRetryAfterHeader = false,
                ShouldHandle = outcome => ValueTask.FromResult(IsConnectionFault(outcome.Outcome.Exception)),
                OnRetry = outcome =>
                {
                    log.TryingAgain(Refusals.Of(outcome.Outcome.Exception!));
                    return ValueTask.CompletedTask;
                },
            }
        );
    }

    private static bool IsConnectionFault(Exception? problem) =>
        problem
            is HttpRequestException
            {
                HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.ResponseEnded
            }
        && problem.GetBaseException() is SocketException or IOException or HttpIOException;
}
