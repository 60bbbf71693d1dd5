using NewsMonitor.Core.Alerts;
using NewsMonitor.Deliveries;
using NewsMonitor.Ledger;
using Xunit;

namespace NewsMonitor.Tests.Deliveries;

/// <summary>How stubborn deliveries are, over days of a clock that jumps.</summary>
public sealed class DeliveryLaneTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public async Task An_endpoint_that_is_down_for_three_days_gets_all_it_is_owed_on_recovery_with_every_reason_kept()
    {
        await using var world = new LaneWorld();
        await world.OweAsync(3);
        var recovery = world.Now + (3 * Day);
        world.Answer = (_, _) =>
            world.Now < recovery ? new Deferred("answered 500: down", Reply: "down") : new Delivered();

        await world.RunAsync(LaneWorld.Hook, 5 * Day);

        Assert.Equal(3, (await world.ListAsync(AlertState.Delivered)).Length);
        var failures = await world.Register.FailuresAsync(world.Seen[0].Alert.DeliveryId, LaneWorld.Token);
        Assert.NotEmpty(failures);
        Assert.All(failures, failure => Assert.Equal(("answered 500: down", "down"), (failure.Reason, failure.Reply)));
        Assert.Single(world.Seen.Select(seen => seen.Alert.DeliveryId).Distinct().Take(1));
    }

    [Fact]
    public async Task A_denial_is_told_after_its_report_however_often_the_report_is_put_off()
    {
        await using var world = new LaneWorld();
        Alert? report = null;
        await world.OweAsync(1, change: alert => report = alert with { Story = new StoryThread("story", "Report") });
        world.Answer = (attempt, _) => attempt <= 3 ? new Deferred("answered 500") : new Delivered();
        await world.RunAsync(LaneWorld.Hook, TimeSpan.FromSeconds(1));
        Assert.NotEmpty(world.Seen);
        await world.OweAsync(1, feed: "other", change: DenialOf);

        await world.RunAsync(LaneWorld.Hook, Day);

        Assert.Equal(2, (await world.ListAsync(AlertState.Delivered)).Length);
        Assert.Equal(5, world.Seen.Length);
        Assert.All(world.Seen[..4], seen => Assert.Equal(report!.DeliveryId, seen.Alert.DeliveryId));
        Assert.Equal(AlertReason.StateChanged, world.Seen[4].Alert.Reason);
        Assert.InRange(world.Seen[4].At - world.Seen[3].At, TimeSpan.Zero, TimeSpan.FromSeconds(5));

        Alert DenialOf(Alert alert) =>
            alert with
            {
                Id = AlertId.Of(alert.RuleId, alert.Item.Feed, alert.Item.Key, AlertReason.StateChanged),
                Reason = AlertReason.StateChanged,
                Urgent = true,
                Story = new StoryThread("story", "Report") { First = new(report!.Id, report.Source, world.Now) },
            };
    }

    [Fact]
    public async Task Waits_grow_by_schedule_with_a_fifth_of_jitter()
    {
        await using var world = new LaneWorld();
        await world.OweAsync(1, "desk");
        // Answers about one recipient: the way itself is well, so that the alert's own plan shows.
        world.Answer = (_, _) => new Deferred("450 try later");

        await world.RunAsync(LaneWorld.Desk, 3 * Day, LaneWorld.Hook);

        var waits = world.Seen.Zip(world.Seen.Skip(1), (one, next) => (next.At - one.At).TotalSeconds).ToArray();
        double[] planned = [5, 60, 300, 1_800, 7_200, 18_000, 36_000, 50_400];
        Assert.True(waits.Length >= planned.Length, $"only {waits.Length} waits");
        Assert.All(planned.Zip(waits), pair => Assert.InRange(pair.Second, 0.8 * pair.First - 1, 1.2 * pair.First + 2));
    }

    [Fact]
    public async Task After_days_of_failures_an_alert_is_a_dead_letter_and_that_is_said_through_another_receiver()
    {
        await using var world = new LaneWorld();
        await world.OweAsync(1, "desk");
        world.Answer = (_, _) => new Deferred("450 try later");

        await world.RunAsync(LaneWorld.Desk, 8 * Day, LaneWorld.Hook);

        var dead = Assert.Single(await world.ListAsync(AlertState.Dead));
        Assert.Contains("given up after", dead.LastReason, StringComparison.Ordinal);
        Assert.InRange((dead.Settled - dead.OwedSince)!.Value, 5 * Day, 6 * Day);
        var notices = (await world.ListAsync()).Where(row => row.Alert.Reason == AlertReason.Notice).ToArray();
        Assert.All(notices, notice => Assert.Equal("hook", notice.Alert.Receiver));
        Assert.Contains(
            notices,
            notice => notice.Alert.Item.Title.Contains("did not get an alert", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task An_endpoint_that_fails_for_five_days_is_disabled_keeps_what_it_is_owed_and_is_told_of_elsewhere()
    {
        await using var world = new LaneWorld();
        world.Terms = world.Terms with { GiveUpAfter = 30 * Day };
        await world.OweAsync(2);
        world.Answer = (_, _) => new Deferred("answered 500");

        await world.RunAsync(LaneWorld.Hook, 7 * Day, LaneWorld.Desk);

        var standing = await world.Standings.StandingAsync("hook", LaneWorld.Token);
        Assert.NotNull(standing!.Disabled);
        Assert.InRange(standing.Disabled.Value, LaneWorld.Start + (5 * Day), LaneWorld.Start + (7 * Day));
        Assert.All(world.Seen, seen => Assert.True(seen.At <= standing.Disabled));
        Assert.Equal(2, (await world.ListAsync(AlertState.Due)).Count(row => row.Alert.Receiver == "hook"));
        Assert.Contains(
            await world.ListAsync(AlertState.Due),
            row => row.Alert is { Receiver: "desk", Reason: AlertReason.Notice, Item.Title: "hook gets no more alerts" }
        );
    }

    [Fact]
    public async Task One_success_in_between_and_an_endpoint_is_not_disabled()
    {
        await using var world = new LaneWorld();
        world.Terms = world.Terms with { GiveUpAfter = 30 * Day };
        await world.OweAsync(2);
        var successes = 0;
        world.Answer = (_, _) =>
            world.Now > LaneWorld.Start + (4 * Day) && successes++ == 0
                ? new Delivered()
                : new Deferred("answered 500");

        await world.RunAsync(LaneWorld.Hook, 7 * Day, LaneWorld.Desk);

        Assert.Null((await world.Standings.StandingAsync("hook", LaneWorld.Token))?.Disabled);
    }

    [Fact]
    public async Task An_endpoint_that_is_gone_is_disabled_at_once_and_enabled_again_it_gets_all_under_the_same_ids()
    {
        await using var world = new LaneWorld();
        await world.OweAsync(3);
        world.Answer = (_, _) => new Closed("answered 410");
        await world.RunAsync(LaneWorld.Hook, Day, LaneWorld.Desk);
        Assert.Single(world.Seen);
        Assert.Equal(3, (await world.ListAsync(AlertState.Due)).Count(row => row.Alert.Receiver == "hook"));

        world.Answer = (_, _) => new Delivered();
        Assert.True(await world.Standings.EnableAsync("hook", world.Now, LaneWorld.Token));
        Assert.False(await world.Standings.EnableAsync("hook", world.Now, LaneWorld.Token));
        await world.RunAsync(LaneWorld.Hook, Day, LaneWorld.Desk);

        Assert.Equal(3, (await world.ListAsync(AlertState.Delivered)).Length);
        Assert.Equal(3, world.Seen.Select(seen => seen.Alert.DeliveryId).Distinct().Count());
    }

    [Fact]
    public async Task What_an_endpoint_asks_for_is_granted_within_bounds()
    {
        await using var world = new LaneWorld();
        await world.OweAsync(1);
        world.Answer = (attempt, _) =>
            attempt switch
            {
                1 => new Deferred("answered 429", TimeSpan.FromSeconds(120), Unreachable: true),
                2 => new Deferred("answered 429", TimeSpan.FromDays(7), Unreachable: true),
                _ => new Delivered(),
            };

        await world.RunAsync(LaneWorld.Hook, Day);

        Assert.Equal(3, world.Seen.Length);
        Assert.InRange(world.Seen[1].At - world.Seen[0].At, TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(130));
        Assert.InRange(world.Seen[2].At - world.Seen[1].At, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(61));
    }

    [Fact]
    public async Task A_broken_way_is_tried_by_one_alert_and_not_by_all_that_wait()
    {
        await using var world = new LaneWorld();
        await world.OweAsync(20);
        world.Answer = (_, _) => new Deferred("no connection", Unreachable: true);

        await world.RunAsync(LaneWorld.Hook, TimeSpan.FromHours(1));

        // Rests of 5 s that double up to 5 minutes: some 17 attempts an hour, whatever waits.
        Assert.InRange(world.Seen.Length, 10, 20);
    }

    [Fact]
    public async Task Five_failures_in_a_row_of_whatever_kind_open_the_breaker_of_a_webhook()
    {
        await using var world = new LaneWorld();
        await world.OweAsync(20);
        world.Answer = (_, _) => new Deferred("answered 500");

        await world.RunAsync(LaneWorld.Hook, TimeSpan.FromMinutes(2));

        Assert.InRange(world.Seen.Length, 5, 11);
    }

    [Fact]
    public async Task After_an_outage_all_arrive_in_the_order_of_owing_at_a_bounded_rate()
    {
        await using var world = new LaneWorld();
        for (var hour = 0; hour < 25; hour++)
            await world.OweAsync(20, feed: $"feed-{hour}");
        var up = world.Now + (3 * Day);
        world.Answer = (_, _) => world.Now < up ? new Deferred("no connection", Unreachable: true) : new Delivered();

        await world.RunAsync(LaneWorld.Hook, 4 * Day);

        Assert.Equal(500, (await world.ListAsync(AlertState.Delivered)).Length);
        var arrived = world.Seen.Where(seen => seen.At >= up).ToArray();
        Assert.Equal(500, arrived.Length);
        Assert.Equal(
            arrived.Skip(1).Select(one => one.Alert.Item.Title).Order(),
            arrived.Skip(1).Select(one => one.Alert.Item.Title)
        );
        // Ten a second.
        Assert.InRange(arrived[^1].At - arrived[0].At, TimeSpan.FromSeconds(45), TimeSpan.FromSeconds(120));
    }

    [Fact]
    public async Task A_receiver_is_sent_no_more_than_its_rate()
    {
        await using var world = new LaneWorld();
        await world.OweAsync(15);

        await world.RunAsync(
            LaneWorld.Hook with
            {
                Rate = new Rate(5, TimeSpan.FromMinutes(1)),
            },
            TimeSpan.FromHours(1)
        );

        Assert.Equal(15, world.Seen.Length);
        for (var i = 0; i + 5 < 15; i++)
            Assert.True(world.Seen[i + 5].At - world.Seen[i].At >= TimeSpan.FromSeconds(11), $"burst at {i}");
        Assert.InRange(world.Seen[^1].At - world.Seen[0].At, TimeSpan.FromSeconds(115), TimeSpan.FromSeconds(150));
    }

    [Fact]
    public async Task A_rule_that_finds_much_does_not_hold_up_one_that_finds_little()
    {
        await using var world = new LaneWorld();
        for (var feed = 0; feed < 10; feed++)
            await world.OweAsync(20, rule: "loud", feed: $"loud-{feed}");
        await world.OweAsync(1, rule: "quiet", feed: "other");

        await world.RunAsync(LaneWorld.Hook, TimeSpan.FromHours(1));

        Assert.Equal(201, world.Seen.Length);
        Assert.InRange(world.Seen.ToList().FindIndex(seen => seen.Alert.RuleId == "quiet"), 0, 6);
    }

    [Fact]
    public async Task An_alert_that_cannot_be_written_is_set_aside_after_five_attempts_and_lets_the_others_pass()
    {
        await using var world = new LaneWorld();
        await world.OweAsync(4, "desk");
        world.Answer = (_, alert) =>
            alert.Item.Title == "Report 00001" ? throw new FormatException("bad") : new Delivered();

        await world.RunAsync(LaneWorld.Desk, Day, LaneWorld.Hook);

        Assert.Equal(5, world.Titles.Count(title => title == "Report 00001"));
        var dead = Assert.Single(await world.ListAsync(AlertState.Dead));
        Assert.Contains("set aside", dead.LastReason, StringComparison.Ordinal);
        Assert.Equal(3, (await world.ListAsync(AlertState.Delivered)).Length);
    }

    [Fact]
    public async Task An_alert_that_ends_the_program_each_time_comes_after_the_others_and_is_set_aside_after_five_attempts()
    {
        await using var world = new LaneWorld();
        await world.OweAsync(3);
        var claimed = new List<string>();

        for (var life = 0; life < 12; life++)
        {
            await using var store = life == 0 ? null : LedgerStore.OpenAsHolder(world.Folder, world.Time);
            var alerts = store is null ? world.Alerts : new AlertLedger(store);
            // Until the poison comes, everything goes well; then the program dies with the claim in its hands.
            while (
                await alerts.ClaimNextAsync("hook", world.Now, TimeSpan.FromMinutes(15), LaneWorld.Token) is { } claim
            )
            {
                claimed.Add(claim.Alert.Item.Title);
                if (claim.Alert.Item.Title == "Report 00001")
                    break;
                await alerts.DoneAsync(claim, world.Now, LaneWorld.Token);
            }
        }

        Assert.Equal(5, claimed.Count(title => title == "Report 00001"));
        Assert.Equal(["Report 00002", "Report 00003"], claimed.Where(title => title != "Report 00001"));
        Assert.Contains(
            await world.ListAsync(AlertState.Dead),
            row => row.LastReason!.Contains("left no result", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Retries_are_not_late_when_the_clock_goes_back()
    {
        await using var world = new LaneWorld();
        await world.OweAsync(1);
        var claim = await world.Alerts.ClaimNextAsync(
            "hook",
            world.Now + TimeSpan.FromHours(2),
            TimeSpan.FromMinutes(15),
            LaneWorld.Token
        );
        await world.Alerts.DeferAsync(
            claim!,
            world.Now + TimeSpan.FromHours(2),
            world.Now + TimeSpan.FromHours(2) + TimeSpan.FromMinutes(5),
            "450",
            null,
            LaneWorld.Token
        );

        await world.RunAsync(LaneWorld.Hook, TimeSpan.FromMinutes(10));

        Assert.Single(world.Seen);
        Assert.InRange(world.Seen[0].At - LaneWorld.Start, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }
}
