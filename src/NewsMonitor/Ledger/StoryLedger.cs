using System.Collections.Immutable;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Stories;

namespace NewsMonitor.Ledger;

/// <summary>
/// Stories on disk, and the desk that knows them. An item is told in the transaction that remembers it: so what is owed, what
/// the story is, and what people were told stand or fall together. What memory holds is used only while it is the revision
/// on disk; after a transaction that failed, or a change by another program, it is read again.
/// </summary>
internal sealed class StoryLedger(StorySettings settings)
{
    private readonly StoryDesk desk = new(settings);
    private readonly Dictionary<string, long> revisions = new(StringComparer.Ordinal);

    /// <summary>Tells one item to the stories of every rule that it concerns; what is owed for it.</summary>
    public ImmutableArray<StoryTurn> Tell(
        LedgerConnection connection,
        FoundItem found,
        string source,
        AlertDesk rules,
        DateTimeOffset now
    )
    {
        var turns = ImmutableArray.CreateBuilder<StoryTurn>();
        foreach (var match in found.Matches.Where(match => match.Rule.Stories.Enabled))
            turns.Add(Tell(connection, match, source, now));
        if (found.TakesAStand)
            foreach (var id in FollowedRules(connection, now).Except(found.Matches.Select(match => match.Rule.Id)))
                if (
                    Follow(
                        connection,
                        id,
                        found.Item,
                        rules,
                        now,
                        rule => desk.Follow(rule, found.Item, source, now)
                    ) is
                    { } turn
                )
                    turns.Add(turn);
        return turns.ToImmutable();
    }

    /// <summary>
    /// Tells an item that came before the report to the story that is told for the first time now; what is owed for it. Null
    /// when it does not speak of that, or the rule finds it: then it is where it belongs.
    /// </summary>
    public StoryTurn? FollowBack(
        LedgerConnection connection,
        StoryTurn begun,
        EarlierStand stand,
        string source,
        AlertDesk rules,
        DateTimeOffset now
    ) =>
        Follow(
            connection,
            begun.RuleId,
            stand.Item,
            rules,
            now,
            rule =>
                rules.Finds(rule.Id, stand.Item, new FeedOrigin(stand.Feed, source, []))
                    ? null
                    : desk.FollowBack(rule, begun.Step.Story.Id, stand.Item, source, stand.SeenAt, now)
        );

    /// <summary>Tells an item that its publisher has edited to the stories that people were told of; what is owed for it.</summary>
    public ImmutableArray<StoryTurn> Edit(
        LedgerConnection connection,
        FoundItem edited,
        string source,
        AlertDesk rules,
        DateTimeOffset now
    )
    {
        var turns = ImmutableArray.CreateBuilder<StoryTurn>();
        foreach (var id in FollowedRules(connection, now))
        {
            if (rules.RuleOf(id) is not { Stories.Enabled: true } rule)
                continue;
            Recall(connection, id, now);
            if (desk.Edit(rule, edited, source, now) is not { } turn)
                continue;
            Keep(connection, turn, rule.Stories.Window);
            turns.Add(turn);
        }
        return turns.ToImmutable();
    }

    /// <summary>Takes the page that an alert points to as gone; what is owed for it. Null when that changes no story.</summary>
    public StoryTurn? LosePage(
        LedgerConnection connection,
        WatchRule rule,
        Alert told,
        int pageStatus,
        DateTimeOffset now
    )
    {
        Recall(connection, rule.Id, now);
        if (desk.LosePage(rule, told, pageStatus, now) is not { } turn)
            return null;
        Keep(connection, turn, rule.Stories.Window);
        return turn;
    }

    /// <summary>
    /// Does what a person asks for; whoever has the stories of the rule in memory reads them again. The story that came of
    /// it, null when it cannot be done.
    /// </summary>
    /// <param name="connection">The ledger.</param>
    /// <param name="change">What is asked for.</param>
    /// <param name="window">How long after its first alert a story is followed.</param>
    /// <param name="now">When.</param>
    public StoryPicture? Change(LedgerConnection connection, ChangeByHand change, TimeSpan window, DateTimeOffset now)
    {
        Recall(connection, change.RuleId, now);
        if (desk.Change(change, now) is not { } changed)
            return null;
        foreach (var id in change.Touched.Append(changed.Story.Id).Distinct(StringComparer.Ordinal))
            if (desk.Find(change.RuleId, id) is null)
                Forget(connection, id);
            else
                KeepStory(connection, change.RuleId, id, window);
        CountUp(connection, change.RuleId);
        return changed;
    }

    private StoryTurn Tell(LedgerConnection connection, Match match, string source, DateTimeOffset now)
    {
        Recall(connection, match.Rule.Id, now);
        var turn = desk.Tell(match, source, now);
        Keep(connection, turn, match.Rule.Stories.Window);
        return turn;
    }

    private StoryTurn? Follow(
        LedgerConnection connection,
        string ruleId,
        Item item,
        AlertDesk rules,
        DateTimeOffset now,
        Func<WatchRule, StoryTurn?> follow
    )
    {
        if (rules.RuleOf(ruleId) is not { Stories.Enabled: true } rule || !rules.Mentions.AreIn(item, rule))
            return null;
        Recall(connection, ruleId, now);
        if (follow(rule) is not { } turn)
            return null;
        Keep(connection, turn, rule.Stories.Window);
        return turn;
    }

    /// <summary>The rules whose stories people were told of, not long ago.</summary>
    private static ImmutableArray<string> FollowedRules(LedgerConnection connection, DateTimeOffset now) =>
        connection.Rows(
            "SELECT DISTINCT rule FROM stories WHERE followed_until > @now",
            row => row.GetString(0),
            ("@now", now.ToStored())
        );

    /// <summary>Brings the stories of a rule into memory as they are on disk.</summary>
    private void Recall(LedgerConnection connection, string ruleId, DateTimeOffset now)
    {
        var (revision, items, terms) = connection
            .Rows(
                "SELECT revision, items, terms FROM story_rules WHERE rule = @rule",
                row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)),
                ("@rule", ruleId)
            )
            .FirstOrDefault();
        if (desk.Knows(ruleId) && revisions.GetValueOrDefault(ruleId) == revision)
            return;
        var kept = connection
            .Rows(
                "SELECT payload FROM stories WHERE rule = @rule AND last_at >= @since ORDER BY seq",
                row => StoryJson.Read(row.GetFieldValue<byte[]>(0)),
                ("@rule", ruleId),
                ("@since", (now - settings.Window).ToStored())
            )
            .OfType<(StoryPicture Story, ToldStory? Told)>()
            .ToArray();
        desk.Restore(
            new KeptStories(
                new StorySnapshot(ruleId, items, terms, [.. kept.Select(one => one.Story)]),
                kept.Where(one => one.Told is not null)
                    .ToImmutableDictionary(one => one.Story.Story.Id, one => one.Told!)
            )
        );
        revisions[ruleId] = revision;
    }

    private void Keep(LedgerConnection connection, StoryTurn turn, TimeSpan window)
    {
        foreach (var absorbed in turn.Step.Absorbed)
            Forget(connection, absorbed);
        KeepStory(connection, turn.RuleId, turn.Step.Story.Id, window);
        if (turn.Step.SplitOff is { } other)
            KeepStory(connection, turn.RuleId, other.Story.Id, window);
        CountUp(connection, turn.RuleId);
    }

    private static void Forget(LedgerConnection connection, string storyId) =>
        connection.Execute("DELETE FROM stories WHERE id = @id", ("@id", storyId));

    private void CountUp(LedgerConnection connection, string ruleId)
    {
        var (items, terms) = desk.ReadFor(ruleId);
        revisions[ruleId] = connection
            .Number(
                """
                INSERT INTO story_rules (rule, revision, items, terms) VALUES (@rule, 1, @items, @terms)
                ON CONFLICT (rule) DO UPDATE SET revision = revision + 1, items = @items, terms = @terms
                RETURNING revision
                """,
                ("@rule", ruleId),
                ("@items", items),
                ("@terms", terms)
            )!
            .Value;
    }

    private void KeepStory(LedgerConnection connection, string ruleId, string storyId, TimeSpan window)
    {
        if (desk.Find(ruleId, storyId) is not ({ } story, var told))
            return;
        connection.Execute(
            """
            INSERT INTO stories (id, rule, last_at, followed_until, payload)
            VALUES (@id, @rule, @last, @until, @payload)
            ON CONFLICT (id) DO UPDATE SET last_at = @last, followed_until = @until, payload = @payload
            """,
            ("@id", storyId),
            ("@rule", ruleId),
            ("@last", story.Story.Last.ToStored()),
            ("@until", told is null ? null : (told.SeenAt + window).ToStored()),
            ("@payload", StoryJson.Write(story, told))
        );
    }
}
