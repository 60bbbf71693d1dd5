using System.Globalization;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Rules;
using NewsMonitor.Deliveries;
using Spectre.Console;

namespace NewsMonitor.Commands;

/// <summary>What several commands print the same way.</summary>
internal static class Lines
{
    /// <summary>A table on a terminal; elsewhere one line a row, with tabs between: what a pipe can cut and sort.</summary>
    public static void PrintTable(string[] headings, IEnumerable<string[]> rows, TextWriter output)
    {
        if (output == Console.Out && !Console.IsOutputRedirected)
        {
            var table = new Table().Border(TableBorder.Rounded).AddColumns(headings);
            foreach (var row in rows)
                table.AddRow([.. row.Select(Markup.Escape)]);
            AnsiConsole.Write(table);
            return;
        }
        output.WriteLine(string.Join('\t', headings));
        foreach (var row in rows)
            output.WriteLine(string.Join('\t', row));
    }

    /// <summary>A moment in UTC; <c>-</c> for none.</summary>
    public static string Time(DateTimeOffset? moment) =>
        moment is null ? "-" : moment.Value.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    /// <summary><c>1 rule</c>, <c>1,203 items</c>.</summary>
    public static string Counted(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? "" : "s")}");

    /// <summary>Says that there is no such rule, and which there are.</summary>
    /// <returns>The exit code of a command that cannot go on.</returns>
    public static int NoSuchRule(string id, IEnumerable<WatchRule> rules, TextWriter error)
    {
        error.WriteLine(
            $"There is no rule with the id \"{id}\". There are: {string.Join(", ", rules.Select(rule => rule.Id))}"
        );
        return ExitCode.Usage;
    }

    /// <summary>Why a rule does not match, in one line. The words come from strangers.</summary>
    public static string WhyNot(IEnumerable<NearMiss> misses) =>
        CleanText.Line($"Not matched: {string.Join(" And ", misses)}");
}
