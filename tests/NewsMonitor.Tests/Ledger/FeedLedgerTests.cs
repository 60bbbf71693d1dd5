using NewsMonitor.Core.Items;
using NewsMonitor.Ledger;
using Xunit;

namespace NewsMonitor.Tests.Ledger;

public sealed class FeedLedgerTests : IAsyncDisposable
{
    private readonly LedgerWorld _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    private Task<FeedState> StateAsync() => _world.Feeds.StateOfAsync(LedgerWorld.Feed, LedgerWorld.Token);

    [Fact]
    public async Task Nothing_is_known_of_a_feed_that_was_never_polled()
    {
        Assert.Equal(new FeedState { Feed = LedgerWorld.Feed }, await StateAsync());
        Assert.Empty(await _world.Feeds.AllAsync(LedgerWorld.Token));
    }

    [Fact]
    public async Task Items_alerts_validators_and_next_poll_are_written_together()
    {
        await _world.OweAsync("g1", "desk", "hook");
        await _world.ReopenAsync();

        var state = await StateAsync();
        Assert.Equal("\"a\"", state.ETag);
        Assert.Equal("Monday-ish", state.LastModified);
        Assert.Equal(_world.Now + TimeSpan.FromMinutes(5), state.NextPoll);
        Assert.Equal(_world.Now, state.LastNewItem);
        Assert.Empty(await _world.UnseenAsync(IdentityPolicy.Guid, LedgerWorld.Item("g1")));
        Assert.Equal(2, (await _world.Register.CountsAsync(LedgerWorld.Token)).Due);
    }

    [Fact]
    public async Task Items_alerts_validators_and_next_poll_are_written_together_or_not_at_all()
    {
        await _world.RecordAsync(_world.Poll(LedgerWorld.Item("g0")));
        var before = await StateAsync();
        // The database refuses the last of what the poll writes: the second alert.
        await _world.Store.WriteAsync(
            connection =>
                connection.Execute(
                    "CREATE TRIGGER full BEFORE INSERT ON alerts WHEN new.receiver = 'hook' BEGIN SELECT RAISE(ABORT, 'full'); END"
                ),
            LedgerWorld.Token
        );

        _world.Time.Advance(TimeSpan.FromMinutes(5));
        await Assert.ThrowsAsync<LedgerUnavailable>(() => _world.OweAsync("g1", "desk", "hook"));

        Assert.Equal(before, await StateAsync());
        Assert.Single(await _world.UnseenAsync(IdentityPolicy.Guid, LedgerWorld.Item("g1")));
        Assert.Empty(await _world.Register.ListAsync(null, null, 10, LedgerWorld.Token));
    }

    [Fact]
    public async Task An_item_listed_before_is_not_new_and_one_not_listed_is()
    {
        await _world.RecordAsync(_world.Poll(LedgerWorld.Item("g1"), LedgerWorld.Item("g2")));

        var unseen = await _world.UnseenAsync(
            IdentityPolicy.Guid,
            LedgerWorld.Item("g3"),
            LedgerWorld.Item("g2"),
            LedgerWorld.Item("g4")
        );

        Assert.Equal(["g3", "g4"], unseen.Select(item => item.Guid));
    }

    [Fact]
    public async Task An_item_listed_twice_on_one_page_is_new_once()
    {
        var unseen = await _world.UnseenAsync(IdentityPolicy.Guid, LedgerWorld.Item("g1"), LedgerWorld.Item("g1"));
        Assert.Single(unseen);
    }

    [Theory]
    [InlineData("g", "l", IdentityPolicy.Guid)]
    [InlineData(null, "l", IdentityPolicy.Guid)]
    [InlineData(null, null, IdentityPolicy.Guid)]
    [InlineData("g", "l", IdentityPolicy.Link)]
    [InlineData("g", null, IdentityPolicy.Link)]
    [InlineData("g", "l", IdentityPolicy.Content)]
    public async Task An_item_is_known_by_the_best_mark_it_has_under_the_policy(
        string? guid,
        string? link,
        IdentityPolicy policy
    )
    {
        var item = LedgerWorld.Item(guid, link, "text");
        await _world.RecordAsync(_world.Poll(item));

        Assert.Empty(await _world.UnseenAsync(policy, item));
        var another = policy switch
        {
            IdentityPolicy.Guid when guid is not null => LedgerWorld.Item("other", link, "text"),
            IdentityPolicy.Guid or IdentityPolicy.Link when link is not null => LedgerWorld.Item(guid, "other", "text"),
            _ => LedgerWorld.Item(guid, link, "other text"),
        };
        Assert.Single(await _world.UnseenAsync(policy, another));
    }

    [Fact]
    public async Task An_item_is_known_again_after_the_policy_moves_down()
    {
        await _world.RecordAsync(_world.Poll(LedgerWorld.Item("g1", "l1", "c1")));

        Assert.Empty(await _world.UnseenAsync(IdentityPolicy.Link, LedgerWorld.Item("changed", "l1", "changed")));
        Assert.Empty(await _world.UnseenAsync(IdentityPolicy.Content, LedgerWorld.Item("changed", "changed", "c1")));
        Assert.Single(await _world.UnseenAsync(IdentityPolicy.Link, LedgerWorld.Item("g1", "l2", "c2")));
    }

    [Fact]
    public async Task A_policy_never_moves_up_again()
    {
        var poll = _world.Poll(LedgerWorld.Item("g1"));
        await _world.RecordAsync(poll with { Page = poll.Page! with { Policy = IdentityPolicy.Content } });
        await _world.RecordAsync(poll);

        Assert.Equal(IdentityPolicy.Content, (await StateAsync()).Policy);
    }

    [Fact]
    public async Task Two_feeds_may_use_one_guid()
    {
        await _world.RecordAsync(_world.Poll(LedgerWorld.Item("g1")));

        var other = await _world.Feeds.UnseenAsync(
            "another",
            IdentityPolicy.Guid,
            [LedgerWorld.Item("g1", feed: "another")],
            LedgerWorld.Token
        );

        Assert.Single(other);
    }

    [Fact]
    public async Task An_alert_owed_before_is_not_owed_again()
    {
        await _world.OweAsync("g1", "desk");
        var claim = await _world.ClaimAsync();
        await _world.Alerts.DoneAsync(claim!, _world.Now, LedgerWorld.Token);

        await _world.OweAsync("g1", "desk");

        Assert.Equal(AlertState.Delivered, (await _world.OnlyAsync()).State);
        Assert.Null(await _world.ClaimAsync());
    }

    [Fact]
    public async Task An_empty_first_page_is_a_baseline_and_a_failed_poll_is_none()
    {
        await _world.RecordAsync(_world.Unchanged() with { Error = "503" });
        Assert.False((await StateAsync()).HasBaseline);

        await _world.RecordAsync(_world.Poll());
        Assert.True((await StateAsync()).HasBaseline);
    }

    [Fact]
    public async Task A_failed_poll_keeps_the_validators_and_counts_until_a_success()
    {
        await _world.RecordAsync(_world.Poll(LedgerWorld.Item("g1")));
        await _world.RecordAsync(_world.Unchanged() with { Error = "503" });
        await _world.RecordAsync(_world.Unchanged() with { Error = "timed out" });

        var failing = await StateAsync();
        Assert.Equal((2, "timed out", "\"a\""), (failing.Failures, failing.Error, failing.ETag));

        await _world.RecordAsync(_world.Unchanged());

        var well = await StateAsync();
        Assert.Equal((0, null, "\"a\""), (well.Failures, well.Error, well.ETag));
        Assert.Equal(_world.Now, well.LastSuccess);
    }

    [Fact]
    public async Task Another_address_has_neither_the_validators_nor_the_end_of_the_former()
    {
        await _world.RecordAsync(_world.Poll(LedgerWorld.Item("g1")) with { MovedTo = "https://example.org/new.xml" });
        await _world.RecordAsync(_world.Unchanged() with { Error = "410 Gone", Gone = true });
        Assert.True((await StateAsync()).Gone);

        await _world.RecordAsync(
            _world.Unchanged() with
            {
                Address = "https://example.org/new.xml",
                Error = "timed out",
            }
        );

        var state = await StateAsync();
        Assert.False(state.Gone);
        Assert.Equal((null, null, null, null), (state.ETag, state.LastModified, state.DocumentHash, state.MovedTo));
        Assert.Equal("https://example.org/new.xml", state.Address);
        Assert.True(state.HasBaseline);
    }

    [Fact]
    public async Task A_poll_that_has_begun_cannot_begin_again_until_its_lease_ends()
    {
        Assert.NotNull(await BeginAsync());
        Assert.Null(await BeginAsync());

        _world.Time.Advance(LedgerWorld.Lease);
        Assert.NotNull(await BeginAsync());
    }

    [Fact]
    public async Task A_recorded_poll_ends_its_lease()
    {
        await BeginAsync();
        await _world.RecordAsync(_world.Unchanged());

        Assert.NotNull(await BeginAsync());
    }

    [Fact]
    public async Task A_restarted_monitor_does_not_wait_for_the_leases_of_its_former_life()
    {
        await BeginAsync();
        await _world.OweAsync("g1", "desk");
        await BeginAsync();
        await _world.ClaimAsync();

        await _world.ReopenAsync(asHolder: false);
        Assert.Null(await BeginAsync());
        Assert.Null(await _world.ClaimAsync());

        await _world.ReopenAsync(asHolder: true);
        Assert.NotNull(await BeginAsync());
        Assert.Equal(2, (await _world.ClaimAsync())!.Attempt);
    }

    [Fact]
    public async Task A_lease_taken_before_the_clock_went_back_does_not_silence_the_feed()
    {
        _world.Time.Advance(TimeSpan.FromDays(400));
        await BeginAsync();

        _world.Time.AdjustTime(LedgerWorld.Start);
        Assert.NotNull(await BeginAsync());
    }

    [Fact]
    public async Task A_plan_made_before_the_first_poll_survives_a_restart()
    {
        var plan = _world.Now + TimeSpan.FromSeconds(90);
        await _world.Feeds.ScheduleAsync(LedgerWorld.Feed, plan, LedgerWorld.Token);
        await _world.ReopenAsync();

        var state = await StateAsync();
        Assert.Equal(plan, state.NextPoll);
        Assert.False(state.HasBaseline);
        Assert.Equal([LedgerWorld.Feed], (await _world.Feeds.AllAsync(LedgerWorld.Token)).Select(feed => feed.Feed));
    }

    private Task<FeedState?> BeginAsync() =>
        _world.Feeds.BeginPollAsync(LedgerWorld.Feed, _world.Now, LedgerWorld.Lease, LedgerWorld.Token);
}
