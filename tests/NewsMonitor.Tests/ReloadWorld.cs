using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using NewsMonitor.Configuration;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Vocabulary;
using NewsMonitor.Deliveries;
using NewsMonitor.Feeds;
using NewsMonitor.Ledger;
using NewsMonitor.Scheduling;
using NewsMonitor.Status;
using NewsMonitor.Tests.Configuration;
using NewsMonitor.Tests.Loopback;
using NewsMonitor.Tests.Scheduling;
using Quartz;
using Xunit;

namespace NewsMonitor.Tests;

/// <summary>A worker that polls only when told to, over a configuration folder that the test writes, under a clock that it moves.</summary>
internal sealed class ReloadWorld : IAsyncDisposable
{
    private readonly ConfigurationWorld _files;
    private readonly ServiceProvider _services;
    private readonly ConfigurationReload _reload;
    private readonly KeptLog _log = new();

    private ReloadWorld(NewsServer server, ConfigurationWorld files)
    {
        (Server, _files) = (server, files);
        var loaded = (Loaded)ConfigurationLoader.Load(files.Folder, environment: ConfigurationWorld.Environment);
        var configuration = loaded.Configuration;
        _services = new ServiceCollection()
            .AddLogging(logging => logging.ClearProviders().AddProvider(_log))
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton(new Random(4))
            .AddLedger(configuration.DataFolder, configuration.KeepItems)
            .AddFeeds(configuration.Fetching with { PerHost = 100, PerSecond = 0 })
            .AddSingleton<DeliverySignal>()
            .AddScheduling(
                () => Edition.Of(configuration.Feeds, configuration.Rules, Meanings.Shipped),
                new OperatorSettings("operator", configuration.Notices)
            )
            .AddSingleton(new RunningConfiguration(ConfigurationReload.StandingOf(configuration, Time.GetUtcNow())))
            .AddSingleton(loaded)
            .AddSingleton<ConfigurationReload>()
            .BuildServiceProvider();
        _reload = _services.GetRequiredService<ConfigurationReload>();
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public NewsServer Server { get; }

    public FakeTimeProvider Time { get; } = new(PollWorld.Start);

    public RunningConfiguration Running => _services.GetRequiredService<RunningConfiguration>();

    /// <summary>All that was logged.</summary>
    public IReadOnlyCollection<(LogLevel Level, string Text)> Log => _log.Lines;

    /// <summary>A world of one feed that was polled once and lists nothing, one receiver and no rule.</summary>
    public static async Task<ReloadWorld> StartAsync()
    {
        var server = await NewsServer.StartAsync(null, Token);
        var files = new ConfigurationWorld()
            .Write("receivers.yaml", "receivers: [{ name: desk, email: desk@example.org }]")
            .Write("feeds.yaml", $"feeds: [{{ url: \"{server.At("/world")}\", id: world }}]")
            .Write("rules/all.yaml", "rules: []");
        files.Write(
            "monitor.yaml",
            $"data: {files.Folder}/data\nemail: {{ pickup: {files.Folder}/mail }}\nnetwork: {{ allow: [127.0.0.1] }}\nstories: false\n"
        );
        var world = new ReloadWorld(server, files);
        await world._services.GetRequiredService<Timetable>().StartAsync(Token);
        world.List();
        await world.PollAsync();
        return world;
    }

    public string Read(string file) => File.ReadAllText(Path.Combine(_files.Folder, file));

    public void Write(string file, string text) => _files.Write(file, text);

    public void WriteRules(params string[] rules) => _files.Write("rules/all.yaml", List("rules", rules));

    public void WriteFeeds(params string[] feeds) => _files.Write("feeds.yaml", List("feeds", feeds));

    /// <summary>Lets the worker look at its files, and half a second pass.</summary>
    public async Task LookAsync()
    {
        await _reload.LookAsync(Token);
        Time.Advance(TimeSpan.FromMilliseconds(500));
    }

    /// <summary>Lets the worker look until it has taken over what the files say.</summary>
    public async Task ReloadAsync()
    {
        var before = Running.Now;
        for (var look = 0; look < 10 && ReferenceEquals(before, Running.Now); look++)
            await LookAsync();
        Assert.NotSame(before, Running.Now);
    }

    /// <summary>The feeds that have a trigger.</summary>
    public async Task<string[]> PlannedAsync()
    {
        var scheduler = await _services.GetRequiredService<ISchedulerFactory>().GetScheduler(Token);
        var keys = await scheduler.GetTriggerKeys(GroupMatcher<TriggerKey>.GroupEquals("poll"), Token);
        return [.. keys.Select(key => key.Name).Order(StringComparer.Ordinal)];
    }

    /// <summary>Serves a feed of items with these titles.</summary>
    public void List(params string[] titles) => Server.Serve("/world", Document(titles));

    /// <summary>Serves a feed of so many reports about troops in Iraq, once it is its turn.</summary>
    public void ListWhen(int feed, int items, Task turn) =>
        Server.Serve(
            $"/{feed}",
            async context =>
            {
                await turn;
                await context.Response.WriteAsync(
                    Document([.. Enumerable.Range(0, items).Select(item => $"Report {item}: troops leave Iraq")]),
                    context.RequestAborted
                );
            }
        );

    /// <summary>Polls a feed of the edition in force.</summary>
    public Task PollAsync(string feed = "world")
    {
        var edition = _services.GetRequiredService<EditionInForce>().Current;
        return _services.GetRequiredService<Poller>().PollAsync(edition.Feeds[feed], Token);
    }

    /// <summary>Everything the desk is owed, in the order in which it became so.</summary>
    public Task<ImmutableArray<Alert>> AlertsAsync() => OwedToAsync("desk");

    /// <summary>Everything a receiver is owed, in the order in which it became so.</summary>
    public async Task<ImmutableArray<Alert>> OwedToAsync(string receiver)
    {
        var owed = await new AlertRegister(_services.GetRequiredService<LedgerStore>()).ListAsync(
            null,
            receiver,
            100_000,
            Token
        );
        return [.. owed.Reverse().Select(row => row.Alert)];
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await (await _services.GetRequiredService<ISchedulerFactory>().GetScheduler()).Shutdown();
        await _services.DisposeAsync();
        _files.Dispose();
    }

    private static string List(string key, string[] items) =>
        items.Length == 0 ? $"{key}: []" : $"{key}:\n  {string.Join("\n  ", items)}\n";

    private static string Document(params string[] titles) =>
        $"<rss version='2.0'><channel><title>World</title>{string.Concat(titles.Select(PollWorld.Entry))}</channel></rss>";

    private sealed class KeptLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<(LogLevel Level, string Text)> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Lines.Enqueue((logLevel, formatter(state, exception)));

        public void Dispose() { }
    }
}
