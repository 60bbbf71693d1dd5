using NewsMonitor.Ledger;
using Xunit;

namespace NewsMonitor.Tests.Ledger;

/// <summary>The pages that people were pointed to, however many.</summary>
public sealed class LinkLedgerTests : IAsyncDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(30);

    private readonly LedgerWorld _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Pages_beyond_the_bound_are_forgotten_the_oldest_first()
    {
        await AddAsync(LinkLedger.MostLinks + 50);

        var due = await Links.TakeDueAsync(_world.Now, Lease, 1, LedgerWorld.Token);

        Assert.Equal(51, Assert.Single(due).Id);
        Assert.Equal(LinkLedger.MostLinks, await CountAsync());
    }

    [Fact]
    public async Task A_page_that_is_taken_is_left_alone_until_its_lease_ends()
    {
        await AddAsync(30);

        Assert.Equal(25, (await Links.TakeDueAsync(_world.Now, Lease, 25, LedgerWorld.Token)).Length);
        Assert.Equal(5, (await Links.TakeDueAsync(_world.Now, Lease, 25, LedgerWorld.Token)).Length);
        Assert.Empty(await Links.TakeDueAsync(_world.Now, Lease, 25, LedgerWorld.Token));
        _world.Time.Advance(Lease);
        await _world.ReopenAsync();
        Assert.Equal(25, (await Links.TakeDueAsync(_world.Now, Lease, 25, LedgerWorld.Token)).Length);
    }

    [Fact]
    public async Task What_is_followed_no_more_is_forgotten_and_not_taken()
    {
        await AddAsync(3);
        _world.Time.Advance(TimeSpan.FromHours(72));

        Assert.Empty(await Links.TakeDueAsync(_world.Now, Lease, 25, LedgerWorld.Token));
        Assert.Equal(0, await CountAsync());
    }

    private LinkLedger Links => new(_world.Store, new Random(4));

    private Task<long?> CountAsync() =>
        _world.Store.ReadAsync(one => one.Number("SELECT COUNT(*) FROM links"), LedgerWorld.Token);

    /// <summary>So many pages that are due, each of an item of its own.</summary>
    private Task<int> AddAsync(int count) =>
        _world.Store.WriteAsync(
            connection =>
                connection.Execute(
                    """
                    WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < @count)
                    INSERT INTO links (id, rule, item, feed, address, host, delivery, told_at, until, next_look)
                    SELECT n, 'iraq', 'wire/' || n, 'wire', 'http://127.0.0.1/' || n, '127.0.0.1', 'd' || n, @now, @until, @now
                    FROM numbers
                    """,
                    ("@count", count),
                    ("@now", _world.Now.ToStored()),
                    ("@until", (_world.Now + TimeSpan.FromHours(72)).ToStored())
                ),
            LedgerWorld.Token
        );
}
