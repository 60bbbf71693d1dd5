using System.Collections.Immutable;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Stories;
using NewsMonitor.Ledger;

namespace NewsMonitor.Commands;

/// <summary>What one item did to the stories of one rule.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="StoryId">The story as it was in the end; null where the rule tells every item on its own.</param>
/// <param name="Stance">How the item stands to what is reported.</param>
/// <param name="State">How the story stood once the item had come.</param>
/// <param name="Reason">Why it would have been told; null when it was held back.</param>
/// <param name="Receivers">Who would have been told.</param>
/// <param name="At">When it came.</param>
/// <param name="IsMatch">False when the rule did not find it, and it speaks of a story that people were told of.</param>
/// <param name="CopyOf">The item of another feed whose text it has; null for none.</param>
internal sealed record ReplayedTurn(
    string RuleId,
    string? StoryId,
    Stance Stance,
    ReportStatus State,
    AlertReason? Reason,
    ImmutableArray<string> Receivers,
    DateTimeOffset At,
    bool IsMatch,
    string? CopyOf
)
{
    /// <summary>In one word or two, what became of it.</summary>
    public string Word => Reason is { } reason ? Deliveries.ReasonWording.Of(reason) : "held back";
}

/// <summary>An item; without turns when no rule found it and it spoke of no story.</summary>
internal sealed record ReplayedItem(string Key, string Title, ImmutableArray<ReplayedTurn> Turns);

/// <summary>A story as it was in the end.</summary>
internal sealed record ReplayedStory(string Id, string RuleId, string Title, ImmutableArray<string> Items);

/// <summary>Items told to rules and stories one after the other, in memory, by their own clock.</summary>
internal sealed class Replay(Trial trial)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(1);

    private readonly StoryDesk desk = new(new StorySettings());
    private readonly List<Taken> taken = [];

    /// <summary>The story of each item of each rule, as it is by now.</summary>
    private readonly Dictionary<(string Rule, string Key), string> storyOf = [];
    private readonly Dictionary<(string Rule, string Story), List<string>> itemsOf = [];

    /// <summary>What took a stand lately: of a story that is told only later, it is told then.</summary>
    private readonly Queue<(Taken Item, Item Text)> stands = [];

    /// <summary>The ids of items by their keys in stories.</summary>
    private readonly Dictionary<string, string> itemOf = new(StringComparer.Ordinal);
    private DateTimeOffset now = DateTimeOffset.UnixEpoch;

    /// <summary>Every item, in the order in which they came.</summary>
    public ImmutableArray<ReplayedItem> Items =>
        [
            .. taken.Select(one => new ReplayedItem(
                one.Key,
                one.Title,
                [.. one.Turns.Select(turn => Replayed(one, turn)), .. one.Alone]
            )),
        ];

    /// <summary>Every story as it was in the end, the first told first.</summary>
    public ImmutableArray<ReplayedStory> Stories
    {
        get
        {
            var items = taken
                .SelectMany(one => one.Turns.Select(turn => (Of: (turn.RuleId, turn.Step.Member.Key), one)))
                .DistinctBy(pair => pair.Of)
                .ToDictionary(pair => pair.Of, pair => pair.one);
            return
            [
                .. itemsOf
                    .Where(story => story.Value.Count > 0)
                    .Select(story => new ReplayedStory(
                        story.Key.Story,
                        story.Key.Rule,
                        items[(story.Key.Rule, story.Value[0])].Title,
                        [.. story.Value.Select(key => items[(story.Key.Rule, key)].Key)]
                    )),
            ];
        }
    }

    /// <summary>When each item that a rule found came, once for each rule.</summary>
    public ImmutableArray<DateTimeOffset> Found =>
        [.. Items.SelectMany(item => item.Turns).Where(turn => turn.IsMatch).Select(turn => turn.At)];

    /// <summary>Every alert, in the order of time; developments that wait for the same moment are one.</summary>
    public ImmutableArray<ForecastAlert> Alerts =>
        [
            .. taken
                .SelectMany(one => one.Turns.Select(turn => (Item: one, Turn: turn)))
                .Where(one => one.Turn.Reason is not null)
                .GroupBy(one => AlertOf(one.Turn))
                .Select(alert => alert.First())
                .Select(one => new ForecastAlert(
                    one.Turn.RuleId,
                    one.Turn.NotBefore,
                    one.Turn.Reason!.Value,
                    one.Item.Feed,
                    one.Item.Title,
                    storyOf[(one.Turn.RuleId, one.Turn.Step.Member.Key)],
                    [.. one.Turn.Alerts.Select(alert => alert.Receiver)]
                ))
                .Concat(taken.SelectMany(one => one.Alone.Select(turn => AlertOf(one, turn))))
                .OrderBy(alert => alert.At),
        ];

    /// <summary>When the first item of each story was told, in the order of <see cref="Stories"/>.</summary>
    public ImmutableArray<DateTimeOffset> Beginnings
    {
        get
        {
            var times = taken
                .SelectMany(one => one.Turns)
                .DistinctBy(turn => (turn.RuleId, turn.Step.Member.Key))
                .ToDictionary(turn => (turn.RuleId, turn.Step.Member.Key), turn => turn.Step.Member.At);
            return
            [
                .. itemsOf
                    .Where(story => story.Value.Count > 0)
                    .Select(story => story.Value.Min(key => times[(story.Key.Rule, key)])),
            ];
        }
    }

    /// <summary>Takes the next item, at the time at which it was published.</summary>
    public void Take(Item item) =>
        Take(item, item.Published ?? (taken.Count == 0 && now == DateTimeOffset.UnixEpoch ? now : now + Pace));

    /// <summary>Takes the next item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="at">When it came, which counts as when it was published.</param>
    public void Take(Item item, DateTimeOffset at)
    {
        now = at;
        var dated = item with { Published = now };
        var matches = trial.FindMatches(dated);
        var one = new Taken(dated.Key, dated.Title, dated.Feed, [.. matches.Select(match => match.Rule.Id)]);
        taken.Add(one);
        itemOf.TryAdd(StoryDesk.KeyOf(dated), dated.Key);
        var turns = new List<StoryTurn>();
        foreach (var match in matches)
            if (match.Rule.Stories.Enabled)
                turns.Add(Tell(match));
            else
                one.Alone.Add(Alone(match));
        var takesAStand = StanceReader.TakesAStand(dated);
        if (takesAStand)
            turns.AddRange(Follow(dated, one.Finders));
        foreach (var turn in turns)
            Keep(one, turn);
        foreach (var begun in turns.Where(turn => turn.IsFirstTold))
            FollowBack(begun);
        if (takesAStand)
            Remember(one, dated);
    }

    private StoryTurn Tell(Match match)
    {
        if (!desk.Knows(match.Rule.Id))
            desk.Begin(match.Rule.Id);
        return desk.Tell(match, match.Item.Feed, now);
    }

    private ReplayedTurn Alone(Match match) =>
        new(
            match.Rule.Id,
            StoryId: null,
            StoryDesk.StanceOf(match),
            ReportStatus.Reported,
            AlertReason.NewStory,
            [.. match.Rule.Receivers],
            now,
            IsMatch: true,
            CopyOf: null
        );

    private void Keep(Taken item, StoryTurn turn)
    {
        item.Turns.Add(turn);
        Move(turn);
    }

    private void Remember(Taken item, Item text)
    {
        stands.Enqueue((item, text));
        while (stands.Count > EarlierStands.Most || now - stands.Peek().Text.Published > EarlierStands.LongestWay)
            stands.Dequeue();
    }

    private void FollowBack(StoryTurn begun)
    {
        var rule = trial.RuleOf(begun.RuleId)!;
        foreach (var (item, text) in stands)
            if (
                !item.Finders.Contains(rule.Id)
                && trial.Mentions.AreIn(text, rule)
                && desk.FollowBack(rule, begun.Step.Story.Id, text, text.Feed, text.Published!.Value, now) is { } turn
            )
                Keep(item, turn);
    }

    private IEnumerable<StoryTurn> Follow(Item item, IEnumerable<string> found) =>
        desk
            .ToldRules.Except(found)
            .ToArray()
            .Select(id => trial.RuleOf(id))
            .OfType<WatchRule>()
            .Where(rule => trial.Mentions.AreIn(item, rule))
            .Select(rule => desk.Follow(rule, item, item.Feed, now))
            .OfType<StoryTurn>();

    /// <summary>Keeps account of which item is in which story, when stories are joined or split.</summary>
    private void Move(StoryTurn turn)
    {
        var (rule, story) = (turn.RuleId, turn.Step.Story.Id);
        foreach (var absorbed in turn.Step.Absorbed)
        foreach (var key in KeysOf(rule, absorbed).ToArray())
            Put(rule, key, story);
        Put(rule, turn.Step.Member.Key, story);
        if (turn.Step.SplitOff is not { } other)
            return;
        var parts = new[] { other, desk.Find(rule, story)?.Story }.OfType<StoryPicture>();
        foreach (var part in parts.ToArray())
        foreach (var member in part.Members)
            Put(rule, member.Key, part.Story.Id);
    }

    private void Put(string rule, string key, string story)
    {
        if (storyOf.TryGetValue((rule, key), out var former))
            KeysOf(rule, former).Remove(key);
        storyOf[(rule, key)] = story;
        KeysOf(rule, story).Add(key);
    }

    private List<string> KeysOf(string rule, string story)
    {
        if (!itemsOf.TryGetValue((rule, story), out var keys))
            itemsOf.Add((rule, story), keys = []);
        return keys;
    }

    private ReplayedTurn Replayed(Taken item, StoryTurn turn) =>
        new(
            turn.RuleId,
            storyOf[(turn.RuleId, turn.Step.Member.Key)],
            turn.Step.Member.Stance,
            turn.Step.Story.State.Status,
            turn.Reason,
            [.. turn.Alerts.Select(alert => alert.Receiver)],
            turn.Step.Member.At,
            item.Finders.Contains(turn.RuleId),
            turn.Step.Member is { IsCopy: true, Copy: { } copy } ? itemOf.GetValueOrDefault(copy.Of, copy.Of) : null
        );

    private static string AlertOf(StoryTurn turn) =>
        turn.Reason == AlertReason.Development
            ? $"{turn.Step.Story.Id} {turn.NotBefore}"
            : turn.Step.Member.Key + turn.RuleId;

    private static ForecastAlert AlertOf(Taken item, ReplayedTurn alone) =>
        new(alone.RuleId, alone.At, alone.Reason!.Value, item.Feed, item.Title, "", alone.Receivers);

    /// <summary>What is kept of an item: long files have long texts.</summary>
    private sealed record Taken(string Key, string Title, string Feed, ImmutableHashSet<string> Finders)
    {
        /// <summary>What it did to stories.</summary>
        public List<StoryTurn> Turns { get; } = [];

        /// <summary>Rules that found it and tell every item on its own.</summary>
        public List<ReplayedTurn> Alone { get; } = [];
    }
}
