using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace NewsMonitor.Demo;

/// <summary>A call as it came, written down before it was answered.</summary>
/// <param name="Id">The header <c>webhook-id</c>.</param>
/// <param name="Body">The body, byte for byte.</param>
/// <param name="IsSigned">True when the signature is good and its time is within five minutes of now.</param>
/// <param name="At">When its last byte was read.</param>
internal sealed record ReceivedCall(string Id, byte[] Body, bool IsSigned, DateTimeOffset At);

/// <summary>A webhook endpoint on 127.0.0.1 that checks signatures as Standard Webhooks 1.0 asks of a receiver.</summary>
internal sealed class WebhookListener : IAsyncDisposable
{
    private const string SecretPrefix = "whsec_";
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);
    private readonly ConcurrentQueue<ReceivedCall> _calls = [];
    private readonly TimeProvider _time;
    private readonly Func<ReceivedCall, int> _reply;
    private LoopbackServer? _server;

    private WebhookListener(TimeProvider time, Func<ReceivedCall, int> reply) => (_time, _reply) = (time, reply);

    /// <summary>The secret that callers must sign with.</summary>
    public string Secret { get; } = SecretPrefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(24));

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_server!.Address, "alerts");

    /// <summary>Every call so far, in order of arrival.</summary>
    public ImmutableArray<ReceivedCall> Calls => [.. _calls];

    /// <summary>How many calls came so far.</summary>
    public int Count => _calls.Count;

    /// <summary>Starts to listen.</summary>
    /// <param name="time">The clock that calls are stamped and judged by.</param>
    /// <param name="reply">The status for a call; when null, 204 if it is signed and 401 if not.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    public static async Task<WebhookListener> StartAsync(
        TimeProvider time,
        Func<ReceivedCall, int>? reply,
        CancellationToken cancellationToken
    )
    {
        var listener = new WebhookListener(
            time,
            reply ?? (call => call.IsSigned ? StatusCodes.Status204NoContent : StatusCodes.Status401Unauthorized)
        );
        listener._server = await LoopbackServer.StartAsync(listener.AnswerAsync, cancellationToken);
        return listener;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>True when one of the signatures is the one that this secret gives.</summary>
    internal static bool IsSignature(
        string signatures,
        string secret,
        string id,
        string timestamp,
        ReadOnlySpan<byte> body
    )
    {
        var key = Convert.FromBase64String(secret[SecretPrefix.Length..]);
        byte[] content = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        var signed = HMACSHA256.HashData(key, content);
        var wanted = Encoding.ASCII.GetBytes($"v1,{Convert.ToBase64String(signed)}");
        return signatures
            .Split(' ')
            .Any(signature => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), wanted));
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var call = Read(context.Request.Headers, body.ToArray());
        _calls.Enqueue(call);
        context.Response.StatusCode = _reply(call);
    }

    private ReceivedCall Read(IHeaderDictionary headers, byte[] body)
    {
        var id = headers["webhook-id"].ToString();
        var timestamp = headers["webhook-timestamp"].ToString();
        var isSigned =
            IsTimely(timestamp) && IsSignature(headers["webhook-signature"].ToString(), Secret, id, timestamp, body);
        return new ReceivedCall(id, body, isSigned, _time.GetUtcNow());
    }

    private bool IsTimely(string timestamp) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && (_time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() <= Tolerance;
}
