using System.Collections.Immutable;
using NewsMonitor.Core.Stories;
using NewsMonitor.Ledger;
using Xunit;

namespace NewsMonitor.Tests.Stories;

/// <summary>What a person has parted or joined stays so, whatever the index makes of the words, also after a restart.</summary>
public sealed class ByHandTests
{
    private static readonly DateTimeOffset Start = new(2020, 1, 6, 20, 0, 0, TimeSpan.Zero);

    /// <summary>One event, told by many.</summary>
    private static readonly string[] Ferry =
    [
        "Ferry Estrela sinks off Lisbon, 40 rescued",
        "40 rescued as ferry Estrela sinks off Lisbon",
        "Ferry Estrela sinks near Lisbon, 40 people rescued",
        "Lisbon: 40 rescued from ferry Estrela that sinks",
        "Rescued off Lisbon: 40 of ferry Estrela, which sinks",
        "Ferry Estrela sinks, 40 rescued by Lisbon boats",
        "Off Lisbon 40 are rescued as ferry Estrela sinks",
        "Estrela, Lisbon ferry, sinks with 40 rescued",
    ];

    /// <summary>Another one.</summary>
    private static readonly string[] Bridge =
    [
        "Bergen bridge closed after crack found by Hansen",
        "Crack found by engineer Hansen closes Bergen bridge",
        "Bergen bridge has crack, engineer Hansen says, and closed",
        "Closed: Bergen bridge, where Hansen found crack",
    ];

    [Fact]
    public void Stories_that_a_person_has_parted_do_not_become_one_again()
    {
        var index = Told(Ferry[..4]);
        var whole = Assert.Single(index.Open);
        index.Split(whole.Story.Id, [.. whole.Members.Skip(2).Select(member => member.Key)]);

        var kept = AfterRestart(index, picture => picture);
        var forgotten = AfterRestart(index, picture => picture with { Apart = [] });

        Assert.Equal(2, kept.OpenCount);
        foreach (var one in new[] { kept, forgotten })
            Tell(one, Ferry[4..], "later");
        Assert.Equal((2, 1), (kept.OpenCount, forgotten.OpenCount));
    }

    [Fact]
    public void A_story_that_a_person_has_joined_is_not_split_by_itself()
    {
        var index = Told(Ferry[..3]);
        Tell(index, Bridge[..3], "bridge");
        var two = index.Open.ToArray();
        Assert.Equal(2, two.Length);
        index.Join(two[0].Story.Id, two[1].Story.Id);

        var kept = AfterRestart(index, picture => picture);
        var forgotten = AfterRestart(index, picture => picture with { IsJoinedByHand = false });
        foreach (var one in new[] { kept, forgotten })
            Tell(one, [Ferry[3], Bridge[3]], "later");

        Assert.Equal((1, 2), (kept.OpenCount, forgotten.OpenCount));
    }

    [Fact]
    public void Who_joins_what_was_parted_by_hand_has_the_last_word()
    {
        var index = Told(Ferry[..4]);
        var whole = Assert.Single(index.Open);
        var other = index.Split(whole.Story.Id, [.. whole.Members.Skip(2).Select(member => member.Key)])!;

        var joined = index.Join(whole.Story.Id, other.Story.Id)!;

        Assert.Empty(joined.Apart);
        Assert.Single(AfterRestart(index, picture => picture).Open);
    }

    [Fact]
    public void That_two_are_apart_holds_for_the_story_that_one_of_them_becomes_part_of()
    {
        var index = Told(Ferry[..4]);
        Tell(index, Bridge[..2], "bridge");
        var whole = index.Open.First();
        var other = index.Split(whole.Story.Id, [.. whole.Members.Skip(2).Select(member => member.Key)])!;
        var bridge = index.Open.Single(story => story.Members[0].Title == Bridge[0]);

        var joined = index.Join(other.Story.Id, bridge.Story.Id)!;

        Assert.Contains(whole.Story.Id, joined.Apart);
    }

    private static StoryIndex Told(string[] titles)
    {
        var index = new StoryIndex("ports", new StorySettings());
        Tell(index, titles, "first");
        return index;
    }

    /// <summary>Each by a feed of its own, ten minutes after the one before.</summary>
    private static void Tell(StoryIndex index, string[] titles, string name)
    {
        foreach (var title in titles)
        {
            var number = (int)index.Read.Items;
            index.Add(
                new StoryItem
                {
                    Key = $"{name}/{number}",
                    Feed = $"feed-{number}",
                    At = Start + (number * TimeSpan.FromMinutes(10)),
                    Title = title,
                }
            );
        }
    }

    /// <summary>The index as the ledger keeps it, each story changed in one thing.</summary>
    private static StoryIndex AfterRestart(StoryIndex index, Func<StoryPicture, StoryPicture> change)
    {
        var snapshot = index.Snapshot();
        var stories = snapshot
            .Stories.Select(story => StoryJson.Read(StoryJson.Write(story, told: null))!.Value.Story)
            .Select(change)
            .ToImmutableArray();
        return StoryIndex.Restore(snapshot with { Stories = stories }, new StorySettings());
    }
}
