using System.Collections.Immutable;
using System.Globalization;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Matching;
using NewsMonitor.Ledger;
using Spectre.Console;

namespace NewsMonitor.Demo;

/// <summary>Shows people what the demo did: who was told what and why, and what was rightly left alone.</summary>
internal sealed class DemoReport(IAnsiConsole console)
{
    private const int WidthWithoutTerminal = 160;

    /// <summary>A report on a terminal, or on whatever standard output goes to.</summary>
    public static DemoReport OnConsole()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings());
        if (Console.IsOutputRedirected)
            console.Profile.Width = WidthWithoutTerminal;
        return new DemoReport(console);
    }

    /// <summary>Says what is about to happen.</summary>
    public void Announce(Seeds seeds, TimeSpan lasts) =>
        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"[bold]Six days in January 2020[/], told by {seeds.Feeds.Length} outlets on this machine in {lasts.TotalSeconds:0} seconds. Nothing leaves it."
        );

    /// <summary>Shows all that was done.</summary>
    public void Show(DemoCheck check)
    {
        console.Write(AlertTable("What was alerted", check.Due));
        if (check.Waiting.Any())
            console.Write(AlertTable("Developments that wait to be told together, within the hour", check.Waiting));
        console.Write(SilenceTable(check.Seeds));
    }

    /// <summary>Says how it ended.</summary>
    public void Conclude(DemoCheck check, ImmutableArray<string> differences, string folder, TimeSpan took)
    {
        foreach (var difference in differences)
            console.MarkupLineInterpolated($"[red]{difference}[/]");
        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"{check.Mails.Length} mails and {check.Calls.Length} webhook calls for {check.Due.Count()} alerts in {took.TotalSeconds:0.0} s. The mails are in {folder}, as .eml and .html."
        );
        if (differences.IsEmpty)
            console.MarkupLine(
                "[green]All as expected:[/] nothing missing, nothing twice, nothing that was not asked for."
            );
        else
            console.MarkupLineInterpolated($"[red]{differences.Length} differences[/] from expected.yaml.");
    }

    private static Table AlertTable(string title, IEnumerable<OwedAlert> owed)
    {
        var table = new Table()
            .Border(TableBorder.Rounded)
            .Title(title)
            .AddColumns("Time (UTC)", "Outlet", "Headline", "Rule", "Why", "Told");
        foreach (var told in owed.Select(owed => owed.Alert).GroupBy(alert => alert.Id))
            table.AddRow(RowOf(told.First(), told.Select(alert => alert.Receiver)));
        return table;
    }

    private static string[] RowOf(Alert alert, IEnumerable<string> receivers) =>
        [
            Time(alert.Item.Published),
            Markup.Escape(alert.Source),
            Markup.Escape(alert.Item.Title),
            Markup.Escape(alert.RuleName),
            string.Join("; ", alert.Evidence.Select(Marked).Distinct()),
            Markup.Escape(string.Join(", ", receivers.Order(StringComparer.Ordinal))),
        ];

    private static Table SilenceTable(Seeds seeds)
    {
        var table = new Table()
            .Border(TableBorder.Rounded)
            .Title("What was not alerted, and why that is right")
            .AddColumns("Time (UTC)", "Headline", "Why not");
        var rows =
            from silence in seeds.Expected.Silence
            let item = seeds.ItemOf(silence.Item)?.Item
            where item is not null
            orderby item.Published
            select (item, silence.Why);
        foreach (var (item, why) in rows)
            table.AddRow(Time(item.Published), Markup.Escape(item.Title), Markup.Escape(why));
        return table;
    }

    /// <summary>The words that matched, the marked ones bold: <c>"denies it will <b>withdraw</b> <b>troops</b>"</c>.</summary>
    private static string Marked(Evidence evidence)
    {
        var text = new System.Text.StringBuilder();
        var at = 0;
        foreach (var mark in evidence.Marks.Select(mark => Within(mark, evidence)).Where(mark => mark.Start >= at))
        {
            text.Append(Markup.Escape(evidence.Words[at..mark.Start]));
            text.Append("[bold]").Append(Markup.Escape(evidence.Words[mark.Start..mark.End])).Append("[/]");
            at = mark.End;
        }
        return text.Append(Markup.Escape(evidence.Words[at..])).ToString();
    }

    private static TextSpan Within(TextSpan mark, Evidence evidence) =>
        new(
            Math.Clamp(mark.Start - evidence.Start, 0, evidence.Words.Length),
            Math.Clamp(mark.End - evidence.Start, 0, evidence.Words.Length)
        );

    private static string Time(DateTimeOffset? moment) =>
        moment?.UtcDateTime.ToString("dd MMM HH:mm", CultureInfo.InvariantCulture) ?? "-";
}
