using System.Collections.Immutable;
using System.CommandLine;
using NewsMonitor.Configuration;
using NewsMonitor.Deliveries;
using NewsMonitor.Feeds;

namespace NewsMonitor.Commands;

/// <summary><c>monitor feeds import FILE.opml</c>: the feeds that another program knows.</summary>
internal static class FeedsImportCommand
{
    private const int LongestName = 100;

    public static Command Create()
    {
        var config = CommonOptions.Config();
        var file = new Argument<string>("file") { Description = "A list of feeds as OPML, well-formed or not" };
        var dry = new Option<bool>("--dry-run") { Description = "Print the lines and write nothing" };
        var command = new Command(
            "import",
            """
            Bring the feeds of another program: every outline of an OPML file with an address becomes a line of feeds.yaml, its
            groups become tags. Feeds that are there already are left alone. Fetches nothing.

              monitor feeds import subscriptions.opml --dry-run
              monitor feeds import subscriptions.opml
            """
        )
        {
            file,
            dry,
            config,
        };
        command.SetAction(
            (arguments, token) =>
                RunAsync(
                    arguments.GetRequiredValue(file),
                    arguments.GetRequiredValue(config),
                    arguments.GetValue(dry),
                    arguments.InvocationConfiguration,
                    token
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        string file,
        string folder,
        bool isDry,
        InvocationConfiguration streams,
        CancellationToken cancellationToken
    )
    {
        OpmlList list;
        try
        {
            list = Opml.Read(await File.ReadAllBytesAsync(file, cancellationToken), cancellationToken);
        }
        catch (Exception fault) when (FileFault.Is(fault))
        {
            await streams.Error.WriteLineAsync($"{file} cannot be read: {FileFault.InWords(file, fault)}");
            return ExitCode.Failed;
        }
        return Take(file, list, folder, isDry, streams);
    }

    private static int Take(string file, OpmlList list, string folder, bool isDry, InvocationConfiguration streams)
    {
        if (list.Problem is { } problem)
            streams.Error.WriteLine($"{file}: {problem}");
        foreach (var address in list.LeftOut)
            streams.Error.WriteLine(
                $"{file}: left out, no address of the web: {CleanText.Cut(CleanText.Line(address), 200)}"
            );

        var known = isDry ? KnownOf(folder) : Known(folder, streams);
        if (known is null)
            return ExitCode.Usage;
        var lines = FeedsTools.Distinct(list.Outlines.Select(LineOf), known.Value);
        if (isDry)
            streams.Output.Write(FeedsFileText.Lines(lines, "  "));
        else if (lines.Count > 0 && !FeedsTools.AddToFile(folder, lines, streams.Output, streams.Error))
            return ExitCode.Failed;
        streams.Error.WriteLine(
            $"{file}: {Lines.Counted(list.Outlines.Length, "feed")}; {lines.Count} new{(isDry ? ", not written" : "")}, {list.Outlines.Length - lines.Count} known or listed twice, {list.LeftOut.Length} left out"
        );
        return list.Problem is null ? ExitCode.Ok : ExitCode.Failed;
    }

    private static ImmutableArray<Feed> KnownOf(string folder) =>
        ConfigurationLoader.Load(folder, runTests: false) is Loaded loaded ? loaded.Configuration.Feeds : [];

    private static ImmutableArray<Feed>? Known(string folder, InvocationConfiguration streams)
    {
        var result = ConfigurationLoader.Load(folder, runTests: false);
        if (result is Loaded loaded)
            return loaded.Configuration.Feeds;
        ConfigurationPrinting.Refuse((Refused)result, streams.Error);
        return null;
    }

    private static FeedLine LineOf(OpmlOutline outline) =>
        new(
            outline.Address,
            CleanText.Cut(CleanText.Line(outline.Name), LongestName) is { Length: > 0 } name
                ? name
                : outline.Address.Host,
            null,
            null,
            [.. outline.Categories.Select(CleanText.Line).Where(tag => tag.Length > 0)]
        );
}
