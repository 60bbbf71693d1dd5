using NewsMonitor.Core.Items;

namespace NewsMonitor.Ledger;

/// <summary>The items of a page, remembered and seen again.</summary>
internal static class PageRows
{
    /// <summary>Remembers every item of the page; the rows they have, by key.</summary>
    public static Dictionary<string, long> Record(
        LedgerConnection connection,
        Watch listing,
        ListedPage page,
        Dictionary<string, byte[]> texts
    )
    {
        foreach (var change in page.Changed)
            FormerItems.Change(connection, change, texts[change.Item.Key]);
        var stands = (page.News?.Found ?? [])
            .Where(found => found.TakesAStand)
            .Select(found => found.Item.Key)
            .ToHashSet(StringComparer.Ordinal);
        var rows = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var item in page.Listed)
            rows[item.Key] =
                Refresh(connection, listing, item, page.Policy)
                ?? Remember(
                    connection,
                    listing,
                    item,
                    texts.GetValueOrDefault(item.Key) ?? ItemText.Write(item),
                    stands.Contains(item.Key)
                );
        return rows;
    }

    /// <summary>
    /// While polls said "not modified", the former page stayed listed without a write to its items: those that the new page
    /// lists no more were last listed at the last of these polls.
    /// </summary>
    public static void LeaveFormer(LedgerConnection connection, Watch before)
    {
        if (before.LastSuccess > before.PageAt)
            connection.Execute(
                "UPDATE items SET last_listed = @at, polled_time = @time WHERE feed = @feed AND page = @page",
                ("@feed", before.Feed),
                ("@page", before.Page),
                ("@at", before.LastSuccess),
                ("@time", before.PolledTime)
            );
    }

    /// <summary>A known item is listed again; null when it is not known.</summary>
    private static long? Refresh(LedgerConnection connection, Watch listing, Item item, IdentityPolicy policy)
    {
        var print = Fingerprint.Of(item.Identity, policy);
        return connection.Number(
            $"""
            UPDATE items SET last_listed = @at, page = @page, polled_time = @time
            WHERE feed = @feed AND {print.Column} = @print RETURNING id
            """,
            ("@feed", listing.Feed),
            ("@print", print.Value),
            ("@at", listing.LastSuccess),
            ("@page", listing.Page),
            ("@time", listing.PolledTime)
        );
    }

    private static long Remember(LedgerConnection connection, Watch listing, Item item, byte[] text, bool takesAStand)
    {
        var row = connection
            .Number(
                """
                INSERT INTO items (feed, guid, link, content, first_seen, last_listed, page, polled_time)
                VALUES (@feed, @guid, @link, @content, @at, @at, @page, @time) RETURNING id
                """,
                ("@feed", listing.Feed),
                ("@guid", item.Identity.Guid),
                ("@link", item.Identity.Link),
                ("@content", item.Identity.Content),
                ("@at", listing.LastSuccess),
                ("@page", listing.Page),
                ("@time", listing.PolledTime)
            )!
            .Value;
        connection.Execute(
            "INSERT INTO texts (item, seen_at, payload, takes_stand) VALUES (@item, @at, @text, @stand)",
            ("@item", row),
            ("@at", listing.LastSuccess),
            ("@text", text),
            ("@stand", takesAStand ? 1 : 0)
        );
        return row;
    }
}

/// <summary>How far a feed has been followed.</summary>
/// <param name="Feed">Its row.</param>
/// <param name="Page">The number of the last page recorded.</param>
/// <param name="PageAt">When that was.</param>
/// <param name="LastSuccess">When it last answered.</param>
/// <param name="PolledTime">How long it has been watched, in ms.</param>
internal sealed record Watch(long Feed, long Page, long? PageAt, long? LastSuccess, long PolledTime)
{
    /// <summary>The most that one poll adds to the time a feed counts as watched: a clock that jumps makes no item old.</summary>
    internal static readonly TimeSpan LongestStep = TimeSpan.FromDays(1);

    /// <summary>How far it has been followed once it has answered again.</summary>
    public Watch After(long success) => this with { LastSuccess = success, PolledTime = PolledTime + Step(success) };

    private long Step(long success) =>
        Math.Clamp(success - (LastSuccess ?? success), 0, LongestStep.Ticks / TimeSpan.TicksPerMillisecond);
}
