using NewsMonitor.Core.Items;
using NewsMonitor.Ledger;
using Xunit;

namespace NewsMonitor.Tests.Ledger;

public sealed class RetentionTests : IAsyncDisposable
{
    private static readonly TimeSpan Keep = TimeSpan.FromDays(60);
    private static readonly Item Old = LedgerWorld.Item("old");
    private static readonly Item Evergreen = LedgerWorld.Item("evergreen");
    private readonly LedgerWorld _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    private Task<int> ForgetAsync() =>
        new Retention(_world.Store, Keep, Retention.KeepTextsByDefault).ForgetAsync(_world.Now, LedgerWorld.Token);

    private async Task<bool> KnowsAsync(Item item) => (await _world.UnseenAsync(IdentityPolicy.Guid, item)).IsEmpty;

    /// <summary>One poll a day.</summary>
    private async Task LiveAsync(int days, Func<PollRecord> poll)
    {
        for (var day = 0; day < days; day++)
        {
            _world.Time.Advance(TimeSpan.FromDays(1));
            await _world.RecordAsync(poll());
        }
    }

    [Fact]
    public async Task An_item_that_was_not_listed_for_the_time_of_retention_is_forgotten()
    {
        await _world.RecordAsync(_world.Poll(Old, Evergreen));

        await LiveAsync(60, () => _world.Poll(Evergreen));
        await ForgetAsync();
        Assert.True(await KnowsAsync(Old));

        await LiveAsync(1, () => _world.Poll(Evergreen));
        Assert.Equal(1, await ForgetAsync());
        Assert.False(await KnowsAsync(Old));
    }

    [Fact]
    public async Task A_feed_that_lists_an_item_for_ever_never_has_it_forgotten()
    {
        await _world.RecordAsync(_world.Poll(Evergreen));
        await LiveAsync(200, () => _world.Poll(Evergreen));

        Assert.Equal(0, await ForgetAsync());
        Assert.True(await KnowsAsync(Evergreen));
    }

    [Fact]
    public async Task A_page_that_does_not_change_keeps_all_its_items_and_they_grow_old_only_after_it()
    {
        await _world.RecordAsync(_world.Poll(Old, Evergreen));
        await LiveAsync(200, _world.Unchanged);
        Assert.Equal(0, await ForgetAsync());

        await LiveAsync(1, () => _world.Poll(Evergreen));
        Assert.Equal(0, await ForgetAsync());
        Assert.True(await KnowsAsync(Old));

        await LiveAsync(61, () => _world.Poll(Evergreen));
        Assert.Equal(1, await ForgetAsync());
        Assert.False(await KnowsAsync(Old));
    }

    [Fact]
    public async Task A_feed_that_is_out_of_reach_for_long_has_nothing_forgotten()
    {
        await _world.RecordAsync(_world.Poll(Old, Evergreen));
        await _world.RecordAsync(_world.Poll(Evergreen));
        await LiveAsync(200, () => _world.Unchanged() with { Error = "timed out" });
        await _world.RecordAsync(_world.Poll(Evergreen));

        Assert.Equal(0, await ForgetAsync());
        Assert.True(await KnowsAsync(Old));
    }

    [Fact]
    public async Task A_clock_that_jumps_forward_forgets_nothing()
    {
        await _world.OweAsync("alerted", "desk");
        await _world.Alerts.DoneAsync((await _world.ClaimAsync())!, _world.Now, LedgerWorld.Token);
        await _world.RecordAsync(_world.Poll(Old, Evergreen));
        await _world.RecordAsync(_world.Poll(Evergreen));

        _world.Time.Advance(TimeSpan.FromDays(400));
        Assert.Equal(0, await ForgetAsync());
        await _world.RecordAsync(_world.Poll(Evergreen));
        Assert.Equal(0, await ForgetAsync());
        _world.Time.AdjustTime(LedgerWorld.Start + TimeSpan.FromHours(1));
        await _world.RecordAsync(_world.Poll(Evergreen));
        Assert.Equal(0, await ForgetAsync());

        Assert.True(await KnowsAsync(Old));
        Assert.Equal(1, (await _world.Register.CountsAsync(LedgerWorld.Token)).Delivered);
    }

    [Fact]
    public async Task A_delivered_alert_is_forgotten_with_its_item_and_never_before_it()
    {
        await _world.OweAsync("g1", "desk");
        await _world.Alerts.DoneAsync((await _world.ClaimAsync())!, _world.Now, LedgerWorld.Token);

        await LiveAsync(100, _world.Unchanged);
        Assert.Equal(0, await ForgetAsync());

        await LiveAsync(62, () => _world.Poll(Evergreen));
        Assert.Equal(2, await ForgetAsync());
        Assert.Empty(await _world.Register.ListAsync(null, null, 10, LedgerWorld.Token));
    }

    [Fact]
    public async Task What_is_owed_and_what_was_given_up_is_never_forgotten()
    {
        await _world.OweAsync("g1", "desk", "hook");
        await _world.Alerts.RejectAsync((await _world.ClaimAsync())!, _world.Now, "550", null, LedgerWorld.Token);

        await LiveAsync(200, () => _world.Poll(Evergreen));
        Assert.Equal(1, await ForgetAsync());

        Assert.Equal(
            [AlertState.Due, AlertState.Dead],
            (await _world.Register.ListAsync(null, null, 10, LedgerWorld.Token)).Select(row => row.State)
        );
    }

    [Fact]
    public async Task One_sweep_has_a_bound()
    {
        var many = Enumerable.Range(0, Retention.MostAtOnce + 10).Select(n => LedgerWorld.Item($"g{n}")).ToArray();
        await _world.RecordAsync(_world.Poll(many));
        await LiveAsync(62, () => _world.Poll(Evergreen));

        Assert.Equal(Retention.MostAtOnce, await ForgetAsync());
        Assert.Equal(10, await ForgetAsync());
    }
}
