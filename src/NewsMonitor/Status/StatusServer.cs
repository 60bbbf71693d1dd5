using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace NewsMonitor.Status;

/// <summary>
/// Answers <c>GET /healthz</c> (alive: 503 only when the ledger cannot be written) and <c>GET /readyz</c> (503 as well
/// when alerts wait too long) and <c>GET /metrics</c> (the same in numbers), on loopback unless a person says otherwise. Of the
/// configuration it shows the first thing that is wrong with it, and no item.
/// </summary>
internal sealed class StatusServer(string address, HealthCheck check, ILogger<StatusServer> log) : IHostedService
{
    private const int MostConnections = 100;

    private WebApplication? server;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        server = Build();
        await server.StartAsync(cancellationToken);
        log.Listening(address);
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (server is null)
            return;
        await server.StopAsync(cancellationToken);
        await server.DisposeAsync();
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls($"http://{address}");
        builder.WebHost.ConfigureKestrel(Limit);
        var app = builder.Build();
        app.Run(AnswerAsync);
        return app;
    }

    private static void Limit(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.Limits.MaxConcurrentConnections = MostConnections;
        options.Limits.MaxRequestBodySize = 0;
        options.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(10);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method))
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        else if (context.Request.Path == "/healthz")
            await WriteAsync(context, health => health.StorageFault is null);
        else if (context.Request.Path == "/readyz")
            await WriteAsync(context, health => health.IsReady);
        else if (context.Request.Path == "/metrics")
            await WriteMetricsAsync(context);
        else
            context.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private async Task WriteAsync(HttpContext context, Func<Health, bool> isWell)
    {
        var health = await check.LookAsync(context.RequestAborted);
        context.Response.StatusCode = isWell(health)
            ? StatusCodes.Status200OK
            : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "application/json";
        await JsonSerializer.SerializeAsync(
            context.Response.Body,
            health,
            HealthJson.Default.Health,
            context.RequestAborted
        );
    }

    private async Task WriteMetricsAsync(HttpContext context)
    {
        var health = await check.LookAsync(context.RequestAborted);
        context.Response.ContentType = MetricsText.ContentType;
        await context.Response.WriteAsync(MetricsText.Of(health), context.RequestAborted);
    }
}
