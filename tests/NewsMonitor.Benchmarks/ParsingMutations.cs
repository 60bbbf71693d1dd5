using System.CommandLine;
using System.Diagnostics;
using NewsMonitor.Core.Items;
using NewsMonitor.Feeds.Fetching;
using NewsMonitor.Feeds.Parsing;
using NewsMonitor.Tests.Feeds.Parsing;

namespace NewsMonitor.Benchmarks;

/// <summary><c>mutations</c>: every fixture cut, flipped and repeated at random, the same on every run.</summary>
internal static class ParsingMutations
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var data = new Option<string>("--data")
        {
            Description = "The folder with feeds/fixtures",
            HelpName = "DIR",
            Required = true,
        };
        var count = new Option<int>("--count") { Description = "Mutations of each", DefaultValueFactory = _ => 100 };
        var seed = new Option<int>("--seed") { Description = "The seed of chance", DefaultValueFactory = _ => 7 };
        var command = new Command("mutations", "Broken documents: no crash, no hang, no flood") { data, count, seed };
        command.SetAction(parsed =>
            Run(
                Path.Combine(parsed.GetValue(data)!, "feeds", "fixtures"),
                parsed.GetValue(count),
                parsed.GetValue(seed)
            )
        );
        return command;
    }

    private static int Run(string folder, int count, int seed)
    {
        var chance = new Random(seed);
        var calm = new Tally("mutations that ended within a second", isTold: true);
        var whole = new Tally("mutations without an exception", isTold: true);
        var (read, slowest, watch) = (0, TimeSpan.Zero, Stopwatch.StartNew());
        foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            var bytes = File.ReadAllBytes(file);
            for (var number = 0; number < count; number++)
            {
                var mutant = Mutation.Of(bytes, chance);
                var name = $"{Path.GetFileName(file)} {number}";
                var cpu = Environment.CpuUsage.TotalTime;
                var problem = Problem(mutant, ref read);
                whole.Take(problem is null, $"{name}: {problem}");
                var took = Environment.CpuUsage.TotalTime - cpu;
                slowest = took > slowest ? took : slowest;
                calm.Take(took < Hang, $"{name}: {took.TotalSeconds:0.0} s");
            }
        }
        whole.Print();
        calm.Print();
        Measure.Print("mutations still read as feeds", $"{read}");
        Measure.Print("the slowest", $"{slowest.TotalMilliseconds:N0} ms CPU", "its HTML made safe included");
        Measure.Print("peak of memory", $"{PeakMemory.Ever / 1e6:N0} MB");
        Measure.Print("in all", $"{watch.Elapsed.TotalSeconds:N0} s");
        return 0;
    }

    private static string? Problem(byte[] mutant, ref int read)
    {
        try
        {
            var document = new FeedDocument(mutant, null, new Uri("http://127.0.0.1/feed"));
            if (
                new FeedParser().Parse(document, "mutant", IdentityPolicy.Guid, CancellationToken.None)
                is not Parsed feed
            )
                return null;
            read++;
            foreach (var item in feed.Items)
                _ = (item.SummaryHtml?.Text, item.BodyHtml?.Text);
            return null;
        }
        // Any exception at all is what this looks for.
        catch (Exception problem)
        {
            return problem.ToString();
        }
    }
}
