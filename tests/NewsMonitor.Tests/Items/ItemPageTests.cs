using NewsMonitor.Core.Items;
using Xunit;

namespace NewsMonitor.Tests.Items;

public sealed class ItemPageTests
{
    [Fact]
    public void Items_keep_their_order_and_a_copy_has_the_key_of_its_first()
    {
        var page = ItemPage.Of([Item("2", "b"), Item("1", "a"), Item("2", "b")], IdentityPolicy.Guid);

        Assert.Equal(["b", "a", "b"], page.Items.Select(item => item.Title));
        Assert.Equal(page.Items[0].Key, page.Items[2].Key);
        Assert.Equal(2, page.Items.Select(item => item.Key).Distinct().Count());
        Assert.Equal(IdentityPolicy.Guid, page.Policy);
    }

    [Fact]
    public void One_guid_for_all_moves_the_policy_down_to_links()
    {
        var page = ItemPage.Of([Item("blog", "a", "/1"), Item("blog", "b", "/2")], IdentityPolicy.Guid);

        Assert.Equal(IdentityPolicy.Link, page.Policy);
        Assert.All(page.Items, item => Assert.StartsWith("l-", item.Key, StringComparison.Ordinal));
    }

    [Fact]
    public void One_guid_and_one_link_for_all_move_it_down_to_content()
    {
        var page = ItemPage.Of([Item("blog", "a", "/"), Item("blog", "b", "/")], IdentityPolicy.Guid);

        Assert.Equal(IdentityPolicy.Content, page.Policy);
        Assert.Equal(2, page.Items.Select(item => item.Key).Distinct().Count());
    }

    [Fact]
    public void A_policy_never_moves_up()
    {
        var page = ItemPage.Of([Item("1", "a", "/1"), Item("2", "b", "/2")], IdentityPolicy.Content);

        Assert.Equal(IdentityPolicy.Content, page.Policy);
    }

    [Fact]
    public void Items_with_nothing_but_text_are_told_apart_by_it()
    {
        var page = ItemPage.Of([Item(null, "a"), Item(null, "b")], IdentityPolicy.Guid);

        Assert.Equal(2, page.Items.Select(item => item.Key).Distinct().Count());
        Assert.Equal(IdentityPolicy.Guid, page.Policy);
    }

    [Fact]
    public void Keys_are_stable_when_the_items_change_their_places()
    {
        Item[] items = [Item("1", "a"), Item(null, "b", "/2"), Item(null, "c")];
        var keys = ItemPage.Of(items, IdentityPolicy.Guid).Items.Select(item => item.Key);

        var reversed = ItemPage.Of(items.Reverse(), IdentityPolicy.Guid).Items.Select(item => item.Key);

        Assert.Equal(keys, reversed.Reverse());
    }

    private static Item Item(string? guid, string title, string? path = null)
    {
        var link = path is null ? null : new Uri(new Uri("https://example.org"), path);
        return new Item
        {
            Feed = "example-world",
            Identity = ItemIdentity.Of(guid, link, title, "", ""),
            Key = "",
            Title = title,
            Link = link,
        };
    }
}
