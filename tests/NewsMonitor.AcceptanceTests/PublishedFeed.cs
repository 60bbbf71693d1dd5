using System.Collections.Immutable;
using System.Globalization;
using System.Security;
using System.Text;
using System.Text.RegularExpressions;
using NewsMonitor.Demo;

namespace NewsMonitor.AcceptanceTests;

/// <summary>An item that an outlet publishes.</summary>
/// <param name="Guid">By which it is found again in what arrives.</param>
/// <param name="Title">The headline.</param>
/// <param name="Summary">What stands below it.</param>
internal sealed record PublishedItem(string Guid, string Title, string Summary = "");

/// <summary>An outlet that the test writes: it lists its newest items.</summary>
internal sealed partial class PublishedFeed(string name)
{
    /// <summary>As many as a busy agency lists in hours: a test that stops the worker in every poll does not outrun it.</summary>
    private const int MostListed = 1_500;

    /// <summary>What stays listed whatever is withdrawn.</summary>
    private const int AlwaysListed = 5;

    private readonly Lock _gate = new();
    private readonly List<PublishedItem> _items = [];
    private readonly Dictionary<string, Range> _pages = [];
    private int _withdrawn;

    /// <summary>The name of its document.</summary>
    public string Name => name;

    /// <summary>The guid of a report.</summary>
    public static string GuidOf(int report) => string.Create(CultureInfo.InvariantCulture, $"report-{report:000000}");

    /// <summary>The guids of the reports that a text names, each once.</summary>
    public static ImmutableArray<string> GuidsIn(string? text) =>
        [.. Guid().Matches(text ?? "").Select(match => match.Value).Distinct(StringComparer.Ordinal)];

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
        {
            var page = new FeedPage(Encoding.UTF8.GetBytes(Document()), "application/rss+xml", null);
            _pages[LoopbackNewsroom.TagOf(page)] = First.._items.Count;
            return page;
        }
    }

    /// <summary>The guids of all that stood on any of the documents that were served under these tags.</summary>
    public ImmutableArray<string> GuidsOn(IEnumerable<string> tags)
    {
        lock (_gate)
            return
            [
                .. tags.Where(_pages.ContainsKey)
                    .SelectMany(tag => _items.Take(_pages[tag]))
                    .Select(item => item.Guid)
                    .Distinct(StringComparer.Ordinal),
            ];
    }

    /// <summary>Lists the oldest of its items no more, up to the first that is not among these; false when there is none.</summary>
    public bool Withdraw(IReadOnlySet<string> guids)
    {
        lock (_gate)
        {
            var before = _withdrawn;
            while (_withdrawn < _items.Count - AlwaysListed && guids.Contains(_items[_withdrawn].Guid))
                _withdrawn++;
            return _withdrawn > before;
        }
    }

    /// <summary>Lists again what was withdrawn.</summary>
    public void Relist()
    {
        lock (_gate)
            _withdrawn = 0;
    }

    /// <summary>True when one of these tags is of a document that lists nothing of what was withdrawn.</summary>
    public bool IsWithdrawn(IEnumerable<string> tags)
    {
        lock (_gate)
            return tags.Any(tag => _pages.TryGetValue(tag, out var page) && page.Start.Value >= _withdrawn);
    }

    private int First => Math.Max(_withdrawn, _items.Count - MostListed);

    private string Document() =>
        $"""
            <rss version="2.0"><channel><title>{name}</title><link>https://outlet.example/</link><description>reports</description>
            {string.Concat(_items.Skip(First).Reverse().Select(Listed))}
            </channel></rss>
            """;

    private static string Listed(PublishedItem item) =>
        $"""
            <item><guid isPermaLink="false">{item.Guid}</guid><title>{SecurityElement.Escape(
                item.Title
            )}</title><link>https://outlet.example/{item.Guid}</link>{Description(item)}</item>

            """;

    [GeneratedRegex("report-[0-9]{6}")]
    private static partial Regex Guid();

    private static string Description(PublishedItem item) =>
        item.Summary.Length == 0 ? "" : $"<description>{SecurityElement.Escape(item.Summary)}</description>";
}
