using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NewsMonitor.Feeds;
using NewsMonitor.Feeds.Fetching;
using NewsMonitor.Tests.Loopback;
using Xunit;

namespace NewsMonitor.Tests.Feeds.Fetching;

/// <summary>The real fetcher, as the program registers it, against a real server on loopback.</summary>
internal sealed class FetchWorld : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private FetchWorld(ServiceProvider services, NewsServer server) => (_services, Server) = (services, server);

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public NewsServer Server { get; }

    public FeedFetcher Fetcher => _services.GetRequiredService<FeedFetcher>();

    public static async Task<FetchWorld> StartAsync(
        FetchSettings? settings = null,
        TimeProvider? time = null,
        X509Certificate2? certificate = null
    )
    {
        var services = new ServiceCollection();
        if (time is not null)
            services.AddSingleton(time);
        services
            .AddLogging(logging => logging.ClearProviders())
            .AddFeeds((settings ?? new FetchSettings { PerSecond = 0 }) with { AllowedHosts = AllowedBy(settings) });
        return new FetchWorld(services.BuildServiceProvider(), await NewsServer.StartAsync(certificate, Token));
    }

    public static Feed FeedAt(Uri address, bool allowHttp = false) =>
        new()
        {
            Id = "example-world",
            Name = "Example World",
            Address = address,
            Schedule = new Every(TimeSpan.FromMinutes(5)),
            AllowHttp = allowHttp,
        };

    public Task<FetchResult> FetchAsync(string path, Validators? validators = null) =>
        FetchAsync(Server.At(path), validators);

    public Task<FetchResult> FetchAsync(Uri address, Validators? validators = null) =>
        Fetcher.FetchAsync(FeedAt(address), validators ?? Validators.None, Token);

    public async Task<string> FailureAsync(string path) => Assert.IsType<FetchFailed>(await FetchAsync(path)).Reason;

    public async Task<string> FailureAsync(Uri address) => Assert.IsType<FetchFailed>(await FetchAsync(address)).Reason;

    public async Task<string> TextAsync(string path) =>
        Encoding.UTF8.GetString(Assert.IsType<Fetched>(await FetchAsync(path)).Document.Bytes.Span);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await _services.DisposeAsync();
    }

    private static System.Collections.Immutable.ImmutableArray<string> AllowedBy(FetchSettings? settings) =>
        settings is { AllowedHosts.IsEmpty: false } ? settings.AllowedHosts : ["127.0.0.1", "localhost"];
}
