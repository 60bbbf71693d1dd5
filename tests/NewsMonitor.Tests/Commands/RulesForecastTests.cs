using System.Text.Json;
using NewsMonitor.Commands;
using NewsMonitor.Tests.Ledger;
using Xunit;

namespace NewsMonitor.Tests.Commands;

/// <summary><c>monitor rules forecast</c>: what a rule would have sent while the stored items came.</summary>
public sealed class RulesForecastTests
{
    private static readonly DateTimeOffset Morning = new(
        TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddDays(-3).AddHours(8),
        TimeSpan.Zero
    );

    [Fact]
    public async Task A_report_its_copy_and_its_denial_are_one_story_with_two_alerts()
    {
        await using var world = await WorldAsync("notify: [desk]");

        var run = await world.RunAsync("rules", "forecast", "iraq", "--days", "30");

        Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Errors));
        Assert.StartsWith("iraq: 4 items of the last 30 days", run.Lines[0], StringComparison.Ordinal);
        Assert.Contains("kept for 7 days", run.Lines[1], StringComparison.Ordinal);
        Assert.Contains($"{Day}\t2\t1\t2\t2", run.Lines);
        Assert.Contains("In all: 2 items found, 1 story, 2 alerts, 2 mails.", run.Lines);
        Assert.Contains($"Busiest day: {Day} with 2 mails of 2 alerts.", run.Lines);
        Assert.Contains(
            run.Lines,
            line => line.EndsWith($"new story: {WithdrawalStory.Report}", StringComparison.Ordinal)
        );
        Assert.Contains(
            run.Lines,
            line => line.EndsWith($"state changed: {WithdrawalStory.Denial}", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Programs_read_the_same_as_json()
    {
        await using var world = await WorldAsync("notify: [desk]");

        var run = await world.RunAsync("rules", "forecast", "iraq", "--format", "json");

        using var json = JsonDocument.Parse(run.Output);
        var root = json.RootElement;
        Assert.Equal(
            (30, 4, 2, 1, 2, 2),
            (Of("days"), Of("items"), Of("found"), Of("stories"), Of("alerts"), Of("mails"))
        );
        Assert.Equal(Day, root.GetProperty("busiest_day").GetString());
        Assert.Equal(
            ["new story", "state changed"],
            root.GetProperty("samples").EnumerateArray().Select(one => one.GetProperty("reason").GetString())
        );
        Assert.Equal(Day, Assert.Single(root.GetProperty("by_day").EnumerateArray()).GetProperty("day").GetString());

        int Of(string name) => root.GetProperty(name).GetInt32();
    }

    [Theory]
    [InlineData("notify: [desk, risk]", 4)]
    [InlineData("notify: [desk], mode: batch 6h", 1)]
    [InlineData("notify: [desk], mode: batch 30m", 2)]
    [InlineData("notify: [desk], mode: digest evening", 1)]
    [InlineData("notify: [night]", 1)]
    [InlineData("notify: [night], urgent: true", 2)]
    [InlineData("notify: [desk], follow_ups: none", 1)]
    [InlineData("notify: [desk], enabled: false", 2)]
    [InlineData("notify: [desk], stories: false", 2)]
    public async Task Mails_are_counted_after_grouping_and_for_every_receiver(string terms, int mails)
    {
        await using var world = await WorldAsync(terms);

        var run = await world.RunAsync("rules", "forecast", "iraq", "--format", "json");

        Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Errors));
        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal(mails, json.RootElement.GetProperty("mails").GetInt32());
    }

    [Fact]
    public async Task Items_before_the_days_asked_for_are_not_read()
    {
        await using var world = await WorldAsync("notify: [desk]");

        var run = await world.RunAsync("rules", "forecast", "iraq", "--days", "1");

        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Equal(
            ["iraq: 0 items of the last 1 day, the oldest first seen -", "It would have found none of them."],
            run.Lines.Where(line => line.Length > 0)
        );
    }

    [Fact]
    public async Task Nothing_is_sent_and_the_ledger_stays_as_it_was()
    {
        await using var world = await WorldAsync("notify: [desk]");

        await world.RunAsync("rules", "forecast", "iraq");

        Assert.Empty(await world.Ledger.Register.ListAsync(null, null, 10, LedgerWorld.Token));
    }

    [Fact]
    public async Task A_rule_that_is_not_there_and_days_that_cannot_be_are_said()
    {
        await using var world = await WorldAsync("notify: [desk]");

        var unknown = await world.RunAsync("rules", "forecast", "iran");
        Assert.Equal(ExitCode.Usage, unknown.Code);
        Assert.Contains("There are: iraq", unknown.Errors, StringComparison.Ordinal);
        var never = await world.RunAsync("rules", "forecast", "iraq", "--days", "0");
        Assert.NotEqual(ExitCode.Ok, never.Code);
        Assert.Contains("--days must be 1 to 60", never.Errors, StringComparison.Ordinal);
    }

    private static string Day => Morning.ToString("yyyy-MM-dd", null);

    /// <summary>A ledger to which a report, a copy, something else and a denial came, an hour apart.</summary>
    private static async Task<PastWorld> WorldAsync(string terms)
    {
        var world = new PastWorld(Morning);
        world.WriteRules($"- {{ name: Iraq, id: iraq, phrases: [troop withdrawal], places: [Iraq], {terms} }}");
        world.Files.Write(
            "receivers.yaml",
            """
            receivers:
              - { name: desk, webhook: "https://desk.example/" }
              - { name: risk, webhook: "https://risk.example/" }
              - { name: night, webhook: "https://night.example/", quiet: { from: "06:00", to: "20:00", zone: UTC } }
            """
        );
        world.Files.Write(
            "monitor.yaml",
            $"data: \"{world.Ledger.Folder}\"\ndigests: [{{ name: evening, cron: \"0 18 * * *\", zone: UTC }}]"
        );
        (string Title, string Text)[] items =
        [
            (WithdrawalStory.Report, WithdrawalStory.ReportText),
            (WithdrawalStory.Copy, WithdrawalStory.CopyText),
            ("Rain in Spain", "It falls on the plain."),
            (WithdrawalStory.Denial, WithdrawalStory.DenialText),
        ];
        for (var hour = 0; hour < items.Length; hour++)
        {
            world.Ledger.Time.SetUtcNow(Morning.AddHours(hour));
            await world.Ledger.RecordAsync(
                world.Ledger.Poll(PastWorld.ItemOf(items[hour].Title) with { Summary = items[hour].Text })
            );
        }
        return world;
    }
}
