using System.Text.Json;
using NewsMonitor.Commands;
using NewsMonitor.Tests.Configuration;
using NewsMonitor.Tests.Ledger;
using Xunit;

namespace NewsMonitor.Tests.Commands;

/// <summary><c>monitor replay</c>: what items would have told, story by story, by their own clock.</summary>
public sealed class ReplayCommandTests : IDisposable
{
    private const string Rule = "name: Iraq troop withdrawal, id: iraq, phrases: [troop withdrawal], places: [Iraq]";
    private readonly ConfigurationWorld _world = new();

    public ReplayCommandTests() => WriteRule("");

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_report_is_told_its_copy_is_held_and_its_denial_is_told_though_the_rule_does_not_find_it()
    {
        var told = await ReplayAsync(
            Item("report", "14:02", "wire", WithdrawalStory.Report, WithdrawalStory.ReportText),
            Item("copy", "14:20", "courier", WithdrawalStory.Copy, WithdrawalStory.CopyText),
            Item("weather", "15:00", "wire", "Rain over Baghdad", "It rains."),
            Item("denial", "15:10", "horizon", WithdrawalStory.Denial, WithdrawalStory.DenialText)
        );

        Assert.Equal(
            [
                """report [iraq] reported "new story" for desk""",
                """copy [iraq] reported held""",
                """weather [] null""",
                """denial [] denied "state changed" for desk""",
            ],
            told.Items.Select(Shown)
        );
        Assert.Equal(told.Of("report").GetProperty("story").GetString(), Text(told.Of("denial"), "story"));
        var stance = told.Of("denial").GetProperty("stance");
        Assert.Equal(("denied", "Esper", "denies"), (Text(stance, "status"), Text(stance, "who"), Text(stance, "cue")));
        Assert.Equal(WithdrawalStory.Denial, Text(stance, "sentence"));
        var story = Assert.Single(told.Stories);
        Assert.Equal(
            ["report", "copy", "denial"],
            story.GetProperty("items").EnumerateArray().Select(item => item.GetString())
        );
        Assert.Equal((4, 2, 1, 2, 2), told.Counts);
    }

    [Fact]
    public async Task An_item_without_a_feed_and_a_time_is_replayed_too_and_rules_need_no_receivers()
    {
        WriteRule("", notify: "");

        var told = await ReplayAsync(
            $$"""{"id":"a","title":"{{WithdrawalStory.Report}}"}""",
            $$"""{"id":"b","title":"{{WithdrawalStory.Report}}"}"""
        );

        Assert.Equal(["a [iraq] reported \"new story\" for ", "b [iraq] reported held"], told.Items.Select(Shown));
        Assert.Equal((2, 2, 1, 1, 1), told.Counts);
    }

    [Fact]
    public async Task A_rule_without_stories_tells_every_item_on_its_own()
    {
        WriteRule(", stories: false");

        var told = await ReplayAsync(
            Item("report", "14:02", "wire", WithdrawalStory.Report),
            Item("copy", "14:20", "courier", WithdrawalStory.Report)
        );

        Assert.All(told.Items, item => Assert.Equal(JsonValueKind.Null, item.GetProperty("story").ValueKind));
        Assert.Empty(told.Stories);
        Assert.Equal((2, 2, 0, 2, 2), told.Counts);
    }

    [Fact]
    public async Task A_story_that_two_must_carry_is_told_with_the_denial_that_came_in_between()
    {
        WriteRule(", confirm_by: 2 sources");

        var told = await ReplayAsync(
            Item("report", "14:02", "wire", WithdrawalStory.Report, WithdrawalStory.ReportText),
            Item("denial", "15:10", "horizon", WithdrawalStory.Denial, WithdrawalStory.DenialText),
            Item("second", "15:20", "courier", "Seely letter: American troops withdraw from Iraq", "Officials say so.")
        );

        Assert.Equal("""second [iraq] reported "new story" for desk""", Shown(told.Of("second")));
        Assert.Equal("denied", Text(told.Of("denial"), "state"));
        Assert.Equal(Text(told.Of("second"), "story"), Text(told.Of("denial"), "story"));
    }

    [Fact]
    public async Task Mails_are_gathered_as_the_files_beside_the_rules_say()
    {
        _world.Write("receivers.yaml", "receivers: [{ name: desk, email: desk@example.org, mode: batch 1h }]\n");

        var told = await ReplayAsync(
            Item("report", "14:02", "wire", WithdrawalStory.Report),
            Item("other", "14:20", "courier", "Germany withdraws 130 soldiers from Iraq to Jordan, Berlin says")
        );

        Assert.Equal((2, 2, 2, 2, 1), told.Counts);
    }

    [Fact]
    public async Task Items_as_rss_names_and_escapes_them_are_read()
    {
        var told = await ReplayAsync(
            $$"""{"id":"a","title":"{{WithdrawalStory.Report}}","source":"wire","pubDate":"Mon, 06 Jan 2020 14:02:00 GMT"}""",
            """{"id":"b","title":"Letter a mistake","description":"&lt;p&gt;US denies troops will withdraw from Iraq&lt;/p&gt;"}"""
        );

        Assert.Equal("US", Text(told.Of("b").GetProperty("stance"), "who"));
        Assert.Equal("2020-01-06", told.Lines[^1].GetProperty("days")[0].GetProperty("day").GetString());
    }

    [Fact]
    public async Task A_line_that_is_no_item_is_named_and_the_others_are_replayed()
    {
        var run = await RunAsync($$"""{"id":"a","title":"{{WithdrawalStory.Report}}"}""", "no item");

        Assert.Equal(ExitCode.Failed, run.Code);
        Assert.StartsWith("line 2: ", run.Errors, StringComparison.Ordinal);
        Assert.Contains("\"item\":\"a\"", run.Lines[0], StringComparison.Ordinal);
    }

    private void WriteRule(string more, string notify = ", notify: [desk]") =>
        _world.Write("rules/iraq.yaml", $"rules: [{{ {Rule}{notify}{more} }}]\n");

    private static string Item(string id, string time, string feed, string title, string summary = "") =>
        JsonSerializer.Serialize(
            new Dictionary<string, string>
            {
                ["id"] = id,
                ["published"] = $"2020-01-06T{time}:00Z",
                ["feed"] = feed,
                ["title"] = title,
                ["summary"] = summary,
            }
        );

    private async Task<Told> ReplayAsync(params string[] items)
    {
        var run = await RunAsync(items);
        Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Errors));
        return new([.. run.Lines.Select(line => JsonDocument.Parse(line).RootElement)]);
    }

    private Task<CommandRun> RunAsync(params string[] items)
    {
        _world.Write("items.ndjson", string.Join('\n', items));
        return CommandRun.OfAsync([
            "replay",
            "--config",
            _world.Folder,
            Path.Combine(_world.Folder, "items.ndjson"),
            "--format",
            "ndjson",
        ]);
    }

    private static string Shown(JsonElement item)
    {
        var matches = string.Join(',', item.GetProperty("matches").EnumerateArray());
        var alert = item.GetProperty("alert");
        var told =
            alert.ValueKind == JsonValueKind.Null ? "null"
            : alert.GetProperty("held").GetBoolean() ? "held"
            : $"\"{Text(alert, "reason")}\" for {string.Join(',', alert.GetProperty("receivers").EnumerateArray())}";
        return alert.ValueKind == JsonValueKind.Null
            ? $"{Text(item, "item")} [{matches}] {told}"
            : $"{Text(item, "item")} [{matches}] {Text(item.GetProperty("stance"), "status")} {told}";
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private sealed record Told(JsonElement[] Lines)
    {
        public IEnumerable<JsonElement> Items => Lines.Where(line => line.TryGetProperty("item", out _));
        public IEnumerable<JsonElement> Stories => Lines.Where(line => line.TryGetProperty("title", out _));

        public (int Items, int Found, int Stories, int Alerts, int Mails) Counts =>
            (Count("items"), Count("found"), Count("stories"), Count("alerts"), Count("mails"));

        public JsonElement Of(string id) => Items.Single(item => Text(item, "item") == id);

        private int Count(string name) => Lines[^1].GetProperty(name).GetInt32();
    }
}
