using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Vocabulary;
using NewsMonitor.Deliveries;
using NewsMonitor.Feeds;
using NewsMonitor.Feeds.Fetching;
using NewsMonitor.Ledger;
using NewsMonitor.Scheduling;
using NewsMonitor.Tests.Ledger;
using NewsMonitor.Tests.Loopback;
using Xunit;

namespace NewsMonitor.Tests.Scheduling;

/// <summary>Outlets on a real server, with feeds and the pages of their items; what people are told, for days under a clock that the test moves.</summary>
internal sealed class LinkWorld : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2020, 1, 6, 20, 0, 0, TimeSpan.Zero);

    /// <summary>How far the clock moves between two rounds.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(10);

    private readonly string _folder = Directory.CreateTempSubdirectory("monitor-links-").FullName;
    private WatchRule _rule;
    private readonly ConcurrentDictionary<string, string> _items = new(StringComparer.Ordinal);
    private ServiceProvider _services;
    private int _count;

    private LinkWorld(NewsServer server, WatchRule rule)
    {
        Server = server;
        _rule = rule;
        _services = Build();
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public NewsServer Server { get; }

    public FakeTimeProvider Time { get; } = new(Start);

    public Lines Log { get; } = new();

    public LinkRound Round => _services.GetRequiredService<LinkRound>();

    public static async Task<LinkWorld> StartAsync(WatchRule? rule = null) =>
        new(await NewsServer.StartAsync(null, Token), rule ?? WithdrawalStory.Withdrawal);

    /// <summary>An outlet publishes an item with a page of its own, its feed is polled, and everything that is due is sent.</summary>
    public async Task TellAsync(string outlet, string title, string text, string page)
    {
        Time.Advance(TimeSpan.FromMinutes(1));
        if (page.StartsWith('/'))
            Server.Serve(page, $"<p>{text}</p>", "text/html");
        var link = page.StartsWith('/') ? Server.At(page).AbsoluteUri : page;
        var item =
            $"<item><title>{title}</title><guid isPermaLink='false'>g{_count++}</guid><link>{link}</link><description>{text}</description></item>";
        var items = _items.AddOrUpdate(outlet, item, (_, before) => item + before);
        Server.Serve($"/{outlet}", $"<rss version='2.0'><channel><title>{outlet}</title>{items}</channel></rss>");
        await _services.GetRequiredService<Poller>().PollAsync(FeedOf(outlet), Token);
        await SendAllAsync();
    }

    /// <summary>The publisher takes a page off.</summary>
    public void TakeOff(string page, int status = 410) => Server.Refuse(page, status);

    /// <summary>Rounds follow one another for so long.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        for (var until = Time.GetUtcNow() + time; Time.GetUtcNow() < until; )
        {
            Time.Advance(Step);
            await Round.LookAsync(Token);
        }
    }

    /// <summary>Rounds follow one another until the page was asked for once more, for two days at most.</summary>
    public async Task PassUntilAskedAsync(string page)
    {
        var before = Server.VisitsTo(page);
        for (var round = 0; round < 288 && Server.VisitsTo(page) == before; round++)
            await PassAsync(Step);
        Assert.NotEqual(before, Server.VisitsTo(page));
    }

    /// <summary>As a restart does, perhaps with the rule changed.</summary>
    public async Task RestartAsync(Func<WatchRule, WatchRule>? change = null)
    {
        _rule = change?.Invoke(_rule) ?? _rule;
        await _services.DisposeAsync();
        _services = Build();
    }

    /// <summary>What is owed but for the first reports, in the order in which it became owed.</summary>
    public async Task<ImmutableArray<Alert>> FollowUpsAsync() =>
        [.. (await AlertsAsync()).Where(alert => alert.Reason != AlertReason.NewStory)];

    public async Task<ImmutableArray<Alert>> AlertsAsync() =>
        [
            .. (await _services.GetRequiredService<AlertRegister>().ListAsync(null, null, 1_000, Token))
                .Reverse()
                .Select(owed => owed.Alert),
        ];

    public Task<long?> RowsAsync() =>
        _services
            .GetRequiredService<LedgerStore>()
            .ReadAsync(connection => connection.Number("SELECT COUNT(*) FROM links"), Token);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task SendAllAsync()
    {
        var alerts = _services.GetRequiredService<AlertLedger>();
        foreach (var receiver in _rule.Receivers)
            while (await alerts.ClaimNextAsync(receiver, Time.GetUtcNow(), LedgerWorld.Lease, Token) is { } claim)
                await alerts.DoneAsync(claim, Time.GetUtcNow(), Token);
    }

    private Feed FeedOf(string outlet) =>
        new()
        {
            Id = outlet,
            Name = $"The {outlet}",
            Address = Server.At($"/{outlet}"),
            Schedule = new Every(TimeSpan.FromMinutes(5)),
            FirstPoll = FirstPoll.Alert,
        };

    private ServiceProvider Build() =>
        new ServiceCollection()
            .AddLogging(logging => logging.ClearProviders().AddProvider(Log))
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton(new Random(4))
            .AddLedger(_folder, TimeSpan.FromDays(60))
            .AddFeeds(new FetchSettings { AllowedHosts = ["127.0.0.1", "localhost"], PerSecond = 0 })
            .AddSingleton(
                new EditionInForce(
                    Edition.Of([.. new[] { "wire", "courier", "horizon" }.Select(FeedOf)], [_rule], Meanings.Shipped)
                )
            )
            .AddSingleton<DeliverySignal>()
            .AddSingleton<ArticleRound>()
            .AddSingleton<Poller>()
            .AddSingleton<LinkRound>()
            .BuildServiceProvider();

    /// <summary>What was logged as a warning or worse.</summary>
    internal sealed class Lines : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _warnings = new();

        public IEnumerable<string> Warnings => _warnings;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (IsEnabled(logLevel))
                _warnings.Enqueue(formatter(state, exception));
        }

        public void Dispose() { }
    }
}
