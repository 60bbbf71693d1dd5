using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using NewsMonitor.Deliveries;
using NewsMonitor.Feeds;
using NewsMonitor.Feeds.Fetching;
using NewsMonitor.Ledger;

namespace NewsMonitor.Scheduling;

/// <summary>
/// Looks at the pages that people were pointed to and that are due: through the same guard, manners and limits as feeds, one
/// after the other. What is broken off is due again when its lease ends.
/// </summary>
internal sealed class LinkRound(
    FeedFetcher fetcher,
    EditionInForce inForce,
    LinkLedger links,
    DeliverySignal owed,
    TimeProvider time,
    ILogger<LinkRound> log
)
{
    /// <summary>The most pages of one round; the others wait for the next.</summary>
    public const int MostPages = 25;

    /// <summary>Longer than a round in which every page takes its whole time limit.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(30);

    /// <summary>Looks at them and writes down what came of it.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        // Taken once: another edition may come into force meanwhile.
        var edition = inForce.Current;
        var due = await links.TakeDueAsync(time.GetUtcNow(), Lease, MostPages, cancellationToken);
        if (due.IsEmpty)
            return;
        await links.ForgetAsync([.. due.Where(link => !IsWanted(link, edition))], cancellationToken);
        var looks = ImmutableArray.CreateBuilder<LinkLook>();
        foreach (var page in due.Where(link => IsWanted(link, edition)).GroupBy(link => link.Address))
        {
            var status = await GoneStatusAsync(edition.Feeds[page.First().Feed], page.Key, cancellationToken);
            looks.AddRange(page.Select(link => new LinkLook(link, status)));
        }
        var record = await links.RecordAsync(looks.ToImmutable(), edition.Desk, time.GetUtcNow(), cancellationToken);
        Tell(record, looks.Count);
    }

    /// <summary>Nobody is asked any more for a rule or a feed that was taken out.</summary>
    private static bool IsWanted(ToldLink link, Edition edition) =>
        edition.Desk.RuleOf(link.RuleId) is { Stories.FollowsPages: true }
        && edition.Feeds.GetValueOrDefault(link.Feed) is { Enabled: true };

    /// <summary>
    /// Only 404 and 410 say that there is no such page. A server in trouble, a wall, a redirect and an address that cannot be
    /// reached or is refused say nothing of it.
    /// </summary>
    private async Task<int?> GoneStatusAsync(Feed feed, Uri page, CancellationToken cancellationToken) =>
        await fetcher.LookAsync(feed, page, cancellationToken) is Answered { Status: 404 or 410 } answered
            ? answered.Status
            : null;

    private void Tell(LookRecord record, int pages)
    {
        if (record.Alerts > 0)
            owed.Raise();
        foreach (var (host, gone) in record.Relaunched)
            log.SiteLostPages(host, gone);
        foreach (var (link, status) in record.Lost)
            log.PageLost(
                link.Feed,
                status ?? 0,
                link.Address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
            );
        log.LookedAtPages(pages, record.Lost.Length, record.Alerts);
    }
}
