using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using NewsMonitor.Core.Alerts;
using Xunit;

namespace NewsMonitor.Tests;

/// <summary>What a running worker does when its files change: real files, real server, real ledger, real scheduler.</summary>
public sealed class ConfigurationReloadTests
{
    private const string Hurricane = "Hurricane nears the coast";
    private const string Flood = "Flood in the capital";

    [Fact]
    public async Task A_new_rule_starts_from_now_and_a_changed_one_re_alerts_nobody()
    {
        await using var world = await ReloadWorld.StartAsync();
        world.WriteRules("- { name: Floods, phrases: [flood], notify: [desk] }");
        await world.ReloadAsync();
        world.List(Flood, Hurricane);
        await world.PollAsync();

        world.WriteRules(
            "- { name: Floods, phrases: [flood, deluge], notify: [desk] }",
            "- { name: Storms, phrases: [hurricane], notify: [desk] }"
        );
        await world.ReloadAsync();
        world.List("Second hurricane named", Flood, Hurricane);
        await world.PollAsync();

        Assert.Equal(
            [("floods", Flood), ("storms", "Second hurricane named")],
            (await world.AlertsAsync()).Select(alert => (alert.RuleId, alert.Item.Title))
        );
    }

    [Fact]
    public async Task A_rule_that_is_renamed_moved_commented_and_written_otherwise_re_alerts_nobody()
    {
        await using var world = await ReloadWorld.StartAsync();
        world.WriteRules(
            "- { name: Troops, id: troops, words: [troops], notify: [desk] }",
            "- { name: Floods, id: floods, words: [flood], notify: [desk] }"
        );
        await world.ReloadAsync();
        world.List("Troops leave", "Flood in town");
        await world.PollAsync();

        world.WriteRules(
            "- name: High water # renamed\n    id: floods\n    words:\n      - flood\n    notify: [ desk ]",
            "- { id: troops, notify: [desk], words: [troops], name: Soldiers }"
        );
        await world.ReloadAsync();
        world.List("Flood in town", "Troops leave");
        await world.PollAsync();
        world.List("Flood in town", "Troops leave", "Troops stay");
        await world.PollAsync();

        Assert.Equal(
            ["Flood in town", "Troops leave", "Troops stay"],
            (await world.AlertsAsync()).Select(alert => alert.Item.Title).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Refused_files_leave_the_last_good_rules_in_force_and_are_said_once_until_they_are_mended()
    {
        await using var world = await ReloadWorld.StartAsync();
        world.WriteRules("- { name: Floods, phrases: [flood], notify: [desk] }");
        await world.ReloadAsync();
        var since = world.Running.Now.Since;

        world.WriteRules("- { name: Storms, phrses: [hurricane], notify: [desk] }");
        for (var look = 0; look < 300; look++)
            await world.LookAsync();
        world.List(Flood, Hurricane);
        await world.PollAsync();

        Assert.Equal([Flood], (await world.AlertsAsync()).Select(alert => alert.Item.Title));
        Assert.Equal(since, world.Running.Now.Since);
        Assert.InRange(world.Running.Now.OlderSince!.Value - since, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        Assert.StartsWith(
            "rules/all.yaml:2:21    \"phrses\"",
            world.Running.Now.FirstProblem,
            StringComparison.Ordinal
        );
        var line = Assert.Single(world.Log, line => line.Level == LogLevel.Error);
        Assert.Contains("\"phrses\" is not a key of a rule", line.Text, StringComparison.Ordinal);

        world.WriteRules("- { name: Storms, phrases: [hurricane], notify: [desk] }");
        await world.ReloadAsync();

        Assert.Null(world.Running.Now.OlderSince);
        Assert.Null(world.Running.Now.FirstProblem);
        Assert.Single(world.Log, entry => entry.Level == LogLevel.Error);
    }

    [Fact]
    public async Task Feeds_come_and_go_with_the_file()
    {
        await using var world = await ReloadWorld.StartAsync();
        Assert.Equal(["world"], await world.PlannedAsync());

        world.WriteFeeds("- { url: \"http://127.0.0.1:9/uk.xml\", id: uk }");
        await world.ReloadAsync();

        Assert.Equal(["uk"], await world.PlannedAsync());
        Assert.Equal(["uk"], world.Running.Now.PolledFeeds);
    }

    [Fact]
    public async Task What_only_a_restart_applies_is_said_and_no_longer_once_it_is_taken_back()
    {
        await using var world = await ReloadWorld.StartAsync();
        var receivers = world.Read("receivers.yaml");

        world.Write("receivers.yaml", "receivers: [{ name: desk, email: another@example.org }]");
        world.Write("monitor.yaml", $"{world.Read("monitor.yaml")}\ndeliveries: {{ give_up_after: 2d }}\n");
        await world.ReloadAsync();
        Assert.Equal(["receivers", "deliveries"], world.Running.Now.AwaitRestart);
        Assert.Contains(world.Log, line => line.Text == "Restart to apply what was changed: receivers, deliveries");

        world.Write("receivers.yaml", receivers);
        await world.ReloadAsync();
        Assert.Equal(["deliveries"], world.Running.Now.AwaitRestart);
    }

    [Fact]
    public async Task Settings_of_receivers_and_fetching_that_say_the_same_in_other_words_need_no_restart()
    {
        await using var world = await ReloadWorld.StartAsync();

        world.Write("receivers.yaml", $"# The desk.\n{world.Read("receivers.yaml")}");
        world.Write("monitor.yaml", $"{world.Read("monitor.yaml")}\nfetch: {{ timeout: 30s }}\n");
        await world.ReloadAsync();

        Assert.Empty(world.Running.Now.AwaitRestart);
    }

    /// <summary>
    /// A hundred polls of a hundred items are under way while the files change twenty times. Each edition names the feeds by a
    /// tag of its own and has two rules for that tag: an item that met rules of one edition and feeds of another would be
    /// missed, one that met two editions would be alerted by rules of both.
    /// </summary>
    [Fact]
    public async Task With_ten_thousand_items_in_flight_twenty_reloads_miss_none_and_mix_no_two_editions()
    {
        const int Reloads = 20;
        const int Feeds = 100;
        const int Items = 100;
        await using var world = await ReloadWorld.StartAsync();
        var turns = Enumerable.Range(0, Reloads).Select(_ => new TaskCompletionSource()).ToArray();
        for (var feed = 0; feed < Feeds; feed++)
            world.ListWhen(feed, Items, turns[feed * Reloads / Feeds].Task);
        WriteEdition(world, 0, Feeds);
        await world.ReloadAsync();

        var polls = Enumerable
            .Range(0, Feeds)
            .Select(feed => Task.Run(() => world.PollAsync($"feed-{feed}")))
            .ToArray();
        for (var reload = 1; reload <= Reloads; reload++)
        {
            WriteEdition(world, reload, Feeds);
            turns[reload - 1].SetResult();
            await world.ReloadAsync();
        }
        await Task.WhenAll(polls);

        var byItem = (await world.AlertsAsync()).ToLookup(alert => (alert.Item.Feed, alert.Item.Key));
        Assert.Equal(Feeds * Items, byItem.Count);
        Assert.All(
            byItem,
            alerts => Assert.Equal(RulesOfOneEdition(alerts.First()), alerts.Select(alert => alert.RuleId))
        );
        Assert.InRange(byItem.Select(alerts => alerts.First().RuleId).Distinct().Count(), 2, Reloads + 1);
    }

    private static void WriteEdition(ReloadWorld world, int edition, int feeds)
    {
        world.WriteFeeds([
            .. Enumerable
                .Range(0, feeds)
                .Select(feed =>
                    $"- {{ url: \"{world.Server.At($"/{feed}")}\", id: feed-{feed}, first_poll: alert, tags: [edition-{edition}] }}"
                ),
        ]);
        world.WriteRules(
            $"- {{ name: Edition {edition} a, phrases: [troops], feeds: {{ tags: [edition-{edition}] }}, notify: [desk] }}",
            $"- {{ name: Edition {edition} b, places: [Iraq], feeds: {{ tags: [edition-{edition}] }}, notify: [desk] }}"
        );
    }

    private static ImmutableArray<string> RulesOfOneEdition(Alert alert) =>
        [$"{alert.RuleId[..^2]}-a", $"{alert.RuleId[..^2]}-b"];

    [Fact]
    public async Task The_operator_is_told_once_of_files_that_are_refused_and_once_when_they_are_mended()
    {
        await using var world = await ReloadWorld.StartAsync();
        world.Write("feeds.yaml", "feeds: [");
        await world.ReloadAsync();
        world.Write("feeds.yaml", "feeds: [ {");
        await world.ReloadAsync();
        var refused = Assert.Single(await world.OwedToAsync("operator"));

        world.WriteFeeds($"- {{ url: \"{world.Server.At("/world")}\", id: world }}");
        await world.ReloadAsync();

        Assert.Equal("The configuration has changed and is refused", refused.Item.Title);
        Assert.Contains("feeds.yaml:", refused.Item.Summary, StringComparison.Ordinal);
        Assert.Equal(
            ["The configuration has changed and is refused", "The configuration is in force again"],
            (await world.OwedToAsync("operator")).Select(alert => alert.Item.Title)
        );
    }
}
