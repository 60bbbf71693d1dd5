using System.Collections.Immutable;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Stories;

namespace NewsMonitor.Ledger;

/// <summary>The name of a feed by its id, as people know it.</summary>
internal delegate string FeedNaming(string feedId);

/// <summary>Tells the stories of alerts that are gathered as they stand on disk, within the transaction that gathers them.</summary>
internal sealed class StoryTales(LedgerConnection connection, FeedNaming feedName)
{
    private readonly TaleTeller teller = new(id => feedName(id), member => LinkOf(connection, member));
    private readonly Dictionary<
        (string Rule, string Story),
        ImmutableArray<(StoryPicture Story, ToldStory Told)>
    > namesakes = [];
    private readonly Dictionary<string, ImmutableArray<(StoryPicture Story, ToldStory Told)>> followed = new(
        StringComparer.Ordinal
    );

    /// <summary>The stories, in the order in which the first alert of each became owed.</summary>
    /// <param name="alerts">In the order in which they became owed; those of no story are passed over.</param>
    public ImmutableArray<StoryTale> Of(ImmutableArray<Alert> alerts) =>
        [
            .. alerts
                .Where(alert => alert.Story is not null)
                .Select(alert => (Alert: alert, Kept: StoryOf(alert)))
                .GroupBy(one => (one.Alert.RuleId, Story: one.Kept?.Story.Story.Id ?? one.Alert.Story!.Key))
                .Select(story => TaleOf(story.First().Kept, [.. story.Select(one => one.Alert)])),
        ];

    private StoryTale TaleOf((StoryPicture Story, ToldStory Told)? kept, ImmutableArray<Alert> alerts) =>
        kept is ({ } story, { } told) ? teller.Tell(story, told.First, alerts) : TaleTeller.Tell(alerts);

    /// <summary>
    /// The story that an alert told, as it is now. Mostly it has the name of the thread; not when it was joined with another
    /// one, or split: then it is the one that holds the item.
    /// </summary>
    private (StoryPicture Story, ToldStory Told)? StoryOf(Alert alert)
    {
        var thread = alert.Story!.Key;
        if (NamesakeOf(alert.RuleId, thread) is { } namesake && Holds(namesake.Story, alert))
            return namesake;
        var all = FollowedOf(alert.RuleId);
        return all.Cast<(StoryPicture Story, ToldStory Told)?>().FirstOrDefault(one => Holds(one!.Value.Story, alert))
            ?? all.Cast<(StoryPicture Story, ToldStory Told)?>()
                .FirstOrDefault(one => one!.Value.Told.Thread == thread);
    }

    private static bool Holds(StoryPicture story, Alert alert) =>
        story.Members.Any(member => member.Key == StoryDesk.KeyOf(alert.Item));

    private (StoryPicture Story, ToldStory Told)? NamesakeOf(string ruleId, string thread)
    {
        if (!namesakes.TryGetValue((ruleId, thread), out var found))
            namesakes[(ruleId, thread)] = found = Told(
                "SELECT payload FROM stories WHERE id = @id AND rule = @rule",
                ("@id", thread),
                ("@rule", ruleId)
            );
        return found is [var only] ? only : null;
    }

    private ImmutableArray<(StoryPicture Story, ToldStory Told)> FollowedOf(string ruleId)
    {
        if (!followed.TryGetValue(ruleId, out var all))
            followed[ruleId] = all = Told(
                "SELECT payload FROM stories WHERE rule = @rule AND followed_until IS NOT NULL ORDER BY seq",
                ("@rule", ruleId)
            );
        return all;
    }

    private ImmutableArray<(StoryPicture Story, ToldStory Told)> Told(
        string query,
        params (string, object?)[] values
    ) =>
        [
            .. connection
                .Rows(query, row => StoryJson.Read(row.GetFieldValue<byte[]>(0)), values)
                .OfType<(StoryPicture Story, ToldStory? Told)>()
                .Where(story => story.Told is not null)
                .Select(story => (story.Story, story.Told!)),
        ];

    /// <summary>The page of an item whose text is kept still.</summary>
    private static Uri? LinkOf(LedgerConnection connection, StoryMember member)
    {
        var key = member.Key[(member.Feed.Length + 1)..];
        return key is not ['g' or 'l' or 'c', '-', ..]
            ? null
            : connection
                .Rows(
                    """
                    SELECT texts.payload FROM items JOIN feeds ON feeds.id = items.feed JOIN texts ON texts.item = items.id
                    WHERE feeds.name = @feed AND (items.guid BETWEEN @guid AND @guid || 'g'
                        OR items.link BETWEEN @link AND @link || 'g' OR items.content BETWEEN @content AND @content || 'g')
                    ORDER BY items.id LIMIT 1
                    """,
                    row => ItemText.Read(row.GetFieldValue<byte[]>(0)),
                    ("@feed", member.Feed),
                    ("@guid", key[0] == 'g' ? key[2..] : null),
                    ("@link", key[0] == 'l' ? key[2..] : null),
                    ("@content", key[0] == 'c' ? key[2..] : null)
                )
                .FirstOrDefault()
                ?.Page;
    }
}
