using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace NewsMonitor.Benchmarks;

/// <summary>
/// Many publishers on loopback, one address each (127.0.0.1 to 127.0.0.n): <c>/same/…</c> never changes, <c>/full/…</c> lists
/// one new item at every visit.
/// </summary>
internal sealed class PollingServer : IAsyncDisposable
{
    private const int ItemsOfFull = 24;
    private const string Tag = "\"same\"";
    private readonly WebApplication _app;
    private readonly byte[] _same;
    private readonly string[] _entries;
    private readonly ConcurrentDictionary<string, int> _visits = new(StringComparer.Ordinal);

    private PollingServer(WebApplication app, int port, int hosts)
    {
        (_app, Port, Hosts) = (app, port, hosts);
        var words = new Newsprint(seed: 1);
        _entries = [.. Enumerable.Range(0, 500).Select(n => words.Entry(n))];
        _same = Encoding.UTF8.GetBytes(Document(_entries.Take(10)));
    }

    /// <summary>The port of every address.</summary>
    public int Port { get; }

    /// <summary>How many addresses.</summary>
    public int Hosts { get; }

    /// <summary>When each path was first asked for, once this is set.</summary>
    public ConcurrentDictionary<string, DateTimeOffset>? Arrivals { get; set; }

    /// <summary>How large a full document is, in bytes.</summary>
    public int FullSize => Encoding.UTF8.GetByteCount(Full(0));

    public static async Task<PollingServer> StartAsync(
        int hosts,
        X509Certificate2? certificate,
        CancellationToken cancellationToken
    )
    {
        var port = FreePort();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            for (var host = 1; host <= hosts; host++)
                kestrel.Listen(
                    new IPAddress([127, 0, 0, (byte)host]),
                    port,
                    listen =>
                    {
                        if (certificate is not null)
                            listen.UseHttps(certificate);
                    }
                );
        });
        var server = new PollingServer(builder.Build(), port, hosts);
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync(cancellationToken);
        return server;
    }

    /// <summary>The address of a feed; feeds are spread over the hosts.</summary>
    public Uri At(string kind, int feed, string scheme = "http") =>
        new(
            string.Create(CultureInfo.InvariantCulture, $"{scheme}://127.0.0.{1 + (feed % Hosts)}:{Port}/{kind}/{feed}")
        );

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        Arrivals?.TryAdd(path, TimeProvider.System.GetUtcNow());
        if (path.StartsWith("/full/", StringComparison.Ordinal))
        {
            await context.Response.WriteAsync(
                Full(_visits.AddOrUpdate(path, 0, (_, visit) => visit + 1)),
                context.RequestAborted
            );
            return;
        }
        context.Response.Headers.ETag = Tag;
        if (context.Request.Headers.IfNoneMatch == Tag)
            context.Response.StatusCode = StatusCodes.Status304NotModified;
        else
            await context.Response.Body.WriteAsync(_same, context.RequestAborted);
    }

    private string Full(int visit) =>
        Document(Enumerable.Range(0, ItemsOfFull).Select(n => _entries[(visit + ItemsOfFull - n) % _entries.Length]));

    private static string Document(IEnumerable<string> entries) =>
        $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>Feed</title>{string.Concat(entries)}</channel></rss>";

    private static int FreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }
}
