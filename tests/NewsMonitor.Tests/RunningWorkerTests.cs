using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using NewsMonitor.Configuration;
using NewsMonitor.Tests.Configuration;
using NewsMonitor.Tests.Loopback;
using NewsMonitor.Tests.Scheduling;
using Xunit;

namespace NewsMonitor.Tests;

/// <summary>The whole worker in this process, by the clock on the wall: restarts, dead feeds and idle guests.</summary>
public sealed class RunningWorkerTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConfigurationWorld _files = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Twenty_restarts_ask_each_of_fifty_feeds_once_and_never_more_than_two_at_a_time()
    {
        await using var server = await NewsServer.StartAsync(null, Token);
        foreach (var feed in Enumerable.Range(0, 50))
            server.Serve($"/{feed}", SlowlyAsync);
        var configuration = Configure(
            string.Join(
                '\n',
                Enumerable.Range(0, 50).Select(feed => $"- {{ url: \"{server.At($"/{feed}")}\", id: f{feed} }}")
            )
        );

        for (var start = 0; start < 20; start++)
            await RunAsync(configuration, () => Task.Delay(150, Token));

        Assert.InRange(server.Visits.Count, 10, 50);
        Assert.All(server.Visits.CountBy(visit => visit.Path), visits => Assert.Equal(1, visits.Value));
        Assert.InRange(server.MostAtOnce, 1, 2);
    }

    [Fact]
    public async Task Three_hundred_feeds_that_hang_do_not_hold_up_one_that_lives()
    {
        await using var hanging = new RawServer((_, token) => Task.Delay(Timeout.Infinite, token));
        await using var server = await NewsServer.StartAsync(null, Token);
        server.Serve("/live", "<rss version='2.0'><channel/></rss>");
        var dead = Enumerable
            .Range(0, 300)
            .Select(feed => $"- {{ url: \"{hanging.Address}?{feed}\", id: dead{feed} }}");
        var configuration = Configure(
            string.Join('\n', dead.Append($"- {{ url: \"{server.AtLocalhost("/live")}\", id: live, every: 1s }}"))
        );

        await RunAsync(
            configuration,
            () => UntilAsync(() => !hanging.Requests.IsEmpty && server.VisitsTo("/live") >= 4)
        );

        Assert.InRange(hanging.Requests.Count, 1, 4);
    }

    [Fact]
    public async Task A_thousand_idle_guests_at_the_status_page_stop_no_poll_and_it_tells_no_secret()
    {
        await using var server = await NewsServer.StartAsync(null, Token);
        server.Serve("/feed", $"<rss version='2.0'><channel>{PollWorld.Entry("Canary item")}</channel></rss>");
        var port = FreePort();
        var address = new UriBuilder(server.At("/feed"))
        {
            UserName = "reader",
            Password = "canary-secret",
            Query = "token=canary-token",
        };
        var configuration = Configure(
            $"- {{ url: \"{address.Uri}\", id: feed, every: 1s }}",
            $"{{ listen: \"127.0.0.1:{port}\" }}"
        );
        var guests = new List<TcpClient>();

        await RunAsync(
            configuration,
            async () =>
            {
                await UntilAsync(() => server.VisitsTo("/feed") > 0);
                var told =
                    await AskAsync(port, "/healthz")
                    + await AskAsync(port, "/readyz")
                    + await AskAsync(port, "/metrics");
                Assert.DoesNotContain("canary", told, StringComparison.OrdinalIgnoreCase);
                Assert.Equal(HttpStatusCode.MethodNotAllowed, await PostAsync(port));
                for (var guest = 0; guest < 1_000; guest++)
                {
                    var client = new TcpClient();
                    guests.Add(client);
                    await client.ConnectAsync(IPAddress.Loopback, port, Token);
                }
                var before = server.VisitsTo("/feed");
                await UntilAsync(() => server.VisitsTo("/feed") >= before + 3);
            }
        );

        guests.ForEach(guest => guest.Dispose());
    }

    [Fact]
    public async Task One_agency_s_text_in_five_outlets_waits_for_a_sixth_that_wrote_for_itself()
    {
        await using var server = await NewsServer.StartAsync(null, Token);
        string[] outlets = ["wire", "courier", "horizon", "globe", "herald", "gulf"];
        foreach (var outlet in outlets)
            server.Serve($"/{outlet}", PageOf());
        var configuration = Configure(
            string.Join('\n', outlets.Select(one => $"- {{ url: \"{server.At($"/{one}")}\", id: {one}, every: 1s }}")),
            receivers: "receivers: [ { name: desk, email: desk@example.org } ]",
            rules: """
            rules:
              - name: Ferries
                phrases: [ferry aground]
                confirm_by: 2 sources
                notify: [desk]
            """
        );
        const string agency =
            "A ferry ran aground off the island of Saaremaa on Tuesday and rescuers took off all of the passengers and the crew.";

        await RunAsync(
            configuration,
            async () =>
            {
                await UntilAsync(() => outlets.All(outlet => server.VisitsTo($"/{outlet}") >= 2));
                foreach (var outlet in outlets[..5])
                    server.Serve($"/{outlet}", PageOf("Ferry aground off Saaremaa", $"{outlet} - {agency}"));
                var before = outlets.ToDictionary(outlet => outlet, outlet => server.VisitsTo($"/{outlet}"));
                await UntilAsync(() => outlets.All(outlet => server.VisitsTo($"/{outlet}") >= before[outlet] + 3));
                Assert.Empty(Mails());
                server.Serve(
                    "/gulf",
                    PageOf(
                        "Ferry aground off Saaremaa: all safe",
                        "Fishermen saw the ferry go aground in fog near the island of Saaremaa on Tuesday and helped to bring passengers and crew ashore."
                    )
                );
                await UntilAsync(() => Mails().Length > 0);
            }
        );

        var mail = await File.ReadAllTextAsync(Assert.Single(Mails()), Token);
        Assert.Contains("Story carried by 6 outlets, 4 of them with a text of another", mail, StringComparison.Ordinal);
    }

    private string[] Mails() =>
        Directory.Exists(Path.Combine(_files.Folder, "mail"))
            ? Directory.GetFiles(Path.Combine(_files.Folder, "mail"), "*.eml")
            : [];

    private static string PageOf(string title = "", string text = "") =>
        $"<rss version='2.0'><channel><item><title>Weather</title><guid>w</guid></item>{(title.Length == 0 ? "" : $"<item><title>{title}</title><guid>f</guid><description>{text}</description></item>")}</channel></rss>";

    private static async Task SlowlyAsync(HttpContext context)
    {
        await Task.Delay(20, context.RequestAborted);
        await context.Response.WriteAsync("<rss version='2.0'><channel/></rss>", context.RequestAborted);
    }

    private MonitorConfiguration Configure(
        string feeds,
        string status = "off",
        string receivers = "receivers: []",
        string rules = "rules: []"
    )
    {
        _files
            .WriteLeast()
            .Write("receivers.yaml", receivers)
            .Write("rules/none.yaml", rules)
            .Write("feeds.yaml", $"feeds:\n{feeds}\n")
            .Write(
                "monitor.yaml",
                $$"""
                data: {{_files.Folder}}/data
                email: { pickup: {{_files.Folder}}/mail }
                network: { allow: [127.0.0.1, localhost] }
                log: { level: error }
                status: {{status}}

                """
            );
        return _files.Load();
    }

    private static async Task RunAsync(MonitorConfiguration configuration, Func<Task> meanwhile)
    {
        using var worker = MonitorHost.Build(configuration);
        await worker.StartAsync(Token);
        try
        {
            await meanwhile();
        }
        finally
        {
            await worker.StopAsync(Token);
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(Patience);
        while (!condition())
            await Task.Delay(20, patience.Token);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<string> AskAsync(int port, string path)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, Token);
        await using var stream = client.GetStream();
        await stream.WriteAsync(
            System.Text.Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
            Token
        );
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Token);
    }

    private static async Task<HttpStatusCode> PostAsync(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, Token);
        await using var stream = client.GetStream();
        await stream.WriteAsync(
            "POST /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(),
            Token
        );
        using var reader = new StreamReader(stream);
        var line = await reader.ReadLineAsync(Token);
        return (HttpStatusCode)int.Parse(line!.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
