using NewsMonitor.Core.Items;
using NewsMonitor.Feeds;
using Xunit;

namespace NewsMonitor.Tests.Feeds;

public sealed class RhythmTests
{
    private static readonly DateTimeOffset Now = new(2020, 1, 6, 20, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_rhythm_is_the_mean_distance_of_the_dates_on_the_page() =>
        Assert.Equal(TimeSpan.FromMinutes(30), After(Dated(0, 30, 60, 90, 120)));

    [Fact]
    public void The_future_does_not_count() =>
        Assert.Equal(TimeSpan.FromMinutes(30), After(Dated(-9_999, 0, 30, 60, 90)));

    [Fact]
    public void A_publisher_who_dates_everything_at_once_says_nothing() =>
        Assert.Null(After(Dated(5, 5, 5, 5, 5, 5, 5, 5)));

    [Fact]
    public void Without_dates_the_arrivals_tell()
    {
        var first = Rhythm.After(Undated(4), unseen: 2, Now.AddHours(-2), former: null, Now);
        var second = Rhythm.After(Undated(4), unseen: 1, Now.AddHours(-3), former: first, Now);

        Assert.Equal(TimeSpan.FromHours(1), first);
        Assert.Equal(TimeSpan.FromHours(1.6), second);
        Assert.Equal(second, Rhythm.After(Undated(4), unseen: 0, Now, former: second, Now));
    }

    private static TimeSpan? After(IEnumerable<Item> page) => Rhythm.After(page, 0, null, null, Now);

    private static IEnumerable<Item> Dated(params int[] minutesAgo) =>
        minutesAgo.Select(minutes => Undated(1).Single() with { Published = Now.AddMinutes(-minutes) });

    private static IEnumerable<Item> Undated(int count) =>
        Enumerable.Repeat(
            new Item
            {
                Feed = "world",
                Identity = new ItemIdentity(null, null, ""),
                Key = "",
            },
            count
        );
}
