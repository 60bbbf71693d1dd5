using System.Globalization;
using System.Security;
using System.Text;
using NewsMonitor.Demo;

namespace NewsMonitor.AcceptanceTests;

/// <summary>An item that an outlet publishes.</summary>
/// <param name="Guid">By which it is found again in what arrives.</param>
/// <param name="Title">The headline.</param>
/// <param name="Summary">What stands below it.</param>
internal sealed record PublishedItem(string Guid, string Title, string Summary = "");

/// <summary>An outlet that the test writes: it lists its newest items.</summary>
internal sealed class PublishedFeed(string name)
{
    private const int MostListed = 400;
    private readonly Lock _gate = new();
    private readonly List<PublishedItem> _items = [];

    /// <summary>The name of its document.</summary>
    public string Name => name;

    /// <summary>The guid of a report.</summary>
    public static string GuidOf(int report) => string.Create(CultureInfo.InvariantCulture, $"report-{report:000000}");

    /// <summary>Publishes one of the reports that the rule of the tests matches.</summary>
    public void Publish(int report) =>
        Publish(
            new PublishedItem(
                GuidOf(report),
                string.Create(CultureInfo.InvariantCulture, $"US to withdraw troops from Iraq, report {report}")
            )
        );

    /// <summary>Publishes an item.</summary>
    public void Publish(PublishedItem item)
    {
        lock (_gate)
            _items.Add(item);
    }

    /// <summary>The document as it stands.</summary>
    public FeedPage Page()
    {
        lock (_gate)
            return new FeedPage(Encoding.UTF8.GetBytes(Document()), "application/rss+xml", null);
    }

    private string Document() =>
        $"""
            <rss version="2.0"><channel><title>{name}</title><link>https://outlet.example/</link><description>reports</description>
            {string.Concat(_items.TakeLast(MostListed).Reverse().Select(Listed))}
            </channel></rss>
            """;

    private static string Listed(PublishedItem item) =>
        $"""
            <item><guid isPermaLink="false">{item.Guid}</guid><title>{SecurityElement.Escape(
                item.Title
            )}</title><link>https://outlet.example/{item.Guid}</link>{Description(item)}</item>

            """;

    private static string Description(PublishedItem item) =>
        item.Summary.Length == 0 ? "" : $"<description>{SecurityElement.Escape(item.Summary)}</description>";
}
