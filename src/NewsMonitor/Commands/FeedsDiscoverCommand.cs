using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Configuration;
using NewsMonitor.Deliveries;
using NewsMonitor.Feeds.Discovery;
using NewsMonitor.Feeds.Parsing;

namespace NewsMonitor.Commands;

/// <summary><c>monitor feeds discover URL</c>: the feeds of a site.</summary>
internal static class FeedsDiscoverCommand
{
    public static Command Create()
    {
        var config = CommonOptions.Config();
        var address = Address();
        var command = new Command(
            "discover",
            """
            Find the feeds of a site: those that its page announces, and those that it links to. Each is fetched and read.

              monitor feeds discover https://example.org/world
              monitor feeds add https://example.org/world/rss      takes one of them into feeds.yaml
            """
        )
        {
            address,
            config,
        };
        command.SetAction(
            (arguments, token) =>
                RunAsync(
                    arguments.GetRequiredValue(address),
                    arguments.GetRequiredValue(config),
                    arguments.InvocationConfiguration,
                    token
                )
        );
        return command;
    }

    /// <summary>The address of a page or feed; https:// may be left out.</summary>
    public static Argument<Uri> Address() =>
        new("url")
        {
            Description = "The address of a page or of a feed",
            CustomParser = result =>
            {
                var written = result.Tokens[0].Value;
                var whole = written.Contains("://", StringComparison.Ordinal) ? written : $"https://{written}";
                if (Uri.TryCreate(whole, UriKind.Absolute, out var address) && WebAddress.IsWeb(address))
                    return address;
                result.AddError($"\"{written}\" is no address of the web: write https://example.org/…");
                return null;
            },
        };

    /// <summary>Looks for feeds as the worker would fetch them.</summary>
    public static async Task<Discovery> DiscoverAsync(Uri address, string folder, CancellationToken cancellationToken)
    {
        await using var room = FeedsTools.Room(ConfigurationLoader.SettingsByTheWay(folder).Fetching);
        return await room.GetRequiredService<FeedDiscovery>().DiscoverAsync(address, cancellationToken);
    }

    /// <summary>Prints what was found.</summary>
    public static void Print(Discovery discovery, TextWriter output) =>
        Lines.PrintTable(
            ["Address", "Title", "Items", "Latest", "Rhythm"],
            discovery.Feeds.Select(feed =>
                new[]
                {
                    feed.Address.AbsoluteUri,
                    CleanText.Line(feed.Title ?? "-"),
                    feed.Items.ToString(CultureInfo.InvariantCulture),
                    Lines.Time(feed.Latest),
                    FeedsPrinting.Rhythm(feed.Rhythm),
                }
            ),
            output
        );

    private static async Task<int> RunAsync(
        Uri address,
        string folder,
        InvocationConfiguration streams,
        CancellationToken cancellationToken
    )
    {
        var discovery = await DiscoverAsync(address, folder, cancellationToken);
        if (discovery.Problem is { } problem)
        {
            await streams.Error.WriteLineAsync($"{address.Host}: {problem}");
            return ExitCode.Failed;
        }
        Print(discovery, streams.Output);
        return ExitCode.Ok;
    }
}
