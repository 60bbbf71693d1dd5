using Microsoft.Extensions.Time.Testing;
using NewsMonitor.Demo;
using Xunit;

namespace NewsMonitor.Tests.Demo;

public sealed class StoryClockTests
{
    private static readonly DateTimeOffset Begins = new(2020, 1, 3, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_day_of_the_story_passes_in_its_share_of_the_demo()
    {
        var time = new FakeTimeProvider();
        var story = new StoryClock(time, Begins, Begins.AddDays(6), TimeSpan.FromSeconds(9));

        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(Begins, story.Now);

        story.Start();
        time.Advance(TimeSpan.FromSeconds(1.5));
        Assert.Equal(Begins.AddDays(1), story.Now);
        Assert.False(story.HasEnded);

        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(Begins.AddDays(6), story.Now);
        Assert.True(story.HasEnded);
    }
}
