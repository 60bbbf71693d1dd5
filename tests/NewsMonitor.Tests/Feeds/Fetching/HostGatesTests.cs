using Microsoft.Extensions.Time.Testing;
using NewsMonitor.Feeds.Fetching;
using Xunit;

namespace NewsMonitor.Tests.Feeds.Fetching;

public sealed class HostGatesTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_to_one_host_begin_at_a_distance_and_delay_no_other_host()
    {
        var gates = new HostGates(perHost: 10, perSecond: 20, _time);
        await gates.EnterAsync("example.org", Token);
        var second = gates.EnterAsync("EXAMPLE.org", Token);
        var third = gates.EnterAsync("example.org", Token);
        var other = gates.EnterAsync("example.net", Token);

        Assert.Equal((false, false, true), (second.IsCompleted, third.IsCompleted, other.IsCompleted));
        _time.Advance(TimeSpan.FromMilliseconds(50));
        await second;
        Assert.False(third.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(50));
        await third;
    }

    [Fact]
    public async Task Who_gives_up_waiting_for_a_turn_gives_the_place_back()
    {
        var gates = new HostGates(perHost: 2, perSecond: 1, _time);
        await gates.EnterAsync("example.org", Token);
        using var impatience = new CancellationTokenSource();
        var given = gates.EnterAsync("example.org", impatience.Token);
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);

        var next = gates.EnterAsync("example.org", Token);
        _time.Advance(TimeSpan.FromSeconds(2));

        using var place = await next;
    }

    [Fact]
    public async Task A_host_that_was_left_alone_is_entered_at_once()
    {
        var gates = new HostGates(perHost: 1, perSecond: 1, _time);
        (await gates.EnterAsync("example.org", Token)).Dispose();
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(gates.EnterAsync("example.org", Token).IsCompletedSuccessfully);
    }

    [Fact]
    public void A_host_held_by_a_clock_that_ran_ahead_is_asked_once_the_clock_is_right_again()
    {
        var gates = new HostGates(perHost: 1, perSecond: 1, _time);
        var inAnHour = _time.GetUtcNow() + TimeSpan.FromHours(1);
        gates.Hold("example.org", inAnHour + TimeSpan.FromDays(400));
        gates.Hold("example.net", inAnHour + TimeSpan.FromDays(400));
        gates.Hold("example.net", inAnHour);

        Assert.Null(gates.HeldUntil("example.org"));
        Assert.Equal(inAnHour, gates.HeldUntil("example.net"));
    }
}
