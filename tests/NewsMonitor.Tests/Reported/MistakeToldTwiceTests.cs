using NewsMonitor.Tests.Configuration;
using Xunit;

namespace NewsMonitor.Tests.Reported;

/// <summary>One mistake drew complaints about its consequences too, and the person looked for mistakes that were not there.</summary>
public sealed class MistakeToldTwiceTests
{
    private const string Desk = "receivers: [{ name: desk, webhook: \"https://desk.example/\" }]";

    [Theory]
    [InlineData("feeds.yaml", "feeds: [{ link: \"https://news.example/\" }]")]
    [InlineData("feeds.yaml", "feed: []")]
    [InlineData("receivers.yaml", "receivers: [{ name: desk, webhok: \"https://desk.example/\" }]")]
    [InlineData("receivers.yaml", "receivers: [{ name: desk }]")]
    [InlineData("rules/iraq.yaml", "rules: [{ name: Iraq, places: [Iraq], recipients: [desk] }]")]
    [InlineData(
        "rules/iraq.yaml",
        "rules: [{ name: Iraq, place: [Iraq], notify: [desk], tests: { match: Iraq votes } }]"
    )]
    [InlineData("rules/iraq.yaml", "rules: [{ name: Iraq, exact: !US, notify: [desk] }]")]
    [InlineData("rules/iraq.yaml", "rules: [{ name: Iraq, exact: [&US], notify: [desk] }]")]
    [InlineData("rules/iraq.yaml", "rules: [{ name: Iraq, notify: [desk] }]")]
    public void One_mistake_gets_one_complaint(string file, string text)
    {
        using var world = new ConfigurationWorld().WriteLeast().Write("receivers.yaml", Desk);

        world.Write(file, text);

        Assert.Single(world.Problems());
    }
}
