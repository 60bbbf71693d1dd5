using NewsMonitor.Core.Alerts;
using NewsMonitor.Ledger;
using Xunit;

namespace NewsMonitor.Tests.Ledger;

public sealed class AlertLedgerTests : IAsyncDisposable
{
    private readonly LedgerWorld _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_claim_counts_the_attempt_before_it_is_handed_out()
    {
        await _world.OweAsync("g1", "desk");

        var claim = await _world.ClaimAsync();

        Assert.Equal(1, claim!.Attempt);
        Assert.Equal(_world.Now + LedgerWorld.Lease, claim.LeaseUntil);
        // Read by another connection: it is in the file, not only in this process.
        await using var other = LedgerStore.OpenExisting(_world.Folder, _world.Time)!;
        var row = Assert.Single(await new AlertRegister(other).ListAsync(null, null, 10, LedgerWorld.Token));
        Assert.Equal((AlertState.Claimed, 1), (row.State, row.Attempts));
        Assert.Equal(claim.LeaseUntil, row.NextAttempt);
    }

    [Fact]
    public async Task Nothing_is_handed_out_when_the_claim_cannot_be_written()
    {
        await _world.OweAsync("g1", "desk");
        await _world.Store.WriteAsync(
            connection =>
                connection.Execute(
                    "CREATE TRIGGER full BEFORE UPDATE ON alerts BEGIN SELECT RAISE(ABORT, 'disk full'); END"
                ),
            LedgerWorld.Token
        );

        await Assert.ThrowsAsync<LedgerUnavailable>(() => _world.ClaimAsync());

        Assert.Equal((AlertState.Due, 0), ((await _world.OnlyAsync()).State, (await _world.OnlyAsync()).Attempts));
    }

    [Fact]
    public async Task A_claimed_alert_is_nobody_elses_until_its_lease_ends()
    {
        await _world.OweAsync("g1", "desk");
        await _world.ClaimAsync();

        Assert.Null(await _world.ClaimAsync());
        _world.Time.Advance(LedgerWorld.Lease);

        Assert.Equal(2, (await _world.ClaimAsync())!.Attempt);
    }

    [Fact]
    public async Task Alerts_leave_in_the_order_in_which_they_became_owed_also_after_a_failure()
    {
        await _world.OweAsync("g1", "desk");
        await _world.OweAsync("g2", "desk");
        var first = await _world.ClaimAsync();
        await _world.Alerts.DeferAsync(
            first!,
            _world.Now,
            _world.Now + TimeSpan.FromHours(1),
            "450",
            null,
            LedgerWorld.Token
        );

        Assert.Equal("g2", (await _world.ClaimAsync())!.Alert.Item.Guid);
        await _world.OweAsync("g3", "desk");
        _world.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal("g1", (await _world.ClaimAsync())!.Alert.Item.Guid);
    }

    [Fact]
    public async Task One_receiver_delays_no_other()
    {
        await _world.OweAsync("g1", "desk", "hook");
        var claim = await _world.ClaimAsync("desk");
        await _world.Alerts.RejectAsync(claim!, _world.Now, "550 no such user", null, LedgerWorld.Token);

        Assert.NotNull(await _world.ClaimAsync("hook"));
        Assert.Equal(["hook"], await _world.Alerts.ReceiversOwedAsync(LedgerWorld.Token));
    }

    [Fact]
    public async Task A_deferred_alert_waits_for_its_time_and_says_why()
    {
        await _world.OweAsync("g1", "desk");
        var next = _world.Now + TimeSpan.FromMinutes(5);
        await _world.Alerts.DeferAsync(
            (await _world.ClaimAsync())!,
            _world.Now,
            next,
            "450 try later",
            null,
            LedgerWorld.Token
        );

        Assert.Null(await _world.ClaimAsync());
        Assert.Equal(next, await _world.Alerts.NextDueAsync("desk", onlyUrgent: false, LedgerWorld.Token));
        var row = await _world.OnlyAsync();
        Assert.Equal((AlertState.Due, 1, "450 try later"), (row.State, row.Attempts, row.LastReason));
        Assert.Equal(LedgerWorld.Start, row.OwedSince);
    }

    [Fact]
    public async Task A_delivered_alert_is_settled()
    {
        await _world.OweAsync("g1", "desk");
        await _world.Alerts.DoneAsync((await _world.ClaimAsync())!, _world.Now, LedgerWorld.Token);

        var row = await _world.OnlyAsync();
        Assert.Equal((AlertState.Delivered, _world.Now), (row.State, row.Settled));
        Assert.Null(row.NextAttempt);
        Assert.Null(await _world.Alerts.NextDueAsync("desk", onlyUrgent: false, LedgerWorld.Token));
        Assert.Empty(await _world.Alerts.ReceiversOwedAsync(LedgerWorld.Token));
    }

    [Fact]
    public async Task A_rejected_alert_is_never_tried_again_and_says_why()
    {
        await _world.OweAsync("g1", "desk");
        await _world.Alerts.RejectAsync(
            (await _world.ClaimAsync())!,
            _world.Now,
            "550 unknown",
            null,
            LedgerWorld.Token
        );
        _world.Time.Advance(TimeSpan.FromDays(400));

        Assert.Null(await _world.ClaimAsync());
        var dead = Assert.Single(await _world.Register.ListAsync(AlertState.Dead, null, 10, LedgerWorld.Token));
        Assert.Equal("550 unknown", dead.LastReason);
    }

    [Fact]
    public async Task A_delivery_that_outlived_its_lease_counts_when_it_succeeds_and_not_when_it_fails()
    {
        await _world.OweAsync("g1", "desk");
        var late = await _world.ClaimAsync();
        _world.Time.Advance(LedgerWorld.Lease);
        var current = await _world.ClaimAsync();

        await _world.Alerts.DeferAsync(
            late!,
            _world.Now,
            _world.Now + TimeSpan.FromDays(1),
            "too late",
            null,
            LedgerWorld.Token
        );
        await _world.Alerts.RejectAsync(late!, _world.Now, "too late", null, LedgerWorld.Token);
        Assert.Equal((AlertState.Claimed, 2), ((await _world.OnlyAsync()).State, current!.Attempt));

        await _world.Alerts.DoneAsync(late!, _world.Now, LedgerWorld.Token);
        Assert.Equal(AlertState.Delivered, (await _world.OnlyAsync()).State);
    }

    [Fact]
    public async Task An_alert_sent_anew_is_due_now_under_the_same_ids_and_starts_from_the_beginning()
    {
        var alert = (await _world.OweAsync("g1", "desk"))[0];
        await _world.Alerts.RejectAsync(
            (await _world.ClaimAsync())!,
            _world.Now,
            "550 unknown",
            null,
            LedgerWorld.Token
        );
        _world.Time.Advance(TimeSpan.FromDays(6));

        Assert.Equal(1, await _world.Register.ResendAsync(alert.DeliveryId, _world.Now, LedgerWorld.Token));

        var claim = await _world.ClaimAsync();
        Assert.Equal((1, _world.Now), (claim!.Attempt, claim.OwedSince));
        Assert.Equal(alert.DeliveryId, claim.Alert.DeliveryId);
    }

    [Fact]
    public async Task An_alert_on_its_way_is_not_sent_anew()
    {
        var alert = (await _world.OweAsync("g1", "desk"))[0];
        await _world.ClaimAsync();

        Assert.Equal(0, await _world.Register.ResendAsync(alert.DeliveryId, _world.Now, LedgerWorld.Token));
        Assert.Equal(0, await _world.Register.ResendAsync(new DeliveryId("0000"), _world.Now, LedgerWorld.Token));
    }

    [Fact]
    public async Task A_dropped_alert_is_not_tried_again()
    {
        var alert = (await _world.OweAsync("g1", "desk"))[0];

        Assert.Equal(1, await _world.Register.DropAsync(alert.DeliveryId, _world.Now, LedgerWorld.Token));
        Assert.Equal(0, await _world.Register.DropAsync(alert.DeliveryId, _world.Now, LedgerWorld.Token));

        Assert.Null(await _world.ClaimAsync());
        Assert.Equal(AlertState.Dropped, (await _world.OnlyAsync()).State);
    }

    [Fact]
    public async Task Retries_planned_before_the_clock_went_back_are_not_late()
    {
        _world.Time.Advance(TimeSpan.FromHours(2));
        await _world.OweAsync("g1", "desk");
        var next = _world.Now + TimeSpan.FromMinutes(5);
        await _world.Alerts.DeferAsync((await _world.ClaimAsync())!, _world.Now, next, "450", null, LedgerWorld.Token);

        _world.Time.AdjustTime(LedgerWorld.Start);

        Assert.Equal(_world.Now, await _world.Alerts.NextDueAsync("desk", onlyUrgent: false, LedgerWorld.Token));
        Assert.Equal(2, (await _world.ClaimAsync())!.Attempt);
    }

    [Fact]
    public async Task A_claim_made_before_the_clock_went_back_does_not_hold_its_alert_for_ever()
    {
        _world.Time.Advance(TimeSpan.FromDays(400));
        await _world.OweAsync("g1", "desk");
        await _world.ClaimAsync();

        _world.Time.AdjustTime(LedgerWorld.Start);

        Assert.NotNull(await _world.ClaimAsync());
    }

    [Fact]
    public async Task An_alert_that_cannot_be_read_becomes_a_dead_letter_and_lets_the_others_pass()
    {
        var damaged = (await _world.OweAsync("g1", "desk"))[0];
        await _world.OweAsync("g2", "desk");
        await _world.Store.WriteAsync(
            connection => connection.Execute("""UPDATE alerts SET payload = '{"v":99}' WHERE seq = 1"""),
            LedgerWorld.Token
        );

        Assert.Equal("g2", (await _world.ClaimAsync())!.Alert.Item.Guid);

        var dead = Assert.Single(await _world.Register.ListAsync(AlertState.Dead, null, 10, LedgerWorld.Token));
        Assert.Equal(damaged.DeliveryId, dead.Alert.DeliveryId);
        Assert.Contains("cannot be read", dead.LastReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alert_is_found_by_the_beginning_of_its_id_while_it_is_the_only_one()
    {
        var alerts = await _world.OweAsync("g1", [.. Enumerable.Range(1, 20).Select(n => $"desk-{n}")]);
        var id = alerts[0].DeliveryId.Value;

        Assert.Equal("desk-1", (await _world.Register.FindAsync(id, LedgerWorld.Token))!.Alert.Receiver);
        Assert.Equal("desk-1", (await _world.Register.FindAsync(id[..8], LedgerWorld.Token))!.Alert.Receiver);
        // Twenty ids have at most sixteen beginnings of one digit: one of them is shared.
        var shared = alerts.GroupBy(alert => alert.DeliveryId.Value[..1]).First(group => group.Count() > 1).Key;
        Assert.Null(await _world.Register.FindAsync(shared, LedgerWorld.Token));
        Assert.Null(await _world.Register.FindAsync("zz", LedgerWorld.Token));
        Assert.Null(await _world.Register.FindAsync("%", LedgerWorld.Token));
    }

    [Fact]
    public async Task Alerts_are_listed_by_state_and_receiver_the_latest_first()
    {
        await _world.OweAsync("g1", "desk", "hook");
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        await _world.OweAsync("g2", "desk");
        await _world.Alerts.DoneAsync((await _world.ClaimAsync())!, _world.Now, LedgerWorld.Token);

        Assert.Equal(["g2", "g1", "g1"], await ListedAsync(null, null, 10));
        Assert.Equal(["g2", "g1"], await ListedAsync(AlertState.Due, null, 10));
        Assert.Equal(["g2"], await ListedAsync(AlertState.Due, "desk", 10));
        Assert.Equal(["g1"], await ListedAsync(AlertState.Delivered, null, 10));
        Assert.Equal(["g2"], await ListedAsync(null, null, 1));
    }

    [Fact]
    public async Task The_counts_say_how_many_alerts_stand_where_and_since_when_the_oldest_is_owed()
    {
        Assert.Equal(new AlertCounts(0, 0, 0, 0, null), await _world.Register.CountsAsync(LedgerWorld.Token));
        await _world.OweAsync("g1", "a", "b", "c");
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        await _world.OweAsync("g2", "a");
        await _world.Alerts.DoneAsync((await _world.ClaimAsync("a"))!, _world.Now, LedgerWorld.Token);
        await _world.Alerts.RejectAsync((await _world.ClaimAsync("b"))!, _world.Now, "no", null, LedgerWorld.Token);
        await _world.ClaimAsync("c");

        Assert.Equal(
            new AlertCounts(Due: 1, Claimed: 1, Delivered: 1, Dead: 1, LedgerWorld.Start),
            await _world.Register.CountsAsync(LedgerWorld.Token)
        );
    }

    private async Task<IEnumerable<string?>> ListedAsync(AlertState? state, string? receiver, int limit) =>
        (await _world.Register.ListAsync(state, receiver, limit, LedgerWorld.Token)).Select(row => row.Alert.Item.Guid);
}
