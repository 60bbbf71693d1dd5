using System.Collections.Immutable;
using NewsMonitor.Core.Alerts;

namespace NewsMonitor.Ledger;

/// <summary>What a page owes: told to the stories and written down in the transaction that remembers its items.</summary>
internal sealed class PageAlerts(StoryLedger stories, FloodGuard flood, Random? chance, FeedNaming feedName)
{
    /// <summary>Owes what comes of a page; how many alerts.</summary>
    /// <param name="connection">The ledger.</param>
    /// <param name="poll">The poll.</param>
    /// <param name="page">Its page.</param>
    /// <param name="items">The rows of its items, by key.</param>
    public int Owe(LedgerConnection connection, PollRecord poll, ListedPage page, Dictionary<string, long> items)
    {
        var owed = page.Alerts.Count(alert => Owe(connection, poll.At, alert, RowOf(alert)));
        var earlier = new EarlierStands(connection, poll.At);
        foreach (var found in page.News?.Found ?? [])
            owed += OweNews(found, page.News!);
        foreach (var edited in page.Edits?.Found ?? [])
            owed += OweTurns(
                stories.Edit(connection, edited, page.Edits!.Source, page.Edits.Rules, poll.At),
                page.Edits.Rules
            );
        return owed;

        ItemRow RowOf(Alert alert) => new(poll.Feed, items.TryGetValue(alert.Item.Key, out var row) ? row : null);

        int OweNews(FoundItem found, PageNews news)
        {
            var alone = news.Rules.DecideAlone(found, news.Source, poll.At);
            var turns = stories.Tell(connection, found, news.Source, news.Rules, poll.At);
            return alone.Count(alert => Owe(connection, poll.At, alert, RowOf(alert)))
                + OweTurns(turns, news.Rules)
                + turns.Where(turn => turn.IsFirstTold).Sum(turn => OweEarlier(turn, news.Rules));
        }

        int OweTurns(ImmutableArray<StoryTurn> turns, AlertDesk rules) =>
            turns.Sum(turn => turn.Alerts is [var first, ..] ? Owe(connection, poll.At, turn, rules, RowOf(first)) : 0);

        // A story is told for the first time: what was said of it before its report came is owed with it.
        int OweEarlier(StoryTurn begun, AlertDesk rules)
        {
            var more = 0;
            foreach (var stand in earlier.All)
                if (stories.FollowBack(connection, begun, stand, feedName(stand.Feed), rules, poll.At) is { } turn)
                    more += Owe(connection, poll.At, turn, rules, new(stand.Feed, stand.Row));
            return more;
        }
    }

    /// <summary>Owes the alerts of a turn, and begins to look at the page that they point to; how many alerts.</summary>
    private int Owe(LedgerConnection connection, DateTimeOffset now, StoryTurn turn, AlertDesk rules, ItemRow item)
    {
        var owed = turn
            .Alerts.Where(alert => Owe(connection, now, rules.WithMode(alert), item, turn.NotBefore))
            .ToList();
        if (owed is [var alert, ..] && rules.RuleOf(turn.RuleId) is { } rule)
            LinkRows.Watch(connection, turn, alert, rule.Stories, now, chance?.NextDouble() ?? 0.5);
        return owed.Count;
    }

    /// <summary>True when an alert more is owed.</summary>
    private bool Owe(
        LedgerConnection connection,
        DateTimeOffset now,
        Alert alert,
        ItemRow item,
        DateTimeOffset? notBefore = null
    ) =>
        !OwedRows.TryCombine(connection, alert)
        && OwedRows.Add(connection, new OwedRow(alert, now, item.Row, item.Feed, notBefore), flood);

    /// <summary>Where the item of an alert is written down.</summary>
    private readonly record struct ItemRow(string Feed, long? Row);
}
