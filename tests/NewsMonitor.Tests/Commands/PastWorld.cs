using NewsMonitor.Core.Items;
using NewsMonitor.Tests.Configuration;
using NewsMonitor.Tests.Ledger;

namespace NewsMonitor.Tests.Commands;

/// <summary>A configuration with a ledger of the last days, as commands find them beside a worker.</summary>
internal sealed class PastWorld : IAsyncDisposable
{
    /// <param name="begins">The time on the clock of the ledger; two hours ago when null.</param>
    public PastWorld(DateTimeOffset? begins = null)
    {
        Ledger.Time.SetUtcNow(begins ?? TimeProvider.System.GetUtcNow() - TimeSpan.FromHours(2));
        Files
            .WriteLeast()
            .Write("monitor.yaml", $"data: \"{Ledger.Folder}\"")
            .Write("receivers.yaml", "receivers: [{ name: desk, webhook: \"https://desk.example/\" }]")
            .Write(
                "feeds.yaml",
                $"feeds: [{{ url: \"{LedgerWorld.Address}\", id: {LedgerWorld.Feed}, name: Example World, tags: [world] }}]"
            );
    }

    public LedgerWorld Ledger { get; } = new();

    public ConfigurationWorld Files { get; } = new();

    public void WriteRules(params string[] rules) =>
        Files.Write("rules/none.yaml", $"rules:\n  {string.Join("\n  ", rules)}\n");

    /// <summary>Records items with these headlines, each with alerts for the rules named.</summary>
    public async Task ListAsync(IEnumerable<string> titles, params string[] rules)
    {
        Item[] items = [.. titles.Select(ItemOf)];
        var poll = Ledger.Poll(items);
        await Ledger.RecordAsync(
            poll with
            {
                Page = poll.Page! with
                {
                    Alerts = [.. items.SelectMany(item => rules.Select(rule => LedgerWorld.Alert(item, "desk", rule)))],
                },
            }
        );
    }

    public static Item ItemOf(string title)
    {
        var link = new Uri($"https://example.org/{Uri.EscapeDataString(title)}");
        var identity = ItemIdentity.Of(title, link, title, "", "");
        return new Item
        {
            Feed = LedgerWorld.Feed,
            Identity = identity,
            Key = identity.Key(IdentityPolicy.Guid),
            Guid = title,
            Title = title,
            Link = link,
        };
    }

    public Task<CommandRun> RunAsync(params string[] arguments) =>
        CommandRun.OfAsync([.. arguments, "--config", Files.Folder]);

    public async ValueTask DisposeAsync()
    {
        await Ledger.DisposeAsync();
        Files.Dispose();
    }
}
