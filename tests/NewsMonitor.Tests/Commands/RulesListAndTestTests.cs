using System.Text.Json;
using NewsMonitor.Commands;
using NewsMonitor.Tests.Configuration;
using Xunit;

namespace NewsMonitor.Tests.Commands;

public sealed class RulesListAndTestTests
{
    [Fact]
    public async Task Every_rule_is_listed_with_its_last_match_and_those_that_never_match_can_be_asked_for()
    {
        await using var world = new PastWorld();
        world.WriteRules(
            "- { name: Floods, phrases: [flood], notify: [desk], tests: { match: [Flood] } }",
            "- { name: Storms, phrases: [hurricane], notify: [desk] }",
            "- { name: Quakes, phrases: [earthquake], enabled: false, notify: [desk] }"
        );
        var now = world.Ledger.Now;
        world.Ledger.Time.AdjustTime(now - TimeSpan.FromDays(10));
        await world.ListAsync(["Flood in May", "Flood in Spain"], "floods");
        world.Ledger.Time.AdjustTime(now);
        await world.ListAsync(["Flood of today"], "floods");

        var list = await world.RunAsync("rules", "list");
        var idle = await world.RunAsync("rules", "list", "--idle", "--format", "ndjson");

        Assert.Equal((ExitCode.Ok, ""), (list.Code, list.Errors));
        Assert.Equal(
            [
                "Rule\tState\tLast match\t7 days\t30 days\tTests\tWhere",
                $"floods\tok\t{now.UtcDateTime:yyyy-MM-dd HH:mm'Z'}\t1\t3\t1\trules/none.yaml:2:5",
                "storms\tnever matched\t-\t0\t0\t0\trules/none.yaml:3:5",
                "quakes\toff\t-\t0\t0\t0\trules/none.yaml:4:5",
            ],
            list.Lines
        );
        using var row = JsonDocument.Parse(Assert.Single(idle.Lines));
        Assert.Equal("storms", row.RootElement.GetProperty("id").GetString());
        Assert.Equal(0, row.RootElement.GetProperty("matches_30_days").GetInt32());
    }

    [Fact]
    public async Task Before_the_first_run_rules_are_listed_without_matches()
    {
        using var files = new ConfigurationWorld().WriteLeast();
        files.Write("monitor.yaml", "data: later");

        var run = await CommandRun.OfAsync("rules", "list", "--format", "json", "-c", files.Folder);

        Assert.Equal((ExitCode.Ok, "[]"), (run.Code, run.Output.Trim()));
        Assert.Contains("'monitor run' makes it", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tests_that_hold_are_listed_with_what_matched()
    {
        using var files = Rules("match: [Flood in Spain]", "no_match: [Rain in Spain]");

        var run = await CommandRun.OfAsync("rules", "test", "-c", files.Folder);

        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Equal(
            [
                "Rule\tResult\tExpected\tExample\tWhy",
                "floods\tok\tmatch\tFlood in Spain\tMatched because the title says \"Flood\".",
                "floods\tok\tno match\tRain in Spain\t",
            ],
            run.Lines
        );
        Assert.Equal("2 tests of 1 rule: 0 failed; 0 rules without tests", run.Errors.Trim());
    }

    [Fact]
    public async Task A_test_that_fails_says_what_is_nearest_and_ends_with_1()
    {
        using var files = Rules("match: [Rain in Spain]", "no_match: [Floods recede]");

        var run = await CommandRun.OfAsync("rules", "test", "floods", "--format", "ndjson", "-c", files.Folder);

        Assert.Equal(ExitCode.Failed, run.Code);
        var results = run.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.All(results, result => Assert.False(result.GetProperty("ok").GetBoolean()));
        Assert.Equal("phrase: flood", results[0].GetProperty("why_not")[0].GetProperty("part").GetString());
        Assert.Equal("Floods", results[1].GetProperty("evidence")[0].GetProperty("words").GetString());
        Assert.Equal("rules/all.yaml:4:22", results[0].GetProperty("where").GetString());
    }

    [Fact]
    public async Task Rules_that_cannot_be_read_are_refused_before_any_test()
    {
        using var files = new ConfigurationWorld().Write(
            "rules/all.yaml",
            "rules:\n  - { name: Floods, phrses: [flood] }\n"
        );

        var run = await CommandRun.OfAsync("rules", "test", "-c", files.Folder);

        Assert.Equal((ExitCode.Usage, ""), (run.Code, run.Output));
        Assert.Contains("\"phrses\"", run.Errors, StringComparison.Ordinal);
    }

    private static ConfigurationWorld Rules(params string[] tests) =>
        new ConfigurationWorld().Write(
            "rules/all.yaml",
            $"rules:\n  - name: Floods\n    phrases: [flood]\n    tests: {{ {string.Join(", ", tests)} }}\n"
        );
}
