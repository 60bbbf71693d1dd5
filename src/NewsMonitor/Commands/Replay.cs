using System.Collections.Immutable;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Stories;

namespace NewsMonitor.Commands;

/// <summary>What one item did to the stories of one rule.</summary>
internal sealed record ReplayedTurn(
    string RuleId,
    string StoryId,
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

/// <summary>An item that a rule found, or that spoke of a story.</summary>
internal sealed record ReplayedItem(string Key, string Title, ImmutableArray<ReplayedTurn> Turns);

/// <summary>A story as it was in the end.</summary>
internal sealed record ReplayedStory(string Id, string RuleId, string Title, ImmutableArray<string> Items);

/// <summary>One day: how many items rules found, and how many alerts that were.</summary>
internal sealed record ReplayedDay(DateOnly Day, int Found, int Alerts);

/// <summary>Items told to rules and stories one after the other, in memory, by their own clock.</summary>
internal sealed class Replay(Trial trial)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(1);

    private readonly StoryDesk desk = new(new StorySettings());
    private readonly List<(Item Item, ImmutableArray<StoryTurn> Turns, ImmutableHashSet<string> Matches)> taken = [];

    /// <summary>The story of each item of each rule, as it is by now.</summary>
    private readonly Dictionary<(string Rule, string Key), string> storyOf = [];
    private readonly Dictionary<(string Rule, string Story), List<string>> itemsOf = [];

    /// <summary>The ids of items by their keys in stories.</summary>
    private readonly Dictionary<string, string> itemOf = new(StringComparer.Ordinal);
    private DateTimeOffset now = DateTimeOffset.UnixEpoch;

    /// <summary>Every item that a rule found, in the order in which they came.</summary>
    public ImmutableArray<ReplayedItem> Items =>
        [
            .. taken.Select(one => new ReplayedItem(
                one.Item.Key,
                one.Item.Title,
                [.. one.Turns.Select(turn => Replayed(turn, one.Matches.Contains(turn.RuleId)))]
            )),
        ];

    /// <summary>Every story as it was in the end, the first told first.</summary>
    public ImmutableArray<ReplayedStory> Stories
    {
        get
        {
            var titles = taken.SelectMany(one =>
                one.Turns.Select(turn => (Of: (turn.RuleId, turn.Step.Member.Key), one.Item))
            );
            var items = titles.DistinctBy(pair => pair.Of).ToDictionary(pair => pair.Of, pair => pair.Item);
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

    /// <summary>The counts of every day on which a rule found something.</summary>
    public ImmutableArray<ReplayedDay> Days =>
        [
            .. taken
                .SelectMany(one => one.Turns)
                .GroupBy(turn => DateOnly.FromDateTime(turn.Step.Member.At.UtcDateTime))
                .OrderBy(day => day.Key)
                .Select(day => new ReplayedDay(day.Key, day.Count(), AlertsOf(day))),
        ];

    /// <summary>Every item of every rule, in the order in which they came; when it was told, and whether the rule found it.</summary>
    public IEnumerable<(Item Item, DateTimeOffset At, bool IsMatch)> Found =>
        taken.SelectMany(one =>
            one.Turns.Select(turn => (one.Item, turn.Step.Member.At, one.Matches.Contains(turn.RuleId)))
        );

    /// <summary>Every alert, in the order of time; developments that wait for the same moment are one.</summary>
    public ImmutableArray<ForecastAlert> Alerts =>
        [
            .. taken
                .SelectMany(one => one.Turns.Select(turn => (one.Item, Turn: turn)))
                .Where(one => one.Turn.Reason is not null)
                .GroupBy(one => AlertOf(one.Turn))
                .Select(alert => alert.First())
                .Select(one => new ForecastAlert(
                    one.Turn.NotBefore,
                    one.Turn.Reason!.Value,
                    one.Item.Feed,
                    one.Item.Title,
                    storyOf[(one.Turn.RuleId, one.Turn.Step.Member.Key)],
                    [.. one.Turn.Alerts.Select(alert => alert.Receiver)]
                ))
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
        var turns = ImmutableArray.CreateBuilder<StoryTurn>();
        foreach (var match in matches)
        {
            if (!desk.Knows(match.Rule.Id))
                desk.Begin(match.Rule.Id);
            turns.Add(desk.Tell(match, item.Feed, now));
        }
        if (StanceReader.TakesAStand(dated))
            turns.AddRange(Follow(dated, matches.Select(match => match.Rule.Id)));
        if (turns.Count == 0)
            return;
        itemOf[StoryDesk.KeyOf(dated)] = dated.Key;
        foreach (var turn in turns)
            Move(turn);
        taken.Add((dated, turns.ToImmutable(), [.. matches.Select(match => match.Rule.Id)]));
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

    private ReplayedTurn Replayed(StoryTurn turn, bool isMatch) =>
        new(
            turn.RuleId,
            storyOf[(turn.RuleId, turn.Step.Member.Key)],
            turn.Step.Member.Stance,
            turn.Step.Story.State.Status,
            turn.Reason,
            [.. turn.Alerts.Select(alert => alert.Receiver)],
            turn.Step.Member.At,
            isMatch,
            turn.Step.Member is { IsCopy: true, Copy: { } copy } ? itemOf.GetValueOrDefault(copy.Of, copy.Of) : null
        );

    /// <summary>Developments that wait for the same moment are told in one alert.</summary>
    private static int AlertsOf(IEnumerable<StoryTurn> turns) =>
        turns.Where(turn => turn.Reason is not null).GroupBy(AlertOf).Count();

    private static string AlertOf(StoryTurn turn) =>
        turn.Reason == AlertReason.Development
            ? $"{turn.Step.Story.Id} {turn.NotBefore}"
            : turn.Step.Member.Key + turn.RuleId;
}
