using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace NewsMonitor.Tests.Loopback;

/// <summary>A publisher's web server on 127.0.0.1: answers each path as told and writes down every request.</summary>
internal sealed class NewsServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, RequestDelegate> _pages = new(StringComparer.Ordinal);
    private int _inside;

    private NewsServer(WebApplication app) => _app = app;

    /// <summary>Every request, in the order of arrival.</summary>
    public ConcurrentQueue<Visit> Visits { get; } = new();

    /// <summary>The most requests that were inside at one time.</summary>
    public int MostAtOnce { get; private set; }

    public Uri Address =>
        new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <param name="certificate">Speaks TLS with this one; null for plain HTTP.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<NewsServer> StartAsync(X509Certificate2? certificate, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
            kestrel.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;
            kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = certificate);
        });
        builder.WebHost.UseUrls(certificate is not null ? "https://127.0.0.1:0" : "http://127.0.0.1:0");
        var server = new NewsServer(builder.Build());
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync(cancellationToken);
        return server;
    }

    public Uri At(string path) => new(Address, path);

    /// <summary>The same server under its other name, which for manners and guard is another host.</summary>
    public Uri AtLocalhost(string path) => new UriBuilder(At(path)) { Host = "localhost" }.Uri;

    public NewsServer Serve(string path, RequestDelegate answer)
    {
        _pages[path] = answer;
        return this;
    }

    public NewsServer Serve(string path, string document, string contentType = "application/xml") =>
        Serve(path, Encoding.UTF8.GetBytes(document), contentType);

    public NewsServer Serve(string path, byte[] document, string contentType = "application/xml") =>
        Serve(
            path,
            async context =>
            {
                context.Response.ContentType = contentType;
                await context.Response.Body.WriteAsync(document, context.RequestAborted);
            }
        );

    public NewsServer Redirect(string path, int status, string location) =>
        Serve(
            path,
            context =>
            {
                context.Response.StatusCode = status;
                context.Response.Headers.Location = location;
                return Task.CompletedTask;
            }
        );

    public NewsServer Refuse(string path, int status, string? retryAfter = null, string body = "") =>
        Serve(
            path,
            async context =>
            {
                context.Response.StatusCode = status;
                if (retryAfter is not null)
                    context.Response.Headers.RetryAfter = retryAfter;
                await context.Response.WriteAsync(body, context.RequestAborted);
            }
        );

    public int VisitsTo(string path) => Visits.Count(visit => visit.Path == path);

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await _app.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var headers = context.Request.Headers.ToDictionary(
            header => header.Key,
            header => header.Value.ToString(),
            StringComparer.OrdinalIgnoreCase
        );
        var path = context.Request.Path.Value ?? "/";
        Visits.Enqueue(new Visit(path, context.Request.QueryString.Value ?? "", headers));
        var inside = Interlocked.Increment(ref _inside);
        lock (_pages)
            MostAtOnce = Math.Max(MostAtOnce, inside);
        try
        {
            if (_pages.TryGetValue(path, out var answer))
                await answer(context);
            else
                context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
        }
    }
}

/// <summary>A request as it came.</summary>
internal sealed record Visit(string Path, string Query, IReadOnlyDictionary<string, string> Headers)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
