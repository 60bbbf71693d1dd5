using NewsMonitor.Tests.Configuration;
using Xunit;

namespace NewsMonitor.Tests.Reported;

/// <summary><c>every: 99999999999d</c> ended <c>monitor check</c> with an ArgumentOutOfRangeException of TimeSpan.</summary>
public sealed class DurationThatOverflowedTests
{
    [Theory]
    [InlineData("99999999999d")]
    [InlineData("999999999w999999999d")]
    [InlineData("99999999999999999999999999999999s")]
    public void A_duration_beyond_all_bounds_is_out_of_range_like_any_other(string every)
    {
        using var world = new ConfigurationWorld().WriteLeast();
        world.Write("feeds.yaml", $"feeds: [{{ url: \"https://news.example/\", every: {every} }}]");

        Assert.Equal([$"feeds.yaml:1:48    \"every\" is {every}: it goes from 1s to 7d."], world.Problems());
    }

    [Fact]
    public void A_size_beyond_all_bounds_is_out_of_range_like_any_other()
    {
        using var world = new ConfigurationWorld().WriteLeast();
        world.Write("monitor.yaml", "fetch: { max_bytes: 99999999999999999999GiB }");

        Assert.Equal(
            ["monitor.yaml:1:21    \"max_bytes\" is 99999999999999999999GiB: it goes from 64KiB to 100MiB."],
            world.Problems()
        );
    }
}
