using System.Text.Json;
using NewsMonitor.Commands;
using Xunit;

namespace NewsMonitor.Tests.Commands;

/// <summary><c>monitor check</c> where the worker has run.</summary>
public sealed class CheckPastTests
{
    private const string Iraq =
        "- { name: Iraq troop withdrawal, phrases: [troop withdrawal], places: [Iraq], not: [fantasy football], notify: [desk] }";

    [Fact]
    public async Task Each_rule_says_how_many_past_items_it_would_have_matched_with_three_examples_and_two_near_misses()
    {
        await using var world = new PastWorld();
        world.WriteRules(Iraq);
        await world.ListAsync([
            .. Enumerable.Range(1, 5).Select(n => $"US to withdraw troops from Iraq, report {n}"),
            "US to withdraw troops from Germany",
            "Cash prizes handed out in Iraq",
            "Fantasy football: troops withdraw from Iraq",
            "Rain in Spain",
        ]);

        var run = await world.RunAsync("check");

        Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Errors));
        Assert.Contains("past items 9 items of the last 7 days; 1 rule would have matched some", run.Lines);
        var from = Array.IndexOf(run.Lines, "iraq-troop-withdrawal: 5 of 9");
        Assert.Equal(
            [
                "  + US to withdraw troops from Iraq, report 5",
                "  + US to withdraw troops from Iraq, report 4",
                "  + US to withdraw troops from Iraq, report 3",
            ],
            run.Lines[(from + 1)..].Where(line => line.StartsWith("  +", StringComparison.Ordinal))
        );
        Assert.Equal(
            ["  ~ Fantasy football: troops withdraw from Iraq", "  ~ US to withdraw troops from Germany"],
            run.Lines.Where(line => line.StartsWith("  ~", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        );
        Assert.Contains(run.Lines, line => line.Contains("It vetoes the item", StringComparison.Ordinal));
        Assert.Contains(
            run.Lines,
            line => line.Contains("nothing in the item stands for \"Iraq\"", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_rule_that_matches_more_than_two_of_a_hundred_items_is_warned_of_with_its_place_and_the_figure()
    {
        await using var world = new PastWorld();
        world.WriteRules(
            "- { name: Strikes, phrases: [rail strike], notify: [desk] }",
            "- { name: Floods, phrases: [flood warning], notify: [desk] }"
        );
        await world.ListAsync([
            .. Enumerable.Range(0, 90).Select(n => $"Report {n}"),
            .. Enumerable.Range(0, 150).Select(n => $"Report {n} of markets"),
            .. Enumerable.Range(0, 6).Select(n => $"Rail strike number {n}"),
            .. Enumerable.Range(0, 4).Select(n => $"Flood warning number {n}"),
        ]);

        var run = await world.RunAsync("check");

        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.StartsWith(
            "rules/none.yaml:2:5    warning: \"Strikes\" would have matched 6 of the 250 items of the last 7 days (2.4",
            Assert.Single(run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)),
            StringComparison.Ordinal
        );
        Assert.Contains(run.Lines, line => line == "warnings   1");
    }

    [Fact]
    public async Task Programs_get_the_same_as_json_and_one_rule_can_be_chosen()
    {
        await using var world = new PastWorld();
        world.WriteRules(Iraq, "- { name: Floods, phrases: [flood], enabled: false, notify: [desk] }");
        await world.ListAsync(["US to withdraw troops from Iraq", "Flood in Spain", "Floods recede"]);

        var all = await world.RunAsync("check", "--format", "json");
        var one = await world.RunAsync("check", "--format", "json", "--rule", "floods");
        var none = await world.RunAsync("check", "--rule", "flodds");

        Assert.Equal([("iraq-troop-withdrawal", 1)], Found(all));
        Assert.Equal([("floods", 2)], Found(one));
        Assert.Equal(ExitCode.Usage, none.Code);
        Assert.Contains("There are: iraq-troop-withdrawal, floods", none.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Items_from_before_the_last_week_and_other_feeds_than_the_rule_reads_do_not_count()
    {
        await using var world = new PastWorld();
        world.WriteRules(
            "- { name: World, phrases: [flood], feeds: { tags: [world] }, notify: [desk] }",
            "- { name: Elsewhere, phrases: [flood], feeds: { tags: [sport] }, notify: [desk] }"
        );
        world.Files.Write(
            "feeds.yaml",
            $"{File.ReadAllText(Path.Combine(world.Files.Folder, "feeds.yaml")).TrimEnd(']')}, {{ url: \"https://example.org/sport.xml\", tags: [sport] }}]"
        );
        var now = world.Ledger.Now;
        world.Ledger.Time.AdjustTime(now - TimeSpan.FromDays(8));
        await world.ListAsync(["Flood of old"]);
        world.Ledger.Time.AdjustTime(now);
        await world.ListAsync(["Flood of today"]);

        var run = await world.RunAsync("check", "--format", "json");

        Assert.Equal([("world", 1), ("elsewhere", 0)], Found(run));
    }

    [Fact]
    public async Task The_past_can_be_left_out_and_a_ledger_that_cannot_be_read_spoils_no_check()
    {
        await using var world = new PastWorld();
        world.WriteRules(Iraq);
        await world.ListAsync(["US to withdraw troops from Iraq"]);

        Assert.DoesNotContain(
            "past items",
            (await world.RunAsync("check", "--no-past")).Output,
            StringComparison.Ordinal
        );

        world.Files.Write(
            "other/ledger.db",
            "this is no database, and a little longer than a header of one hundred bytes ……………………………………"
        );
        world.Files.Write("monitor.yaml", $"data: \"{world.Files.Folder}/other\"");
        var run = await world.RunAsync("check");

        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Contains("the rules were not tried on past items", run.Errors, StringComparison.Ordinal);
    }

    private static (string, int)[] Found(CommandRun run)
    {
        using var json = JsonDocument.Parse(run.Output);
        return
        [
            .. json
                .RootElement.GetProperty("past")
                .GetProperty("rules")
                .EnumerateArray()
                .Select(rule => (rule.GetProperty("rule").GetString()!, rule.GetProperty("matches").GetInt32())),
        ];
    }
}
