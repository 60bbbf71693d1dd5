using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using NewsMonitor.Demo;

namespace NewsMonitor.AcceptanceTests;

/// <summary>
/// A webhook that writes each call down and then, by chance, answers as it should, says 500, cuts the connection, hangs or
/// sends rubbish; or, as a spare one, says 410.
/// </summary>
internal sealed class HostileHook : IAsyncDisposable
{
    private readonly ConcurrentQueue<Arrival> _arrivals = [];
    private readonly Random _chance;
    private readonly bool _isSpare;
    private LoopbackServer? _server;

    private HostileHook(Random chance, bool isSpare) => (_chance, _isSpare) = (chance, isSpare);

    /// <summary>Of a thousand calls so many are never answered: the caller gives up after 30 s.</summary>
    public int Hangs { get; set; } = 20;

    /// <summary>A spare one says 410 to one call in a hundred until it is mended.</summary>
    public bool IsMended { get; set; }

    public ImmutableArray<Arrival> Arrivals => [.. _arrivals];

    public Uri Address => new(_server!.Address, "hostile");

    public static async Task<HostileHook> StartAsync(
        Random chance,
        CancellationToken cancellationToken,
        bool isSpare = false
    )
    {
        var hook = new HostileHook(chance, isSpare);
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
                _isSpare ? "spare" : "webhook",
                World.ItemOf(body.ToArray()),
                context.Request.Headers["webhook-id"].ToString(),
                TimeProvider.System.GetUtcNow()
            )
        );
        if (_isSpare)
            context.Response.StatusCode = Draw() < 10 && !IsMended ? 410 : 204;
        else
            await AnswerBadlyAsync(context);
    }

    private async Task AnswerBadlyAsync(HttpContext context)
    {
        switch (Draw())
        {
            case < 50:
                context.Response.StatusCode = 500;
                break;
            case < 100:
                context.Abort();
                break;
            case < 110:
                context.Response.StatusCode = 299;
                await context.Response.WriteAsync("\0\u001b[2Jrubbish", context.RequestAborted);
                break;
            case var draw when draw < 110 + Hangs:
                await Task.Delay(Timeout.Infinite, context.RequestAborted)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
