using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace NewsMonitor.Demo;

/// <summary>One request that the newsroom answered.</summary>
/// <param name="Feed">The name of the document, as in its address.</param>
/// <param name="At">When it was answered.</param>
/// <param name="Status">200 for a document, 304 for an unchanged one, 404 for a name the newsroom does not know.</param>
/// <param name="ETag">The tag of the document as it stood; empty with a 404.</param>
/// <param name="Known">The tag of the document that the visitor said it had; empty when it had none.</param>
internal sealed record Visit(string Feed, DateTimeOffset At, int Status, string ETag, string Known);

/// <summary>Outlets on loopback: each name has a document that changes while the story grows, served with validators.</summary>
internal sealed class LoopbackNewsroom : IAsyncDisposable
{
    private readonly ImmutableDictionary<string, Func<FeedPage>> _feeds;
    private readonly TimeProvider _time;
    private readonly ConcurrentQueue<Visit> _visits = [];
    private LoopbackServer? _server;

    private LoopbackNewsroom(ImmutableDictionary<string, Func<FeedPage>> feeds, TimeProvider time) =>
        (_feeds, _time) = (feeds, time);

    /// <summary>Every request so far, in order.</summary>
    public ImmutableArray<Visit> Visits => [.. _visits];

    /// <summary>Opens the newsroom.</summary>
    /// <param name="feeds">For each name, the document as it stands when it is asked for.</param>
    /// <param name="time">The clock that visits are written down by.</param>
    /// <param name="cancellationToken">Gives up opening.</param>
    public static async Task<LoopbackNewsroom> OpenAsync(
        IEnumerable<KeyValuePair<string, Func<FeedPage>>> feeds,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var newsroom = new LoopbackNewsroom(feeds.ToImmutableDictionary(StringComparer.Ordinal), time);
        newsroom._server = await LoopbackServer.StartAsync(newsroom.AnswerAsync, cancellationToken);
        return newsroom;
    }

    /// <summary>Where the document of this name is served.</summary>
    public Uri AddressOf(string name) => new(_server!.Address, name);

    /// <summary>The tag under which the document of this name is served at this moment.</summary>
    public string TagOf(string name) => TagOf(_feeds[name]());

    /// <summary>True when every feed was asked for at least once.</summary>
    public bool EveryFeedWasVisited => _feeds.Keys.All(name => _visits.Any(visit => visit.Feed == name));

    /// <summary>
    /// True when every feed's present document was confirmed by a conditional request. Validators are kept in the
    /// transaction that records the document, so whatever it owed is on disk by then.
    /// </summary>
    public bool EveryFeedIsRead => _feeds.Keys.All(IsRead);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private bool IsRead(string name)
    {
        var tag = TagOf(name);
        return _visits.Any(visit =>
            visit.Feed == name && visit.Status == StatusCodes.Status304NotModified && visit.ETag == tag
        );
    }

    /// <summary>The tag under which a document is served.</summary>
    internal static string TagOf(FeedPage page) =>
        $"\"{Convert.ToHexStringLower(SHA256.HashData(page.Bytes).AsSpan(0, 8))}\"";

    private async Task AnswerAsync(HttpContext context)
    {
        var name = context.Request.Path.Value?.TrimStart('/') ?? "";
        if (_feeds.TryGetValue(name, out var feed))
            await AnswerAsync(context, name, feed());
        else
            context.Response.StatusCode = Remember(context, name, StatusCodes.Status404NotFound, "");
    }

    private async Task AnswerAsync(HttpContext context, string name, FeedPage page)
    {
        var tag = TagOf(page);
        context.Response.Headers.ETag = tag;
        if (page.LastModified is { } modified)
            context.Response.Headers.LastModified = modified.ToUniversalTime().ToString("R");
        if (context.Request.Headers.IfNoneMatch == tag)
        {
            context.Response.StatusCode = Remember(context, name, StatusCodes.Status304NotModified, tag);
            return;
        }
        context.Response.StatusCode = Remember(context, name, StatusCodes.Status200OK, tag);
        context.Response.ContentType = page.ContentType;
        context.Response.ContentLength = page.Bytes.Length;
        await context.Response.Body.WriteAsync(page.Bytes, context.RequestAborted);
    }

    private int Remember(HttpContext context, string name, int status, string tag)
    {
        _visits.Enqueue(
            new Visit(name, _time.GetUtcNow(), status, tag, context.Request.Headers.IfNoneMatch.ToString())
        );
        return status;
    }
}
