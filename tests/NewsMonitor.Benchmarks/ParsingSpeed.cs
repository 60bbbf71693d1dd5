using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Xml;
using CodeHollow.FeedReader;
using NewsMonitor.Core.Items;
using NewsMonitor.Feeds.Fetching;
using NewsMonitor.Feeds.Parsing;

namespace NewsMonitor.Benchmarks;

/// <summary>
/// <c>parsing-speed</c>: what a healthy feed costs beside a bare XmlReader and a bare CodeHollow.FeedReader, in one run, in
/// turns, by the user CPU of this process.
/// </summary>
internal static class ParsingSpeed
{
    private const int Rounds = 9;
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(250);

    public static Command Create()
    {
        var data = new Option<string?>("--data")
        {
            Description = "Also measure over feeds/fixtures in this folder: those that CodeHollow.FeedReader reads",
            HelpName = "DIR",
        };
        var command = new Command("parsing-speed", "CPU of reading a healthy feed, beside bare readers") { data };
        command.SetAction(parsed => Run(parsed.GetValue(data)));
        return command;
    }

    private static int Run(string? data)
    {
        // Twice, and told once: while the runtime still compiles, its work counts as ours.
        foreach (var (_, document) in HealthyFeeds.All())
            Costs(Readers([document]));
        foreach (var (name, document) in HealthyFeeds.All())
            Compare(name, [document]);
        if (data is not null)
            Compare("outside", [.. Outside(Path.Combine(data, "feeds", "fixtures"))]);
        return 0;
    }

    /// <summary>The documents that the bare reader takes, and takes whole: what it cannot read costs it nothing.</summary>
    private static IEnumerable<byte[]> Outside(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            var bytes = File.ReadAllBytes(file);
            if (
                ParseOurs(bytes) is Parsed { Warnings.IsEmpty: true } parsed
                && BareItems(bytes) is { } bare
                && bare == parsed.Items.Length
            )
                yield return bytes;
        }
    }

    private static int? BareItems(byte[] bytes)
    {
        try
        {
            var text = Encoding.UTF8.GetString(bytes);
            ReadXml(text);
            return FeedReader.ReadFromString(text).Items.Count;
        }
        // It documents no exceptions and throws many kinds: each means that this document is not for comparing.
        catch (Exception)
        {
            return null;
        }
    }

    private static (string Name, Action Work)[] Readers(byte[][] documents)
    {
        string[] texts = [.. documents.Select(bytes => Encoding.UTF8.GetString(bytes))];
        return
        [
            ("bare XmlReader", () => Array.ForEach(texts, ReadXml)),
            ("bare FeedReader, from a string", () => Array.ForEach(texts, text => FeedReader.ReadFromString(text))),
            (
                "bare FeedReader, from bytes",
                () => Array.ForEach(documents, bytes => FeedReader.ReadFromByteArray(bytes))
            ),
            ("Monitor, from bytes", () => Array.ForEach(documents, bytes => ParseOurs(bytes))),
        ];
    }

    private static void Compare(string name, byte[][] documents)
    {
        var readers = Readers(documents);
        var costs = Costs(readers);
        var size = documents.Sum(bytes => (double)bytes.Length);
        Measure.Print(name, $"{size / 1_000:N0} kB", $"{documents.Length} documents");
        foreach (var (reader, cost) in readers.Zip(costs))
            Measure.Print(
                $"  {reader.Name}",
                $"{cost * 1e6 / documents.Length:N0} µs",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{size / cost / 1e6:N0} MB/s, {cost / costs[1]:0.00} of bare FeedReader from a string"
                )
            );
    }

    /// <summary>Seconds of user CPU of one pass of each, the median of the rounds.</summary>
    private static double[] Costs((string Name, Action Work)[] readers)
    {
        Action[] works = [.. readers.Select(reader => reader.Work)];
        var passes = works.Select(PassesOf).ToArray();
        var rounds = new double[works.Length, Rounds];
        for (var round = 0; round < Rounds; round++)
        for (var reader = 0; reader < works.Length; reader++)
            rounds[reader, round] = CpuOf(works[reader], passes[reader]);
        return
        [
            .. works.Select(
                (_, reader) =>
                    Enumerable.Range(0, Rounds).Select(round => rounds[reader, round]).Order().ElementAt(Rounds / 2)
            ),
        ];
    }

    /// <summary>As many as fill a turn, once the code is compiled.</summary>
    private static int PassesOf(Action work)
    {
        for (var warm = Measure.Time(work); warm < 4 * Turn; warm += Measure.Time(work)) { }
        return Math.Max(1, (int)(Turn / Measure.Time(work)));
    }

    private static double CpuOf(Action work, int passes)
    {
        GC.Collect();
        var before = Environment.CpuUsage.UserTime;
        for (var pass = 0; pass < passes; pass++)
            work();
        return (Environment.CpuUsage.UserTime - before).TotalSeconds / passes;
    }

    private static void ReadXml(string text)
    {
        using var reader = XmlReader.Create(
            new StringReader(text),
            new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null }
        );
        while (reader.Read()) { }
    }

    private static readonly FeedParser Parser = new();
    private static readonly Uri Address = new("http://127.0.0.1/feed.xml");

    private static NewsMonitor.Feeds.Parsing.ParseResult ParseOurs(byte[] bytes) =>
        Parser.Parse(
            new FeedDocument(bytes, "application/xml", Address),
            "healthy",
            IdentityPolicy.Guid,
            CancellationToken.None
        );
}
