using System.Collections.Immutable;

namespace NewsMonitor.Demo;

/// <summary>The founding story: feeds, a configuration that watches them, and what must come of it.</summary>
internal sealed record Seeds(string Folder, ImmutableArray<SeedFeed> Feeds, ExpectedAlerts Expected)
{
    /// <summary>The configuration folder among the seeds.</summary>
    public string ConfigurationFolder => Path.Combine(Folder, "config");

    /// <summary>The headline of an item, or its reference when no feed has it.</summary>
    public string TitleOf(string reference) => ItemOf(reference)?.Item.Title ?? reference;

    /// <summary>The reference of the item with this headline, or the headline when no feed has it.</summary>
    public string ReferenceOf(string title) =>
        Feeds.SelectMany(feed => feed.Items).FirstOrDefault(item => item.Title == title)?.Reference ?? title;

    /// <summary>An item with the feed that has it; null when none does.</summary>
    public (SeedFeed Feed, SeedItem Item)? ItemOf(string reference)
    {
        foreach (var feed in Feeds)
        {
            if (feed.Items.FirstOrDefault(item => item.Reference == reference) is { } item)
                return (feed, item);
        }
        return null;
    }

    /// <summary>Reads the seeds of a folder.</summary>
    public static Seeds Read(string folder) =>
        new(
            folder,
            SeedFeed.ReadAll(Path.Combine(folder, "feeds")),
            ExpectedAlerts.Read(Path.Combine(folder, "expected.yaml"))
        );

    /// <summary>The folder <c>seeds</c> beside the program, else in the current directory or above it; null when there is none.</summary>
    public static string? Find()
    {
        var above = new DirectoryInfo(Directory.GetCurrentDirectory());
        var candidates = new List<string> { AppContext.BaseDirectory };
        for (var folder = above; folder is not null; folder = folder.Parent)
            candidates.Add(folder.FullName);
        return candidates
            .Select(folder => Path.Combine(folder, "seeds"))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "expected.yaml")));
    }
}
