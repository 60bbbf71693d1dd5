using System.Collections.Immutable;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Stories;

namespace NewsMonitor.Core.Alerts;

/// <summary>What one item did to the stories of one rule, and what is owed for it.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Step">What it did.</param>
/// <param name="Reason">Why it is told; null when it is held back.</param>
/// <param name="Alerts">What is owed, one alert for each receiver; none when the item is held back.</param>
/// <param name="NotBefore">When they are of use at the earliest.</param>
public sealed record StoryTurn(
    string RuleId,
    StoryStep Step,
    AlertReason? Reason,
    ImmutableArray<Alert> Alerts,
    DateTimeOffset NotBefore
)
{
    /// <summary>True when nobody was told of the story before.</summary>
    public bool IsFirstTold { get; init; }
}

/// <summary>
/// Gathers what rules find into stories, remembers what people were told, and decides what they are told next. Items come in
/// the order in which the ledger writes them down. Not safe for several threads.
/// </summary>
public sealed class StoryDesk(StorySettings settings)
{
    /// <summary>What was told of so many closed stories may stay in memory.</summary>
    private const int FewStories = 100;

    private readonly Dictionary<string, RuleStories> rules = new(StringComparer.Ordinal);

    /// <summary>True when the stories of a rule are in memory.</summary>
    public bool Knows(string ruleId) => rules.ContainsKey(ruleId);

    /// <summary>Takes the stories of a rule as they were kept; what was in memory is gone.</summary>
    public void Restore(KeptStories kept) =>
        rules[kept.Snapshot.RuleId] = new RuleStories(StoryIndex.Restore(kept.Snapshot, settings), new(kept.Told));

    /// <summary>A story of a rule with what was told of it; null when it is not open.</summary>
    public (StoryPicture Story, ToldStory? Told)? Find(string ruleId, string storyId) =>
        rules.GetValueOrDefault(ruleId) is { } stories && stories.Index.Find(storyId) is { } story
            ? (story, stories.Told.GetValueOrDefault(storyId))
            : null;

    /// <summary>How much was read for a rule: what its next items are weighed by.</summary>
    public (long Items, long Terms) ReadFor(string ruleId) => rules[ruleId].Index.Read;

    /// <summary>Begins with a rule that has no stories yet.</summary>
    public void Begin(string ruleId) => rules[ruleId] = new RuleStories(new StoryIndex(ruleId, settings), []);

    /// <summary>The rules with stories that were told, in no order.</summary>
    public IEnumerable<string> ToldRules => rules.Where(rule => rule.Value.Told.Count > 0).Select(rule => rule.Key);

    /// <summary>Takes one more item that a rule has found.</summary>
    /// <param name="match">The item and what was found.</param>
    /// <param name="source">The name of its feed.</param>
    /// <param name="now">When it was first seen.</param>
    public StoryTurn Tell(Match match, string source, DateTimeOffset now)
    {
        var stories = rules[match.Rule.Id];
        var step = stories.Index.Add(StoryItemOf(match.Item, match.Evidence, now));
        stories.Follow(step);
        var told = stories.Told.GetValueOrDefault(step.Story.Id);
        var story = stories.Index.Find(step.Story.Id)!;
        var decision = StoryPolicy.Decide(match.Rule.Stories, step, story, told, now);
        return Turn(stories, match, step, decision, source, now);
    }

    /// <summary>
    /// Takes an item that a rule did not find, if it takes a stand on what people were told under the rule: null when it does
    /// not.
    /// </summary>
    /// <param name="rule">The rule.</param>
    /// <param name="item">The item.</param>
    /// <param name="source">The name of its feed.</param>
    /// <param name="now">When it was first seen.</param>
    public StoryTurn? Follow(WatchRule rule, Item item, string source, DateTimeOffset now) =>
        Follow(rule, item, source, now, now, _ => true);

    /// <summary>
    /// Takes an item that came before anybody was told of what it speaks of: after an outage feeds are polled in any order.
    /// Null when it takes no stand on that story, or did so before it was reported.
    /// </summary>
    /// <param name="rule">The rule.</param>
    /// <param name="storyId">The story that is told for the first time.</param>
    /// <param name="item">The item, which the rule does not find.</param>
    /// <param name="source">The name of its feed.</param>
    /// <param name="seen">When it was first seen.</param>
    /// <param name="now">When the report was.</param>
    public StoryTurn? FollowBack(
        WatchRule rule,
        string storyId,
        Item item,
        string source,
        DateTimeOffset seen,
        DateTimeOffset now
    ) => Follow(rule, item, source, seen, now, related => related.Id == storyId && TimeOf(item, seen) >= related.First);

    private StoryTurn? Follow(
        WatchRule rule,
        Item item,
        string source,
        DateTimeOffset seen,
        DateTimeOffset now,
        Func<Story, bool> mayBe
    )
    {
        if (rule.Stories.FollowUps == FollowUps.None || !rules.TryGetValue(rule.Id, out var stories))
            return null;
        var read = StoryItemOf(item, [], seen);
        if (
            stories.Index.Related(read) is not { } related
            || !mayBe(related.Story)
            || stories.Told.GetValueOrDefault(related.Story.Id) is not { } told
            || now - told.SeenAt > rule.Stories.Window
            || stories.Index.Holds(read.Key)
            || stories.Index.AddRelated(read, related) is not { } step
        )
            return null;
        var decision = new StoryDecision(
            StoryPolicy.IsNews(step.Change) ? Telling.StateChanged : Telling.HeldBack,
            now
        );
        var turn = Turn(stories, new Match(rule, item, []), step, decision, source, now);
        return turn with { Alerts = [.. turn.Alerts.Select(alert => alert with { FirstSeen = seen })] };
    }

    /// <summary>
    /// Takes an item that its publisher has edited, if a story holds it and it now stands otherwise to the report: null when
    /// it does not. Whoever was told of the story is told of an opposite.
    /// </summary>
    /// <param name="rule">The rule.</param>
    /// <param name="found">The item as it is now.</param>
    /// <param name="source">The name of its feed.</param>
    /// <param name="now">When the edit was seen.</param>
    public StoryTurn? Edit(WatchRule rule, FoundItem found, string source, DateTimeOffset now)
    {
        if (rule.Stories.FollowUps == FollowUps.None || !rules.TryGetValue(rule.Id, out var stories))
            return null;
        var match = found.Matches.FirstOrDefault(match => match.Rule.Id == rule.Id) ?? new Match(rule, found.Item, []);
        if (stories.Index.Edit(StoryItemOf(found.Item, match.Evidence, now) with { At = now }) is not { } step)
            return null;
        return Turn(stories, match, step, DecideOnChange(rule, stories, step, now), source, now);
    }

    /// <summary>
    /// Takes the page of an item that people were told of as gone: null when no story keeps the item, or it was known. Whoever
    /// was told of the story is told when nobody stands by it any more.
    /// </summary>
    /// <param name="rule">The rule.</param>
    /// <param name="told">An alert that pointed to the page.</param>
    /// <param name="pageStatus">What the page answered: 404 or 410.</param>
    /// <param name="now">When.</param>
    public StoryTurn? LosePage(WatchRule rule, Alert told, int pageStatus, DateTimeOffset now)
    {
        if (!rule.Stories.FollowsPages || !rules.TryGetValue(rule.Id, out var stories))
            return null;
        if (stories.Index.LosePage(KeyOf(told.Item), pageStatus, now) is not { } step)
            return null;
        var match = new Match(rule, told.Item, told.Evidence);
        var turn = Turn(stories, match, step, DecideOnChange(rule, stories, step, now), told.Source, now);
        var id = AlertId.OfLostPage(rule.Id, told.Item.Feed, told.Item.Key);
        return turn with { Alerts = [.. turn.Alerts.Select(alert => alert with { Id = id })] };
    }

    /// <summary>Does what a person asks for; the story that came of it. Null when a story is not open, or there is nothing to part.</summary>
    public StoryPicture? Change(ChangeByHand change, DateTimeOffset now)
    {
        var stories = rules[change.RuleId];
        var changed = change switch
        {
            SplitByHand split => stories.Index.Split(split.StoryId, split.ItemKeys),
            JoinByHand join => stories.Index.Join(join.StoryId, join.OtherId),
            SetStateByHand set => stories.Index.SetState(set.StoryId, set.Status, set.Who, now),
            _ => throw new ArgumentOutOfRangeException(nameof(change), change, "not a change by hand"),
        };
        if (changed is null)
            return null;
        if (change is SplitByHand)
            stories.Share(change.StoryId, changed.Story.Id);
        foreach (var absorbed in change.Touched.Where(id => id != changed.Story.Id && change is JoinByHand))
            stories.Absorb(changed.Story.Id, absorbed);
        return changed;
    }

    /// <summary>A change is told to those who were told of the story, within the window; anything else is not.</summary>
    private static StoryDecision DecideOnChange(
        WatchRule rule,
        RuleStories stories,
        StoryStep step,
        DateTimeOffset now
    ) =>
        stories.Told.GetValueOrDefault(step.Story.Id) is { } told
        && now - told.SeenAt <= rule.Stories.Window
        && StoryPolicy.IsNews(step.Change)
            ? new(Telling.StateChanged, now)
            : new(Telling.HeldBack, now);

    private static StoryTurn Turn(
        RuleStories stories,
        Match match,
        StoryStep step,
        StoryDecision decision,
        string source,
        DateTimeOffset now
    )
    {
        var told = stories.Told.GetValueOrDefault(step.Story.Id);
        if (decision.Telling is Telling.HeldBack or Telling.Unconfirmed)
            return new(match.Rule.Id, step, Reason: null, [], now);
        var reason = ReasonOf(decision.Telling);
        var id = AlertId.Of(match.Rule.Id, match.Item.Feed, match.Item.Key, reason);
        var report = new FirstReport(id, source, step.Member.At);
        var followed =
            told
            ?? new ToldStory(
                step.Story.Id,
                match.Item.Title,
                report,
                now,
                LastAt: now,
                step.Story.Sources,
                match.Rule.Receivers.ToImmutableSortedSet(StringComparer.Ordinal)
            );
        var thread = new StoryThread(followed.Thread, followed.Title)
        {
            State = NewsOf(step.Story.State, source, step),
            First = told is null ? null : followed.First,
            Development = decision.Development,
            IsProbable = decision.Telling == Telling.ProbablyPart,
            Sources = step.Story.Sources,
            Copies = step.Story.Copies,
        };
        var toAll = decision.Telling is Telling.NewStory or Telling.ProbablyPart;
        var receivers = toAll ? match.Rule.Receivers : [.. followed.Receivers];
        stories.Told[step.Story.Id] = followed.Having(step.Member.Key) with
        {
            LastAt = decision.NotBefore,
            Sources = step.Story.Sources,
            Receivers = toAll ? followed.Receivers.Union(match.Rule.Receivers) : followed.Receivers,
        };
        return new(
            match.Rule.Id,
            step,
            reason,
            [
                .. AlertPolicy
                    .AlertsFor(match, receivers, reason, source, now)
                    .Select(alert => alert with { Story = thread }),
            ],
            decision.NotBefore
        )
        {
            IsFirstTold = told is null,
        };
    }

    private static AlertReason ReasonOf(Telling telling) =>
        telling switch
        {
            Telling.StateChanged => AlertReason.StateChanged,
            Telling.Development => AlertReason.Development,
            _ => AlertReason.NewStory,
        };

    private static StoryNews? NewsOf(StoryState state, string source, StoryStep step) =>
        state.Latest is not { } latest
            ? null
            : new StoryNews(
                latest.To,
                latest.Who,
                latest.At,
                latest.Cue?.Sentence ?? "",
                latest.ItemKey == step.Member.Key ? source : latest.Feed
            )
            {
                PageStatus = latest.PageStatus,
            };

    /// <summary>The key of an item in stories: its own holds within its feed, and two feeds may use one.</summary>
    public static string KeyOf(Item item) => $"{item.Feed}/{item.Key}";

    /// <summary>How an item stands to what a rule has found in it.</summary>
    public static Stance StanceOf(Match match)
    {
        var read = StoryItemOf(match.Item, match.Evidence, DateTimeOffset.MaxValue);
        return StanceReader.Read(read.Title, read.Summary, read.Body, read.Matched);
    }

    /// <summary>When an item told what it tells: when it was published, if that is known and was before it was seen.</summary>
    private static DateTimeOffset TimeOf(Item item, DateTimeOffset seen) =>
        item.Published is { } published && published <= seen ? published : seen;

    private static StoryItem StoryItemOf(Item item, ImmutableArray<Evidence> evidence, DateTimeOffset now) =>
        new()
        {
            Key = KeyOf(item),
            Feed = item.Feed,
            At = TimeOf(item, now),
            Title = item.Title,
            Summary = item.Summary,
            Body = item.Body,
            Matched =
            [
                .. evidence.SelectMany(found =>
                    found.Marks.Select(mark => new MatchedWord(found.Field, mark.Start, mark.End))
                ),
            ],
        };

    /// <summary>The open stories of one rule and what was told of them.</summary>
    private sealed record RuleStories(StoryIndex Index, Dictionary<string, ToldStory> Told)
    {
        /// <summary>What was told of a story goes with it when it is joined with another or split.</summary>
        public void Follow(StoryStep step)
        {
            foreach (var absorbed in step.Absorbed)
                Absorb(step.Story.Id, absorbed);
            if (Told.Count > 2 * Index.OpenCount + FewStories)
                foreach (var closed in Told.Keys.Where(id => Index.Find(id) is null).ToArray())
                    Told.Remove(closed);
            if (step.SplitOff is { } other)
                Share(step.Story.Id, other.Story.Id);
        }

        /// <summary>Two stories became one.</summary>
        public void Absorb(string story, string absorbed)
        {
            if (Told.Remove(absorbed, out var told))
                Told[story] = Told.TryGetValue(story, out var own) ? own.With(told) : told;
        }

        /// <summary>One story became two: those who were told of it were told of both.</summary>
        public void Share(string one, string other)
        {
            var (known, fresh) = Told.ContainsKey(other) ? (other, one) : (one, other);
            if (Told.TryGetValue(known, out var shared))
                Told.TryAdd(fresh, shared);
        }
    }
}
