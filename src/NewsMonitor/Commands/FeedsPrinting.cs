using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using NewsMonitor.Core.Alerts.Notices;
using NewsMonitor.Deliveries;
using NewsMonitor.Feeds;
using NewsMonitor.Ledger;
using Spectre.Console;

namespace NewsMonitor.Commands;

/// <summary>Feeds for a terminal, for a pipe and for programs.</summary>
internal static class FeedsPrinting
{
    private static readonly string[] Headings = ["Feed", "State", "Last success", "Rhythm", "Next poll", "Remark"];

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
        [row.Name, row.State, Time(row.LastSuccess), RhythmOf(row), Time(row.NextPoll), CleanText.Line(Remark(row))];

    private static string Remark(FeedRow row) => string.Join("; ", Remarks(row).Where(remark => remark is not null));

    private static IEnumerable<string?> Remarks(FeedRow row) =>
        [
            row.Error is null ? null
            : row.Failures > 1 ? $"{row.Error} ({row.Failures} times since {Time(row.FailingSince)})"
            : row.Error,
            row.State == "silent" ? $"nothing new since {Time(row.LastNewItem)}" : null,
            row.State == "empty"
                ? $"lists nothing since {Time(row.EmptySince)}; it listed {row.ListedBefore} items"
                : null,
            row.MovedTo is null ? null : $"moved to {row.MovedTo}",
            row.Wait,
        ];

    /// <summary>The usual time between two items, in its largest unit.</summary>
    internal static string Rhythm(TimeSpan? rhythm) =>
        rhythm switch
        {
            null => "-",
            { TotalMinutes: < 2 } seconds => string.Create(CultureInfo.InvariantCulture, $"{seconds.TotalSeconds:0} s"),
            { TotalHours: < 2 } minutes => string.Create(CultureInfo.InvariantCulture, $"{minutes.TotalMinutes:0} min"),
            { TotalDays: < 2 } hours => string.Create(CultureInfo.InvariantCulture, $"{hours.TotalHours:0} h"),
            { } days => string.Create(CultureInfo.InvariantCulture, $"{days.TotalDays:0} d"),
        };

    private static string RhythmOf(FeedRow row) =>
        Rhythm(row.RhythmSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null);

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
    DateTimeOffset? FailingSince,
    string? Error,
    string? MovedTo,
    DateTimeOffset? LastNewItem,
    double? RhythmSeconds,
    DateTimeOffset? EmptySince,
    int? ListedBefore,
    DateTimeOffset? GapAt,
    string? Wait
)
{
    /// <summary>Puts together what configuration and ledger know.</summary>
    public static FeedRow Of(Feed feed, FeedState? state, NoticeTerms terms, DateTimeOffset now) =>
        new(
            feed.Id,
            feed.Name,
            feed.Display,
            StateOf(feed, state, terms, now),
            state?.LastPoll,
            state?.LastSuccess,
            feed.Enabled ? state?.NextPoll : null,
            state?.Failures ?? 0,
            state?.FailingSince,
            state?.Error,
            state?.MovedTo is { } moved && Uri.TryCreate(moved, UriKind.Absolute, out var address)
                ? (feed with { Address = address }).Display
                : null,
            state?.LastNewItem,
            state?.Rhythm?.TotalSeconds,
            state?.EmptySince,
            state?.ListedBefore,
            state?.GapAt,
            state?.Wait
        );

    private static string StateOf(Feed feed, FeedState? state, NoticeTerms terms, DateTimeOffset now) =>
        state switch
        {
            _ when !feed.Enabled => "off",
            { Gone: true } => "ended",
            { Error: not null } => "failing",
            { EmptySince: not null } => "empty",
            { LastNewItem: { } last, Rhythm: { } rhythm } when terms.IsSilence(now - last, rhythm) => "silent",
            { HasBaseline: true } => "ok",
            _ => "new",
        };
}

/// <summary>Feeds as JSON, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(FeedRow[]))]
internal sealed partial class FeedRowJson : JsonSerializerContext;
