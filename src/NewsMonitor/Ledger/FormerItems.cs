using System.Collections.Immutable;
using NewsMonitor.Core.Items;

namespace NewsMonitor.Ledger;

/// <summary>The items of a feed as they were last listed: found again by their fingerprints, and changed with them.</summary>
internal static class FormerItems
{
    /// <summary>The item and what is remembered that may be it.</summary>
    public static ListedItem Find(LedgerConnection connection, long feed, Item item, IdentityPolicy policy)
    {
        if (First(connection, feed, Fingerprint.Of(item.Identity, policy)) is { } known)
            return new ListedItem(item, known);
        var (link, content) = (item.Identity.Link, new Fingerprint("content", item.Identity.Content));
        return new ListedItem(
            item,
            Known: null,
            link is null ? null : Only(connection, feed, new Fingerprint("link", link)),
            Only(connection, feed, content)
        );
    }

    /// <summary>What an item said when it was last listed; null when its text is not kept any more.</summary>
    public static Item? TextOf(LedgerConnection connection, long row) =>
        connection
            .Rows(
                "SELECT payload FROM texts WHERE item = @item",
                text => ItemText.Read(text.GetFieldValue<byte[]>(0)),
                ("@item", row)
            )
            .FirstOrDefault();

    /// <summary>Remembers the item as it is now; of what it said, one version is kept.</summary>
    public static void Change(LedgerConnection connection, ItemChange change, byte[] text)
    {
        var identity = change.Item.Identity;
        connection.Execute(
            "UPDATE items SET guid = @guid, link = @link, content = @content WHERE id = @id",
            ("@id", change.Before.Row),
            ("@guid", identity.Guid),
            ("@link", identity.Link),
            ("@content", identity.Content)
        );
        connection.Execute(
            "UPDATE texts SET payload = @text WHERE item = @id",
            ("@id", change.Before.Row),
            ("@text", text)
        );
    }

    private static FormerItem? First(LedgerConnection connection, long feed, Fingerprint print)
    {
        var found = Rows(connection, feed, print);
        return found.IsEmpty ? null : found[0];
    }

    /// <summary>What several items share tells none of them.</summary>
    private static FormerItem? Only(LedgerConnection connection, long feed, Fingerprint print)
    {
        var found = Rows(connection, feed, print);
        return found.Length == 1 ? found[0] : null;
    }

    private static ImmutableArray<FormerItem> Rows(LedgerConnection connection, long feed, Fingerprint print) =>
        connection.Rows(
            $"SELECT id, guid, link, content FROM items WHERE feed = @feed AND {print.Column} = @print LIMIT 2",
            row => new FormerItem(row.GetInt64(0), new ItemIdentity(row.TextAt(1), row.TextAt(2), row.GetString(3))),
            ("@feed", feed),
            ("@print", print.Value)
        );
}

/// <summary>The fingerprint that tells an item under a policy, and the column that holds it.</summary>
internal readonly record struct Fingerprint(string Column, string Value)
{
    public static Fingerprint Of(ItemIdentity identity, IdentityPolicy policy) =>
        (policy, identity) switch
        {
            (IdentityPolicy.Guid, { Guid: { } guid }) => new("guid", guid),
            (IdentityPolicy.Guid or IdentityPolicy.Link, { Link: { } link }) => new("link", link),
            _ => new("content", identity.Content),
        };
}
