using System.Text.Json;
using NewsMonitor.Commands;
using NewsMonitor.Tests.Configuration;
using Xunit;

namespace NewsMonitor.Tests.Commands;

public sealed class MatchCommandTests : IDisposable
{
    private const string Title = "US denies it will withdraw troops from Iraq";
    private readonly ConfigurationWorld _world = new();

    public MatchCommandTests() =>
        _world.Write(
            "rules/iraq.yaml",
            "rules:\n  - { name: Iraq troop withdrawal, id: iraq, phrases: [troop withdrawal], places: [Iraq] }\n"
                + "  - { name: Baghdad, exact: [Baghdad] }\n"
        );

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task An_item_and_a_rule_that_match_are_one_line_of_json_with_the_evidence()
    {
        var run = await MatchAsync($$"""{"id":"a1","title":"{{Title}}","feed":"any"}""", "--format", "ndjson");

        Assert.Equal(ExitCode.Ok, run.Code);
        using var json = JsonDocument.Parse(Assert.Single(run.Lines));
        Assert.Equal(["item", "rule", "evidence"], Keys(json.RootElement));
        Assert.Equal("a1", json.RootElement.GetProperty("item").GetString());
        Assert.Equal("iraq", json.RootElement.GetProperty("rule").GetString());
        var evidence = json.RootElement.GetProperty("evidence").EnumerateArray().ToArray();
        Assert.Equal(2, evidence.Length);
        Assert.All(
            evidence,
            found =>
            {
                Assert.Equal(["leaf", "field", "words", "start", "end", "sentence", "reason"], Keys(found));
                var (start, end) = (found.GetProperty("start").GetInt32(), found.GetProperty("end").GetInt32());
                Assert.Equal(Title[start..end], found.GetProperty("words").GetString());
                Assert.Equal("title", found.GetProperty("field").GetString());
                Assert.Equal(Title, found.GetProperty("sentence").GetString());
            }
        );
        Assert.Equal("phrase: troop withdrawal", evidence[0].GetProperty("leaf").GetString());
        Assert.Equal("place: Iraq", evidence[1].GetProperty("leaf").GetString());
    }

    [Fact]
    public async Task Why_not_tells_of_each_rule_that_does_not_match_what_would_change_that()
    {
        var json = await MatchAsync(
            """{"id":"a1","title":"US to withdraw troops from Syria"}""",
            "--why-not",
            "--format",
            "ndjson"
        );
        var text = await MatchAsync($$"""{"id":"a1","title":"{{Title}}"}""", "--why-not");

        Assert.Equal(2, json.Lines.Length);
        using var first = JsonDocument.Parse(json.Lines[0]);
        Assert.Equal(["item", "rule", "why_not"], Keys(first.RootElement));
        var miss = Assert.Single(first.RootElement.GetProperty("why_not").EnumerateArray());
        Assert.Equal(["part", "found", "remedy", "distance"], Keys(miss));
        Assert.Equal("place: Iraq", miss.GetProperty("part").GetString());
        Assert.Equal(4, text.Lines.Length);
        Assert.StartsWith("    Not matched: exact: Baghdad:", text.Lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Offsets_point_into_the_text_that_was_given_whatever_stands_before()
    {
        const string Body = "Ein Café 🚀.\n\n“Iraqi” lawmakers — want  troops to withdraw.";

        var run = await MatchAsync(
            JsonSerializer.Serialize(new Dictionary<string, string> { ["id"] = "a1", ["body"] = Body }),
            "--format",
            "ndjson"
        );

        using var json = JsonDocument.Parse(Assert.Single(run.Lines));
        foreach (var found in json.RootElement.GetProperty("evidence").EnumerateArray())
            Assert.Equal(
                Body[found.GetProperty("start").GetInt32()..found.GetProperty("end").GetInt32()],
                found.GetProperty("words").GetString()
            );
    }

    [Fact]
    public async Task A_text_file_is_an_item_with_its_first_line_as_the_title()
    {
        var run = await MatchAsync($"\n{Title}\nBaghdad said so.\n", "--format", "ndjson");

        Assert.Equal(["iraq", "baghdad"], run.Lines.Select(RuleOf));
        Assert.Contains(
            "\"field\":\"body\",\"words\":\"Baghdad\",\"start\":0,\"end\":7",
            run.Lines[1],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task For_people_it_says_why()
    {
        var run = await MatchAsync(Title);

        Assert.Equal($"1\tiraq\t{Title}", run.Lines[0]);
        Assert.Contains("Matched because the title says \"withdraw troops\"", run.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_nothing_matches_people_are_told_so_and_programs_get_nothing()
    {
        var people = await MatchAsync("Cat stuck in tree");
        var programs = await MatchAsync("Cat stuck in tree", "--format", "ndjson");

        Assert.Equal("No match: 2 rules tried on 1 item.\n", people.Errors.ReplaceLineEndings("\n"));
        Assert.Equal(new CommandRun(ExitCode.Ok, "", ""), programs);
        Assert.Equal(ExitCode.Ok, people.Code);
    }

    [Fact]
    public async Task One_rule_is_chosen_by_its_id()
    {
        var run = await MatchAsync($"{Title}\nBaghdad said so.", "--format", "ndjson", "--rule", "baghdad");

        Assert.Equal(["baghdad"], run.Lines.Select(RuleOf));
    }

    [Fact]
    public async Task A_rule_that_is_not_there_is_refused_with_those_that_are()
    {
        var run = await MatchAsync(Title, "--rule", "iran");

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("There are: iraq, baghdad", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_is_no_item_costs_only_itself()
    {
        var run = await MatchAsync(
            $$"""
            {"id":"a1","title":"{{Title}}"}
            {"id":"a2","title":
            [1]

            {"id":"a3","title":"{{Title}}"}
            """,
            "--format",
            "ndjson"
        );

        Assert.Equal(ExitCode.Failed, run.Code);
        Assert.Equal(2, run.Lines.Length);
        var errors = run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, errors.Length);
        Assert.StartsWith("line 2: ", errors[0], StringComparison.Ordinal);
        Assert.StartsWith("line 3: an item is a JSON object", errors[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rules/iraq.yaml")]
    [InlineData("rules")]
    [InlineData("")]
    public async Task Rules_alone_are_a_configuration_as_a_file_or_a_folder(string config)
    {
        _world.Write("item.txt", Title);

        var run = await CommandRun.OfAsync(
            "match",
            "--config",
            Path.Combine(_world.Folder, config),
            Path.Combine(_world.Folder, "item.txt")
        );

        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.NotEmpty(run.Output);
    }

    [Fact]
    public async Task A_rule_reads_only_its_feeds_and_an_item_that_names_none_may_come_from_any()
    {
        _world.Write("rules/iraq.yaml", "rules: [{ name: uk, places: [Iraq], feeds: { tags: [uk] } }]");
        _world.Write(
            "feeds.yaml",
            "feeds: [{ url: \"https://a.example/\", name: A, tags: [uk] }, \"https://b.example/\"]"
        );

        var run = await MatchAsync(
            """
            {"id":"of a","title":"Iraq votes","feed":"A"}
            {"id":"of b","title":"Iraq votes","feed":"b.example"}
            {"id":"of nobody","title":"Iraq votes"}
            """,
            "--format",
            "ndjson"
        );

        Assert.Equal(
            ["of a", "of nobody"],
            run.Lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("item").GetString()!)
        );
    }

    [Fact]
    public async Task Broken_rules_are_refused_with_their_problems()
    {
        _world.Write("rules/iraq.yaml", "rules: [{ name: x, plases: [Iraq] }]");

        var run = await MatchAsync(Title);

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.StartsWith("rules/iraq.yaml:1:20    \"plases\" is not a key", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_title_cannot_command_the_terminal()
    {
        var run = await MatchAsync("""{"id":"a\u001b[2J","title":"Baghdad\u001b[2J\u202e\ttalks"}""");

        Assert.DoesNotContain('\u001b', run.Output);
        Assert.DoesNotContain('\u202e', run.Output);
    }

    [Fact]
    public async Task Items_are_piped_in_as_utf_8()
    {
        _world.Write("rules/iraq.yaml", "rules: [{ name: x, exact: [Erdoğan] }]");

        var run = await MonitorProcess.RunAsync(
            "Erdoğan spricht",
            "match",
            "-",
            "-c",
            _world.Folder,
            "--format",
            "ndjson"
        );

        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Contains("\"words\":\"Erdoğan\"", run.Output, StringComparison.Ordinal);
    }

    private Task<CommandRun> MatchAsync(string text, params string[] options)
    {
        _world.Write("items", text);
        return CommandRun.OfAsync([
            "match",
            "--config",
            _world.Folder,
            Path.Combine(_world.Folder, "items"),
            .. options,
        ]);
    }

    private static string RuleOf(string line) => JsonDocument.Parse(line).RootElement.GetProperty("rule").GetString()!;

    private static IEnumerable<string> Keys(JsonElement json) =>
        json.EnumerateObject().Select(property => property.Name);
}
