using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Ledger;
using Spectre.Console;

namespace NewsMonitor.Commands;

/// <summary>Alerts on their way, for a terminal, for a pipe and for programs.</summary>
internal static class DeliveriesPrinting
{
    /// <summary>How much of an id is shown: 40 bits, so that no two of a million are likely to begin alike.</summary>
    private const int ShownOfId = 10;

    private static readonly string[] Headings =
    [
        "Id",
        "State",
        "Receiver",
        "Rule",
        "Headline",
        "Tries",
        "Owed since",
        "Next or settled",
        "Last failure",
    ];

    /// <summary>Prints in a format of <c>--format</c>.</summary>
    public static void Print(ImmutableArray<OwedAlert> alerts, string format, TextWriter output)
    {
        if (format == "json")
            output.WriteLine(
                JsonSerializer.Serialize([.. alerts.Select(DeliveryRow.Of)], DeliveryRowJson.Default.DeliveryRowArray)
            );
        else if (format == "ndjson")
            foreach (var alert in alerts)
                output.WriteLine(JsonSerializer.Serialize(DeliveryRow.Of(alert), DeliveryRowJson.Default.DeliveryRow));
        else if (output == Console.Out && !Console.IsOutputRedirected)
            AnsiConsole.Write(TableOf(alerts));
        else
            WriteLines(alerts, output);
    }

    /// <summary>Prints one alert with all that is known of its way.</summary>
    public static void Show(
        OwedAlert alert,
        ImmutableArray<FailedAttempt> failures,
        ImmutableArray<Alert> members,
        string format,
        TextWriter output
    )
    {
        var shown = ShownDelivery.Of(alert, failures, members);
        if (format != "text")
        {
            output.WriteLine(JsonSerializer.Serialize(shown, DeliveryRowJson.Default.ShownDelivery));
            return;
        }
        var row = shown.Delivery;
        Line("Id", row.Id);
        Line("Headline", row.Title);
        Line("Link", row.Link);
        Line("Rule", $"{row.RuleName} ({row.Rule})");
        Line("Receiver", row.Receiver);
        Line("State", row.State);
        Line("Told in", shown.Carrier);
        Line("Owed since", Time(row.OwedSince));
        Line("Next attempt", row.NextAttempt is null ? null : Time(row.NextAttempt));
        Line("Settled", row.Settled is null ? null : Time(row.Settled));
        Line("Attempts", row.Attempts.ToString(CultureInfo.InvariantCulture));
        foreach (var failure in shown.Failures)
        {
            output.WriteLine($"  {failure.Attempt}. {Time(failure.At)}  {OnOneLine(failure.Reason)}");
            if (failure.Reply is { Length: > 0 } reply)
                output.WriteLine($"     it answered: {OnOneLine(reply)}");
        }
        if (shown.Failures.IsEmpty)
            Line("Last failure", row.Reason);
        foreach (var member in shown.Members)
            output.WriteLine($"  - {OnOneLine(member)}");

        void Line(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                output.WriteLine($"{name + ":", -14}{OnOneLine(value)}");
        }
    }

    private static Table TableOf(ImmutableArray<OwedAlert> alerts)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns(Headings);
        foreach (var alert in alerts)
            table.AddRow(Cells(alert).Select(Markup.Escape).ToArray());
        return table;
    }

    /// <summary>One line an alert, whatever its length, with tabs between: what a pipe can cut and sort.</summary>
    private static void WriteLines(ImmutableArray<OwedAlert> alerts, TextWriter output)
    {
        output.WriteLine(string.Join('\t', Headings));
        foreach (var alert in alerts)
            output.WriteLine(string.Join('\t', Cells(alert)));
    }

    private static IEnumerable<string> Cells(OwedAlert alert)
    {
        var row = DeliveryRow.Of(alert);
        return
        [
            row.Id[..Math.Min(ShownOfId, row.Id.Length)],
            row.State,
            OnOneLine(row.Receiver),
            OnOneLine(row.RuleName),
            OnOneLine(row.Title),
            row.Attempts.ToString(CultureInfo.InvariantCulture),
            Time(row.OwedSince),
            Time(row.NextAttempt ?? row.Settled),
            OnOneLine(row.Reason ?? ""),
        ];
    }

    private static string Time(DateTimeOffset? moment) =>
        moment is null
            ? "-"
            : moment.Value.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A headline comes from outside: nothing in it may move the cursor, change colours or turn the line around.</summary>
    private static string OnOneLine(string text) =>
        string.Create(
            text.Length,
            text,
            (line, from) =>
            {
                for (var at = 0; at < line.Length; at++)
                    line[at] = IsCommand(from[at]) ? ' ' : from[at];
            }
        );

    private static bool IsCommand(char letter) =>
        char.IsControl(letter)
        || char.GetUnicodeCategory(letter) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || letter is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}

/// <summary>One alert as <c>deliveries list</c> prints it.</summary>
internal sealed record DeliveryRow(
    string Id,
    string Alert,
    string State,
    string Receiver,
    string Rule,
    string RuleName,
    string Source,
    string Title,
    string? Link,
    int Attempts,
    DateTimeOffset OwedSince,
    DateTimeOffset? NextAttempt,
    DateTimeOffset? Settled,
    string? Reason
)
{
    /// <summary>What of an alert is of use to those who look after deliveries.</summary>
    public static DeliveryRow Of(OwedAlert owed) =>
        new(
            owed.Alert.DeliveryId.Value,
            owed.Alert.Id.Value,
            InWords(owed.State),
            owed.Alert.Receiver,
            owed.Alert.RuleId,
            owed.Alert.RuleName,
            owed.Alert.Source,
            owed.Alert.Item.Title,
            owed.Alert.Item.Link?.AbsoluteUri,
            owed.Attempts,
            owed.OwedSince,
            owed.NextAttempt,
            owed.Settled,
            owed.LastReason
        );

    private static string InWords(AlertState state) =>
        state switch
        {
            AlertState.Due => "due",
            AlertState.Claimed => "sending",
            AlertState.Delivered => "sent",
            AlertState.Dead => "dead",
            AlertState.Dropped => "dropped",
            AlertState.Held => "held",
            AlertState.Carried => "in digest",
            AlertState.Silenced => "silenced",
            AlertState.Expired => "expired",
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "not a state of an alert"),
        };
}

/// <summary>One alert as <c>deliveries show</c> prints it.</summary>
internal sealed record ShownDelivery(
    DeliveryRow Delivery,
    string? Carrier,
    ImmutableArray<ShownFailure> Failures,
    ImmutableArray<string> Members
)
{
    /// <summary>All that is known of its way.</summary>
    public static ShownDelivery Of(
        OwedAlert owed,
        ImmutableArray<FailedAttempt> failures,
        ImmutableArray<Alert> members
    ) =>
        new(
            DeliveryRow.Of(owed),
            owed.Carrier,
            [.. failures.Select(one => new ShownFailure(one.Attempt, one.At, one.Reason, one.Reply))],
            [.. members.Select(member => member.Item.Title)]
        );
}

/// <summary>One attempt that failed.</summary>
internal sealed record ShownFailure(int Attempt, DateTimeOffset At, string Reason, string? Reply);

/// <summary>Alerts as JSON, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DeliveryRow[]))]
[JsonSerializable(typeof(ShownDelivery))]
internal sealed partial class DeliveryRowJson : JsonSerializerContext;
