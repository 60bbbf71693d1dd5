using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Alerts.Notices;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Vocabulary;
using NewsMonitor.Deliveries;
using NewsMonitor.Feeds;
using NewsMonitor.Feeds.Fetching;
using NewsMonitor.Ledger;
using NewsMonitor.Scheduling;
using NewsMonitor.Tests.Loopback;
using Xunit;

namespace NewsMonitor.Tests.Scheduling;

/// <summary>Polling as the program does it, real server and real ledger included, under a clock that the test moves.</summary>
internal sealed class PollWorld : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2020, 1, 6, 20, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("monitor-polls-").FullName;
    private readonly ServiceProvider _services;

    private PollWorld(NewsServer server, WatchRule rule, AddressGuard? guard, string? ledger)
    {
        Server = server;
        if (ledger is not null)
            File.Copy(ledger, Path.Combine(_folder, "ledger.db"));
        var services = new ServiceCollection();
        if (guard is not null)
            services.AddSingleton(guard);
        _services = services
            .AddLogging(logging => logging.ClearProviders())
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton(new Random(4))
            .AddLedger(_folder, TimeSpan.FromDays(60))
            .AddFeeds(new FetchSettings { AllowedHosts = ["127.0.0.1", "localhost"], PerSecond = 0 })
            .AddSingleton(new EditionInForce(Edition.Of([Feed], [rule], Meanings.Shipped)))
            .AddSingleton<DeliverySignal>()
            .AddSingleton(new OperatorSettings("operator", new NoticeTerms()))
            .AddSingleton<OperatorDesk>()
            .AddSingleton<HealthWatch>()
            .AddSingleton<ArticleRound>()
            .AddSingleton<Poller>()
            .BuildServiceProvider();
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Everything about troops, for the desk.</summary>
    public static WatchRule Rule { get; } =
        new()
        {
            Id = "troops",
            Name = "Troops",
            Condition = new All([new Phrase { Words = "troops" }]),
            Receivers = ["desk"],
        };

    public NewsServer Server { get; }
    public FakeTimeProvider Time { get; } = new(Start);
    public FeedLedger Ledger => _services.GetRequiredService<FeedLedger>();
    public Poller Poller => _services.GetRequiredService<Poller>();

    /// <param name="rule">What is watched; <see cref="Rule"/> when null.</param>
    /// <param name="guard">Stands where connections are made; the program's own when null.</param>
    /// <param name="ledger">The file to begin with; a new one when null.</param>
    public static async Task<PollWorld> StartAsync(
        WatchRule? rule = null,
        AddressGuard? guard = null,
        string? ledger = null
    ) => new(await NewsServer.StartAsync(null, Token), rule ?? Rule, guard, ledger);

    /// <summary>The feed of this world, polled every five minutes.</summary>
    public Feed Feed =>
        new()
        {
            Id = "world",
            Name = "Example World",
            Address = Server.At("/feed"),
            Schedule = new Every(TimeSpan.FromMinutes(5)),
        };

    /// <summary>What the operator is owed after a look at the feeds, in the order in which it became owed.</summary>
    public async Task<ImmutableArray<Alert>> NoticesAsync()
    {
        await _services.GetRequiredService<HealthWatch>().LookAsync(Token);
        var owed = await _services.GetRequiredService<AlertRegister>().ListAsync(null, "operator", 20_000, Token);
        return [.. owed.Reverse().Select(row => row.Alert)];
    }

    /// <summary>The titles of everything that alerted, in the order in which it became owed.</summary>
    public async Task<ImmutableArray<string>> AlertedAsync()
    {
        var alerts = await _services.GetRequiredService<AlertRegister>().ListAsync(null, "desk", 20_000, Token);
        return [.. alerts.Reverse().Select(owed => owed.Alert.Item.Title)];
    }

    /// <summary>What the desk is owed, in the order in which it became owed.</summary>
    public async Task<ImmutableArray<Alert>> AlertsAsync() =>
        [
            .. (await _services.GetRequiredService<AlertRegister>().ListAsync(null, "desk", 20_000, Token))
                .Reverse()
                .Select(owed => owed.Alert),
        ];

    public Task<FeedState> StateAsync() => Ledger.StateOfAsync("world", Token);

    /// <summary>Serves items with these titles, each its own guid and link.</summary>
    public void List(params IEnumerable<string> titles) => Serve([.. titles.Select(Entry)]);

    /// <summary>Serves these items.</summary>
    public void Serve(params IEnumerable<string> items) =>
        Server.Serve(
            "/feed",
            $"<rss version='2.0'><channel><title>World</title>{string.Concat(items)}</channel></rss>"
        );

    public static string Entry(string title) =>
        Entry(title, guid: title, link: $"https://example.org/{title.Replace(' ', '-')}");

    public static string Entry(string title, string guid, string link, string date = "") =>
        $"<item><title>{title}</title><guid isPermaLink='false'>{guid}</guid><link>{link}</link>{(date.Length > 0 ? $"<pubDate>{date}</pubDate>" : "")}</item>";

    /// <summary>The poller, saying what it does to this log.</summary>
    public Poller PollerThatTells(ILogger<Poller> log) => ActivatorUtilities.CreateInstance<Poller>(_services, log);

    /// <summary>Polls the feed, or one like it, and moves the clock to its next poll.</summary>
    public async Task<DateTimeOffset?> PollAsync(Func<Feed, Feed>? change = null)
    {
        var next = await Poller.PollAsync(change?.Invoke(Feed) ?? Feed, Token);
        if (next > Time.GetUtcNow())
            Time.SetUtcNow(next.Value);
        return next;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
