using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Items;
using NewsMonitor.Deliveries;
using NewsMonitor.Ledger;
using Xunit;

namespace NewsMonitor.Tests.Deliveries;

/// <summary>One attempt as the receiver saw it.</summary>
internal sealed record SeenAttempt(DateTimeOffset At, Alert Alert);

/// <summary>A lane on a real ledger under a clock that jumps, with a receiver that answers as the test says.</summary>
internal sealed class LaneWorld : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2020, 1, 6, 20, 0, 0, TimeSpan.Zero);
    private readonly List<SeenAttempt> _seen = [];
    private int _items;

    public LaneWorld(DateTimeOffset? start = null)
    {
        Time = new(start ?? Start);
        Folder = Directory.CreateTempSubdirectory("monitor-lane-").FullName;
        Store = LedgerStore.OpenAsHolder(Folder, Time);
        Feeds = new FeedLedger(Store, FloodGuard.Default);
    }

    public string Folder { get; }
    public JumpingTime Time { get; }
    public LedgerStore Store { get; private set; }
    public FeedLedger Feeds { get; }
    public AlertLedger Alerts => new(Store);
    public AlertRegister Register => new(Store);
    public ReceiverLedger Standings => new(Store);
    public DateTimeOffset Now => Time.GetUtcNow();
    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public DeliveryTerms Terms { get; set; } =
        new()
        {
            LongestAttempt = Timeout.InfiniteTimeSpan,
            LongestWait = TimeSpan.FromHours(1),
            Grace = Timeout.InfiniteTimeSpan,
        };

    /// <summary>What the receiver does with the n-th attempt, from 1.</summary>
    public Func<int, Alert, DeliveryResult> Answer { get; set; } = (_, _) => new Delivered();

    /// <summary>What takes time before the receiver answers; nothing by default.</summary>
    public Func<Alert, Task> Before { get; set; } = _ => Task.CompletedTask;

    public ImmutableArray<SeenAttempt> Seen => [.. _seen];

    /// <summary>The headlines that arrived, in order.</summary>
    public IEnumerable<string> Titles => _seen.Select(attempt => attempt.Alert.Item.Title);

    public static WebhookReceiver Hook { get; } =
        new() { Name = "hook", Address = new Uri("https://hook.example.org/") };

    public static EmailReceiver Desk { get; } = new() { Name = "desk", Address = "desk@example.org" };

    /// <summary>Owes alerts of new items, as one poll of one feed does.</summary>
    public async Task OweAsync(
        int count,
        string receiver = "hook",
        string rule = "iraq",
        string feed = "world",
        Func<Alert, Alert>? change = null
    )
    {
        var items = Enumerable.Range(0, count).Select(_ => Item(feed, ++_items)).ToImmutableArray();
        var alerts = items
            .Select(item => AlertOf(item, receiver, rule, Now))
            .Select(alert => change?.Invoke(alert) ?? alert);
        await Feeds.RecordAsync(
            new PollRecord
            {
                Feed = feed,
                Address = $"https://example.org/{feed}.xml",
                At = Now,
                NextPoll = Now + TimeSpan.FromMinutes(5),
                Page = new ListedPage
                {
                    DocumentHash = $"{_items}",
                    Policy = IdentityPolicy.Guid,
                    Listed = items,
                    Unseen = items,
                    Alerts = [.. alerts],
                },
            },
            Token
        );
    }

    /// <summary>Runs the lane of a receiver until so much time has passed.</summary>
    public async Task RunAsync(Receiver receiver, TimeSpan length, params Receiver[] others)
    {
        Time.EndAt(Now + length);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using var channel = new Scripted(this);
        var lane = new DeliveryLane(
            receiver,
            channel,
            new Endpoint(Terms.CatchUp, receiver is WebhookReceiver, Time),
            new LaneLedger(Alerts, new HeldAlerts(Store), Standings),
            new NoticeDesk(
                [receiver, .. others],
                Alerts,
                Standings,
                new DeliverySignal(),
                Terms,
                NullLogger<DeliveryLoop>.Instance
            ),
            new DeliverySignal(),
            new LedgerTrouble(Time, NullLogger<DeliveryLoop>.Instance),
            Terms,
            Time,
            new Random(4711),
            NullLogger.Instance
        );
        var running = lane.RunAsync(stop.Token, CancellationToken.None);
        await Time.Ended.WaitAsync(TimeSpan.FromSeconds(60), Token);
        await stop.CancelAsync();
        await running;
    }

    public Task<ImmutableArray<OwedAlert>> ListAsync(AlertState? state = null) =>
        Register.ListAsync(state, null, 20_000, Token);

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private static Item Item(string feed, int number)
    {
        var guid = $"{feed}-{number:00000}";
        var identity = new ItemIdentity(guid, null, guid);
        return new Item
        {
            Feed = feed,
            Identity = identity,
            Key = identity.Key(IdentityPolicy.Guid),
            Guid = guid,
            Title = $"Report {number:00000}",
        };
    }

    private static Alert AlertOf(Item item, string receiver, string rule, DateTimeOffset now) =>
        new()
        {
            Id = AlertId.Of(rule, item.Feed, item.Key, AlertReason.NewStory),
            Receiver = receiver,
            Reason = AlertReason.NewStory,
            RuleId = rule,
            RuleName = rule,
            Source = "Example World",
            Item = item,
            Evidence = [],
            FirstSeen = now,
        };

    private sealed class Scripted(LaneWorld world) : IChannel
    {
        private readonly Lock _lock = new();

        public async Task<DeliveryResult> DeliverAsync(Alert alert, CancellationToken cancellationToken)
        {
            await world.Before(alert);
            lock (_lock)
            {
                world._seen.Add(new(world.Now, alert));
                return world.Answer(world._seen.Count, alert);
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
