using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;
using NewsMonitor.Feeds;
using NewsMonitor.Feeds.Fetching;
using NewsMonitor.Feeds.Parsing;
using NewsMonitor.Ledger;

namespace NewsMonitor.Benchmarks;

/// <summary><c>flow</c>: items a second from the bytes of a page to the alerts owed on disk.</summary>
internal static class FlowBenchmark
{
    public static Command Create()
    {
        var feeds = Number("--feeds", "How many feeds, one page each", 100);
        var items = Number("--items", "How many items a page lists", 50);
        var rules = Number("--rules", "How many rules watch", 100);
        var folder = new Option<string?>("--data")
        {
            Description = "Where the ledger is made and removed again: name a folder on the disk to be measured",
            HelpName = "DIR",
        };
        var command = new Command("flow", "Items a second through parse, match and record, and through each alone.")
        {
            feeds,
            items,
            rules,
            folder,
        };
        command.SetAction(
            (given, token) =>
                RunAsync(
                    given.GetValue(feeds),
                    given.GetValue(items),
                    given.GetValue(rules),
                    given.GetValue(folder),
                    token
                )
        );
        return command;
    }

    private static async Task RunAsync(
        int feeds,
        int items,
        int rules,
        string? folder,
        CancellationToken cancellationToken
    )
    {
        var news = new Newsprint(seed: 1);
        var matcher = new Matcher(RuleIndex.Build(news.Rules(rules)));
        ImmutableArray<Page> pages = [.. Enumerable.Range(0, feeds).Select(n => Page.Of(n, news, items))];
        using var scratch = new ScratchFolder(folder);
        await using var parts = Parts();
        var flow = new Flow(parts.GetRequiredService<FeedParser>(), matcher);
        flow.WarmUp(pages);

        var megabytes = pages.Sum(page => page.Document.Bytes.Length) / 1e6;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{feeds} feeds of {items} items, {megabytes:0.0} MB, {rules} rules; ledger in {scratch.Path}"
            )
        );
        await MeasureAsync(flow, pages, scratch, feeds * items, megabytes, cancellationToken);
    }

    private static async Task MeasureAsync(
        Flow flow,
        ImmutableArray<Page> pages,
        ScratchFolder scratch,
        int items,
        double megabytes,
        CancellationToken cancellationToken
    )
    {
        ImmutableArray<Parsed> parsed = [];
        var parsing = Measure.Time(() => parsed = [.. pages.Select(page => flow.Parse(page, cancellationToken))]);
        var parse = Measure.PrintRate(
            "parse alone",
            items,
            "items",
            parsing,
            $"{megabytes / parsing.TotalSeconds:0.0} MB/s"
        );

        var alerts = 0;
        var matching = Measure.Time(() =>
            alerts = pages.Zip(parsed).Sum(page => flow.Match(page.First, page.Second.Items).Length)
        );
        var match = Measure.PrintRate("match alone", items, "items", matching, $"{alerts} alerts");

        var record = await RecordedAsync("record alone", parsed: parsed, atOnce: 1);
        var one = await RecordedAsync("parse + match + record, one poll at a time", parsed: null, atOnce: 1);
        var many = await RecordedAsync("parse + match + record, eight polls at once", parsed: null, atOnce: 8);

        Measure.Print("of the flow, parsing takes", $"{one / parse:P0}");
        Measure.Print("            matching takes", $"{one / match:P0}");
        Measure.Print("            recording takes", $"{one / record:P0}");
        Measure.Print("eight polls at once are", $"{many / one:0.00} times");

        async Task<double> RecordedAsync(string what, ImmutableArray<Parsed>? parsed, int atOnce)
        {
            var folder = scratch.Inner(what);
            await using var store = LedgerStore.Open(folder, TimeProvider.System);
            var ledger = new FeedLedger(store);
            var took = await Measure.TimeAsync(() =>
                Parallel.ForEachAsync(
                    pages.Select((page, n) => (page, n)),
                    new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken },
                    async (page, token) => await flow.PollAsync(page.page, parsed?[page.n], ledger, token)
                )
            );
            var counts = await new AlertRegister(store).CountsAsync(cancellationToken);
            return Measure.PrintRate(what, items, "items", took, $"{counts.Due} alerts owed");
        }
    }

    private static ServiceProvider Parts() =>
        new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new Random(1))
            .AddFeeds(new FetchSettings())
            .BuildServiceProvider();

    private static Option<int> Number(string name, string description, int otherwise) =>
        new(name)
        {
            Description = string.Create(CultureInfo.InvariantCulture, $"{description}. Default: {otherwise}"),
            HelpName = "N",
            DefaultValueFactory = _ => otherwise,
        };

    /// <summary>What one feed serves.</summary>
    private sealed record Page(FeedOrigin Feed, FeedDocument Document)
    {
        public static Page Of(int number, Newsprint news, int items)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"outlet-{number}");
            return new(
                new FeedOrigin(name, name, []),
                new FeedDocument(
                    news.Page(name, items),
                    "application/rss+xml; charset=utf-8",
                    new Uri($"https://{name}.example/feed.xml")
                )
            );
        }
    }

    /// <summary>The parts of a poll, in the order in which the worker puts them.</summary>
    private sealed class Flow(FeedParser parser, Matcher matcher)
    {
        private readonly AlertDesk _desk = new(matcher);

        public void WarmUp(ImmutableArray<Page> pages)
        {
            foreach (var page in pages.Take(20))
                Match(page, Parse(page, CancellationToken.None).Items);
        }

        public Parsed Parse(Page page, CancellationToken cancellationToken) =>
            parser.Parse(page.Document, page.Feed.Id, IdentityPolicy.Guid, cancellationToken) as Parsed
            ?? throw new InvalidOperationException($"{page.Feed.Id} is not read as a feed");

        public ImmutableArray<Alert> Match(Page page, ImmutableArray<Item> items) =>
            _desk.Decide(items, page.Feed, DateTimeOffset.UnixEpoch);

        public async Task PollAsync(Page page, Parsed? given, FeedLedger ledger, CancellationToken cancellationToken)
        {
            var now = TimeProvider.System.GetUtcNow();
            await ledger.BeginPollAsync(page.Feed.Id, now, TimeSpan.FromMinutes(1), cancellationToken);
            var parsed = given ?? Parse(page, cancellationToken);
            var unseen = await ledger.UnseenAsync(page.Feed.Id, parsed.Policy, parsed.Items, cancellationToken);
            await ledger.RecordAsync(
                new PollRecord
                {
                    Feed = page.Feed.Id,
                    Address = page.Document.Address.AbsoluteUri,
                    At = now,
                    NextPoll = now + TimeSpan.FromMinutes(5),
                    Page = new ListedPage
                    {
                        DocumentHash = Convert.ToHexStringLower(SHA256.HashData(page.Document.Bytes.Span)),
                        Policy = parsed.Policy,
                        Listed = parsed.Items,
                        Unseen = unseen,
                        Alerts = given is null ? Match(page, unseen) : [],
                    },
                },
                cancellationToken
            );
        }
    }
}
