using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Vocabulary;
using NewsMonitor.Deliveries;
using NewsMonitor.Feeds;
using NewsMonitor.Feeds.Fetching;
using NewsMonitor.Feeds.Parsing;
using NewsMonitor.Ledger;
using NewsMonitor.Scheduling;

namespace NewsMonitor.Benchmarks;

/// <summary><c>polling</c>: whole polls a second, from the trigger to the ledger, with bare loops beside them; and punctuality.</summary>
internal static class PollingBenchmark
{
    private const int Hosts = 200;
    private const int AtOnce = 64;
    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);

    public static Command Create()
    {
        var feeds = new Option<string>("--feeds")
        {
            DefaultValueFactory = _ => "10k",
            Description = "How many feeds; 10k is 10000",
        };
        var full = new Option<int>("--full") { DefaultValueFactory = _ => 3_000, Description = "Polls of 50 KB feeds" };
        var minutes = new Option<double>("--minutes")
        {
            DefaultValueFactory = _ => 5,
            Description = "How long punctuality is watched; 0 for not at all",
        };
        var folder = new Option<string?>("--data")
        {
            Description = "Where the ledger is made and removed again: name a folder on the disk to be measured",
            HelpName = "DIR",
        };
        var command = new Command(
            "polling",
            "Polls a second against loopback publishers; the worst delay past schedule."
        )
        {
            feeds,
            full,
            minutes,
            folder,
        };
        command.SetAction(
            (given, token) =>
                RunAsync(
                    Count(given.GetRequiredValue(feeds)),
                    given.GetValue(full),
                    TimeSpan.FromMinutes(given.GetValue(minutes)),
                    given.GetValue(folder),
                    token
                )
        );
        return command;
    }

    private static int Count(string text) =>
        text.EndsWith('k')
            ? int.Parse(text[..^1], CultureInfo.InvariantCulture) * 1_000
            : int.Parse(text, CultureInfo.InvariantCulture);

    private static async Task RunAsync(
        int feeds,
        int full,
        TimeSpan watched,
        string? folder,
        CancellationToken cancellationToken
    )
    {
        await using var server = await PollingServer.StartAsync(Hosts, null, cancellationToken);
        using var scratch = new ScratchFolder(folder);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{feeds} feeds on {Hosts} hosts, {AtOnce} polls at once, {Environment.ProcessorCount} cores shared with the server; ledger in {scratch.Path}"
            )
        );
        await ThroughputAsync(server, feeds, full, scratch, cancellationToken);
        await ParsingBesideAsync(server, cancellationToken);
        await TlsAsync(cancellationToken);
        if (watched > TimeSpan.Zero)
            await PunctualityAsync(server, feeds, watched, scratch, cancellationToken);
    }

    private static async Task ThroughputAsync(
        PollingServer server,
        int feeds,
        int full,
        ScratchFolder scratch,
        CancellationToken cancellationToken
    )
    {
        ImmutableArray<Feed> same = [.. Enumerable.Range(0, feeds).Select(n => FeedAt(server, "same", n))];
        ImmutableArray<Feed> changing =
        [
            .. Enumerable.Range(0, Math.Max(1, full / 3)).Select(n => FeedAt(server, "full", n)),
        ];
        var unbound = new FetchSettings
        {
            AllowedHosts = Allowed(),
            PerSecond = 0,
            PerHost = 16,
        };
        await using var services = Services(scratch.Inner("throughput"), unbound, [.. same, .. changing])
            .BuildServiceProvider();
        var poller = services.GetRequiredService<Poller>();
        var token = cancellationToken;

        await MeasureAsync("first polls, 10 items each", same, feed => poller.PollAsync(feed, token), token);
        await MeasureAsync("polls of unchanged feeds (304)", same, feed => poller.PollAsync(feed, token), token);
        await MeasureAsync("again", same, feed => poller.PollAsync(feed, token), token);
        using var bare = new HttpMessageInvoker(new SocketsHttpHandler { MaxConnectionsPerServer = 16 });
        await MeasureAsync(
            "  bare HttpClient, the same requests",
            same,
            feed => AskAsync(bare, feed.Address, "\"same\"", token),
            token
        );

        await MeasureAsync("first polls of full feeds", changing, feed => poller.PollAsync(feed, token), token);
        ImmutableArray<Feed> thrice = [.. changing, .. changing, .. changing];
        await MeasureAsync(
            $"polls of full feeds ({server.FullSize / 1e3:0} KB, 1 new item)",
            thrice,
            feed => poller.PollAsync(feed, token),
            token
        );
        await MeasureAsync(
            "  bare HttpClient, the same requests",
            thrice,
            feed => AskAsync(bare, feed.Address, null, token),
            token
        );
        PrintMemory();
    }

    /// <summary>Reads one full document again and again: by the product, by the bare library, by a bare XML reader.</summary>
    private static async Task ParsingBesideAsync(PollingServer server, CancellationToken cancellationToken)
    {
        using var client = new HttpMessageInvoker(new SocketsHttpHandler());
        using var request = new HttpRequestMessage(HttpMethod.Get, server.At("full", 0));
        using var response = await client.SendAsync(request, cancellationToken);
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var text = Encoding.UTF8.GetString(bytes);
        var parser = new FeedParser(keepsHtml: false);
        var document = new FeedDocument(bytes, "application/rss+xml; charset=utf-8", server.At("full", 0));
        const int times = 300;

        Loop(20, () => parser.Parse(document, "f", IdentityPolicy.Guid, cancellationToken));
        Loop(20, () => CodeHollow.FeedReader.FeedReader.ReadFromString(text));
        var ours = Loop(times, () => parser.Parse(document, "f", IdentityPolicy.Guid, cancellationToken));
        var bare = Loop(times, () => CodeHollow.FeedReader.FeedReader.ReadFromString(text));
        var fromBytes = Loop(times, () => CodeHollow.FeedReader.FeedReader.ReadFromByteArray(bytes));
        var xml = Loop(times, () => ReadThrough(bytes));
        Measure.Print("parse of a full feed", $"{ours.TotalMicroseconds / times:N0} us", $"{ours / bare:0.00} of bare");
        Measure.Print(
            "  bare CodeHollow.FeedReader, string / bytes",
            $"{bare.TotalMicroseconds / times:N0} us",
            $"{fromBytes.TotalMicroseconds / times:N0} us from bytes"
        );
        Measure.Print("  bare XmlReader", $"{xml.TotalMicroseconds / times:N0} us");
    }

    /// <summary>CPU, not time: others may use the machine meanwhile.</summary>
    private static TimeSpan Loop(int times, Action work)
    {
        var before = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < times; i++)
            work();
        return Environment.CpuUsage.TotalTime - before;
    }

    private static void ReadThrough(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        using var xml = XmlReader.Create(stream);
        while (xml.Read()) { }
    }

    /// <summary>A TLS publisher for another process: prints its port and certificate, and ends with its standard input.</summary>
    public static Command CreateServer()
    {
        var command = new Command("polling-server") { Hidden = true };
        command.SetAction(
            async (_, token) =>
            {
                using var certificate = Certificate();
                await using var server = await PollingServer.StartAsync(1, certificate, token);
                Console.WriteLine($"{server.Port} {Convert.ToBase64String(certificate.RawData)}");
                await Console.In.ReadToEndAsync(token);
            }
        );
        return command;
    }

    /// <summary>What a new connection costs the client, by its settings; the server is another process.</summary>
    private static async Task TlsAsync(CancellationToken cancellationToken)
    {
        const int connections = 400;
        var start = new ProcessStartInfo("dotnet", [typeof(PollingBenchmark).Assembly.Location, "polling-server"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var said = (await process.StandardOutput.ReadLineAsync(cancellationToken))!.Split(' ');
        var address = new Uri($"https://127.0.0.1:{said[0]}/same/0");
        using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(said[1]));
        var plain = await ConnectAsync(_ => { });
        var ours = await ConnectAsync(handler => FeedsRegistration.Secure(handler.SslOptions));
        // .NET resumes no session of a server that is called by its number, and publishers have names.
        address = new Uri($"https://localhost:{said[0]}/same/0");
        var resumed = await ConnectAsync(handler => FeedsRegistration.Secure(handler.SslOptions));
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellationToken);
        Measure.Print("CPU of a new TLS connection, .NET defaults", $"{plain.TotalMilliseconds / connections:0.00} ms");
        Measure.Print(
            "CPU of a new TLS connection, as we set it",
            $"{ours.TotalMilliseconds / connections:0.00} ms",
            $"{ours / plain:0.00} of the defaults"
        );
        Measure.Print(
            "CPU of a new TLS connection to a host that was visited before",
            $"{resumed.TotalMilliseconds / connections:0.00} ms",
            $"{resumed / plain:0.00} of the defaults: its session is resumed"
        );

        async Task<TimeSpan> ConnectAsync(Action<SocketsHttpHandler> set)
        {
            using var handler = new SocketsHttpHandler
            {
                PooledConnectionLifetime = TimeSpan.Zero,
                ConnectCallback = async (context, token) =>
                {
                    var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                    await socket.ConnectAsync(System.Net.IPAddress.Loopback, context.DnsEndPoint.Port, token);
                    return new NetworkStream(socket, ownsSocket: true);
                },
            };
            set(handler);
            // The certificate of this run is trusted as a root; all else stays as it is.
            handler.SslOptions.CertificateChainPolicy ??= new X509ChainPolicy();
            handler.SslOptions.CertificateChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(certificate);
            using var client = new HttpMessageInvoker(handler);
            await AskAsync(client, address, "\"same\"", cancellationToken);
            var before = Environment.CpuUsage.TotalTime;
            for (var i = 0; i < connections; i++)
                await AskAsync(client, address, "\"same\"", cancellationToken);
            return Environment.CpuUsage.TotalTime - before;
        }
    }

    /// <summary>The whole worker in its steady state: every feed every five minutes, each where the last run left it.</summary>
    private static async Task PunctualityAsync(
        PollingServer server,
        int feeds,
        TimeSpan watched,
        ScratchFolder scratch,
        CancellationToken cancellationToken
    )
    {
        ImmutableArray<Feed> all = [.. Enumerable.Range(0, feeds).Select(n => FeedAt(server, "same", n))];
        using var host = Worker(scratch.Inner("punctuality"), all);
        var plan = await PlanAsync(host.Services.GetRequiredService<FeedLedger>(), all, cancellationToken);
        server.Arrivals = new ConcurrentDictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        var cpu = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        await host.StartAsync(cancellationToken);
        await Task.Delay(watched, cancellationToken);
        var used = Environment.CpuUsage.TotalTime - cpu;
        var arrivals = server.Arrivals;
        await host.StopAsync(cancellationToken);

        var now = plan.Values.Min() + watched - TimeSpan.FromSeconds(5);
        var due = plan.Where(one => one.Value < now).ToList();
        var late = due.Where(one => arrivals.ContainsKey(one.Key))
            .Select(one => (arrivals[one.Key] - one.Value).TotalSeconds)
            .Order()
            .ToList();
        Measure.Print(
            $"polls due in {watch.Elapsed.TotalMinutes:0.0} min, and made",
            $"{due.Count:N0}, {late.Count:N0}",
            $"{feeds} feeds every 5 min"
        );
        Measure.Print(
            "delay past schedule, half / 99 % / worst",
            $"{late[late.Count / 2]:0.000} / {late[late.Count * 99 / 100]:0.000} / {late[^1]:0.000} s"
        );
        Measure.Print(
            "CPU meanwhile, server included",
            $"{used / watched * 100:0.0} % of a core",
            "learning 10 items at each poll"
        );
        PrintMemory();
    }

    private static async Task<Dictionary<string, DateTimeOffset>> PlanAsync(
        FeedLedger ledger,
        ImmutableArray<Feed> feeds,
        CancellationToken cancellationToken
    )
    {
        // The start itself takes some seconds for ten thousand triggers.
        var begin = TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(10);
        var plan = feeds
            .Select((feed, n) => (Feed: feed, At: begin + (FiveMinutes * n / feeds.Length)))
            .ToDictionary(one => one.Feed.Address.AbsolutePath, one => one.At);
        await Task.WhenAll(
            feeds.Select(feed => ledger.ScheduleAsync(feed.Id, plan[feed.Address.AbsolutePath], cancellationToken))
        );
        return plan;
    }

    private static IHost Worker(string folder, ImmutableArray<Feed> feeds)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        foreach (var service in Services(folder, new FetchSettings { AllowedHosts = Allowed() }, feeds))
            builder.Services.Add(service);
        return builder.Build();
    }

    private static ServiceCollection Services(string folder, FetchSettings settings, ImmutableArray<Feed> feeds)
    {
        var services = new ServiceCollection();
        services
            .AddLogging(logging => logging.ClearProviders())
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new Random(4))
            .AddLedger(folder, TimeSpan.FromDays(60))
            .AddFeeds(settings)
            .AddSingleton<DeliverySignal>()
            .AddScheduling(() => Edition.Of(feeds, new Newsprint(seed: 1).Rules(100), Meanings.Shipped));
        return services;
    }

    private static async Task MeasureAsync(
        string what,
        ImmutableArray<Feed> feeds,
        Func<Feed, Task> work,
        CancellationToken cancellationToken
    )
    {
        var cpu = Environment.CpuUsage.TotalTime;
        var took = await Measure.TimeAsync(() =>
            Parallel.ForEachAsync(
                feeds,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                async (feed, _) => await work(feed)
            )
        );
        var used = (Environment.CpuUsage.TotalTime - cpu) / feeds.Length;
        Measure.PrintRate(
            what,
            feeds.Length,
            "polls",
            took,
            $"{used.TotalMicroseconds:N0} us of CPU each, server included"
        );
    }

    private static async Task AskAsync(
        HttpMessageInvoker client,
        Uri address,
        string? tag,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (tag is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        using var response = await client.SendAsync(request, cancellationToken);
        await response.Content.CopyToAsync(Stream.Null, cancellationToken);
    }

    private static void PrintMemory()
    {
        using var process = Process.GetCurrentProcess();
        Measure.Print(
            "resident memory, server included",
            $"{process.WorkingSet64 / 1e6:N0} MB",
            $"{GC.GetTotalMemory(true) / 1e6:N0} MB of it objects"
        );
    }

    private static Feed FeedAt(PollingServer server, string kind, int number, string scheme = "http") =>
        new()
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{kind}-{number}"),
            Name = string.Create(CultureInfo.InvariantCulture, $"{kind} {number}"),
            Address = server.At(kind, number, scheme),
            Schedule = new Every(FiveMinutes),
        };

    private static ImmutableArray<string> Allowed() =>
        [.. Enumerable.Range(1, Hosts).Select(host => string.Create(CultureInfo.InvariantCulture, $"127.0.0.{host}"))];

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=loopback", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddHours(-1), now.AddHours(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
