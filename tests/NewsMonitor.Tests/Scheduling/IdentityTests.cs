using NewsMonitor.Core.Items;
using NewsMonitor.Core.Rules;
using Xunit;

namespace NewsMonitor.Tests.Scheduling;

/// <summary>What publishers do to the identity of their items, and that nobody is told anything twice for it.</summary>
public sealed class IdentityTests
{
    [Fact]
    public async Task A_feed_whose_guids_all_change_at_once_tells_nobody_again()
    {
        await using var world = await PollWorld.StartAsync();
        world.Serve(
            Fifty(i => PollWorld.Entry($"troops {i}", $"http://example.org/?p={i}", $"http://example.org/{i}"))
        );
        await world.PollAsync();

        world.Serve(
            Fifty(i => PollWorld.Entry($"troops {i}", $"https://example.org/?p={i}", $"https://example.org/{i}"))
                .Prepend(PollWorld.Entry("troops new", "https://example.org/?p=new", "https://example.org/new"))
        );
        await world.PollAsync();
        await world.PollAsync();

        Assert.Equal(["troops new"], await world.AlertedAsync());
    }

    [Fact]
    public async Task A_feed_whose_guids_and_links_all_change_at_once_tells_nobody_again()
    {
        await using var world = await PollWorld.StartAsync();
        world.Serve(Fifty(i => PollWorld.Entry($"troops {i}", $"a{i}", $"https://old.example.org/{i}")));
        await world.PollAsync();

        world.Serve(Fifty(i => PollWorld.Entry($"troops {i}", $"b{i}", $"https://new.example.org/story/{i}")));
        await world.PollAsync();
        Assert.Empty(await world.AlertedAsync());

        // Known under the new keys from then on, and under a third kind as well.
        world.Serve(Fifty(i => PollWorld.Entry($"troops {i}", $"c{i}", $"https://new.example.org/{i}")));
        await world.PollAsync();
        Assert.Empty(await world.AlertedAsync());
    }

    [Fact]
    public async Task A_feed_that_gives_new_guids_on_every_poll_tells_each_item_once()
    {
        await using var world = await PollWorld.StartAsync();
        for (var poll = 0; poll < 10; poll++)
        {
            var listed = Enumerable.Range(poll, 12);
            world.Serve(listed.Select(i => PollWorld.Entry($"troops {i}", $"{poll}-{i}", $"https://example.org/{i}")));
            await world.PollAsync();
        }

        Assert.Equal(Enumerable.Range(12, 9).Select(i => $"troops {i}"), await world.AlertedAsync());
    }

    [Fact]
    public async Task A_feed_whose_only_item_always_has_the_same_guid_tells_each_of_them()
    {
        await using var world = await PollWorld.StartAsync();
        string[] titles =
        [
            "troops move north",
            "harvest fails in Kenya",
            "no troops left behind",
            "a museum of troops opens",
        ];
        foreach (var title in titles)
        {
            world.Serve(PollWorld.Entry(title, "http://blogs/", $"https://example.org/{title.Length}"));
            await world.PollAsync();
        }

        Assert.Equal([titles[2], titles[3]], await world.AlertedAsync());
        Assert.Equal(IdentityPolicy.Link, (await world.StateAsync()).Policy);
    }

    [Fact]
    public async Task An_item_that_is_edited_and_now_matches_is_told_once()
    {
        await using var world = await PollWorld.StartAsync();
        world.Serve(Live("minister speaks"));
        await world.PollAsync();

        world.Serve(Live("minister denies that troops will leave"));
        await world.PollAsync();
        world.Serve(Live("minister denies that 500 troops will leave"));
        await world.PollAsync();
        world.Serve(Live("minister speaks"));
        await world.PollAsync();
        world.Serve(Live("minister speaks of troops"));
        await world.PollAsync();

        Assert.Equal(["minister denies that troops will leave"], await world.AlertedAsync());
    }

    [Fact]
    public async Task An_item_that_is_edited_into_its_opposite_takes_back_what_it_told()
    {
        await using var world = await PollWorld.StartAsync();
        world.List([]);
        await world.PollAsync();
        world.Serve(Live("General Seely sends troops home from Baghdad"));
        await world.PollAsync();

        world.Serve(Live("General Seely denies that troops go home from Baghdad"));
        await world.PollAsync();

        // Nothing was sent yet: it is told once, as it is now.
        var told = Assert.Single(await world.AlertsAsync());
        Assert.Equal(ReportStatus.Denied, told.Story!.State!.Status);
    }

    [Fact]
    public async Task An_edit_of_an_item_that_matched_before_is_no_news()
    {
        await using var world = await PollWorld.StartAsync();
        world.Serve(Live("troops stay"));
        await world.PollAsync();

        for (var poll = 0; poll < 20; poll++)
        {
            world.Serve(Live($"troops stay, {poll} views"));
            await world.PollAsync();
        }

        Assert.Empty(await world.AlertedAsync());
    }

    [Fact]
    public async Task A_feed_that_shrinks_for_one_poll_tells_nothing_again()
    {
        await using var world = await PollWorld.StartAsync();
        world.List(Enumerable.Range(0, 50).Select(i => $"troops {i}"));
        await world.PollAsync();
        world.List(Enumerable.Range(0, 3).Select(i => $"troops {i}"));
        await world.PollAsync();
        world.List(Enumerable.Range(0, 50).Select(i => $"troops {i}"));
        await world.PollAsync();

        Assert.Empty(await world.AlertedAsync());
    }

    [Fact]
    public async Task Keys_that_follow_the_reader_make_no_new_items()
    {
        await using var world = await PollWorld.StartAsync();
        for (var poll = 0; poll < 3; poll++)
        {
            world.Serve(
                $"<item><title>troops</title><link>https://example.org/troops?utm_source=rss&amp;utm_content={poll}</link></item>"
            );
            await world.PollAsync();
        }

        Assert.Empty(await world.AlertedAsync());
    }

    [Fact]
    public async Task Items_with_nothing_but_their_texts_are_told_once_each()
    {
        await using var world = await PollWorld.StartAsync();
        world.Serve([]);
        await world.PollAsync();
        for (var poll = 0; poll < 3; poll++)
        {
            world.Serve(
                "<item><description>troops one</description></item><item><description>troops two</description></item>"
            );
            await world.PollAsync();
        }

        Assert.Equal(2, (await world.AlertedAsync()).Length);
    }

    private static IEnumerable<string> Fifty(Func<int, string> entry) => Enumerable.Range(0, 50).Select(entry);

    private static string Live(string title) => PollWorld.Entry(title, "live", "https://example.org/live");
}
