using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using NewsMonitor.Feeds.Fetching;
using NewsMonitor.Feeds.Parsing;
using Polly;

namespace NewsMonitor.Feeds;

/// <summary>Brings the room into the program.</summary>
internal static class FeedsRegistration
{
    private const int HeaderKilobytes = 64;

    /// <summary>Fetches and reads feeds within these limits.</summary>
    public static IServiceCollection AddFeeds(this IServiceCollection services, FetchSettings settings)
    {
        services
            .AddSingleton(settings)
            .AddSingleton<HostGates>()
            .AddSingleton<FeedFetcher>()
            .AddSingleton<FeedParser>();
        var client = services
            .AddHttpClient(FeedFetcher.Client, http => http.Timeout = Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers()
            .UseSocketsHttpHandler((handler, _) => Configure(handler, settings))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        client.AddResilienceHandler("connect", (pipeline, _) => pipeline.AddRetry(OnceMore()));
        return services;
    }

    private static void Configure(SocketsHttpHandler handler, FetchSettings settings)
    {
        var guard = new AddressGuard(settings, ResolveAsync, AddressGuard.ConnectByTcpAsync);
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;
        handler.UseProxy = false;
        handler.AutomaticDecompression = DecompressionMethods.None;
        handler.ConnectTimeout = settings.ConnectTimeout;
        handler.MaxConnectionsPerServer = settings.PerHost;
        handler.MaxResponseHeadersLength = HeaderKilobytes;
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(10);
        handler.PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2);
        handler.ConnectCallback = (context, token) => guard.ConnectAsync(context.DnsEndPoint, token);
    }

    private static Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) =>
        Dns.GetHostAddressesAsync(host, cancellationToken);

    /// <summary>A connection that could not be made is tried once more; anything longer belongs to the schedule.</summary>
    private static HttpRetryStrategyOptions OnceMore() =>
        new()
        {
            MaxRetryAttempts = 1,
            Delay = TimeSpan.FromMilliseconds(500),
            BackoffType = DelayBackoffType.Constant,
            UseJitter = true,
            ShouldRetryAfterHeader = false,
            ShouldHandle = attempt => ValueTask.FromResult(IsConnectFault(attempt.Outcome.Exception)),
        };

    private static bool IsConnectFault(Exception? fault) =>
        fault
            is HttpRequestException
            {
                HttpRequestError: HttpRequestError.ConnectionError,
                InnerException: SocketException
            };
}
