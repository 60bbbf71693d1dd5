using System.CommandLine;
using NewsMonitor.Configuration;
using NewsMonitor.Deliveries;
using NewsMonitor.Feeds.Discovery;

namespace NewsMonitor.Commands;

/// <summary><c>monitor feeds add URL</c>: a feed into feeds.yaml.</summary>
internal static class FeedsAddCommand
{
    public static Command Create()
    {
        var config = CommonOptions.Config();
        var address = FeedsDiscoverCommand.Address();
        var name = new Option<string?>("--name") { Description = "What alerts show as the source", HelpName = "NAME" };
        var every = new Option<string?>("--every")
        {
            Description = "How often it is polled: 5m, 1h, auto",
            HelpName = "TIME",
        };
        var tags = new Option<string[]>("--tag") { Description = "A tag that rules choose feeds by", HelpName = "TAG" };
        var command = new Command(
            "add",
            """
            Fetch and read a feed, or the one feed of a page, and add it to feeds.yaml. What is there stays as it is, comments
            too; a file that would be refused is put back. A running monitor takes it over within seconds.

              monitor feeds add https://example.org/world.xml
              monitor feeds add https://example.org --name "Example World" --every auto --tag world
            """
        )
        {
            address,
            name,
            every,
            tags,
            config,
        };
        command.SetAction(
            (arguments, token) =>
                RunAsync(
                    arguments.GetRequiredValue(address),
                    arguments.GetRequiredValue(config),
                    new Wish(arguments.GetValue(name), arguments.GetValue(every), arguments.GetValue(tags) ?? []),
                    arguments.InvocationConfiguration,
                    token
                )
        );
        return command;
    }

    private sealed record Wish(string? Name, string? Every, string[] Tags);

    private static async Task<int> RunAsync(
        Uri address,
        string folder,
        Wish wish,
        InvocationConfiguration streams,
        CancellationToken cancellationToken
    )
    {
        if (ConfigurationLoader.Load(folder, runTests: false) is not Loaded { Configuration: var configuration })
            return ConfigurationPrinting.Refuse((Refused)ConfigurationLoader.Load(folder), streams.Error);
        var discovery = await FeedsDiscoverCommand.DiscoverAsync(address, folder, cancellationToken);
        if (discovery.Feeds is not [var found])
            return await AskAsync(discovery, address, streams);

        var name = wish.Name ?? CleanText.Cut(CleanText.Line(found.Title ?? found.Address.Host), 100);
        var lines = FeedsTools.Distinct(
            [new FeedLine(found.Address, name, null, wish.Every, wish.Tags)],
            configuration.Feeds
        );
        if (lines.Count == 0)
        {
            await streams.Error.WriteLineAsync($"{found.Address.Host}: this feed is in feeds.yaml already.");
            return ExitCode.Failed;
        }
        if (!FeedsTools.AddToFile(folder, lines, streams.Output, streams.Error))
            return ExitCode.Failed;
        await streams.Output.WriteLineAsync(
            $"Added \"{name}\": {Lines.Counted(found.Items, "item")}, the latest {Lines.Time(found.Latest)}, one every {FeedsPrinting.Rhythm(found.Rhythm)}."
        );
        return ExitCode.Ok;
    }

    private static async Task<int> AskAsync(Discovery discovery, Uri address, InvocationConfiguration streams)
    {
        await streams.Error.WriteLineAsync(
            discovery.Problem is { } problem
                ? $"{address.Host}: {problem}"
                : $"{address.Host} has {discovery.Feeds.Length} feeds. Add one of them by its address:"
        );
        if (discovery.Problem is null)
            FeedsDiscoverCommand.Print(discovery, streams.Output);
        return ExitCode.Failed;
    }
}
