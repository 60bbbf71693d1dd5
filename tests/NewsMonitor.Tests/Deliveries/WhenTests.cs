using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Rules;
using NewsMonitor.Deliveries;
using NewsMonitor.Ledger;
using Xunit;

namespace NewsMonitor.Tests.Deliveries;

/// <summary>When things go out: batches, digests, quiet hours, silences, floods, expiry.</summary>
public sealed class WhenTests
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");
    private static readonly QuietHours Nights = new(new(22, 0), new(7, 0), London);

    [Fact]
    public async Task A_batch_waits_for_its_window_and_then_tells_all_of_it_in_one_alert()
    {
        await using var world = new LaneWorld();
        await world.OweAsync(3, feed: "a", change: Batched);
        await world.OweAsync(2, feed: "b", change: Batched);

        await world.RunAsync(LaneWorld.Hook, TimeSpan.FromHours(2));

        var told = Assert.Single(world.Seen);
        Assert.InRange(told.At - LaneWorld.Start, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(12));
        Assert.Equal(AlertReason.Batch, told.Alert.Reason);
        Assert.Equal(5, told.Alert.Members.Length);
        Assert.Equal(5, (await world.ListAsync(AlertState.Carried)).Length);
    }

    [Fact]
    public async Task A_batch_that_a_clock_a_year_ahead_began_is_told_once_the_clock_is_right_again()
    {
        await using var world = new LaneWorld();
        world.Time.Set(LaneWorld.Start.AddDays(400));
        await world.OweAsync(3, change: Batched);
        world.Time.Set(LaneWorld.Start);

        await world.RunAsync(LaneWorld.Hook, TimeSpan.FromMinutes(5));

        Assert.Equal(3, Assert.Single(world.Seen).Alert.Members.Length);
    }

    [Fact]
    public async Task A_batch_of_one_is_that_alert_itself()
    {
        await using var world = new LaneWorld();
        await world.OweAsync(1, change: Batched);
        await world.RunAsync(LaneWorld.Hook, TimeSpan.FromHours(2));
        Assert.Equal(AlertReason.NewStory, Assert.Single(world.Seen).Alert.Reason);
    }

    [Fact]
    public async Task A_digest_is_gathered_for_each_receiver_once_a_slot_and_nothing_is_sent_when_empty()
    {
        await using var world = new LaneWorld();
        var held = new HeldAlerts(world.Store);
        await world.OweAsync(2, "hook", change: InMorning);
        await world.OweAsync(1, "desk", change: InMorning);

        Assert.Equal(2, await held.GatherDigestAsync("morning", "2020-01-07T07:00", world.Now, LaneWorld.Token));
        await world.OweAsync(1, "hook", change: InMorning);
        Assert.Equal(0, await held.GatherDigestAsync("morning", "2020-01-07T07:00", world.Now, LaneWorld.Token));
        Assert.Equal(1, await held.GatherDigestAsync("morning", "2020-01-08T07:00", world.Now, LaneWorld.Token));
        Assert.Equal(0, await held.GatherDigestAsync("morning", "2020-01-09T07:00", world.Now, LaneWorld.Token));

        await world.RunAsync(LaneWorld.Hook, TimeSpan.FromHours(2));
        Assert.Equal([2, 1], world.Seen.Select(seen => seen.Alert.Members.Length));
        Assert.All(world.Seen, seen => Assert.Equal(AlertReason.Digest, seen.Alert.Reason));
    }

    [Fact]
    public async Task A_digest_that_a_clock_a_year_ahead_sent_silences_none_once_the_clock_is_right_again()
    {
        await using var world = new LaneWorld();
        var held = new HeldAlerts(world.Store);
        await world.OweAsync(1, "hook", change: InMorning);
        Assert.Equal(1, await held.GatherDigestAsync("morning", "2021-02-10T07:00", world.Now, LaneWorld.Token));
        await world.OweAsync(1, "hook", change: InMorning);

        Assert.Equal(1, await held.GatherDigestAsync("morning", "2020-01-07T07:00", world.Now, LaneWorld.Token));
    }

    [Fact]
    public async Task A_digest_has_one_id_also_after_the_loss_of_the_ledger()
    {
        var ids = new List<string>();
        for (var life = 0; life < 2; life++)
        {
            await using var world = new LaneWorld();
            await world.OweAsync(3, change: InMorning);
            await new HeldAlerts(world.Store).GatherDigestAsync(
                "morning",
                "2020-01-07T07:00",
                world.Now,
                LaneWorld.Token
            );
            await world.RunAsync(LaneWorld.Hook, TimeSpan.FromHours(1));
            ids.Add(Assert.Single(world.Seen).Alert.DeliveryId.Value);
        }
        Assert.Single(ids.Distinct());
    }

    [Fact]
    public async Task Quiet_hours_hold_what_is_not_urgent_and_then_tell_it_once()
    {
        // 22:30 in London.
        var night = new DateTimeOffset(2020, 1, 6, 22, 30, 0, TimeSpan.Zero);
        await using var world = new LaneWorld(night);
        await world.OweAsync(3, feed: "a");
        await world.OweAsync(1, rule: "war", feed: "b", change: alert => alert with { Urgent = true });

        await world.RunAsync(LaneWorld.Hook with { Quiet = Nights }, TimeSpan.FromHours(12));

        Assert.Equal(2, world.Seen.Length);
        Assert.Equal(("war", true), (world.Seen[0].Alert.RuleId, world.Seen[0].At < night + TimeSpan.FromMinutes(1)));
        Assert.Equal((AlertReason.QuietHours, 3), (world.Seen[1].Alert.Reason, world.Seen[1].Alert.Members.Length));
        Assert.InRange(
            world.Seen[1].At,
            new DateTimeOffset(2020, 1, 7, 7, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2020, 1, 7, 8, 1, 0, TimeSpan.Zero)
        );
    }

    [Fact]
    public async Task Quiet_hours_that_ended_while_the_program_was_down_are_made_up_for_in_one_alert()
    {
        await using var world = new LaneWorld(new DateTimeOffset(2020, 1, 7, 3, 0, 0, TimeSpan.Zero));
        await world.OweAsync(4);
        world.Time.EndAt(DateTimeOffset.MaxValue);
        await Task.Delay(TimeSpan.FromHours(5), world.Time, LaneWorld.Token);

        await world.RunAsync(LaneWorld.Hook with { Quiet = Nights }, TimeSpan.FromHours(1));

        Assert.Equal(4, Assert.Single(world.Seen).Alert.Members.Length);
    }

    [Theory]
    // The clock goes forward at 01:00 UTC on 29 March 2020, and back at 01:00 UTC on 25 October 2020.
    [InlineData("2020-03-28T23:00Z", "2020-03-29T06:00Z")]
    [InlineData("2020-10-24T23:00Z", "2020-10-25T07:00Z")]
    public void Quiet_hours_end_by_the_wall_clock_also_in_the_nights_in_which_it_is_changed(string inside, string end)
    {
        var moment = DateTimeOffset.Parse(inside, null);
        Assert.True(Nights.Include(moment));
        Assert.Equal(DateTimeOffset.Parse(end, null), Nights.EndAfter(moment));
        Assert.False(Nights.Include(Nights.EndAfter(moment)));
    }

    [Fact]
    public async Task A_silence_holds_what_is_all_of_what_it_names_until_it_ends_or_is_ended()
    {
        await using var world = new LaneWorld();
        var silences = new SilenceLedger(world.Store);
        var id = await silences.AddAsync(
            new Silence
            {
                Rule = "iraq",
                Feed = "world",
                Begins = world.Now,
                Ends = world.Now + TimeSpan.FromHours(2),
                Reason = "known",
                Author = "kim",
            },
            LaneWorld.Token
        );
        await world.OweAsync(1);
        await world.OweAsync(1, feed: "other");
        await world.RunAsync(LaneWorld.Hook, TimeSpan.FromMinutes(30));

        Assert.Equal("Report 00002", Assert.Single(world.Titles));
        var silenced = Assert.Single(await world.ListAsync(AlertState.Silenced));
        Assert.Contains("kim", silenced.LastReason, StringComparison.Ordinal);
        Assert.Contains("known", silenced.LastReason, StringComparison.Ordinal);

        Assert.True(await silences.ExpireAsync(id, world.Now, LaneWorld.Token));
        Assert.Empty(await silences.ListAsync(world.Now, past: false, LaneWorld.Token));
        await world.OweAsync(1);
        await world.RunAsync(LaneWorld.Hook, TimeSpan.FromMinutes(5));
        Assert.Equal(2, world.Seen.Length);
    }

    [Fact]
    public async Task Ten_thousand_finds_in_one_poll_are_twenty_alerts_and_digests_that_name_every_other()
    {
        await using var world = new LaneWorld();
        await world.OweAsync(10_000);
        await world.OweAsync(5, feed: "another");

        await world.RunAsync(LaneWorld.Hook, TimeSpan.FromHours(2));

        var alone = world.Seen.Where(seen => seen.Alert.Members.IsEmpty).ToArray();
        Assert.Equal(20 + 5, alone.Length);
        var named = world.Seen.SelectMany(seen => seen.Alert.Members).Concat(alone.Select(seen => seen.Alert));
        Assert.Equal(10_005, named.Select(alert => alert.Item.Title).Distinct().Count());
        Assert.InRange(world.Seen.Length, 25 + 67, 25 + 68);
    }

    [Fact]
    public async Task An_alert_that_nobody_wants_late_is_not_sent_late()
    {
        await using var world = new LaneWorld();
        await world.OweAsync(1, change: alert => alert with { Expires = world.Now + TimeSpan.FromHours(1) });
        await world.OweAsync(1);
        var up = world.Now + TimeSpan.FromHours(3);
        world.Answer = (_, _) => world.Now < up ? new Deferred("no connection", Unreachable: true) : new Delivered();

        await world.RunAsync(LaneWorld.Hook, TimeSpan.FromHours(6));

        Assert.Equal("Report 00001", Assert.Single(await world.ListAsync(AlertState.Expired)).Alert.Item.Title);
        Assert.Equal("Report 00002", Assert.Single(await world.ListAsync(AlertState.Delivered)).Alert.Item.Title);
    }

    private static Alert Batched(Alert alert) => alert with { Mode = new Batch(TimeSpan.FromMinutes(10)) };

    private static Alert InMorning(Alert alert) => alert with { Mode = new InDigest("morning") };
}
