using System.Globalization;
using System.Text;
using NewsMonitor.Demo;

namespace NewsMonitor.AcceptanceTests;

/// <summary>An outlet that the test writes: it lists its newest reports, each of which the rule of the tests matches.</summary>
internal sealed class PublishedFeed(string name)
{
    private const int MostListed = 400;
    private readonly Lock _gate = new();
    private readonly List<int> _reports = [];

    /// <summary>The name of its document.</summary>
    public string Name => name;

    /// <summary>The guid of a report, by which it is found again in what arrives.</summary>
    public static string GuidOf(int report) => string.Create(CultureInfo.InvariantCulture, $"report-{report:000000}");

    /// <summary>Publishes one report.</summary>
    public void Publish(int report)
    {
        lock (_gate)
            _reports.Add(report);
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
            {string.Concat(_reports.TakeLast(MostListed).Reverse().Select(Item))}
            </channel></rss>
            """;

    private static string Item(int report) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            <item><guid isPermaLink="false">{GuidOf(
                report
            )}</guid><title>US to withdraw troops from Iraq, report {report}</title><link>https://outlet.example/{report}</link></item>

            """
        );
}
