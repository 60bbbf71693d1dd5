using System.Collections.Immutable;
using NewsMonitor.Core.Alerts;

namespace NewsMonitor.Ledger;

/// <summary>What a page owes: told to the stories and written down in the transaction that remembers its items.</summary>
internal sealed class PageAlerts(StoryLedger stories, FloodGuard flood, Random? chance)
{
    /// <summary>Owes what comes of a page; how many alerts.</summary>
    /// <param name="connection">The ledger.</param>
    /// <param name="poll">The poll.</param>
    /// <param name="page">Its page.</param>
    /// <param name="items">The rows of its items, by key.</param>
    public int Owe(LedgerConnection connection, PollRecord poll, ListedPage page, Dictionary<string, long> items)
    {
        var owed = page.Alerts.Count(alert => Owe(connection, poll, alert, items));
        foreach (var found in page.News?.Found ?? [])
            owed += OweNews(connection, poll, page.News!, found, items);
        foreach (var edited in page.Edits?.Found ?? [])
            owed += OweTurns(
                connection,
                poll,
                page.Edits!,
                stories.Edit(connection, edited, page.Edits!.Source, page.Edits.Rules, poll.At),
                items
            );
        return owed;
    }

    /// <summary>Tells an item to the stories, and owes what comes of it; how many alerts.</summary>
    private int OweNews(
        LedgerConnection connection,
        PollRecord poll,
        PageNews news,
        FoundItem found,
        Dictionary<string, long> items
    )
    {
        var owed = news
            .Rules.DecideAlone(found, news.Source, poll.At)
            .Count(alert => Owe(connection, poll, alert, items));
        var turns = stories.Tell(connection, found, news.Source, news.Rules, poll.At);
        return owed + OweTurns(connection, poll, news, turns, items);
    }

    private int OweTurns(
        LedgerConnection connection,
        PollRecord poll,
        PageNews news,
        ImmutableArray<StoryTurn> turns,
        Dictionary<string, long> items
    ) => turns.Sum(turn => Owe(connection, poll, news, turn, items));

    /// <summary>Owes the alerts of a turn, and begins to look at the page that they point to; how many alerts.</summary>
    private int Owe(
        LedgerConnection connection,
        PollRecord poll,
        PageNews news,
        StoryTurn turn,
        Dictionary<string, long> items
    )
    {
        var owed = turn
            .Alerts.Where(alert => Owe(connection, poll, news.Rules.WithMode(alert), items, turn.NotBefore))
            .ToList();
        if (owed is [var alert, ..] && news.Rules.RuleOf(turn.RuleId) is { } rule)
            LinkRows.Watch(connection, turn, alert, rule.Stories, poll.At, chance?.NextDouble() ?? 0.5);
        return owed.Count;
    }

    /// <summary>True when an alert more is owed.</summary>
    private bool Owe(
        LedgerConnection connection,
        PollRecord poll,
        Alert alert,
        Dictionary<string, long> items,
        DateTimeOffset? notBefore = null
    )
    {
        var item = items.TryGetValue(alert.Item.Key, out var row) ? row : (long?)null;
        return !OwedRows.TryCombine(connection, alert)
            && OwedRows.Add(connection, new OwedRow(alert, poll.At, item, poll.Feed, notBefore), flood);
    }
}
