using System.Collections.Immutable;
using NewsMonitor.Core.Items;
using Xunit;

namespace NewsMonitor.Tests.Items;

public sealed class RecognitionTests
{
    [Fact]
    public void An_item_of_which_nothing_is_remembered_is_new() =>
        Assert.Equal(["a"], Titles(Recognition.Of([Unknown("a")]).Unseen));

    [Fact]
    public void A_known_item_is_neither_new_nor_edited()
    {
        var recognition = Recognition.Of([Known("a", "a")]);

        Assert.Empty(recognition.Unseen);
        Assert.Empty(recognition.Edited);
    }

    [Fact]
    public void A_known_item_that_says_something_else_is_edited()
    {
        var recognition = Recognition.Of([Known("a, corrected", "a")]);

        Assert.Empty(recognition.Unseen);
        Assert.Equal("a, corrected", Assert.Single(recognition.Edited).Item.Title);
    }

    [Fact]
    public void When_most_of_a_page_has_the_texts_of_items_that_vanished_the_feed_was_rekeyed()
    {
        var recognition = Recognition.Of([
            Rekeyed("a", 1),
            Rekeyed("b", 2),
            Rekeyed("c", 3),
            Unknown("d"),
            Unknown("e"),
        ]);

        Assert.Equal(["d", "e"], Titles(recognition.Unseen));
        Assert.Equal(["a", "b", "c"], Titles(recognition.Rekeyed.Select(change => change.Item)));
    }

    [Fact]
    public void Few_items_with_old_texts_are_new_for_a_headline_may_return()
    {
        Assert.Equal(["a", "b"], Titles(Recognition.Of([Rekeyed("a", 1), Rekeyed("b", 2)]).Unseen));
        ImmutableArray<ListedItem> mostlyNew =
        [
            Rekeyed("a", 1),
            Rekeyed("b", 2),
            Rekeyed("c", 3),
            .. "defg".Select(c => Unknown($"{c}")),
        ];
        Assert.Equal(7, Recognition.Of(mostlyNew).Unseen.Length);
    }

    [Fact]
    public void An_item_whose_text_another_listed_item_has_is_no_copy_of_it()
    {
        var page = Enumerable.Range(1, 3).SelectMany(row => new[] { Known("a", "a", row), Rekeyed("a", row) });

        Assert.Equal(3, Recognition.Of([.. page]).Unseen.Length);
    }

    [Theory]
    [InlineData("Troops to stay in Iraq", "/1", "Troops will stay in Iraq", "/2", false)]
    [InlineData("Harvest fails in Kenya", "/1", "Troops to stay in Iraq", "/2", true)]
    [InlineData("Harvest fails in Kenya", "/1", "Troops to stay in Iraq", "/1", false)]
    public void Another_page_under_another_headline_is_another_item(
        string title,
        string path,
        string former,
        string formerPath,
        bool isAnother
    ) => Assert.Equal(isAnother, Recognition.IsAnother(Item(title, "g", path), Item(former, "g", formerPath)));

    private static IEnumerable<string> Titles(IEnumerable<Item> items) => items.Select(item => item.Title);

    private static ListedItem Unknown(string title) => new(Item(title, $"guid of {title}"), Known: null);

    private static ListedItem Known(string title, string before, long row = 1) =>
        new(Item(title, "g"), new FormerItem(row, Item(before, "g").Identity));

    private static ListedItem Rekeyed(string title, long row) =>
        new(
            Item(title, $"new guid {row}"),
            Known: null,
            SameContent: new FormerItem(row, Item(title, $"old guid {row}").Identity)
        );

    private static Item Item(string title, string guid, string path = "/")
    {
        var link = new Uri(new Uri("https://example.org"), path);
        var identity = ItemIdentity.Of(guid, link, title, "", "");
        return new Item
        {
            Feed = "example-world",
            Identity = identity,
            Key = identity.Key(IdentityPolicy.Guid),
            Title = title,
            Link = link,
        };
    }
}
