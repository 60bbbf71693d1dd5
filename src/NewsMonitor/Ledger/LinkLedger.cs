using System.Collections.Immutable;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Stories;

namespace NewsMonitor.Ledger;

/// <summary>
/// The pages that people were pointed to: which are to be looked at, and what is owed when one is gone. A page is gone when
/// two looks in a row, some minutes apart, say so, and then only while few pages of its host are.
/// </summary>
internal sealed class LinkLedger(LedgerStore store, Random chance, FloodGuard? flood = null)
{
    /// <summary>The most pages that are remembered, the latest of them.</summary>
    public const int MostLinks = 10_000;

    /// <summary>When more pages of one host are gone than this, its site has changed and not what it says.</summary>
    public const int FewPages = 3;

    /// <summary>So many other pages of a host are looked at before one of them is taken as gone.</summary>
    private const int Others = 5;

    /// <summary>Takes the pages that are due; if nothing is ever heard of them, they are due again when the lease ends.</summary>
    public Task<ImmutableArray<ToldLink>> TakeDueAsync(
        DateTimeOffset now,
        TimeSpan lease,
        int most,
        CancellationToken cancellationToken
    ) =>
        store.WriteAsync(
            connection =>
            {
                LinkRows.Forget(connection, now, MostLinks);
                return LinkRows.Take(connection, now, lease, most);
            },
            cancellationToken
        );

    /// <summary>Forgets pages that nobody wants looked at any more.</summary>
    public Task ForgetAsync(ImmutableArray<ToldLink> links, CancellationToken cancellationToken) =>
        store.WriteAsync(
            connection =>
            {
                foreach (var link in links)
                    LinkRows.Forget(connection, link);
                return links.Length;
            },
            cancellationToken
        );

    /// <summary>Writes down what was seen, what becomes of the stories, and what is owed for it, in one transaction.</summary>
    /// <param name="looks">What was seen.</param>
    /// <param name="rules">The rules in force.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellationToken">Ends the wait for the transaction.</param>
    public async Task<LookRecord> RecordAsync(
        ImmutableArray<LinkLook> looks,
        AlertDesk rules,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var record = await store.WriteAsync(connection => Record(connection, looks, rules, now), cancellationToken);
        CrashPoint.Reached("after-owed");
        return record;
    }

    private LookRecord Record(
        LedgerConnection connection,
        ImmutableArray<LinkLook> looks,
        AlertDesk rules,
        DateTimeOffset now
    )
    {
        foreach (var look in looks)
            WriteDown(connection, look, now);
        var lost = ImmutableArray.CreateBuilder<LinkLook>();
        var relaunched = ImmutableArray.CreateBuilder<(string, long)>();
        foreach (var host in looks.Where(look => look.GoneStatus is not null).GroupBy(HostOf, StringComparer.Ordinal))
            if (LinkRows.GoneOf(connection, host.Key) is var pages && pages > FewPages)
                relaunched.Add((host.Key, pages));
            else
                lost.AddRange(host.Where(look => look.Link.GoneSince <= now - PageLooks.FewMinutes));
        var owed = lost.Sum(look => Lose(connection, look, rules, now));
        CrashPoint.Reached("before-owed");
        return new(lost.ToImmutable(), relaunched.ToImmutable(), owed);
    }

    private void WriteDown(LedgerConnection connection, LinkLook look, DateTimeOffset now)
    {
        var link = look.Link;
        var planned = PageLooks.Next(link.ToldAt, link.Until, now, chance.NextDouble());
        if (look.GoneStatus is null)
        {
            LinkRows.Plan(connection, link, planned, goneSince: null);
            return;
        }
        if (link.GoneSince is not null)
        {
            LinkRows.Plan(connection, link, planned, link.GoneSince);
            return;
        }
        var again = PageLooks.Again(now, chance.NextDouble());
        LinkRows.Plan(connection, link, again, goneSince: now);
        LinkRows.BringForward(connection, HostOf(look), again, Others);
    }

    /// <summary>The story loses the page; how many alerts are owed for it.</summary>
    private int Lose(LedgerConnection connection, LinkLook look, AlertDesk rules, DateTimeOffset now)
    {
        LinkRows.Plan(connection, look.Link, next: null, look.Link.GoneSince);
        if (
            rules.RuleOf(look.Link.RuleId) is not { } rule
            || ToldBy(connection, look.Link) is not ({ } alert, var item)
            // Beside the poller's own, which reads again what has changed on disk: this is rare.
            || new StoryLedger(new StorySettings()).LosePage(connection, rule, alert, look.GoneStatus!.Value, now)
                is not { } turn
        )
            return 0;
        return turn.Alerts.Count(owed =>
            !OwedRows.TryCombine(connection, owed)
            && OwedRows.Add(connection, new OwedRow(rules.WithMode(owed), now, item, look.Link.Feed), flood)
        );
    }

    private static (Alert? Alert, long? Item) ToldBy(LedgerConnection connection, ToldLink link) =>
        connection
            .Rows(
                "SELECT payload, item FROM alerts WHERE delivery_id = @delivery",
                row => (AlertJson.Read(row.GetString(0)), row.IsDBNull(1) ? (long?)null : row.GetInt64(1)),
                ("@delivery", link.Delivery)
            )
            .FirstOrDefault();

    private static string HostOf(LinkLook look) => look.Link.Address.IdnHost;
}
