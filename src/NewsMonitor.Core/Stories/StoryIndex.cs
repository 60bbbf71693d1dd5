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
    private readonly OpenStories stories;
    private readonly Texture texture;

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
        stories = new OpenStories(ruleId, settings);
    }

    /// <summary>How many items were read, and how many terms they had.</summary>
    public (long Items, long Terms) Read => (texture.Items, texture.Terms);

    /// <summary>How many stories are open.</summary>
    public int OpenCount => stories.Count;

    /// <summary>The open stories, oldest first.</summary>
    public IEnumerable<StoryPicture> Open => stories.InOrder.Select(story => story.Picture());

    /// <summary>An open story by its id; null when there is none.</summary>
    public StoryPicture? Find(string id) => stories.TryGet(id, out var story) ? story.Picture() : null;

    /// <summary>True when an open story keeps an item with its words.</summary>
    public bool Holds(string itemKey) => stories.Holding(itemKey) is not null;

    /// <summary>Takes one more item of the stream.</summary>
    public StoryStep Add(StoryItem item)
    {
        stories.CloseSilent(item.At);
        var read = StoryTerms.Of(item);
        texture.Read(read.Count);
        var weighed = Weigh(read, item.At);
        var (member, isNew, nearest) = Place(item, read, weighed);
        var story = member.Story;
        var before = story.State;
        story.State = before.With(member.Open.Member);
        var absorbed = Absorb(ref story, weighed);
        var splitOff = SplitOff(ref story, member.Open);
        if (stories.Count > settings.MostOpen)
            stories.CloseLongestSilent();
        var change = story.State.Latest is { } latest && latest.ItemKey == item.Key ? latest : null;
        // What it copies may be known only since another story became this one.
        var placed = story.Members.FindLast(one => one.Member.Key == item.Key) ?? member.Open;
        return new StoryStep(story.Now(), placed.Member, isNew, absorbed, splitOff?.Picture(), nearest, change);
    }

    /// <summary>
    /// The story that an item speaks of which the rule did not find: it must take a stand in so many words, be near in time,
    /// and be about what one item of the story tells. Changes nothing.
    /// </summary>
    public RelatedStory? Related(StoryItem item)
    {
        var read = StoryTerms.Of(item);
        foreach (var near in Weigh(read, item.At).Where(near => item.At - near.Story.Last <= settings.Memory))
        {
            if (near.Evidence < settings.RelatedAt)
                continue;
            var shared = SharedWords(near.Story, read, near.Known);
            var stance = StanceReader.Read(item.Title, item.Summary, item.Body, shared);
            if (
                StandLink.IsPlain(stance)
                && near.Story.Members.Exists(one => StandLink.IsAbout(one, read, stance, stories))
            )
                return new RelatedStory(near.Story.Now(), ReasonFor(near, read, settings.RelatedAt), stance);
        }
        return null;
    }

    /// <summary>Puts an item that <see cref="Related"/> linked into its story. Null when the story is no longer open.</summary>
    public StoryStep? AddRelated(StoryItem item, RelatedStory related)
    {
        if (!stories.TryGet(related.Story.Id, out var story))
            return null;
        var read = StoryTerms.Of(item);
        var member = Member(item, read, related.Stance, related.Reason, story);
        stories.Put(story, member);
        story.State = story.State.With(member.Member);
        var change = story.State.Latest is { } latest && latest.ItemKey == item.Key ? latest : null;
        return new StoryStep(story.Now(), member.Member, false, [], null, null, change);
    }

    /// <summary>
    /// Takes an item of an open story that its publisher has edited. It stays where it is and is compared by the words that it
    /// had; how it stands to the report is read again. Null when no open story keeps it, or it stands as it did.
    /// </summary>
    /// <param name="item">The item as it is now, told when the edit was seen.</param>
    public StoryStep? Edit(StoryItem item)
    {
        if (stories.Holding(item.Key) is not { } story)
            return null;
        var at = story.Members.FindIndex(member => member.Member.Key == item.Key);
        var before = story.Members[at];
        var read = StoryTerms.Of(item);
        var words = item.Matched.IsEmpty ? SharedWords(story, read, KnownOf(read)) : item.Matched;
        var stance = StanceReader.Read(item.Title, item.Summary, item.Body, words);
        if (stance.Status == before.Member.Stance.Status)
            return null;
        var edited = before.Member with
        {
            Title = item.Title,
            Stance = stance,
            Copy = null,
            Print = TextPrint.Of(item),
        };
        story.OwnFeeds.Add(edited.Feed);
        story.Members[at] = before with { Member = edited };
        var former = story.State;
        story.State = former.With(edited with { At = item.At });
        var change = story.State == former ? null : story.State.Latest;
        return new StoryStep(story.Now(), edited, IsNew: false, Absorbed: [], SplitOff: null, Nearest: null, change);
    }

    /// <summary>
    /// Takes the page of an item of an open story as gone. Null when no open story keeps the item, or its page was known to be
    /// gone.
    /// </summary>
    /// <remarks>
    /// A page speaks for its publisher only. So the story is withdrawn when nobody is left who stands by it: no outlet that
    /// tells it in words of its own, with a page that is not gone. That the page of a copy is gone says nothing, nor does that
    /// of the first outlet while others carry the story by texts of their own, or while the same outlet tells it on another
    /// page: publishers move and merge their pages every day, and a desk that reads WITHDRAWN above a story that six outlets
    /// carry believes no WITHDRAWN any more. Where the only outlet that told a story takes it off, the copies of its text are
    /// no reason to believe it.
    /// </remarks>
    /// <param name="itemKey">The key of the item.</param>
    /// <param name="pageStatus">What its page answered: 404 or 410.</param>
    /// <param name="at">When that was seen.</param>
    public StoryStep? LosePage(string itemKey, int pageStatus, DateTimeOffset at)
    {
        if (stories.Holding(itemKey) is not { } story)
            return null;
        var place = story.Members.FindIndex(member => member.Member.Key == itemKey);
        if (story.Members[place].Member.PageStatus is not null)
            return null;
        var lost = story.Members[place].Member with { PageStatus = pageStatus };
        story.Members[place] = story.Members[place] with { Member = lost };
        var former = story.State;
        story.State = story.IsStoodBy ? former : former.WithoutPage(lost, at);
        var change = story.State == former ? null : story.State.Latest;
        return new StoryStep(story.Now(), lost, IsNew: false, Absorbed: [], SplitOff: null, Nearest: null, change);
    }

    /// <summary>
    /// Takes items out of a story and makes them one of their own, by hand; the side with its first item keeps the id. They
    /// are not joined again by themselves. The story that has a new one, null when there is no such story, or nothing to part.
    /// </summary>
    public StoryPicture? Split(string storyId, IReadOnlyCollection<string> itemKeys)
    {
        if (!stories.TryGet(storyId, out var story))
            return null;
        var chosen = story.Members.Select(member => itemKeys.Contains(member.Member.Key)).ToArray();
        if (!chosen.Contains(true) || (story.IsWhole && !chosen.Contains(false)))
            return null;
        var leave = OpenStories.KeepingFirst(story, chosen);
        if (!leave.Contains(true))
            return null;
        var other = stories.Part(story, leave);
        story.Apart.Add(other.Id);
        other.Apart.Add(story.Id);
        return other.Picture();
    }

    /// <summary>
    /// Makes two stories one, by hand: the older keeps its id, and is not split by itself. Null when one of them is not open.
    /// </summary>
    public StoryPicture? Join(string oneId, string otherId)
    {
        if (oneId == otherId || !stories.TryGet(oneId, out var one) || !stories.TryGet(otherId, out var other))
            return null;
        var joined = stories.Merge(one, other);
        joined.IsJoinedByHand = true;
        return joined.Picture();
    }

    /// <summary>Sets the state of a story by hand. Null when it is not open.</summary>
    public StoryPicture? SetState(string storyId, ReportStatus status, string who, DateTimeOffset at)
    {
        if (!stories.TryGet(storyId, out var story))
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
            index.stories.Reopen(story);
        return index;
    }

    private List<Near> Weigh(IReadOnlyList<StoryTerm> read, DateTimeOffset at)
    {
        var known = KnownOf(read);
        var strength = texture.Strength;
        return
        [
            .. Candidates(known)
                .Select(story => new Near(story, known, EvidenceFor(story, read, known, at, strength)))
                .OrderByDescending(near => near.Evidence)
                .ThenBy(near => near.Story.Order),
        ];
    }

    private OpenTerm?[] KnownOf(IReadOnlyList<StoryTerm> read) => [.. read.Select(term => stories.Known(term.Key))];

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
        stories.Items < ManyItems || (term.Items <= TooCommon * stories.Items && term.Stories.Count <= MostStories);

    /// <summary>Words that the rule has found say nothing of which event an item tells: every item of the rule has them.</summary>
    private double EvidenceFor(
        OpenStory story,
        IReadOnlyList<StoryTerm> read,
        OpenTerm?[] known,
        DateTimeOffset at,
        double strength
    )
    {
        var evidence = Math.Log(Math.Max(1e-9, story.PullAt(at, settings.Memory)));
        var against = story.AllAbsent(strength);
        for (var i = 0; i < known.Length; i++)
        {
            var held = known[i] is { } term ? story.HeldBy(term) : 0;
            if (!read[i].IsOfRule)
                evidence += Likelihood.Present(held, story.Count, Common(known[i]), strength);
            if (held >= 2)
                against -= Likelihood.Absent(held, story.Count, strength);
        }
        return Math.Round(evidence + texture.Strictness * against, 6);
    }

    private double Common(OpenTerm? term) => ((term?.Items ?? 0) + 0.5) / (stories.Items + FormerItems);

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
            var member = Member(item, read, stance, ReasonFor(weighed[0], read, Needed), weighed[0].Story);
            stories.Put(weighed[0].Story, member);
            return ((weighed[0].Story, member), false, null);
        }
        var first = Member(item, read, stance, null, null);
        var story = stories.Begin(StoryId.Of(ruleId, item.Key), item.Key, item.At);
        stories.Put(story, first);
        var nearest =
            weighed.Count > 0 ? new NearStory(weighed[0].Story.Id, ReasonFor(weighed[0], read, Needed)) : null;
        return ((story, first), true, nearest);
    }

    /// <summary>The item as the index keeps it, in the story that it is about to join; null for one of its own.</summary>
    private OpenMember Member(
        StoryItem item,
        IReadOnlyList<StoryTerm> read,
        Stance stance,
        JoinReason? reason,
        OpenStory? story
    )
    {
        var open = read.Select(term => stories.TermOf(term.Key)).ToArray();
        var named = read.Select(term => term.Kind != TermKind.Word).ToArray();
        var keys = read.Select(term => term.Kind == TermKind.Word ? term.Key : term.Key + StoryMember.NameMark);
        var member = new StoryMember(item.Key, item.Feed, item.At, item.Title, [.. keys], stance, reason);
        var printed = member with { Print = TextPrint.Of(item) };
        return new OpenMember(story is null ? printed : CopySearch.In(story.Members, printed), open, named);
    }

    private JoinReason ReasonFor(Near near, IReadOnlyList<StoryTerm> read, double needed) =>
        new(near.Evidence, needed, near.Evidence > needed + settings.HoldAbove, [.. Shared(near, read).Take(8)]);

    private IEnumerable<SharedTerm> Shared(Near near, IReadOnlyList<StoryTerm> read) =>
        read.Select((term, at) => (term, Open: near.Known[at]))
            .Where(pair => !pair.term.IsOfRule && pair.Open is not null && near.Story.HeldBy(pair.Open) > 0)
            .Select(pair =>
            {
                var held = near.Story.HeldBy(pair.Open!);
                var weight = Likelihood.Present(held, near.Story.Count, Common(pair.Open), texture.Strength);
                return new SharedTerm(pair.term.Written, Math.Round(weight, 2), (double)held / near.Story.Count);
            })
            .OrderByDescending(shared => shared.Weight);

    private static ImmutableArray<MatchedWord> SharedWords(
        OpenStory story,
        IReadOnlyList<StoryTerm> read,
        OpenTerm?[] known
    ) =>
        [
            .. read.Where((_, at) => known[at] is { } term && story.HeldBy(term) > 0)
                .Select(term => new MatchedWord(term.Field, term.Start, term.End)),
        ];

    /// <summary>Stories near to the item that tell the same event as the one it joined become part of it.</summary>
    private ImmutableArray<string> Absorb(ref OpenStory story, List<Near> weighed)
    {
        if (Array.BinarySearch(Milestones, story.Count) < 0)
            return [];
        var absorbed = ImmutableArray.CreateBuilder<string>();
        foreach (var near in weighed.Take(NearOnes))
        {
            if (near.Story == story || !stories.TryGet(near.Story.Id, out _) || story.IsApartFrom(near.Story))
                continue;
            var apart = StorySplit.TwoRatherThanOne(story, near.Story, Common, texture.Strength);
            if (apart >= -settings.MergePerWord * (1 + texture.Strictness) * texture.Mean)
                continue;
            var (older, younger) = story.Order < near.Story.Order ? (story, near.Story) : (near.Story, story);
            absorbed.Add(younger.Id);
            story = stories.Merge(older, younger);
        }
        return absorbed.ToImmutable();
    }

    private OpenStory? SplitOff(ref OpenStory story, OpenMember newest)
    {
        if (!story.IsWhole || story.IsJoinedByHand || Array.BinarySearch(Milestones, story.Count) < 0)
            return null;
        if (StorySplit.Find(story.Members, Common, texture.Strength) is not { } parting)
            return null;
        if (parting.Evidence <= settings.SplitAt)
            return null;
        var leave = parting.Sides[0] ? parting.Sides.Select(side => !side).ToArray() : parting.Sides;
        var other = stories.Part(story, OpenStories.KeepingFirst(story, leave));
        if (!other.Members.Exists(member => member.Member.Key == newest.Member.Key))
            return other;
        (story, other) = (other, story);
        return other;
    }

    /// <summary>A story near to an item, with the item's terms as the index knows them.</summary>
    private sealed record Near(OpenStory Story, OpenTerm?[] Known, double Evidence);
}
