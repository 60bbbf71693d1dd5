using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Items;
using NewsMonitor.Ledger;

namespace NewsMonitor.Benchmarks;

/// <summary><c>ledger</c>: durable polls and deliveries a second, beside what the disk itself can flush.</summary>
internal static class LedgerBenchmark
{
    private const int FeedsInTurn = 100;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    public static Command Create()
    {
        var rounds = new Option<int>("--rounds")
        {
            Description = "How often each thing is done. Default: 1000",
            HelpName = "N",
            DefaultValueFactory = _ => 1_000,
        };
        var folder = new Option<string?>("--data")
        {
            Description = "Where the ledger is made and removed again: name a folder on the disk to be measured",
            HelpName = "DIR",
        };
        var command = new Command("ledger", "Polls, claims and deliveries a second, each flushed to disk.")
        {
            rounds,
            folder,
        };
        command.SetAction((given, token) => RunAsync(given.GetValue(rounds), given.GetValue(folder), token));
        return command;
    }

    private static async Task RunAsync(int rounds, string? folder, CancellationToken cancellationToken)
    {
        using var scratch = new ScratchFolder(folder);
        Console.WriteLine($"ledger in {scratch.Path}");
        var flush = Measure.PrintRate("flushes of the disk alone", rounds, "", Flush(scratch, rounds));
        await using var store = LedgerStore.Open(scratch.Inner("data"), TimeProvider.System);
        var run = new Run(store, rounds, flush, cancellationToken);
        await run.AllAsync();
    }

    /// <summary>What the disk can do: append a page and flush it.</summary>
    private static TimeSpan Flush(ScratchFolder scratch, int rounds)
    {
        using var file = File.Create(Path.Combine(scratch.Path, "flush"));
        var page = new byte[4096];
        return Measure.Time(() =>
        {
            for (var round = 0; round < rounds; round++)
            {
                file.Write(page);
                file.Flush(flushToDisk: true);
            }
        });
    }

    private sealed class Run(LedgerStore store, int rounds, double flushes, CancellationToken cancellationToken)
    {
        private readonly FeedLedger _feeds = new(store);
        private readonly AlertLedger _alerts = new(store);
        private readonly AlertRegister _register = new(store);
        private readonly Dictionary<string, ImmutableArray<Item>> _lastPages = new(StringComparer.Ordinal);
        private readonly DateTimeOffset _start = TimeProvider.System.GetUtcNow();
        private int _number;
        private int _turn;

        public async Task AllAsync()
        {
            await WarmUpAsync();
            await PollsAsync("polls recorded, one new item and alert each", lanes: 1, OneNewItemWithAlert);
            await DeliveriesAsync("claimed and done, one receiver", lanes: 1);
            await PollsAsync("the same polls, sixteen at once", lanes: 16, OneNewItemWithAlert);
            await DeliveriesAsync("claimed and done, sixteen receivers at once", lanes: 16);
            await PollsAsync("polls recorded, 50 new items listed", lanes: 1, FiftyNewItems);
            await PollsAsync("polls recorded, the same 50 listed again", lanes: 1, TheSameFifty);
            await PollsAsync("polls recorded, \"not modified\"", lanes: 1, (_, _) => null);
            await UnseenAsync("items looked up, all known");
            await SizeAsync();
        }

        private async Task WarmUpAsync()
        {
            for (var n = 0; n < 50; n++)
                await RecordAsync(lane: 0, OneNewItemWithAlert);
            while (await DeliverAsync(0)) { }
        }

        private async Task PollsAsync(string what, int lanes, Func<string, int, ListedPage?> pageOf)
        {
            var took = await Measure.TimeAsync(() =>
                OnLanesAsync(lanes, rounds / lanes, lane => RecordAsync(lane, pageOf))
            );
            Print(what, "polls", took, lanes);
        }

        private async Task DeliveriesAsync(string what, int lanes)
        {
            var took = await Measure.TimeAsync(() => OnLanesAsync(lanes, rounds / lanes, DeliverAsync));
            Print(what, "deliveries", took, lanes);
            if ((await _register.CountsAsync(cancellationToken)).Due is var left and > 0)
                throw new InvalidOperationException($"{left} alerts were left over");
        }

        private async Task UnseenAsync(string what)
        {
            var (feed, items) = _lastPages.First();
            var took = await Measure.TimeAsync(async () =>
            {
                for (var round = 0; round < rounds; round++)
                    await _feeds.UnseenAsync(feed, IdentityPolicy.Guid, items, cancellationToken);
            });
            Measure.PrintRate(what, rounds * items.Length, "items", took);
        }

        private async Task SizeAsync()
        {
            var (items, alerts, pages) = await store.ReadAsync(
                connection =>
                    (
                        connection.Number("SELECT COUNT(*) FROM items")!.Value,
                        connection.Number("SELECT COUNT(*) FROM alerts")!.Value,
                        connection.Number("PRAGMA page_count")!.Value
                    ),
                cancellationToken
            );
            Measure.Print("size of the ledger", $"{pages * 4096 / 1e6:0.0} MB", $"{items} items, {alerts} alerts");
        }

        private void Print(string what, string unit, TimeSpan took, int lanes)
        {
            var done = rounds / lanes * lanes;
            Measure.PrintRate(
                what,
                done,
                unit,
                took,
                Measure.Ratio(done / took.TotalSeconds, flushes, "the disk's flushes")
            );
        }

        private static Task OnLanesAsync(int lanes, int rounds, Func<int, Task> work) =>
            Task.WhenAll(
                Enumerable
                    .Range(0, lanes)
                    .Select(lane =>
                        Task.Run(async () =>
                        {
                            for (var round = 0; round < rounds; round++)
                                await work(lane);
                        })
                    )
            );

        /// <summary>Polls the next feed in turn. Each poll has a time of its own: a row that does not change is not written.</summary>
        private Task<int> RecordAsync(int lane, Func<string, int, ListedPage?> pageOf)
        {
            var turn = Interlocked.Increment(ref _turn);
            var feed = string.Create(CultureInfo.InvariantCulture, $"feed-{turn % FeedsInTurn}");
            var at = _start + TimeSpan.FromSeconds(turn);
            var poll = new PollRecord
            {
                Feed = feed,
                Address = "https://example.org/feed.xml",
                At = at,
                NextPoll = at + TimeSpan.FromMinutes(5),
                Page = pageOf(feed, lane),
            };
            return _feeds.RecordAsync(poll, cancellationToken);
        }

        private ListedPage OneNewItemWithAlert(string feed, int lane)
        {
            var item = NewItem(feed);
            return PageOf([item], [item]) with { Alerts = [AlertOf(item, lane)] };
        }

        private ListedPage FiftyNewItems(string feed, int lane)
        {
            ImmutableArray<Item> items = [.. Enumerable.Range(0, 50).Select(_ => NewItem(feed))];
            _lastPages[feed] = items;
            return PageOf(items, items);
        }

        private ListedPage TheSameFifty(string feed, int lane) => PageOf(_lastPages[feed], []);

        private static ListedPage PageOf(ImmutableArray<Item> listed, ImmutableArray<Item> unseen) =>
            new()
            {
                DocumentHash = "",
                Policy = IdentityPolicy.Guid,
                Listed = listed,
                Unseen = unseen,
                Alerts = [],
            };

        private async Task<bool> DeliverAsync(int lane)
        {
            var now = _start + TimeSpan.FromSeconds(Interlocked.Increment(ref _turn));
            if (await _alerts.ClaimNextAsync(ReceiverOf(lane), now, Lease, cancellationToken) is not { } claim)
                return false;
            await _alerts.DoneAsync(claim, now, cancellationToken);
            return true;
        }

        private Item NewItem(string feed)
        {
            var number = Interlocked.Increment(ref _number);
            var print = AlertId.Of("print", feed, $"{number}", AlertReason.NewStory).Value;
            var identity = new ItemIdentity(print, print, print);
            return new Item
            {
                Feed = feed,
                Identity = identity,
                Key = identity.Key(IdentityPolicy.Guid),
                Guid = $"tag:example.org,2020:{number}",
                Title = "Parliament asks for a date, the ministry for patience",
                Summary = string.Concat(Enumerable.Repeat("A summary of the usual length says a little more. ", 6)),
                Link = new Uri($"https://example.org/stories/{number}"),
            };
        }

        private static Alert AlertOf(Item item, int lane) =>
            new()
            {
                Id = AlertId.Of("rule", item.Feed, item.Key, AlertReason.NewStory),
                Receiver = ReceiverOf(lane),
                Reason = AlertReason.NewStory,
                RuleId = "rule",
                RuleName = "A rule",
                Source = "Example",
                Item = item,
                Evidence = [],
                FirstSeen = DateTimeOffset.UnixEpoch,
            };

        private static string ReceiverOf(int lane) => string.Create(CultureInfo.InvariantCulture, $"receiver-{lane}");
    }
}
