using System.CommandLine;
using System.Text;
using NewsMonitor.Core.Items;
using NewsMonitor.Feeds.Fetching;
using NewsMonitor.Feeds.Parsing;
using NewsMonitor.Tests.Deliveries;

namespace NewsMonitor.Benchmarks;

/// <summary>
/// <c>hostile</c>: other people's hostile documents, read, and shown on every channel as an alert. What is live is told; there
/// should be none.
/// </summary>
internal static class HostileEvaluation
{
    /// <summary>For documents that list no item: what they say is of the feed.</summary>
    private static readonly Item StandIn = new()
    {
        Feed = "outside",
        Identity = new("1", null, "1"),
        Key = "1",
        Title = "Assembly votes on the budget",
        Link = new Uri("https://example.org/news/1"),
    };

    public static Command Create()
    {
        var data = new Option<string>("--data")
        {
            Description = "The folder with feeds/feedparser/wellformed/sanitize",
            HelpName = "DIR",
            Required = true,
        };
        var command = new Command("hostile", "What of hostile documents is live on the channels: must be 0.") { data };
        command.SetAction(given =>
            Run(Path.Combine(given.GetRequiredValue(data), "feeds", "feedparser", "wellformed", "sanitize"))
        );
        return command;
    }

    private static int Run(string folder)
    {
        var (files, unread, items, renders, live) = (0, 0, 0, 0, 0);
        foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            files++;
            var read = Read(file);
            unread += read is null ? 1 : 0;
            items += read?.Items.Length ?? 0;
            var told = read is { Items: [_, ..] some } ? some : [StandIn];
            foreach (var (item, source) in told.SelectMany(item => Tellings(item, read?.Title, file)))
            {
                foreach (var kept in ((SafeHtml?[])[item.SummaryHtml, item.BodyHtml]).OfType<SafeHtml>())
                {
                    renders++;
                    live += Tell(file, "kept as HTML", LiveMarkup.InFragment(kept.Text));
                }
                foreach (var alert in ShownAlert.Forms(ShownAlert.Of(item, source)))
                foreach (var channel in ShownAlert.Channels)
                {
                    renders++;
                    live += Tell(file, channel, ShownAlert.Live(channel, alert));
                }
            }
        }
        Measure.Print("files", $"{files}", $"{unread} unreadable");
        Measure.Print("items", $"{items}", "each as it is read, and with its document as its text");
        Measure.Print("channels", $"{ShownAlert.Channels.Length}", "each alone, as news of a story and in a digest");
        Measure.Print("renders", $"{renders}");
        Measure.Print("live", $"{live}", "must be 0");
        return live == 0 && items > 0 ? 0 : 1;
    }

    /// <summary>
    /// As it is read: mostly without what was hostile. And as a publisher brings it who escapes twice: as text, all markup
    /// included.
    /// </summary>
    private static IEnumerable<(Item Item, string Source)> Tellings(Item item, string? title, string file)
    {
        yield return (item, title is { Length: > 0 } ? title : "Example World");
        var document = File.ReadAllText(file, Encoding.UTF8);
        // The title of a chat is cut: its hostile part comes first.
        var start =
            document.IndexOf("<entry", StringComparison.Ordinal) is >= 0 and var entry ? entry
            : document.IndexOf("<item", StringComparison.Ordinal) is >= 0 and var one ? one
            : 0;
        var hostile = document[start..];
        yield return (
            item with
            {
                Title = hostile,
                Summary = hostile,
                Body = hostile,
                Author = hostile,
                Guid = hostile,
                Language = hostile,
                Tags = [hostile],
            },
            hostile
        );
    }

    private static int Tell(string file, string where, IEnumerable<string> live)
    {
        var count = 0;
        foreach (var one in live)
        {
            count++;
            Console.WriteLine($"{Path.GetFileName(file)}, {where}: {one}");
        }
        return count;
    }

    private static Parsed? Read(string file) =>
        new FeedParser().Parse(
            new FeedDocument(File.ReadAllBytes(file), null, new Uri("http://127.0.0.1:8097/" + Path.GetFileName(file))),
            "outside",
            IdentityPolicy.Guid,
            CancellationToken.None
        ) as Parsed;
}
