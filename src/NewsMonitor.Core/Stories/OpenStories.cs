using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace NewsMonitor.Core.Stories;

/// <summary>
/// The stories of one rule that are open, with their terms counted: opened, added to, parted, joined and closed. What belongs
/// together is for <see cref="StoryIndex"/> to say.
/// </summary>
internal sealed class OpenStories(string ruleId, StorySettings settings)
{
    private readonly Dictionary<string, OpenTerm> terms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OpenStory> stories = new(StringComparer.Ordinal);
    private readonly PriorityQueue<OpenStory, (DateTimeOffset Last, long Order)> silent = new();
    private long order;

    /// <summary>How many they are.</summary>
    public int Count => stories.Count;

    /// <summary>How many items they have together.</summary>
    public long Items { get; private set; }

    /// <summary>All of them, oldest first.</summary>
    public IEnumerable<OpenStory> InOrder => stories.Values.OrderBy(story => story.Order);

    /// <summary>A story by its id.</summary>
    public bool TryGet(string id, [NotNullWhen(true)] out OpenStory? story) => stories.TryGetValue(id, out story);

    /// <summary>The story that keeps an item with its words; null when none does.</summary>
    public OpenStory? Holding(string itemKey) =>
        stories.Values.FirstOrDefault(story => story.Members.Exists(member => member.Member.Key == itemKey));

    /// <summary>A term that one of them holds; null when none does.</summary>
    public OpenTerm? Known(string key) => terms.GetValueOrDefault(key);

    /// <summary>The term of a key, made when it is new.</summary>
    public OpenTerm TermOf(string key)
    {
        if (!terms.TryGetValue(key, out var term))
            terms[key] = term = new OpenTerm(key);
        return term;
    }

    /// <summary>Opens a story without items.</summary>
    public OpenStory Begin(string id, string firstKey, DateTimeOffset at)
    {
        var story = new OpenStory(id, firstKey, at, order++) { Last = at };
        stories[id] = story;
        silent.Enqueue(story, (at, story.Order));
        return story;
    }

    /// <summary>Adds an item to a story.</summary>
    public void Put(OpenStory story, OpenMember member)
    {
        var at = member.Member.At;
        story.Pull = (story.Count == 0 ? 0 : story.PullAt(at, settings.Memory)) + 1;
        story.Last = at > story.Last ? at : story.Last;
        story.Count++;
        Items++;
        story.Feeds.Add(member.Member.Feed);
        if (!member.Member.IsCopy)
            story.OwnFeeds.Add(member.Member.Feed);
        story.Members.Add(member);
        story.Hold(member);
        while (story.Members.Count > settings.MostKept)
            story.ForgetOldest();
    }

    /// <summary>The items marked leave; the others keep the id. What only was counted stays.</summary>
    public OpenStory Part(OpenStory story, bool[] leave)
    {
        var leaving = story.Members.Where((_, at) => leave[at]).ToList();
        var staying = story.Members.Where((_, at) => !leave[at]).ToList();
        var forgotten = story.Forgotten.ToArray();
        var forgottenCount = story.Count - story.Members.Count;
        Items -= story.Count;
        story.LetGo();
        story.Members.Clear();
        story.Forgotten.Clear();
        story.Feeds.Clear();
        story.OwnFeeds.Clear();
        story.Count = forgottenCount;
        Items += forgottenCount;
        foreach (var (key, held) in forgotten)
        {
            story.Hold(TermOf(key), held.Items, held.Named);
            story.Forgotten[key] = held;
        }
        foreach (var member in CopySearch.Parted(staying, leaving))
            Put(story, member);
        var other = Begin(StoryId.Of(ruleId, leaving[0].Member.Key), leaving[0].Member.Key, leaving[0].Member.At);
        foreach (var member in CopySearch.Parted(leaving, staying))
            Put(other, member);
        var former = story.State;
        other.State = StateOf(leaving, former);
        other.Apart.UnionWith(story.Apart);
        other.IsJoinedByHand = story.IsJoinedByHand;
        if (!story.State.Changes.Any(change => change.IsByHand) && forgottenCount == 0)
            story.State = StateOf(staying, former);
        return other;
    }

    /// <summary>The state of a part by its items; that nobody stands by it any more was seen before it was a part.</summary>
    private static StoryState StateOf(List<OpenMember> members, StoryState former)
    {
        var state = StoryState.Of(members.Select(member => member.Member));
        if (members.Exists(member => member.Member.StandsByStory))
            return state;
        foreach (var lost in former.Changes.Where(change => change.PageStatus is not null))
            if (members.Find(member => member.Member.Key == lost.ItemKey) is { } member)
                state = state.WithoutPage(member.Member, lost.At);
        return state;
    }

    /// <summary>
    /// Of two sides of a story the one that leaves: never the one with the item that gave the story its id, or both would
    /// have the same.
    /// </summary>
    public static bool[] KeepingFirst(OpenStory story, bool[] leave) =>
        story.Members.Where((_, at) => leave[at]).Any(member => member.Member.Key == story.FirstKey)
            ? [.. leave.Select(side => !side)]
            : leave;

    /// <summary>Makes two stories one; the older keeps its id.</summary>
    public OpenStory Merge(OpenStory one, OpenStory other)
    {
        var (older, younger) = one.Order < other.Order ? (one, other) : (other, one);
        var pull =
            older.PullAt(younger.Last > older.Last ? younger.Last : older.Last, settings.Memory)
            + younger.PullAt(younger.Last > older.Last ? younger.Last : older.Last, settings.Memory);
        var members = younger.Members.ToArray();
        var counted = younger.Forgotten.ToArray();
        var changes = older.State.Changes.Concat(younger.State.Changes).OrderBy(change => change.At).ToImmutableArray();
        Close(younger);
        Items += younger.Count;
        older.Count += younger.Count;
        foreach (var (key, more) in counted)
        {
            older.Hold(TermOf(key), more.Items, more.Named);
            var before = older.Forgotten.GetValueOrDefault(key);
            older.Forgotten[key] = new Forgotten(before.Items + more.Items, before.Named + more.Named);
        }
        foreach (var member in members.Select(member => Reread(member.Member)))
        {
            older.Hold(member);
            older.Members.Add(member);
        }
        older.Members.Sort(ByTime);
        older.Feeds.UnionWith(younger.Feeds);
        older.OwnFeeds.UnionWith(younger.OwnFeeds);
        if (older.IsWhole)
            CopySearch.Renew(older);
        older.Last = younger.Last > older.Last ? younger.Last : older.Last;
        older.Pull = pull;
        older.Apart.UnionWith(younger.Apart);
        older.Apart.Remove(older.Id);
        older.Apart.Remove(younger.Id);
        older.IsJoinedByHand |= younger.IsJoinedByHand;
        older.State = changes.IsEmpty ? StoryState.Reported : new StoryState(changes[^1].To, changes);
        while (older.Members.Count > settings.MostKept)
            older.ForgetOldest();
        return older;
    }

    /// <summary>Closes what has been silent for longer than the window.</summary>
    public void CloseSilent(DateTimeOffset now)
    {
        while (silent.TryPeek(out var story, out var asked) && now - asked.Last > settings.Window)
        {
            silent.Dequeue();
            if (!IsOpen(story))
                continue;
            if (now - story.Last > settings.Window)
                Close(story);
            else
                silent.Enqueue(story, (story.Last, story.Order));
        }
    }

    /// <summary>Closes the story that has been silent longest.</summary>
    public void CloseLongestSilent()
    {
        while (silent.TryDequeue(out var story, out var asked))
        {
            if (!IsOpen(story))
                continue;
            if (story.Last == asked.Last)
            {
                Close(story);
                return;
            }
            silent.Enqueue(story, (story.Last, story.Order));
        }
    }

    /// <summary>Opens a story as it was kept.</summary>
    public void Reopen(StoryPicture picture)
    {
        var story = Begin(picture.Story.Id, picture.Story.FirstKey, picture.Story.First);
        foreach (var (key, held) in picture.Forgotten)
        {
            story.Hold(TermOf(key), held.Items, held.Named);
            story.Forgotten[key] = held;
        }
        foreach (var member in picture.Members.Select(Reread))
        {
            story.Members.Add(member);
            story.Hold(member);
        }
        story.Count = picture.Story.Count;
        Items += picture.Story.Count;
        story.Last = picture.Story.Last;
        story.Pull = picture.Pull;
        story.State = picture.Story.State;
        story.Feeds.UnionWith(picture.Feeds);
        story.OwnFeeds.UnionWith(picture.OwnFeeds);
        story.Apart.UnionWith(picture.Apart);
        story.IsJoinedByHand = picture.IsJoinedByHand;
    }

    private void Close(OpenStory story)
    {
        var held = story.Held.Keys.ToArray();
        story.LetGo();
        foreach (var term in held)
            if (term.Items == 0)
                terms.Remove(term.Key);
        Items -= story.Count;
        stories.Remove(story.Id);
    }

    private bool IsOpen(OpenStory story) => stories.TryGetValue(story.Id, out var open) && open == story;

    /// <summary>A kept item with its terms as the index knows them now.</summary>
    private OpenMember Reread(StoryMember member) =>
        new(
            member,
            [.. member.Terms.Select(term => TermOf(term.TrimEnd(StoryMember.NameMark)))],
            [.. member.Terms.Select(term => term.EndsWith(StoryMember.NameMark))]
        );

    private static int ByTime(OpenMember one, OpenMember other) =>
        one.Member.At.CompareTo(other.Member.At) is var time && time != 0
            ? time
            : string.CompareOrdinal(one.Member.Key, other.Member.Key);
}
