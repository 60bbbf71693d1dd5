using System.Text.Json;
using NewsMonitor.Commands;
using NewsMonitor.Tests.Configuration;
using NewsMonitor.Tests.Ledger;
using Xunit;

namespace NewsMonitor.Tests.Commands;

public sealed class ExplainCommandTests
{
    private const string Headline = "US to withdraw troops from Iraq";

    private static readonly string[] Rules =
    [
        "- { name: Iraq troop withdrawal, phrases: [troop withdrawal], places: [Iraq], notify: [desk] }",
        "- { name: Soleimani, names: [Qassem Soleimani], notify: [desk] }",
    ];

    [Fact]
    public async Task A_rule_is_explained_leaf_by_leaf_with_every_form()
    {
        using var files = new ConfigurationWorld().Write("rules/all.yaml", $"rules:\n  {Rules[0]}\n");

        var run = await CommandRun.OfAsync(
            "explain",
            "rule",
            "iraq-troop-withdrawal",
            "--format",
            "json",
            "-c",
            files.Folder
        );

        Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Errors));
        using var json = JsonDocument.Parse(run.Output);
        var leaves = json.RootElement.GetProperty("leaves").EnumerateArray().ToArray();
        Assert.Equal(
            ["phrase: troop withdrawal", "place: Iraq"],
            leaves.Select(leaf => leaf.GetProperty("leaf").GetString())
        );
        Assert.Equal(
            "in one sentence, in any order, at most 4 other content words between",
            leaves[0].GetProperty("stands").GetString()
        );
        Assert.Superset(
            new HashSet<string> { "withdraw", "withdraws", "withdrew", "withdrawn", "withdrawing" },
            Forms(leaves[0], "withdrawal", "verb/noun")
        );
        Assert.Superset(new HashSet<string> { "troop", "troops" }, Forms(leaves[0], "troop", "form"));
        Assert.Superset(new HashSet<string> { "Iraqi", "Iraqis" }, Forms(leaves[1], "Iraq", "people"));
        Assert.Contains("Baghdad", Forms(leaves[1], "Iraq", "capital"));
    }

    [Fact]
    public async Task A_rule_is_explained_in_text_and_an_unknown_one_names_those_there_are()
    {
        using var files = new ConfigurationWorld().Write("rules/all.yaml", $"rules:\n  {Rules[1]}\n");

        var text = await CommandRun.OfAsync("explain", "rule", "soleimani", "-c", files.Folder);
        var unknown = await CommandRun.OfAsync("explain", "rule", "sulaimani", "-c", files.Folder);

        Assert.Equal("Soleimani (soleimani), rules/all.yaml:2:5", text.Lines[0]);
        Assert.Contains("name: Qassem Soleimani", text.Lines);
        Assert.Contains(
            text.Lines,
            line => line.Contains("found by their distance, not by a list", StringComparison.Ordinal)
        );
        Assert.Equal(ExitCode.Usage, unknown.Code);
        Assert.Contains("There are: soleimani", unknown.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Headline)]
    [InlineData("https://example.org/US%20to%20withdraw%20troops%20from%20Iraq")]
    public async Task An_item_of_the_ledger_is_followed_through_every_stage(string name)
    {
        await using var world = new PastWorld();
        world.WriteRules(Rules);
        await world.ListAsync([Headline], "iraq-troop-withdrawal");

        var run = await world.RunAsync("explain", "item", name);

        Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Errors));
        Assert.Equal($"item    {Headline}", run.Lines[0]);
        Assert.EndsWith($"in {LedgerWorld.Feed}, still listed", run.Lines[1], StringComparison.Ordinal);
        Assert.StartsWith(
            "rule  + iraq-troop-withdrawal: Matched because the title says",
            run.Lines[2],
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "rule  - soleimani: Not matched: name: Qassem Soleimani:",
            run.Lines[3],
            StringComparison.Ordinal
        );
        Assert.StartsWith("alert   iraq-troop-withdrawal to desk: due ", run.Lines[4], StringComparison.Ordinal);
        Assert.EndsWith(", 0 attempts", run.Lines[4], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_item_that_owes_nothing_although_a_rule_matches_now_says_why_that_can_be()
    {
        await using var world = new PastWorld();
        world.WriteRules(Rules);
        await world.ListAsync([Headline]);

        var run = await world.RunAsync("explain", "item", PastWorld.ItemOf(Headline).Key);

        Assert.Contains(
            run.Lines,
            line => line.StartsWith("alert   none, although a rule matches now", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_file_is_explained_and_found_in_the_ledger_by_its_link()
    {
        await using var world = new PastWorld();
        world.WriteRules(Rules);
        await world.ListAsync([Headline], "iraq-troop-withdrawal");
        world.Files.Write(
            "items.ndjson",
            $$"""
            {"id":"1","title":"{{Headline}}","link":"{{PastWorld.ItemOf(Headline).Link!.AbsoluteUri}}"}
            {"id":"2","title":"Gen Soleimani lands in Baghdad"}
            """
        );
        var file = Path.Combine(world.Files.Folder, "items.ndjson");

        var run = await world.RunAsync("explain", "item", file);

        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Equal(2, run.Lines.Count(line => line.StartsWith("item ", StringComparison.Ordinal)));
        Assert.Single(run.Lines, line => line.StartsWith("alert ", StringComparison.Ordinal));
        Assert.Contains("seen    never: the ledger does not know it", run.Lines);
        Assert.Contains(run.Lines, line => line.StartsWith("rule  + soleimani", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Programs_get_every_stage_as_json()
    {
        await using var world = new PastWorld();
        world.WriteRules(Rules);
        await world.ListAsync([Headline], "iraq-troop-withdrawal");

        var run = await world.RunAsync("explain", "item", Headline, "--format", "json");

        using var json = JsonDocument.Parse(run.Output);
        Assert.True(json.RootElement.GetProperty("seen").GetBoolean());
        Assert.Equal(
            "iraq-troop-withdrawal",
            json.RootElement.GetProperty("matches")[0].GetProperty("rule").GetString()
        );
        Assert.Equal("soleimani", json.RootElement.GetProperty("misses")[0].GetProperty("rule").GetString());
        Assert.Equal("due", json.RootElement.GetProperty("alerts")[0].GetProperty("state").GetString());
    }

    [Fact]
    public async Task What_nobody_knows_is_said_and_ends_with_1()
    {
        await using var world = new PastWorld();
        world.WriteRules(Rules);

        var run = await world.RunAsync("explain", "item", "https://example.org/nothing");

        Assert.Equal((ExitCode.Failed, ""), (run.Code, run.Output));
        Assert.Contains("the ledger knows no item of this key, guid or link", run.Errors, StringComparison.Ordinal);
    }

    private static HashSet<string> Forms(JsonElement leaf, string of, string kind) =>
        [
            .. leaf.GetProperty("groups")
                .EnumerateArray()
                .Where(group =>
                    group.GetProperty("of").GetString() == of && group.GetProperty("kind").GetString() == kind
                )
                .SelectMany(group => group.GetProperty("forms").EnumerateArray())
                .Select(form => form.GetString()!),
        ];
}
