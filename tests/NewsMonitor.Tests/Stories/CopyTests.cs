using NewsMonitor.Core.Stories;
using Xunit;

namespace NewsMonitor.Tests.Stories;

/// <summary>What an agency wrote and five outlets print is one source; what differs in anything that matters is another.</summary>
public sealed class CopyTests
{
    private const string Headline = "Ferry with 212 people runs aground off Saaremaa";
    private const string Lede =
        "A passenger ferry carrying 212 people ran aground off the Estonian island of Saaremaa early on Tuesday and rescuers took off all of those on board.";
    private const string Second =
        "The coast guard said seven passengers were treated for minor injuries after the vessel struck a sandbank in thick fog.";
    private const string Third = "The operator, Tallmar Lines, did not say when the ferry would be towed to port.";
    private const string Text = $"{Lede} {Second} {Third}";

    private static readonly DateTimeOffset Morning = new(2024, 3, 4, 8, 0, 0, TimeSpan.Zero);
    private int items;

    [Theory]
    [InlineData(Headline, Text)]
    [InlineData("Rescuers take 212 off ferry stranded in fog", Text)]
    [InlineData(Headline, $"TALLINN, March 5 (Boreal) - {Text}")]
    [InlineData(Headline, $"{Text} Follow Gulf Daily for more on this and other news from the region.")]
    [InlineData(Headline, Lede)]
    [InlineData(Headline, $"{Lede} {Third}")]
    [InlineData("Ferry with 212 people runs aground off Saaremaa", "")]
    public void The_same_text_in_another_house_s_clothes_is_a_copy(string title, string text) =>
        Assert.True(Added(title, text).IsCopy);

    [Theory]
    [InlineData(Headline, "seven passengers", "nine passengers", "number")]
    [InlineData(Headline, "carrying 212 people", "carrying 312 people", "number")]
    [InlineData(Headline, "rescuers took off", "rescuers never took off", "negation")]
    [InlineData(Headline, "did not say", "did say", "negation")]
    [InlineData(Headline, "of Saaremaa early", "of Hiiumaa early", "name")]
    [InlineData("Ferry runs aground off Saaremaa, Soomets resigns", "", "", "name")]
    [InlineData("Ferry off Saaremaa: 3 people still missing", "", "", "number")]
    [InlineData("UPDATE 2-Ferry with 212 people runs aground off Saaremaa", "", "", "status")]
    public void What_says_another_number_name_or_not_is_no_copy(string title, string from, string to, string changed)
    {
        var member = Added(title, from.Length == 0 ? Text : Text.Replace(from, to, StringComparison.Ordinal));

        Assert.False(member.IsCopy);
        Assert.Contains(changed, member.Copy!.Changed);
    }

    [Theory]
    [InlineData("Ferry runs aground", "")]
    [InlineData("Ferry with 212 aboard hits sandbank off Saaremaa", "")]
    [InlineData(
        "Ferry stuck off Saaremaa in fog",
        "All 212 people aboard a ferry were brought to land after it hit a sandbank near the Estonian island, the coast guard said."
    )]
    public void A_desk_that_writes_for_itself_is_a_source(string title, string text) =>
        Assert.Null(Added(title, text).Copy);

    [Fact]
    public void The_same_line_of_background_under_other_news_is_no_copy()
    {
        const string background = "Saaremaa is the largest island of Estonia and has some 31,000 inhabitants.";
        var index = new StoryIndex("ferry", new StorySettings());
        index.Add(ItemOf("wire", "Ferry runs aground off Saaremaa", background));

        Assert.Null(index.Add(ItemOf("courier", "Saaremaa bridge wins backing of parliament", background)).Member.Copy);
    }

    [Fact]
    public void Two_desks_may_hit_on_the_same_few_words()
    {
        var index = new StoryIndex("ferry", new StorySettings());
        index.Add(ItemOf("wire", "Saaremaa ferry aground", ""));

        Assert.Null(index.Add(ItemOf("courier", "Saaremaa ferry aground", "")).Member.Copy);
    }

    [Fact]
    public void Copies_are_counted_beside_those_who_wrote()
    {
        var index = Told();
        foreach (var outlet in Enumerable.Range(1, 5))
            index.Add(ItemOf($"outlet-{outlet}", Headline, Text));
        var story = index
            .Add(
                ItemOf(
                    "gulf",
                    "All 212 people safe after ferry runs aground off Saaremaa",
                    "Fog and a sandbank were to blame when a passenger ferry of Tallmar Lines went aground near Saaremaa, its captain told Gulf Daily; the coast guard brought 212 people ashore."
                )
            )
            .Story;

        Assert.Equal((7, 5, 2), (story.Sources, story.Copies, story.OwnSources));
    }

    [Fact]
    public void A_copy_is_found_when_its_original_and_a_hundred_others_are_only_counted()
    {
        var index = Told();
        foreach (var outlet in Enumerable.Range(1, 100))
            Assert.True(index.Add(ItemOf($"outlet-{outlet}", Headline, Text)).Member.IsCopy);

        var last = index.Add(ItemOf("last", Headline, Text));

        Assert.True(last.Member.IsCopy);
        Assert.Equal((102, 1), (last.Story.Sources, last.Story.OwnSources));
    }

    [Fact]
    public void A_restart_between_any_two_items_finds_the_same_copies()
    {
        var (steady, restarted) = (Told(), Told(again: true));
        string[] texts = [Text, Lede, Text.Replace("212", "312", StringComparison.Ordinal), "It hit a bank.", Text];
        for (var at = 0; at < texts.Length; at++)
        {
            restarted = StoryIndex.Restore(restarted.Snapshot(), new StorySettings());
            var item = ItemOf($"outlet-{at}", Headline, texts[at]);
            var (one, other) = (steady.Add(item), restarted.Add(item));
            Assert.Equal((one.Story.Copies, one.Member.Copy?.Of), (other.Story.Copies, other.Member.Copy?.Of));
        }
    }

    [Fact]
    public void Split_from_its_original_the_first_copy_tells_the_text()
    {
        var index = Told();
        var copies = new[] { "courier", "horizon" }
            .Select(feed => index.Add(ItemOf(feed, Headline, Text)).Member.Key)
            .ToArray();

        var parted = index.Split(index.Open.Single().Story.Id, copies)!;

        Assert.Equal((2, 1), (parted.Story.Sources, parted.Story.OwnSources));
        Assert.Equal(1, index.Open.First().Story.OwnSources);
        var joined = index.Join(parted.Story.Id, index.Open.First().Story.Id)!;
        Assert.Equal((3, 1), (joined.Story.Sources, joined.Story.OwnSources));
    }

    [Fact]
    public void A_copy_that_is_edited_into_a_denial_speaks_for_itself()
    {
        var index = Told();
        var copy = ItemOf("courier", Headline, Text);
        index.Add(copy);

        var edited = index.Edit(copy with { Title = "Operator denies ferry ran aground off Saaremaa" })!;

        Assert.Null(edited.Member.Copy);
        Assert.Equal(2, edited.Story.OwnSources);
    }

    private StoryMember Added(string title, string text) => Told().Add(ItemOf("courier", title, text)).Member;

    private StoryIndex Told(bool again = false)
    {
        items = again ? 0 : items;
        var index = new StoryIndex("ferry", new StorySettings());
        index.Add(ItemOf("wire", Headline, Text) with { Key = "wire/0", At = Morning });
        return index;
    }

    private StoryItem ItemOf(string feed, string title, string text)
    {
        items++;
        return new()
        {
            Key = $"{feed}/{items}",
            Feed = feed,
            At = Morning.AddMinutes(items),
            Title = title,
            Summary = text,
        };
    }
}
