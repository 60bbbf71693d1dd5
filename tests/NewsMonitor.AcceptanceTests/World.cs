using System.Collections.Immutable;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using NewsMonitor.Demo;

namespace NewsMonitor.AcceptanceTests;

/// <summary>A receiver's side of one alert.</summary>
/// <param name="Channel">"mail" or "webhook".</param>
/// <param name="Item">The guid of the item it tells.</param>
/// <param name="Id">The id under which it came.</param>
/// <param name="At">When it came.</param>
internal sealed record Arrival(string Channel, string Item, string Id, DateTimeOffset At);

/// <summary>Everything around the program, on loopback and in the test's own process, so that killing the program leaves it alone.</summary>
internal sealed class World : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("monitor-acceptance-");

    private World(
        LoopbackNewsroom newsroom,
        SmtpListener mail,
        WebhookListener webhook,
        ImmutableArray<PublishedFeed> feeds
    ) => (Newsroom, Mail, Webhook, Feeds) = (newsroom, mail, webhook, feeds);

    public LoopbackNewsroom Newsroom { get; }

    public SmtpListener Mail { get; }

    public WebhookListener Webhook { get; }

    public ImmutableArray<PublishedFeed> Feeds { get; }

    public string Folder => _folder.FullName;

    public string ConfigurationFolder => Path.Combine(Folder, "config");

    /// <summary>Where the ledger lives; may be moved before the first start.</summary>
    public string DataFolder
    {
        get => field ?? Path.Combine(Folder, "data");
        set;
    }

    /// <summary>The broken design that runs in place of the program; null for the program.</summary>
    public string? Mutant { get; init; }

    /// <summary>Arrivals at receivers that a test has added.</summary>
    public Func<ImmutableArray<Arrival>> OtherArrivals { get; set; } = () => [];

    /// <summary>Where the program answers for its health.</summary>
    public string StatusAddress { get; } = $"127.0.0.1:{FreePort()}";

    /// <summary>The calls that the receiver took: one that it does not believe it refuses, and has not got.</summary>
    private IEnumerable<ReceivedCall> Taken => Webhook.Calls.Where(call => call.IsSigned);

    /// <summary>All that arrived so far, on both channels.</summary>
    public ImmutableArray<Arrival> Arrivals =>
        [
            .. Mail.Mails.Select(mail => new Arrival(
                "mail",
                mail.Message.Headers["X-Monitor-Item"] ?? "",
                mail.Id,
                mail.At
            )),
            .. Taken.Select(call => new Arrival("webhook", ItemOf(call.Body), call.Id, call.At)),
            .. OtherArrivals(),
        ];

    /// <summary>All that arrived so far; a message that tells several reports counts for each that it names.</summary>
    public ImmutableArray<Arrival> NamedArrivals =>
        [
            .. Mail.Mails.SelectMany(mail =>
                PublishedFeed
                    .GuidsIn(mail.Message.TextBody)
                    .Select(guid => new Arrival("mail", guid, $"{mail.Id}/{guid}", mail.At))
            ),
            .. Taken.SelectMany(call =>
                PublishedFeed
                    .GuidsIn(Encoding.UTF8.GetString(call.Body))
                    .Select(guid => new Arrival("webhook", guid, $"{call.Id}/{guid}", call.At))
            ),
        ];

    /// <summary>The tags under which the worker has recorded documents of a feed, as far as it has named them again.</summary>
    public ImmutableHashSet<string> RecordedTags(PublishedFeed feed) =>
        [.. Newsroom.Visits.Where(visit => visit.Feed == feed.Name).Select(visit => visit.Known)];

    /// <summary>
    /// The guids of all that a poll which the worker has recorded found listed: it records the tag of a page together with
    /// what stands on it, and names that tag when it asks again.
    /// </summary>
    public ImmutableHashSet<string> Read => [.. Feeds.SelectMany(feed => feed.GuidsOn(RecordedTags(feed)))];

    /// <summary>How many deliveries arrived so far.</summary>
    public int Count => Mail.Count + Webhook.Count + OtherArrivals().Length;

    /// <summary>Opens a world with so many feeds, each polled every second.</summary>
    public static Task<World> OpenAsync(int feeds, CancellationToken cancellationToken) =>
        OpenAsync(feeds, mutant: null, mail: null, cancellationToken);

    /// <summary>Opens a world with a broken design in place of the program, or a mail server with answers of its own.</summary>
    public static async Task<World> OpenAsync(
        int feeds,
        string? mutant,
        Func<ReceivedMail, string>? mail,
        CancellationToken cancellationToken
    )
    {
        ImmutableArray<PublishedFeed> published =
        [
            .. Enumerable.Range(1, feeds).Select(number => new PublishedFeed($"outlet-{number}.xml")),
        ];
        var newsroom = await LoopbackNewsroom.OpenAsync(
            published.Select(feed => KeyValuePair.Create(feed.Name, (Func<FeedPage>)feed.Page)),
            TimeProvider.System,
            cancellationToken
        );
        var webhook = await WebhookListener.StartAsync(TimeProvider.System, reply: null, cancellationToken);
        var world = new World(newsroom, SmtpListener.Start(TimeProvider.System, mail), webhook, published)
        {
            Mutant = mutant,
        };
        world.WriteConfiguration();
        return world;
    }

    /// <summary>Starts the worker.</summary>
    public MonitorProcess Run(string? crashAt = null, params ReadOnlySpan<string> under) =>
        MonitorProgram.Start(["run", "--config", ConfigurationFolder], crashAt, Mutant, under);

    /// <summary>Starts the worker and waits until it has learned what every feed lists.</summary>
    public async Task<MonitorProcess> RunPastBaselineAsync(CancellationToken cancellationToken)
    {
        var worker = Run();
        await UntilAsync(() => Newsroom.EveryFeedIsRead, TimeSpan.FromSeconds(60), worker, cancellationToken);
        return worker;
    }

    /// <summary>Waits until it is so; fails with all that the worker said when it takes longer.</summary>
    public static async Task UntilAsync(
        Func<bool> isSo,
        TimeSpan longest,
        MonitorProcess worker,
        CancellationToken cancellationToken
    )
    {
        var waited = Stopwatch.StartNew();
        while (!isSo())
        {
            if (waited.Elapsed > longest)
                throw new TimeoutException(
                    $"not so after {longest}. The worker said:\n{worker.Output}\n{worker.Errors}"
                );
            await Task.Delay(20, cancellationToken);
        }
    }

    /// <summary>
    /// Waits until so many deliveries have arrived; fails with all that the worker said once none comes for so long. How
    /// many come in a second is the machine's affair.
    /// </summary>
    public async Task UntilArrivedAsync(
        int deliveries,
        TimeSpan longestSilence,
        MonitorProcess worker,
        CancellationToken cancellationToken
    )
    {
        while (Count is var arrived && arrived < deliveries)
            await UntilAsync(() => Count > arrived, longestSilence, worker, cancellationToken);
    }

    /// <summary>Writes a file of the configuration.</summary>
    public void Write(string file, string text)
    {
        var path = Path.Combine(ConfigurationFolder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>Adds to a file of the configuration.</summary>
    public void Append(string file, string text) =>
        File.AppendAllText(Path.Combine(ConfigurationFolder, file), Environment.NewLine + text);

    /// <summary>Writes a secret into a file that only its owner may read; its path.</summary>
    public string WriteSecret(string name, string secret)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, secret);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    /// <summary>The main file, with mail going through the test's own listener unless told otherwise.</summary>
    public void WriteMonitorFile(string? smtp = null, bool stories = false, string flood = "off") =>
        Write(
            "monitor.yaml",
            $$"""
            data: {{DataFolder}}
            status: { listen: "{{StatusAddress}}" }
            network: { allow: [127.0.0.1] }
            stories: {{(stories ? "true" : "false")}}
            fetch: { timeout: 20s }
            deliveries: { flood: {{flood}} }
            email:
              from: Monitor <monitor@newsroom.example>
              smtp: {{smtp ?? $"{{ host: 127.0.0.1, port: {Mail.Port}, security: plain }}"}}
            """
        );

    /// <summary>The list of feeds: those of this world, and what a test adds.</summary>
    public void WriteFeeds(string every = "1s", params ReadOnlySpan<string> others)
    {
        var own = Feeds.Select(feed => $"  - {{ url: \"{Newsroom.AddressOf(feed.Name)}\", every: {every} }}");
        Write("feeds.yaml", $"feeds:\n{string.Join('\n', [.. own, .. others.ToArray()])}\n");
    }

    /// <summary>The receivers: a desk by mail and a hook, or those that a test names.</summary>
    public void WriteReceivers(string hook, string? rate = null) =>
        Write(
            "receivers.yaml",
            $$"""
            receivers:
              - { name: desk, email: desk@newsroom.example }
              - { name: hook, webhook: "{{hook}}", secret_file: "{{WriteSecret("hook.secret", Webhook.Secret)}}"{{(
                rate is null ? "" : $", rate: {rate}"
            )}} }
            """
        );

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Newsroom.DisposeAsync();
        await Webhook.DisposeAsync();
        await Mail.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>A port that was free a moment ago.</summary>
    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private void WriteConfiguration()
    {
        WriteMonitorFile();
        WriteFeeds();
        WriteReceivers(Webhook.Address.AbsoluteUri);
        WriteRule("desk", "hook");
    }

    /// <summary>The rule that every report matches, for these receivers.</summary>
    public void WriteRule(params string[] receivers) =>
        Write(
            "rules/iraq.yaml",
            $"""
            rules:
              - name: Iraq troop withdrawal
                phrases: [troop withdrawal]
                places: [Iraq]
                notify: [{string.Join(", ", receivers)}]
            """
        );

    /// <summary>The guid of the item that the body of a call tells.</summary>
    public static string ItemOf(byte[] call)
    {
        using var body = JsonDocument.Parse(call);
        return body.RootElement.GetProperty("item").GetProperty("id").GetString()!;
    }
}
