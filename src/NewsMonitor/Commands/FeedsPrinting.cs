using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using NewsMonitor.Deliveries;
using NewsMonitor.Feeds;
using NewsMonitor.Ledger;
using Spectre.Console;

namespace NewsMonitor.Commands;

/// <summary>Feeds for a terminal, for a pipe and for programs.</summary>
internal static class FeedsPrinting
{
    private static readonly string[] Headings = ["Feed", "State", "Last success", "Next poll", "Remark"];

    /// <summary>Prints in a format of <c>--format</c>.</summary>
    public static void Print(FeedRow[] rows, string format, TextWriter output)
    {
        if (format == "json")
            output.WriteLine(JsonSerializer.Serialize(rows, FeedRowJson.Default.FeedRowArray));
        else if (format == "ndjson")
            foreach (var row in rows)
                output.WriteLine(JsonSerializer.Serialize(row, FeedRowJson.Default.FeedRow));
        else if (output == Console.Out && !Console.IsOutputRedirected)
            AnsiConsole.Write(TableOf(rows));
        else
            WriteLines(rows, output);
    }

    private static Table TableOf(FeedRow[] rows)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns(Headings);
        foreach (var row in rows)
            table.AddRow(Cells(row).Select(Markup.Escape).ToArray());
        return table;
    }

    /// <summary>One line a feed, whatever its length, with tabs between: what a pipe can cut and sort.</summary>
    private static void WriteLines(FeedRow[] rows, TextWriter output)
    {
        output.WriteLine(string.Join('\t', Headings));
        foreach (var row in rows)
            output.WriteLine(string.Join('\t', Cells(row)));
    }

    // A remark may repeat what a stranger's server said.
    private static IEnumerable<string> Cells(FeedRow row) =>
        [row.Name, row.State, Time(row.LastSuccess), Time(row.NextPoll), CleanText.Line(Remark(row))];

    private static string Remark(FeedRow row) => row.Error ?? (row.MovedTo is null ? "" : $"moved to {row.MovedTo}");

    private static string Time(DateTimeOffset? moment) =>
        moment is null
            ? "-"
            : moment.Value.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
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
