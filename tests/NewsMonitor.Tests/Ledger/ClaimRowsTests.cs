using NewsMonitor.Ledger;
using Xunit;

namespace NewsMonitor.Tests.Ledger;

/// <summary>Several claims at once, and those that once ended the program.</summary>
public sealed class ClaimRowsTests : IAsyncDisposable
{
    private readonly LedgerWorld _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Several_are_claimed_together_in_the_order_of_owing_each_counted()
    {
        for (var item = 1; item <= 5; item++)
            await _world.OweAsync($"g{item}", "desk");

        var claims = await ClaimAsync(3);

        Assert.Equal(["Title of g1", "Title of g2", "Title of g3"], claims.Select(claim => claim.Alert.Item.Title));
        Assert.All(claims, claim => Assert.Equal(1, claim.Attempt));
        Assert.Equal(
            3,
            (await _world.Register.ListAsync(AlertState.Claimed, "desk", 10, LedgerWorld.Token)).Count(row =>
                row.Attempts == 1
            )
        );
    }

    [Fact]
    public async Task Those_that_are_done_and_those_that_are_claimed_next_are_written_together()
    {
        for (var item = 1; item <= 5; item++)
            await _world.OweAsync($"g{item}", "desk");
        var first = await ClaimAsync(2);

        var next = await _world.Alerts.DoneAsync(
            [.. first],
            _world.Now,
            new ClaimTerms("desk"),
            2,
            LedgerWorld.Lease,
            LedgerWorld.Token
        );

        Assert.Equal(["Title of g3", "Title of g4"], next.Select(claim => claim.Alert.Item.Title));
        Assert.Equal(2, (await _world.Register.ListAsync(AlertState.Delivered, null, 10, LedgerWorld.Token)).Length);
    }

    [Fact]
    public async Task One_that_may_have_ended_the_program_is_tried_alone_and_after_all_others()
    {
        for (var item = 1; item <= 4; item++)
            await _world.OweAsync($"g{item}", "desk");
        await ClaimAsync(2);
        // The program dies with two attempts under way; its next life ends their leases.
        await _world.ReopenAsync();

        var others = await ClaimAsync(5, alone: false);
        Assert.Equal(["Title of g3", "Title of g4"], others.Select(claim => claim.Alert.Item.Title));
        Assert.Empty(await ClaimAsync(5, alone: false));
        var suspect = Assert.Single(await ClaimAsync(5));
        Assert.True(suspect.IsSuspect);
        Assert.Equal("Title of g1", suspect.Alert.Item.Title);
    }

    private async Task<Claim[]> ClaimAsync(int most, bool alone = true) =>
        [
            .. await _world.Alerts.ClaimNextAsync(
                new ClaimTerms("desk", Alone: alone),
                most,
                _world.Now,
                LedgerWorld.Lease,
                LedgerWorld.Token
            ),
        ];
}
