using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using NewsMonitor.Demo;

namespace NewsMonitor.AcceptanceTests;

/// <summary>
/// A webhook that writes each call down and then, by chance, answers as it should, says 500, cuts the connection, hangs or
/// sends rubbish.
/// </summary>
internal sealed class HostileHook : IAsyncDisposable
{
    private readonly ConcurrentQueue<Arrival> _arrivals = [];
    private readonly Random _chance;
    private LoopbackServer? _server;

    private HostileHook(Random chance) => _chance = chance;

    public ImmutableArray<Arrival> Arrivals => [.. _arrivals];

    public Uri Address => new(_server!.Address, "hostile");

    public static async Task<HostileHook> StartAsync(Random chance, CancellationToken cancellationToken)
    {
        var hook = new HostileHook(chance);
        hook._server = await LoopbackServer.StartAsync(hook.AnswerAsync, cancellationToken);
        return hook;
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        _arrivals.Enqueue(
            new(
                "webhook",
                World.ItemOf(body.ToArray()),
                context.Request.Headers["webhook-id"].ToString(),
                TimeProvider.System.GetUtcNow()
            )
        );
        switch (Draw())
        {
            case < 50:
                context.Response.StatusCode = 500;
                break;
            case < 100:
                context.Abort();
                break;
            case < 102:
                // The caller gives up after 30 s.
                await Task.Delay(Timeout.Infinite, context.RequestAborted)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            case < 112:
                context.Response.StatusCode = 299;
                await context.Response.WriteAsync("\0\u001b[2Jrubbish", context.RequestAborted);
                break;
            default:
                context.Response.StatusCode = 204;
                break;
        }
    }

    private int Draw()
    {
        lock (_chance)
            return _chance.Next(1_000);
    }
}
