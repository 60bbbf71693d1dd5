using System.Collections.Immutable;

namespace NewsMonitor.Core.Items;

/// <summary>The items of one document, with their keys.</summary>
/// <param name="Items">In the order of the document; copies, the same in every fingerprint, have one key.</param>
/// <param name="Policy">The policy that gave the keys.</param>
public sealed record ItemPage(ImmutableArray<Item> Items, IdentityPolicy Policy)
{
    /// <summary>
    /// Gives every item its key under the strongest policy, from the one asked for downwards, that keeps different items
    /// apart. It never moves up: a feed that has once given two items one guid cannot be trusted with guids again.
    /// </summary>
    public static ItemPage Of(IEnumerable<Item> items, IdentityPolicy asked)
    {
        var listed = items.ToImmutableArray();
        var policy = asked;
        while (policy < IdentityPolicy.Content && SharesKeys(listed, policy))
            policy++;
        return new ItemPage([.. listed.Select(item => Keyed(item, policy))], policy);
    }

    /// <summary>True when two items that differ would have one key.</summary>
    private static bool SharesKeys(ImmutableArray<Item> items, IdentityPolicy policy)
    {
        var holders = new Dictionary<string, ItemIdentity>(items.Length, StringComparer.Ordinal);
        foreach (var item in items)
        {
            var key = item.Identity.Key(policy);
            if (!holders.TryAdd(key, item.Identity) && holders[key] != item.Identity)
                return true;
        }
        return false;
    }

    private static Item Keyed(Item item, IdentityPolicy policy)
    {
        var key = item.Identity.Key(policy);
        return item.Key == key ? item : item with { Key = key };
    }
}
