using NewsMonitor.Core.Alerts;
using Xunit;

namespace NewsMonitor.Tests.Alerts;

public sealed class ToldStoryTests
{
    private static readonly DateTimeOffset Morning = new(2024, 3, 4, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Only_the_newest_items_are_remembered_as_told()
    {
        var told = Enumerable.Range(0, 200).Aggregate(ToldOf("wire"), (story, at) => story.Having($"item {at}"));

        Assert.InRange(told.Items.Length, 30, 100);
        Assert.Equal("item 199", told.Items[^1]);
        Assert.Same(told, told.Having("item 199"));
    }

    [Fact]
    public void Two_stories_that_become_one_were_told_what_both_told()
    {
        var one = ToldOf("wire").Having("a").Having("b");
        var other = ToldOf("post", minutes: 5).Having("c");

        var both = other.With(one);

        Assert.Equal(["a", "b", "c"], both.Items);
        Assert.Equal("wire", both.First.Source);
        Assert.Equal(["post", "wire"], both.Receivers);
    }

    private static ToldStory ToldOf(string source, int minutes = 0) =>
        new(
            source,
            "title",
            new FirstReport(new AlertId(source), source, Morning),
            Morning.AddMinutes(minutes),
            Morning,
            1,
            [source]
        );
}
