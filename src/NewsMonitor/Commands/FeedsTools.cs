using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NewsMonitor.Configuration;
using NewsMonitor.Feeds;
using NewsMonitor.Feeds.Fetching;

namespace NewsMonitor.Commands;

/// <summary>What the commands that visit feeds share: the worker's own fetcher, guard and limits, and the file they write.</summary>
internal static class FeedsTools
{
    /// <summary>The feeds room by itself.</summary>
    public static ServiceProvider Room(FetchSettings settings) =>
        new ServiceCollection()
            .AddLogging(logging => logging.ClearProviders())
            .AddFeeds(settings)
            .BuildServiceProvider();

    /// <summary>
    /// Adds feeds to <c>feeds.yaml</c> and reads the configuration again; when it would be refused, the file is as before,
    /// and the lines are printed for a person to add.
    /// </summary>
    /// <returns>True when they are in the file.</returns>
    public static bool AddToFile(
        string folder,
        IReadOnlyCollection<FeedLine> feeds,
        TextWriter output,
        TextWriter error
    )
    {
        var file = Path.Combine(folder, "feeds.yaml");
        try
        {
            var before = File.Exists(file) ? File.ReadAllText(file) : null;
            var after = before is null ? FeedsFileText.New(feeds) : FeedsFileText.Add(before, feeds);
            if (after is not null && Try(folder, file, before, after, error))
                return true;
            error.WriteLine($"{file} is as it was. Add these lines to its feeds: yourself:");
        }
        catch (Exception fault) when (FileFault.Is(fault))
        {
            error.WriteLine($"{file} cannot be written: {FileFault.InWords(file, fault)}. These are the lines:");
        }
        output.Write(FeedsFileText.Lines(feeds, "  "));
        return false;
    }

    /// <summary>Lines for feeds that are not there yet, each with an id that no other has.</summary>
    public static List<FeedLine> Distinct(IEnumerable<FeedLine> feeds, IEnumerable<Feed> known)
    {
        var addresses = known.Select(feed => feed.Address).ToHashSet();
        var ids = known.Select(feed => feed.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var lines = new List<FeedLine>();
        foreach (var feed in feeds.Where(feed => addresses.Add(feed.Address)))
        {
            var slug = Ids.Of(feed.Name) is { Length: > 0 } named ? named : "feed";
            var id = slug;
            for (var number = 2; !ids.Add(id); number++)
                id = $"{slug}-{number}";
            lines.Add(id == Ids.Of(feed.Name) ? feed : feed with { Id = id });
        }
        return lines;
    }

    private static bool Try(string folder, string file, string? before, string after, TextWriter error)
    {
        var problemsBefore = ProblemsOf(folder);
        File.WriteAllText(file, after);
        if (
            ConfigurationLoader.Load(folder, runTests: false) is not Refused refused
            || refused.Problems.Length <= problemsBefore
        )
            return true;
        ConfigurationPrinting.Refuse(refused, error);
        if (before is null)
            File.Delete(file);
        else
            File.WriteAllText(file, before);
        return false;
    }

    /// <summary>A configuration that is refused for another reason may still be added to.</summary>
    private static int ProblemsOf(string folder) =>
        ConfigurationLoader.Load(folder, runTests: false) is Refused refused ? refused.Problems.Length : 0;
}
