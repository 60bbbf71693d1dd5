using System.Collections.Concurrent;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NewsMonitor.Core.Vocabulary;
using NewsMonitor.Deliveries;
using NewsMonitor.Demo.Manners;
using NewsMonitor.Feeds;
using NewsMonitor.Feeds.Fetching;
using NewsMonitor.Ledger;
using NewsMonitor.Scheduling;

namespace NewsMonitor.Benchmarks;

/// <summary><c>replay</c>: real items of many outlets, served as they were polled, and what the ledger holds in the end.</summary>
internal static class ReplayEvaluation
{
    /// <summary>As many items as usual feeds list.</summary>
    private const int Listed = 60;

    public static Command Create()
    {
        var data = new Option<string>("--data")
        {
            Description = "A folder of streams: ndjson with id, title, description, link, source, pubDate, collectedAt",
            HelpName = "DIR",
            Required = true,
        };
        var command = new Command("replay", "Every item read once, none twice, none lost, in order; memory.") { data };
        command.SetAction((given, token) => RunAsync(given.GetRequiredValue(data), token));
        return command;
    }

    private static async Task<int> RunAsync(string folder, CancellationToken cancellationToken)
    {
        var rounds = Read(folder)
            .GroupBy(item => item.CollectedAt[..16])
            .OrderBy(round => round.Key, StringComparer.Ordinal)
            .ToList();
        var sources = rounds
            .SelectMany(round => round)
            .Select(item => item.Source)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        await using var outlets = await Outlets.StartAsync(sources, cancellationToken);
        using var scratch = new ScratchFolder(null);
        var clock = new SetClock(Moment(rounds[0].Key).AddHours(-1));
        await using var services = Services(scratch.Path, clock);
        var poller = services.GetRequiredService<Poller>();
        List<Feed> feeds = [.. sources.Select((source, n) => FeedAt(outlets, source, n))];

        var polls = 0;
        for (var round = 0; round < rounds.Count; round++)
        {
            clock.Set(Moment(rounds[round].Key));
            outlets.Publish(rounds[round]);
            // Twice in each round: the second finds nothing new.
            for (var visit = 0; visit < 2; visit++)
                foreach (var feed in feeds)
                {
                    await poller.PollAsync(feed, cancellationToken);
                    polls++;
                }
            clock.Set(clock.GetUtcNow().AddMinutes(1));
            if (round % (rounds.Count / 4) == 0 || round == rounds.Count - 1)
                PrintMemory(round, rounds.Count);
        }
        return Judge(scratch.Path, outlets, feeds, polls);
    }

    private static int Judge(string folder, Outlets outlets, List<Feed> feeds, int polls)
    {
        using var archive = LedgerArchive.Open(folder)!;
        var remembered = archive
            .ItemsSince(DateTimeOffset.UnixEpoch)
            .OrderBy(item => item.Row)
            .ToLookup(item => item.Feed);
        var (published, read, lost, twice, unordered) = (0, 0, 0, 0, 0);
        foreach (var feed in feeds)
        {
            var expected = outlets.Published(feed.Name);
            var found = remembered[feed.Id].Select(item => item.Text!.Guid!).ToList();
            published += expected.Count;
            read += found.Count;
            lost += expected.Except(found).Count();
            twice += found.Count - found.Distinct().Count();
            unordered += expected.SequenceEqual(found) ? 0 : 1;
        }
        Measure.Print("feeds, polls", $"{feeds.Count}, {polls:N0}");
        Measure.Print("items published (by id), read", $"{published:N0}, {read:N0}");
        Measure.Print("lost, read twice, feeds out of order", $"{lost}, {twice}, {unordered}");
        return lost + twice + unordered == 0 ? 0 : 1;
    }

    private static void PrintMemory(int round, int rounds)
    {
        var objects = GC.GetTotalMemory(forceFullCollection: true) / 1e6;
        using var process = Process.GetCurrentProcess();
        Measure.Print(
            $"after round {round + 1} of {rounds}",
            $"{objects:0.0} MB of objects",
            $"{process.WorkingSet64 / 1e6:N0} MB resident"
        );
    }

    private static IEnumerable<StreamItem> Read(string folder) =>
        Directory
            .EnumerateFiles(folder, "*.ndjson")
            .Order(StringComparer.Ordinal)
            .SelectMany(File.ReadLines)
            .Select(StreamItem.Parse);

    private static DateTimeOffset Moment(string minute) =>
        DateTimeOffset.ParseExact(
            minute,
            "yyyy-MM-dd'T'HH:mm",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal
        );

    private static Feed FeedAt(Outlets outlets, string source, int number) =>
        new()
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"outlet-{number}"),
            Name = source,
            Address = outlets.At(source),
            Schedule = new Every(TimeSpan.FromMinutes(5)),
        };

    private static ServiceProvider Services(string folder, TimeProvider clock) =>
        new ServiceCollection()
            .AddLogging(logging => logging.ClearProviders())
            .AddSingleton(clock)
            .AddSingleton(new Random(4))
            .AddLedger(folder, TimeSpan.FromDays(60))
            .AddFeeds(new FetchSettings { AllowedHosts = ["127.0.0.1"], PerSecond = 0 })
            .AddSingleton<DeliverySignal>()
            .AddScheduling(() => Edition.Of([], new Newsprint(seed: 1).Rules(100), Meanings.Shipped))
            .BuildServiceProvider();

    private sealed record StreamItem(
        string Id,
        string Title,
        string Description,
        string Link,
        string Source,
        string PubDate,
        string CollectedAt
    )
    {
        public static StreamItem Parse(string line)
        {
            using var json = JsonDocument.Parse(line);
            return new(
                Text("id"),
                Text("title"),
                Text("description"),
                Text("link"),
                Text("source"),
                Text("pubDate"),
                Text("collectedAt")
            );

            string Text(string name) =>
                json.RootElement.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
        }

        public string ToXml() =>
            $"<item><guid isPermaLink=\"false\">{Escaped(Id)}</guid><title>{Escaped(Title)}</title><link>{Escaped(WebUtility.HtmlDecode(Link))}</link><description>{Escaped(Description)}</description><pubDate>{Escaped(PubDate)}</pubDate></item>";

        private static string Escaped(string text) =>
            SecurityElement.Escape(string.Concat(text.Where(sign => !char.IsControl(sign) || sign is '\n' or '\t')));
    }

    /// <summary>The outlets on loopback, each with a page that changes when something is published.</summary>
    private sealed class Outlets : IAsyncDisposable
    {
        private readonly WebApplication _app;
        private readonly Dictionary<string, int> _numbers;
        private readonly ConcurrentDictionary<string, Page> _pages = new(StringComparer.Ordinal);
        private readonly Dictionary<string, List<string>> _published = new(StringComparer.Ordinal);

        private Outlets(WebApplication app, List<string> sources)
        {
            _app = app;
            _numbers = sources.Select((source, n) => (source, n)).ToDictionary(one => one.source, one => one.n);
            foreach (var source in sources)
                (_pages[PathOf(source)], _published[source]) = (new Page([], 0), []);
        }

        public static async Task<Outlets> StartAsync(List<string> sources, CancellationToken cancellationToken)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var outlets = new Outlets(builder.Build(), sources);
            outlets._app.Run(outlets.AnswerAsync);
            await outlets._app.StartAsync(cancellationToken);
            return outlets;
        }

        public Uri At(string source) => new(new Uri(_app.Urls.Single()), PathOf(source));

        /// <summary>The ids of everything that was ever listed, in the order in which it was first.</summary>
        public List<string> Published(string source) => _published[source];

        public void Publish(IEnumerable<StreamItem> items)
        {
            foreach (var outlet in items.GroupBy(item => item.Source))
            {
                var page = _pages[PathOf(outlet.Key)];
                var news = outlet.DistinctBy(item => item.Id).ToList();
                var known = news.Select(item => item.Id).ToHashSet();
                var rest = page.Items.Where(item => !known.Contains(item.Id));
                _pages[PathOf(outlet.Key)] = new(
                    [.. news.Concat(rest).Take(Math.Max(Listed, news.Count))],
                    page.Version + 1
                );
                _published[outlet.Key].AddRange(known.Except(_published[outlet.Key]));
            }
        }

        public ValueTask DisposeAsync() => _app.DisposeAsync();

        private string PathOf(string source) => string.Create(CultureInfo.InvariantCulture, $"/{_numbers[source]}");

        private async Task AnswerAsync(HttpContext context)
        {
            var page = _pages[context.Request.Path.Value!];
            var tag = string.Create(CultureInfo.InvariantCulture, $"\"{page.Version}\"");
            context.Response.Headers.ETag = tag;
            if (context.Request.Headers.IfNoneMatch == tag)
                context.Response.StatusCode = StatusCodes.Status304NotModified;
            else
                await context.Response.WriteAsync(
                    $"<rss version=\"2.0\"><channel><title>Outlet</title>{string.Concat(page.Items.Select(item => item.ToXml()))}</channel></rss>",
                    context.RequestAborted
                );
        }

        private sealed record Page(List<StreamItem> Items, int Version);
    }
}
