using System.Diagnostics;
using NewsMonitor.Ledger;
using Xunit;

namespace NewsMonitor.Tests.Ledger;

/// <summary>
/// A year goes by, on a scale of one feed for fifty: what is kept stays bounded, and no sweep holds up a delivery. With
/// <c>MONITOR_CRASH_SIZE=nightly</c> it goes by for all 500 feeds, which takes minutes.
/// </summary>
public sealed class YearTests : IAsyncDisposable
{
    private static readonly int Feeds =
        Environment.GetEnvironmentVariable("MONITOR_CRASH_SIZE") == "nightly" ? 500 : 10;
    private const int ItemsADay = 10;
    private static readonly TimeSpan Keep = TimeSpan.FromDays(60);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);
    private readonly LedgerWorld _world = new();
    private int _items;

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task After_a_year_the_ledger_is_no_larger_than_after_half_of_it_and_no_delivery_waited_for_a_sweep()
    {
        var retention = new Retention(_world.Store, Keep, Retention.KeepTextsByDefault);
        var longest = TimeSpan.Zero;
        long half = 0;
        for (var day = 1; day <= 365; day++)
        {
            await LiveADayAsync();
            var sweep = retention.ForgetAsync(_world.Now, LedgerWorld.Token);
            var waited = await DeliverOneAsync();
            longest = waited > longest ? waited : longest;
            await sweep;
            if (day == 182)
                half = Size;
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Feeds} feeds, {_items} items in a year: {half >> 20} MiB after half of it, {Size >> 20} MiB at its end, longest wait {longest.TotalMilliseconds:0} ms"
        );
        Assert.InRange(Size, 1, 1.15 * half);
        Assert.True(longest < LongestWait, $"a delivery waited {longest} for a sweep");
        // Days in the ledger, with what one more day brings: items of the 60 days that are kept, and not of the year.
        var kept = await _world.Store.ReadAsync(one => one.Number("SELECT COUNT(*) FROM items"), LedgerWorld.Token);
        Assert.InRange(kept!.Value, 60 * Feeds * ItemsADay, 64 * Feeds * ItemsADay);
    }

    private long Size => new FileInfo(Path.Combine(_world.Folder, "ledger.db")).Length;

    private async Task LiveADayAsync()
    {
        _world.Time.Advance(TimeSpan.FromDays(1));
        for (var feed = 0; feed < Feeds; feed++)
        {
            var items = Enumerable.Range(0, ItemsADay).Select(_ => LedgerWorld.Item($"item-{++_items}")).ToArray();
            var poll = _world.Poll(items) with { Feed = $"feed-{feed}" };
            await _world.RecordAsync(
                feed == 0
                    ? poll with
                    {
                        Page = poll.Page! with { Alerts = [LedgerWorld.Alert(items[0], "desk")] },
                    }
                    : poll
            );
        }
    }

    private async Task<TimeSpan> DeliverOneAsync()
    {
        var watch = Stopwatch.StartNew();
        var claim = await _world.ClaimAsync();
        await _world.Alerts.DoneAsync(claim!, _world.Now, LedgerWorld.Token);
        return watch.Elapsed;
    }
}
