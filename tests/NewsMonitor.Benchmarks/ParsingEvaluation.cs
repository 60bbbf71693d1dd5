using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using NewsMonitor.Core.Items;
using NewsMonitor.Feeds.Fetching;
using NewsMonitor.Feeds.Parsing;
using ParseResult = NewsMonitor.Feeds.Parsing.ParseResult;

namespace NewsMonitor.Benchmarks;

/// <summary><c>parsing</c>: how much of other people's test material is read, and how much of it rightly.</summary>
internal static class ParsingEvaluation
{
    public static Command Create()
    {
        var data = new Option<string>("--data")
        {
            Description = "The folder with feeds/fixtures, feeds/feedparser, feeds/gofeed and feeds/dates.jsonl",
            HelpName = "DIR",
            Required = true,
        };
        var failures = new Option<bool>("--failures") { Description = "Print every failure" };
        var command = new Command("parsing", "Share of outside feeds, fields and dates that are read rightly.")
        {
            data,
            failures,
        };
        command.SetAction(given => Run(given.GetRequiredValue(data), given.GetValue(failures)));
        return command;
    }

    private static void Run(string data, bool isTold)
    {
        var feeds = Path.Combine(data, "feeds");
        Fixtures(feeds, isTold);
        Feedparser(feeds, isTold);
        Gofeed(feeds, isTold);
        Dates(feeds, isTold);
    }

    private static void Fixtures(string feeds, bool isTold)
    {
        var parsed = new Tally("fixtures: parsed", isTold);
        var counted = new Tally("fixtures: items equal to elements", isTold);
        foreach (var line in Lines(Path.Combine(feeds, "fixtures.jsonl")))
        {
            var name = line.GetProperty("file").GetString()!;
            var result = Parse(Path.Combine(feeds, "fixtures", name), null);
            parsed.Take(result is Parsed, $"{name}: {(result as Unreadable)?.Reason}");
            if (
                line.GetProperty("elements") is { ValueKind: JsonValueKind.Number } elements
                && elements.GetInt32() >= 0
            )
            {
                var items = (result as Parsed)?.Items.Length ?? 0;
                counted.Take(items == elements.GetInt32(), $"{name}: {items} of {elements}");
            }
        }
        parsed.Print();
        counted.Print();
    }

    private static void Feedparser(string feeds, bool isTold)
    {
        var shares = new SortedDictionary<string, Tally>(StringComparer.Ordinal);
        var exact = new Tally("feedparser: assertions to the letter", isTold);
        var read = new Tally("feedparser: assertions by visible text", isTold);
        foreach (var line in Lines(Path.Combine(feeds, "feedparser", "expect.jsonl")))
        {
            var path = line.GetProperty("path").GetString()!;
            var result = Parse(Path.Combine(feeds, "feedparser", path), ContentType(line));
            var section = path.Split('/')[0];
            if (!shares.TryGetValue(section, out var share))
                shares[section] = share = new Tally($"feedparser/{section}: parsed", isTold);
            share.Take(result is Parsed, $"{path}: {(result as Unreadable)?.Reason}");
            foreach (var assertion in FeedparserAssertion.In(line))
            {
                var got = assertion.ReadFrom(result as Parsed);
                exact.Take(assertion.HoldsToTheLetter(got), $"{path}: {assertion} but \"{got}\"");
                read.Take(assertion.Holds(got), $"{path}: {assertion} but \"{got}\"");
            }
        }
        foreach (var share in shares.Values)
            share.Print();
        read.Print();
        exact.Print();
    }

    private static void Gofeed(string feeds, bool isTold)
    {
        var tally = new Tally("gofeed: fields", isTold);
        foreach (
            var expected in Directory.EnumerateFiles(
                Path.Combine(feeds, "gofeed"),
                "*.json",
                SearchOption.AllDirectories
            )
        )
        {
            var feed = Path.ChangeExtension(expected, ".xml");
            if (!File.Exists(feed))
                feed = expected
                    .Replace("_expected.json", ".json", StringComparison.Ordinal)
                    .Replace("11_full", "11", StringComparison.Ordinal);
            if (!File.Exists(feed) || feed == expected)
                continue;
            var result = Parse(feed, null) as Parsed;
            using var document = JsonDocument.Parse(File.ReadAllBytes(expected));
            foreach (var (name, wanted, got) in GofeedField.In(document.RootElement, result))
                tally.Take(SameText(wanted, got), $"{Path.GetFileName(feed)} {name}: \"{wanted}\" but \"{got}\"");
        }
        tally.Print();
    }

    private static void Dates(string feeds, bool isTold)
    {
        var tally = new Tally("dates", isTold);
        foreach (var line in Lines(Path.Combine(feeds, "dates.jsonl")))
        {
            var input = line.GetProperty("input").GetString();
            var wanted = line.GetProperty("expect_utc").GetString();
            var got = FeedDates
                .Read(input)
                ?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
            tally.Take(wanted == got, $"\"{input}\": {wanted ?? "none"} but {got ?? "none"}");
        }
        tally.Print();
    }

    private static ParseResult Parse(string file, string? contentType) =>
        new FeedParser().Parse(
            new FeedDocument(
                File.ReadAllBytes(file),
                contentType,
                new Uri("http://127.0.0.1:8097/" + Path.GetFileName(file))
            ),
            "outside",
            IdentityPolicy.Guid,
            CancellationToken.None
        );

    private static string? ContentType(JsonElement line) =>
        line.GetProperty("headers")
            .EnumerateArray()
            .Select(header => header.GetString()!.Split(':', 2))
            .FirstOrDefault(header => header[0].Trim().Equals("content-type", StringComparison.OrdinalIgnoreCase))
            ?[1].Trim();

    private static IEnumerable<JsonElement> Lines(string file)
    {
        foreach (var line in File.ReadLines(file))
        {
            using var document = JsonDocument.Parse(line);
            yield return document.RootElement.Clone();
        }
    }

    /// <summary>True when a person would read the same in both.</summary>
    public static bool SameText(string? wanted, string? got) => VisibleText.Of(wanted) == VisibleText.Of(got);
}
