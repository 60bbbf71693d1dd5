using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using NewsMonitor.Configuration;
using NewsMonitor.Feeds;
using NewsMonitor.Ledger;
using Spectre.Console;

namespace NewsMonitor.Commands;

/// <summary><c>monitor feeds</c>: what is polled, and how it goes.</summary>
internal static class FeedsCommand
{
    public static Command Create() =>
        new("feeds", "Look at the feeds: when each was polled, when it will be, and what went wrong.") { List() };

    private static Command List()
    {
        var config = CommonOptions.Config();
        var format = CommonOptions.Format("text", "json", "ndjson");
        var command = new Command(
            "list",
            """
            List every feed with its last success, its next poll and its error in plain words. Works beside 'monitor run'.

              monitor feeds list
              monitor feeds list --format ndjson
            """
        )
        {
            config,
            format,
        };
        command.SetAction(
            (arguments, token) =>
                ListAsync(arguments.GetRequiredValue(config), arguments.GetRequiredValue(format), token)
        );
        return command;
    }

    private static Task<int> ListAsync(string folder, string format, CancellationToken cancellationToken) =>
        ConfigurationLoader.Load(folder) switch
        {
            Loaded loaded => ListAsync(loaded.Configuration, format, cancellationToken),
            Refused refused => Task.FromResult(ConfigurationPrinting.Refuse(refused, Console.Error)),
            var other => throw new InvalidOperationException($"a configuration cannot be {other}"),
        };

    private static async Task<int> ListAsync(
        MonitorConfiguration configuration,
        string format,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await using var store = LedgerStore.Open(configuration.DataFolder, TimeProvider.System);
            var states = (await new FeedLedger(store).AllAsync(cancellationToken)).ToDictionary(state => state.Feed);
            var rows = configuration.Feeds.Select(feed => FeedRow.Of(feed, states.GetValueOrDefault(feed.Id)));
            Print([.. rows], format);
            return ExitCode.Ok;
        }
        catch (LedgerUnavailable fault)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return ExitCode.Failed;
        }
    }

    private static void Print(FeedRow[] rows, string format)
    {
        if (format == "json")
            Console.WriteLine(JsonSerializer.Serialize(rows, FeedRowJson.Default.FeedRowArray));
        else if (format == "ndjson")
            foreach (var row in rows)
                Console.WriteLine(JsonSerializer.Serialize(row, FeedRowJson.Default.FeedRow));
        else
            AnsiConsole.Write(TableOf(rows));
    }

    private static Table TableOf(FeedRow[] rows)
    {
        var table = new Table()
            .Border(TableBorder.Rounded)
            .AddColumns("Feed", "State", "Last success", "Next poll", "Remark");
        foreach (var row in rows)
            table.AddRow(
                Markup.Escape(row.Name),
                row.State,
                Time(row.LastSuccess),
                Time(row.NextPoll),
                Markup.Escape(row.Error ?? (row.MovedTo is null ? "" : $"moved to {row.MovedTo}"))
            );
        return table;
    }

    private static string Time(DateTimeOffset? moment) =>
        moment is null ? "-" : $"{moment.Value.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z";
}

/// <summary>One feed as <c>feeds list</c> prints it.</summary>
internal sealed record FeedRow(
    string Id,
    string Name,
    string Address,
    string State,
    DateTimeOffset? LastPoll,
    DateTimeOffset? LastSuccess,
    DateTimeOffset? NextPoll,
    int Failures,
    string? Error,
    string? MovedTo
)
{
    /// <summary>Puts together what configuration and ledger know.</summary>
    public static FeedRow Of(Feed feed, FeedState? state) =>
        new(
            feed.Id,
            feed.Name,
            feed.Display,
            StateOf(feed, state),
            state?.LastPoll,
            state?.LastSuccess,
            feed.Enabled ? state?.NextPoll : null,
            state?.Failures ?? 0,
            state?.Error,
            state?.MovedTo
        );

    private static string StateOf(Feed feed, FeedState? state) =>
        state switch
        {
            _ when !feed.Enabled => "off",
            { Gone: true } => "ended",
            { Error: not null } => "failing",
            { HasBaseline: true } => "ok",
            _ => "new",
        };
}

/// <summary>Feeds as JSON, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(FeedRow[]))]
internal sealed partial class FeedRowJson : JsonSerializerContext;
