using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace NewsMonitor.Tests.Loopback;

/// <summary>An HTTP endpoint on 127.0.0.1 that writes down each request before it answers, and answers by script.</summary>
internal sealed class WebhookListener : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<RequestDelegate> _script = new();

    private WebhookListener(WebApplication app) => _app = app;

    public ConcurrentQueue<ReceivedPost> Posts { get; } = new();

    public Uri Address =>
        new(
            _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()
                + "/hook?key=canary"
        );

    public static async Task<WebhookListener> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var listener = new WebhookListener(builder.Build());
        listener._app.Run(listener.AnswerAsync);
        await listener._app.StartAsync(cancellationToken);
        return listener;
    }

    /// <summary>Answers the next requests with these codes; after them with 204.</summary>
    public WebhookListener Then(params int[] codes)
    {
        foreach (var code in codes)
            Then(context =>
            {
                context.Response.StatusCode = code;
                return Task.CompletedTask;
            });
        return this;
    }

    /// <summary>Answers the next request so.</summary>
    public WebhookListener Then(RequestDelegate answer)
    {
        _script.Enqueue(answer);
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await _app.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var headers = context.Request.Headers.ToDictionary(
            header => header.Key,
            header => header.Value.ToString(),
            StringComparer.OrdinalIgnoreCase
        );
        Posts.Enqueue(
            new ReceivedPost(context.Request.Method, context.Request.GetEncodedPath(), headers, body.ToArray())
        );
        if (_script.TryDequeue(out var answer))
            await answer(context);
        else
            context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}

/// <summary>A request as it came.</summary>
internal sealed record ReceivedPost(
    string Method,
    string Target,
    IReadOnlyDictionary<string, string> Headers,
    byte[] Body
)
{
    public string Id => Headers["webhook-id"];
}

file static class RequestTarget
{
    public static string GetEncodedPath(this HttpRequest request) => $"{request.Path}{request.QueryString}";
}
