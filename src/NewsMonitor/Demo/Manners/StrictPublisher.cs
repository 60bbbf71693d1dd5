using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;

namespace NewsMonitor.Demo.Manners;

/// <summary>A request as the publisher saw it.</summary>
/// <param name="At">When, by the clock of the run.</param>
/// <param name="Path">What was asked for.</param>
/// <param name="Query">The query of the address, with its question mark; empty for none.</param>
/// <param name="Headers">Every header.</param>
/// <param name="Status">What was answered.</param>
internal sealed record Request(
    DateTimeOffset At,
    string Path,
    string Query,
    IReadOnlyDictionary<string, string> Headers,
    int Status
)
{
    /// <summary>A header; null when it was not sent.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>True when it asked only for what has changed.</summary>
    public bool IsConditional => Header("If-None-Match") is not null || Header("If-Modified-Since") is not null;
}

/// <summary>A publisher on loopback who sets every trap and writes everything down.</summary>
internal sealed class StrictPublisher(TimeProvider time) : IAsyncDisposable
{
    public const string Plain = "/plain";
    public const string Fresh = "/fresh";
    public const string Limited = "/limited";
    public const string Busy = "/busy";
    public const string Ended = "/ended";
    public const string Moved = "/moved";
    public const string Missing = "/missing";
    public const string Quiet = "/quiet";

    /// <summary>The validators as sent: one that no typed API can hold, one that is no date.</summary>
    public const string OddTag = "unquoted-and-odd";

    /// <summary>What the document was last changed at, in words that must come back as they are.</summary>
    public const string OddDate = "Mon, 06 Jan 2020 20:00:00 +0000";

    public static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(30);
    public static readonly TimeSpan LimitedFor = TimeSpan.FromHours(3);
    public static readonly TimeSpan BusyFor = TimeSpan.FromHours(2);
    public static readonly TimeSpan Ttl = TimeSpan.FromMinutes(45);

    private readonly ConcurrentQueue<Request> _requests = [];
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private LoopbackServer? _server;

    /// <summary>Every request so far, in order.</summary>
    public ImmutableArray<Request> Requests => [.. _requests];

    /// <summary>Where a path is.</summary>
    public Uri At(string path) => new(_server!.Address, path);

    /// <summary>Opens for business.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken) =>
        _server = await LoopbackServer.StartAsync(AnswerAsync, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        var visit = _counts.AddOrUpdate(path, 1, (_, count) => count + 1);
        context.Response.Headers.SetCookie = "tracker=1; Path=/";
        context.Response.StatusCode = StatusOf(path, visit, context.Request.Headers, context.Response.Headers);
        _requests.Enqueue(
            new(
                time.GetUtcNow(),
                path,
                context.Request.QueryString.Value ?? "",
                context.Request.Headers.ToDictionary(
                    header => header.Key,
                    header => header.Value.ToString(),
                    StringComparer.OrdinalIgnoreCase
                ),
                context.Response.StatusCode
            )
        );
        if (context.Response.StatusCode == StatusCodes.Status200OK)
            await context.Response.WriteAsync(Document(path, visit), context.RequestAborted);
    }

    private static int StatusOf(string path, int visit, IHeaderDictionary asked, IHeaderDictionary answer)
    {
        switch (path)
        {
            case Plain:
                return Conditional(asked, answer, visit < 20 ? OddTag : $"{OddTag}-2", OddDate);
            case Fresh:
                answer.CacheControl = $"public, max-age={FreshFor.TotalSeconds}";
                return Conditional(asked, answer, "\"fresh\"", null);
            case Limited when visit == 2:
                answer.RetryAfter = $"{LimitedFor.TotalSeconds}";
                return StatusCodes.Status429TooManyRequests;
            case Busy when visit == 2:
                answer.RetryAfter = $"{BusyFor.TotalSeconds}";
                return StatusCodes.Status503ServiceUnavailable;
            case Ended when visit > 1:
                return StatusCodes.Status410Gone;
            case Moved:
                answer.Location = Plain;
                return StatusCodes.Status301MovedPermanently;
            case Limited or Busy or Ended or Quiet:
                return Conditional(asked, answer, $"\"{path}\"", null);
            default:
                return StatusCodes.Status404NotFound;
        }
    }

    private static int Conditional(IHeaderDictionary asked, IHeaderDictionary answer, string tag, string? date)
    {
        answer.ETag = tag;
        if (date is not null)
            answer.LastModified = date;
        return asked.IfNoneMatch == tag ? StatusCodes.Status304NotModified : StatusCodes.Status200OK;
    }

    private string Document(string path, int visit) =>
        $"""
            <?xml version="1.0"?>
            <?xml-stylesheet href="{At("/style.css")}" type="text/css"?>
            <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel>
            <title>{path}</title><link>{At("/site")}</link>
            {(path == Quiet ? $"<ttl>{Ttl.TotalMinutes}</ttl>" : "")}
            <image><url>{At("/logo.png")}</url></image>
            <cloud domain="127.0.0.1" port="{_server!.Address.Port}" path="/cloud" registerProcedure="" protocol="http-post"/>
            <atom:link rel="hub" href="{At("/hub")}"/><atom:link rel="self" href="{At("/self")}"/>
            <itunes:new-feed-url>{At("/new-feed-url")}</itunes:new-feed-url>
            <item><title>Report {visit / 20}</title><guid>{visit / 20}</guid><link>{At("/article")}</link>
            <description>&lt;img src="{At("/pixel.gif")}"&gt; text</description>
            <enclosure url="{At("/sound.mp3")}" length="1" type="audio/mpeg"/></item>
            </channel></rss>
            """;
}
