using System.Collections.Immutable;

namespace NewsMonitor.Core.Items;

/// <summary>The items of one document, each with a key of its own.</summary>
/// <param name="Items">In the order of the document; items that are the same in every fingerprint are one.</param>
/// <param name="Policy">The policy that gave the keys.</param>
public sealed record ItemPage(ImmutableArray<Item> Items, IdentityPolicy Policy)
{
    /// <summary>
    /// Gives every item its key under the strongest policy, from the one asked for downwards, that keeps different items
    /// apart. It never moves up: a feed that has once given two items one guid cannot be trusted with guids again.
    /// </summary>
    public static ItemPage Of(IEnumerable<Item> items, IdentityPolicy asked)
    {
        var distinct = items.DistinctBy(item => item.Identity).ToImmutableArray();
        var policy = asked;
        while (policy < IdentityPolicy.Content && SharesKeys(distinct, policy))
            policy++;
        return new ItemPage([.. distinct.Select(item => Keyed(item, policy)).DistinctBy(item => item.Key)], policy);
    }

    private static bool SharesKeys(ImmutableArray<Item> items, IdentityPolicy policy) =>
        items.Select(item => item.Identity.Key(policy)).Distinct(StringComparer.Ordinal).Count() < items.Length;

    private static Item Keyed(Item item, IdentityPolicy policy) => item with { Key = item.Identity.Key(policy) };
}
