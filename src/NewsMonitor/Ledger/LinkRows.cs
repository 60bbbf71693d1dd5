using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Ledger;

/// <summary>The rows of the pages that people were pointed to.</summary>
internal static class LinkRows
{
    private const string Columns = "id, rule, feed, address, delivery, told_at, until, gone_since";

    /// <summary>
    /// Begins to look at the page of an item, in the transaction that owes the alert. Not at that of a copy or of one that
    /// takes the report back: that it is gone would change nothing.
    /// </summary>
    /// <param name="connection">The ledger.</param>
    /// <param name="turn">What the item did to a story.</param>
    /// <param name="alert">An alert that became owed for it.</param>
    /// <param name="terms">How the rule follows its stories.</param>
    /// <param name="now">When.</param>
    /// <param name="chance">From 0 to 1: spreads the looks.</param>
    public static void Watch(
        LedgerConnection connection,
        StoryTurn turn,
        Alert alert,
        StoryTelling terms,
        DateTimeOffset now,
        double chance
    )
    {
        if (!terms.FollowsPages || !turn.Step.Member.StandsByStory || alert.Item.Link is not { } page)
            return;
        if (
            connection.Number("SELECT followed_until FROM stories WHERE id = @id", ("@id", turn.Step.Story.Id))
            is not { } until
        )
            return;
        if (PageLooks.Next(now, StoredTime.FromStored(until), now, chance) is not { } next)
            return;
        connection.Execute(
            """
            INSERT INTO links (rule, item, feed, address, host, delivery, told_at, until, next_look)
            VALUES (@rule, @item, @feed, @address, @host, @delivery, @now, @until, @next)
            ON CONFLICT (rule, item) DO NOTHING
            """,
            ("@rule", turn.RuleId),
            ("@item", turn.Step.Member.Key),
            ("@feed", alert.Item.Feed),
            ("@address", page.AbsoluteUri),
            ("@host", page.IdnHost),
            ("@delivery", alert.DeliveryId.Value),
            ("@now", now.ToStored()),
            ("@until", until),
            ("@next", next.ToStored())
        );
    }

    /// <summary>Takes the pages that are due, the longest due first, and leaves them alone until the lease ends.</summary>
    public static ImmutableArray<ToldLink> Take(
        LedgerConnection connection,
        DateTimeOffset now,
        TimeSpan lease,
        int most
    ) =>
        connection.Rows(
            $"""
            UPDATE links SET next_look = @lease
            WHERE id IN (SELECT id FROM links WHERE next_look <= @now ORDER BY next_look, id LIMIT @most)
            RETURNING {Columns}
            """,
            Read,
            ("@now", now.ToStored()),
            ("@lease", (now + lease).ToStored()),
            ("@most", most)
        );

    /// <summary>Plans the next look.</summary>
    public static void Plan(
        LedgerConnection connection,
        ToldLink link,
        DateTimeOffset? next,
        DateTimeOffset? goneSince
    ) =>
        connection.Execute(
            "UPDATE links SET next_look = @next, gone_since = @gone WHERE id = @id",
            ("@id", link.Id),
            ("@next", next?.ToStored()),
            ("@gone", goneSince?.ToStored())
        );

    /// <summary>Looks at other pages of a host that were not planned before then: is it one page that is gone, or the site?</summary>
    public static void BringForward(LedgerConnection connection, string host, DateTimeOffset moment, int most) =>
        connection.Execute(
            """
            UPDATE links SET next_look = @moment
            WHERE id IN (
                SELECT id FROM links WHERE host = @host AND next_look > @moment AND gone_since IS NULL
                ORDER BY next_look, id LIMIT @most)
            """,
            ("@host", host),
            ("@moment", moment.ToStored()),
            ("@most", most)
        );

    /// <summary>How many pages of a host the last look at each found gone.</summary>
    public static long GoneOf(LedgerConnection connection, string host) =>
        connection.Number(
            "SELECT COUNT(DISTINCT address) FROM links WHERE host = @host AND gone_since IS NOT NULL",
            ("@host", host)
        ) ?? 0;

    /// <summary>Forgets a page.</summary>
    public static void Forget(LedgerConnection connection, ToldLink link) =>
        connection.Execute("DELETE FROM links WHERE id = @id", ("@id", link.Id));

    /// <summary>Forgets the pages of stories that are followed no more, and the oldest beyond so many.</summary>
    public static void Forget(LedgerConnection connection, DateTimeOffset now, int most) =>
        connection.Execute(
            """
            DELETE FROM links
            WHERE until <= @now OR id <= (SELECT id FROM links ORDER BY id DESC LIMIT 1 OFFSET @most)
            """,
            ("@now", now.ToStored()),
            ("@most", most)
        );

    private static ToldLink Read(SqliteDataReader row) =>
        new(
            row.GetInt64(0),
            row.GetString(1),
            row.GetString(2),
            new Uri(row.GetString(3)),
            row.GetString(4),
            StoredTime.FromStored(row.GetInt64(5)),
            StoredTime.FromStored(row.GetInt64(6)),
            row.TimeAt(7)
        );
}
