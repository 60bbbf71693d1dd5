using System.Collections.Immutable;
using System.Runtime.InteropServices;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Core.Stories;

/// <summary>
/// The open stories of one rule. Items come in the order of the stream; each joins the story that explains its terms best,
/// or begins one. A story that turns out to be two events is split, two that turn out to be one are joined. The same items
/// give the same stories, with or without a restart in between. Not safe for several threads.
/// </summary>
/// <remarks>
/// A term counts by how much more often the story holds it than other open stories do, and a term that the story always
/// holds counts against an item without it: so look-alike events come apart by their names and numbers. Time counts
/// through the pull of a story, which fades. Closed stories are forgotten, so the cost of an item depends on open ones only.
/// </remarks>
public sealed class StoryIndex
{
    /// <summary>What an open stream is taken to hold before it says so itself, in items: tempers the first ones.</summary>
    private const double FormerItems = 2_000;

    /// <summary>A term that more than this share of all open items hold leads to no story, once there are this many items.</summary>
    private const double TooCommon = 0.1;
    private const int ManyItems = 500;

    /// <summary>Nor does a term that so many stories hold.</summary>
    private const int MostStories = 200;

    /// <summary>So many stories that share the most telling terms are weighed in full.</summary>
    private const int Weighed = 24;

    /// <summary>So many stories near to an item are looked at for being the same as the one it joined.</summary>
    private const int NearOnes = 4;

    /// <summary>A story is looked at for two events, and for being another, when it has so many items.</summary>
    private static readonly int[] Milestones = [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 60];

    private readonly string ruleId;
    private readonly StorySettings settings;
    private readonly Dictionary<string, OpenTerm> terms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OpenStory> stories = new(StringComparer.Ordinal);
    private readonly PriorityQueue<OpenStory, (DateTimeOffset Last, long Order)> silent = new();
    private readonly Texture texture;
    private long openItems;
    private long order;

    /// <summary>An index without stories.</summary>
    /// <param name="ruleId">The rule; part of the ids of its stories.</param>
    /// <param name="settings">How finely items are gathered.</param>
    public StoryIndex(string ruleId, StorySettings settings)
        : this(ruleId, settings, new Texture(0, 0)) { }

    private StoryIndex(string ruleId, StorySettings settings, Texture texture)
    {
        this.ruleId = ruleId;
        this.settings = settings;
        this.texture = texture;
    }

    /// <summary>How many items were read, and how many terms they had.</summary>
    public (long Items, long Terms) Read => (texture.Items, texture.Terms);

    /// <summary>How many stories are open.</summary>
    public int OpenCount => stories.Count;

    /// <summary>The open stories, oldest first.</summary>
    public IEnumerable<StoryPicture> Open =>
        stories.Values.OrderBy(story => story.Order).Select(story => story.Picture());

    /// <summary>An open story by its id; null when there is none.</summary>
    public StoryPicture? Find(string id) => stories.GetValueOrDefault(id)?.Picture();

    /// <summary>Takes one more item of the stream.</summary>
    public StoryStep Add(StoryItem item)
    {
        CloseSilent(item.At);
        var read = StoryTerms.Of(item.Title, item.Summary, item.Body);
        texture.Read(read.Count);
        var weighed = Weigh(read, item.At, OfRule(read, item.Matched));
        var (member, isNew, nearest) = Place(item, read, weighed);
        var story = member.Story;
        var before = story.State;
        story.State = before.With(member.Open.Member);
        var absorbed = Absorb(ref story, weighed);
        var splitOff = SplitOff(ref story, member.Open);
        if (stories.Count > settings.MostOpen)
            CloseLongestSilent();
        var change = story.State.Latest is { } latest && latest.ItemKey == item.Key ? latest : null;
        return new StoryStep(story.Now(), member.Open.Member, isNew, absorbed, splitOff?.Picture(), nearest, change);
    }

    /// <summary>
    /// The story that an item speaks of which the rule did not find: it must share names or telling words with it, be near in
    /// time, and take a stand. Changes nothing.
    /// </summary>
    public RelatedStory? Related(StoryItem item)
    {
        var read = StoryTerms.Of(item.Title, item.Summary, item.Body);
        foreach (var near in Weigh(read, item.At).Where(near => item.At - near.Story.Last <= settings.Memory))
        {
            if (near.Evidence < settings.RelatedAt || !IsLinked(near, read))
                continue;
            var stance = StanceReader.Read(item.Title, item.Summary, item.Body, SharedWords(near, read));
            if (stance.Status is ReportStatus.Reported or ReportStatus.Hypothetical or ReportStatus.Question)
                continue;
            return new RelatedStory(near.Story.Now(), ReasonFor(near, read, settings.RelatedAt), stance);
        }
        return null;
    }

    /// <summary>Puts an item that <see cref="Related"/> linked into its story. Null when the story is no longer open.</summary>
    public StoryStep? AddRelated(StoryItem item, RelatedStory related)
    {
        if (!stories.TryGetValue(related.Story.Id, out var story))
            return null;
        var read = StoryTerms.Of(item.Title, item.Summary, item.Body);
        var member = Member(item, read, related.Stance, related.Reason);
        Put(story, member);
        story.State = story.State.With(member.Member);
        var change = story.State.Latest is { } latest && latest.ItemKey == item.Key ? latest : null;
        return new StoryStep(story.Now(), member.Member, false, [], null, null, change);
    }

    /// <summary>
    /// Takes an item of an open story that its publisher has edited. It stays where it is and is compared by the words that it
    /// had; how it stands to the report is read again. Null when no open story near to it holds it, or it stands as it did.
    /// </summary>
    /// <param name="item">The item as it is now, told when the edit was seen.</param>
    public StoryStep? Edit(StoryItem item)
    {
        var read = StoryTerms.Of(item.Title, item.Summary, item.Body);
        foreach (var near in Weigh(read, item.At))
        {
            var story = near.Story;
            var at = story.Members.FindIndex(member => member.Member.Key == item.Key);
            if (at < 0)
                continue;
            var words = item.Matched.IsEmpty ? SharedWords(near, read) : item.Matched;
            var stance = StanceReader.Read(item.Title, item.Summary, item.Body, words);
            var before = story.Members[at];
            if (stance.Status == before.Member.Stance.Status)
                return null;
            var edited = before.Member with { Title = item.Title, Stance = stance };
            story.Members[at] = before with { Member = edited };
            var former = story.State;
            story.State = former.With(edited with { At = item.At });
            return new StoryStep(
                story.Now(),
                edited,
                false,
                [],
                null,
                null,
                story.State == former ? null : story.State.Latest
            );
        }
        return null;
    }

    /// <summary>
    /// Takes items out of a story and makes them one of their own, by hand; the side with its first item keeps the id. The
    /// story that has a new one, null when there is no such story, or nothing to part.
    /// </summary>
    public StoryPicture? Split(string storyId, IReadOnlyCollection<string> itemKeys)
    {
        if (!stories.TryGetValue(storyId, out var story))
            return null;
        var chosen = story.Members.Select(member => itemKeys.Contains(member.Member.Key)).ToArray();
        if (!chosen.Contains(true) || (story.IsWhole && !chosen.Contains(false)))
            return null;
        var leave = KeepingFirst(story, chosen);
        if (!leave.Contains(true))
            return null;
        return Part(story, leave).Picture();
    }

    /// <summary>Makes two stories one, by hand: the older keeps its id. Null when one of them is not open.</summary>
    public StoryPicture? Join(string oneId, string otherId)
    {
        if (
            oneId == otherId
            || !stories.TryGetValue(oneId, out var one)
            || !stories.TryGetValue(otherId, out var other)
        )
            return null;
        return Merge(one, other).Picture();
    }

    /// <summary>Sets the state of a story by hand. Null when it is not open.</summary>
    public StoryPicture? SetState(string storyId, ReportStatus status, string who, DateTimeOffset at)
    {
        if (!stories.TryGetValue(storyId, out var story))
            return null;
        story.State = story.State.SetByHand(status, who, at);
        return story.Picture();
    }

    /// <summary>All that a restart needs.</summary>
    public StorySnapshot Snapshot() => new(ruleId, texture.Items, texture.Terms, [.. Open]);

    /// <summary>The index as it was when the picture was taken.</summary>
    public static StoryIndex Restore(StorySnapshot snapshot, StorySettings settings)
    {
        var index = new StoryIndex(snapshot.RuleId, settings, new Texture(snapshot.Items, snapshot.Terms));
        foreach (var story in snapshot.Stories)
            index.Reopen(story);
        return index;
    }

    // How an item is weighed and placed.

    private List<Near> Weigh(IReadOnlyList<StoryTerm> read, DateTimeOffset at, bool[]? ofRule = null)
    {
        var known = read.Select(term => terms.GetValueOrDefault(term.Key)).ToArray();
        var strength = texture.Strength;
        return
        [
            .. Candidates(known)
                .Select(story => new Near(story, known, EvidenceFor(story, known, ofRule, at, strength)))
                .OrderByDescending(near => near.Evidence)
                .ThenBy(near => near.Story.Order),
        ];
    }

    /// <summary>The stories that share the most telling terms: found by their terms, never by walking all stories.</summary>
    private IEnumerable<OpenStory> Candidates(OpenTerm?[] known)
    {
        var found = new Dictionary<OpenStory, double>();
        foreach (var term in known)
            if (term is not null && IsTelling(term))
            {
                var weight = -Math.Log(Common(term));
                foreach (var story in term.Stories)
                    CollectionsMarshal.GetValueRefOrAddDefault(found, story, out _) += weight;
            }
        return found.Count <= Weighed
            ? found.Keys
            : found
                .OrderByDescending(pair => Math.Round(pair.Value, 6))
                .ThenByDescending(pair => pair.Key.Count)
                .ThenBy(pair => pair.Key.Order)
                .Take(Weighed)
                .Select(pair => pair.Key);
    }

    private bool IsTelling(OpenTerm term) =>
        openItems < ManyItems || (term.Items <= TooCommon * openItems && term.Stories.Count <= MostStories);

    /// <summary>
    /// Which terms stand in words that the rule has found: every item of the rule has such words, and they say nothing of which
    /// event it tells.
    /// </summary>
    private static bool[] OfRule(IReadOnlyList<StoryTerm> read, ImmutableArray<MatchedWord> matched) =>
        [
            .. read.Select(term =>
                matched.Any(word => word.Field == term.Field && word.Start < term.End && term.Start < word.End)
            ),
        ];

    private double EvidenceFor(OpenStory story, OpenTerm?[] known, bool[]? ofRule, DateTimeOffset at, double strength)
    {
        var evidence = Math.Log(Math.Max(1e-9, story.PullAt(at, settings.Memory)));
        var against = story.AllAbsent(strength);
        for (var place = 0; place < known.Length; place++)
        {
            var term = known[place];
            var held = term is null ? 0 : story.HeldBy(term);
            if (ofRule is null || !ofRule[place])
                evidence += Likelihood.Present(held, story.Count, Common(term), strength);
            if (held >= 2)
                against -= Likelihood.Absent(held, story.Count, strength);
        }
        return Math.Round(evidence + texture.Strictness * against, 6);
    }

    private double Common(OpenTerm? term) => ((term?.Items ?? 0) + 0.5) / (openItems + FormerItems);

    private double Needed => settings.JoinAt + Math.Log(texture.Strength / Texture.Strongest);

    private ((OpenStory Story, OpenMember Open) Member, bool IsNew, NearStory? Nearest) Place(
        StoryItem item,
        IReadOnlyList<StoryTerm> read,
        List<Near> weighed
    )
    {
        var stance = StanceReader.Read(item.Title, item.Summary, item.Body, item.Matched);
        if (weighed.Count > 0 && weighed[0].Evidence > Needed)
        {
            var member = Member(item, read, stance, ReasonFor(weighed[0], read, Needed));
            Put(weighed[0].Story, member);
            return ((weighed[0].Story, member), false, null);
        }
        var first = Member(item, read, stance, null);
        var story = Begin(StoryId.Of(ruleId, item.Key), item.Key, item.At);
        Put(story, first);
        var nearest =
            weighed.Count > 0 ? new NearStory(weighed[0].Story.Id, ReasonFor(weighed[0], read, Needed)) : null;
        return ((story, first), true, nearest);
    }

    private OpenMember Member(StoryItem item, IReadOnlyList<StoryTerm> read, Stance stance, JoinReason? reason)
    {
        var open = read.Select(term => TermOf(term.Key)).ToArray();
        var named = read.Select(term => term.Kind != TermKind.Word).ToArray();
        var keys = read.Select(term => term.Kind == TermKind.Word ? term.Key : term.Key + StoryMember.NameMark);
        return new OpenMember(
            new StoryMember(item.Key, item.Feed, item.At, item.Title, [.. keys], stance, reason),
            open,
            named
        );
    }

    private OpenTerm TermOf(string key)
    {
        if (!terms.TryGetValue(key, out var term))
            terms[key] = term = new OpenTerm(key);
        return term;
    }

    private OpenStory Begin(string id, string firstKey, DateTimeOffset at)
    {
        var story = new OpenStory(id, firstKey, at, order++) { Last = at };
        stories[id] = story;
        silent.Enqueue(story, (at, story.Order));
        return story;
    }

    private void Put(OpenStory story, OpenMember member)
    {
        var at = member.Member.At;
        story.Pull = (story.Count == 0 ? 0 : story.PullAt(at, settings.Memory)) + 1;
        story.Last = at > story.Last ? at : story.Last;
        story.Count++;
        openItems++;
        story.Feeds.Add(member.Member.Feed);
        story.Members.Add(member);
        story.Hold(member);
        while (story.Members.Count > settings.MostKept)
            story.ForgetOldest();
    }

    // Why.

    private JoinReason ReasonFor(Near near, IReadOnlyList<StoryTerm> read, double needed) =>
        new(near.Evidence, needed, near.Evidence > needed + settings.HoldAbove, [.. Shared(near, read).Take(8)]);

    private IEnumerable<SharedTerm> Shared(Near near, IReadOnlyList<StoryTerm> read) =>
        read.Select((term, at) => (term, Open: near.Known[at]))
            .Where(pair => pair.Open is not null && near.Story.HeldBy(pair.Open) > 0)
            .Select(pair =>
            {
                var held = near.Story.HeldBy(pair.Open!);
                var weight = Likelihood.Present(held, near.Story.Count, Common(pair.Open), texture.Strength);
                return new SharedTerm(pair.term.Written, Math.Round(weight, 2), (double)held / near.Story.Count);
            })
            .OrderByDescending(shared => shared.Weight);

    /// <summary>A link needs more than chance words: two terms that many items of the story hold, one of them a name or a number.</summary>
    private static bool IsLinked(Near near, IReadOnlyList<StoryTerm> read)
    {
        var central = 0;
        var names = 0;
        for (var at = 0; at < read.Count; at++)
        {
            if (
                near.Known[at] is not { } term
                || near.Story.HeldBy(term) * 4 < near.Story.Count
                || near.Story.HeldBy(term) == 0
            )
                continue;
            central++;
            names += read[at].Kind != TermKind.Word || at == 0 ? 1 : 0;
        }
        return central >= 2 && names >= 1;
    }

    private static ImmutableArray<MatchedWord> SharedWords(Near near, IReadOnlyList<StoryTerm> read) =>
        [
            .. read.Where((_, at) => near.Known[at] is { } term && near.Story.HeldBy(term) > 0)
                .Select(term => new MatchedWord(term.Field, term.Start, term.End)),
        ];

    // Joining and splitting.

    /// <summary>Stories near to the item that tell the same event as the one it joined become part of it.</summary>
    private ImmutableArray<string> Absorb(ref OpenStory story, List<Near> weighed)
    {
        if (Array.BinarySearch(Milestones, story.Count) < 0)
            return [];
        var absorbed = ImmutableArray.CreateBuilder<string>();
        foreach (var near in weighed.Take(NearOnes))
        {
            if (near.Story == story || !stories.ContainsKey(near.Story.Id))
                continue;
            var apart = StorySplit.TwoRatherThanOne(story, near.Story, Common, texture.Strength);
            if (apart >= -settings.MergePerWord * (1 + texture.Strictness) * texture.Mean)
                continue;
            var (older, younger) = story.Order < near.Story.Order ? (story, near.Story) : (near.Story, story);
            absorbed.Add(younger.Id);
            story = Merge(older, younger);
        }
        return absorbed.ToImmutable();
    }

    private OpenStory? SplitOff(ref OpenStory story, OpenMember newest)
    {
        if (!story.IsWhole || Array.BinarySearch(Milestones, story.Count) < 0)
            return null;
        if (StorySplit.Find(story.Members, Common, texture.Strength) is not { } parting)
            return null;
        if (parting.Evidence <= settings.SplitAt)
            return null;
        var leave = parting.Sides[0] ? parting.Sides.Select(side => !side).ToArray() : parting.Sides;
        var other = Part(story, KeepingFirst(story, leave));
        if (!other.Members.Contains(newest))
            return other;
        (story, other) = (other, story);
        return other;
    }

    /// <summary>
    /// Of two sides of a story the one that leaves: never the one with the item that gave the story its id, or both would
    /// have the same.
    /// </summary>
    private static bool[] KeepingFirst(OpenStory story, bool[] leave) =>
        story.Members.Where((_, at) => leave[at]).Any(member => member.Member.Key == story.FirstKey)
            ? [.. leave.Select(side => !side)]
            : leave;

    /// <summary>The items marked leave; the others keep the id. What only was counted stays.</summary>
    private OpenStory Part(OpenStory story, bool[] leave)
    {
        var leaving = story.Members.Where((_, at) => leave[at]).ToList();
        var staying = story.Members.Where((_, at) => !leave[at]).ToList();
        var forgotten = story.Forgotten.ToArray();
        var forgottenCount = story.Count - story.Members.Count;
        openItems -= story.Count;
        story.LetGo();
        story.Members.Clear();
        story.Forgotten.Clear();
        story.Feeds.Clear();
        story.Count = forgottenCount;
        openItems += forgottenCount;
        foreach (var (key, held) in forgotten)
        {
            story.Hold(TermOf(key), held.Items, held.Named);
            story.Forgotten[key] = held;
        }
        foreach (var member in staying)
            Put(story, member);
        var other = Begin(StoryId.Of(ruleId, leaving[0].Member.Key), leaving[0].Member.Key, leaving[0].Member.At);
        foreach (var member in leaving)
            Put(other, member);
        other.State = StoryState.Of(leaving.Select(member => member.Member));
        if (!story.State.Changes.Any(change => change.IsByHand) && forgottenCount == 0)
            story.State = StoryState.Of(staying.Select(member => member.Member));
        return other;
    }

    private OpenStory Merge(OpenStory one, OpenStory other)
    {
        var (older, younger) = one.Order < other.Order ? (one, other) : (other, one);
        var pull =
            older.PullAt(younger.Last > older.Last ? younger.Last : older.Last, settings.Memory)
            + younger.PullAt(younger.Last > older.Last ? younger.Last : older.Last, settings.Memory);
        var members = younger.Members.ToArray();
        var counted = younger.Forgotten.ToArray();
        var changes = older.State.Changes.Concat(younger.State.Changes).OrderBy(change => change.At).ToImmutableArray();
        Close(younger);
        openItems += younger.Count;
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
        older.Last = younger.Last > older.Last ? younger.Last : older.Last;
        older.Pull = pull;
        older.State = changes.IsEmpty ? StoryState.Reported : new StoryState(changes[^1].To, changes);
        while (older.Members.Count > settings.MostKept)
            older.ForgetOldest();
        return older;
    }

    private static int ByTime(OpenMember one, OpenMember other) =>
        one.Member.At.CompareTo(other.Member.At) is var time && time != 0
            ? time
            : string.CompareOrdinal(one.Member.Key, other.Member.Key);

    /// <summary>A kept item with its terms as the index knows them now.</summary>
    private OpenMember Reread(StoryMember member) =>
        new(
            member,
            [.. member.Terms.Select(term => TermOf(term.TrimEnd(StoryMember.NameMark)))],
            [.. member.Terms.Select(term => term.EndsWith(StoryMember.NameMark))]
        );

    // Closing and opening again.

    private void CloseSilent(DateTimeOffset now)
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

    private void CloseLongestSilent()
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

    private bool IsOpen(OpenStory story) => stories.TryGetValue(story.Id, out var open) && open == story;

    private void Close(OpenStory story)
    {
        var held = story.Held.Keys.ToArray();
        story.LetGo();
        foreach (var term in held)
            if (term.Items == 0)
                terms.Remove(term.Key);
        openItems -= story.Count;
        stories.Remove(story.Id);
    }

    private void Reopen(StoryPicture picture)
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
        openItems += picture.Story.Count;
        story.Last = picture.Story.Last;
        story.Pull = picture.Pull;
        story.State = picture.Story.State;
        story.Feeds.UnionWith(picture.Feeds);
    }

    /// <summary>A story near to an item, with the item's terms as the index knows them.</summary>
    private sealed record Near(OpenStory Story, OpenTerm?[] Known, double Evidence);
}
