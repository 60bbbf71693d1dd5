using System.Text;
using NewsMonitor.Demo;
using Xunit;

namespace NewsMonitor.Tests.Demo;

public sealed class SeedsTests
{
    private static readonly Seeds Story = Seeds.Read(Seeds.Find() ?? throw new DirectoryNotFoundException("seeds"));

    [Fact]
    public void Every_item_of_the_story_is_either_expected_to_alert_or_to_stay_silent()
    {
        var alerted = Story.Expected.Alerts.Select(alert => alert.Item).Distinct();
        var decided = alerted.Concat(Story.Expected.Silence.Select(silence => silence.Item));

        Assert.Equal(
            Story.Feeds.SelectMany(feed => feed.Items).Select(item => item.Reference).Order(),
            decided.Order()
        );
    }

    [Fact]
    public void No_alert_is_expected_for_an_item_that_was_listed_before_the_first_poll()
    {
        var baseline = Story
            .Feeds.SelectMany(feed => feed.Items)
            .Where(item => item.Published <= Story.Expected.Begins)
            .Select(item => item.Reference)
            .ToHashSet();

        Assert.Equal(
            Story.Feeds.Length,
            Story.Feeds.Count(feed => feed.Items.Any(item => baseline.Contains(item.Reference)))
        );
        Assert.DoesNotContain(Story.Expected.Alerts, alert => baseline.Contains(alert.Item));
    }

    [Fact]
    public void Every_document_lists_its_newest_item_first() =>
        Assert.All(Story.Feeds, feed => Assert.Equal(feed.Items.OrderByDescending(item => item.Published), feed.Items));

    [Fact]
    public void The_outlets_publish_in_every_kind_of_feed()
    {
        string[] kinds = ["<rss version=\"2.0\"", "<feed xmlns=", "<rdf:RDF", "\"https://jsonfeed.org/version/1.1\""];
        var documents = Story.Feeds.Select(feed => Text(feed.PageAt(Story.Expected.Ends))).ToList();

        Assert.All(
            kinds,
            kind => Assert.Contains(documents, document => document.Contains(kind, StringComparison.Ordinal))
        );
    }

    [Fact]
    public void An_item_is_in_its_document_from_its_moment_on_and_not_before() =>
        Assert.All(
            Story.Feeds.SelectMany(feed => feed.Items.Select(item => (feed, item))),
            pair =>
            {
                var (feed, item) = pair;
                var name = System
                    .Net.WebUtility.HtmlEncode(item.Reference)
                    .Replace("&#39;", "'", StringComparison.Ordinal);
                Assert.DoesNotContain(name, Text(feed.PageAt(item.Published.AddSeconds(-1))), StringComparison.Ordinal);
                Assert.Contains(name, Text(feed.PageAt(item.Published)), StringComparison.Ordinal);
            }
        );

    private static string Text(FeedPage page) => Encoding.UTF8.GetString(page.Bytes);
}
