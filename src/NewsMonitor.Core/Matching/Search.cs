using System.Runtime.InteropServices;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Text;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Matching;

/// <summary>
/// One item being read against one index: its words, the clues found in them, and where. Used again for item after item, so
/// that reading allocates nothing; by one thread at a time.
/// </summary>
internal sealed class Search
{
    /// <summary>How far behind its verb a particle may stand, in words.</summary>
    private const int ParticleReach = 5;

    private readonly Lexicon lexicon = Lexicon.Shared;
    private readonly ClueBook book;
    private readonly List<int> present = [];
    private readonly Stack<Sightings> spare = [];
    private ClueState[] clues;
    private ulong[] presence;
    private Occurrence[] occurrences = new Occurrence[512];
    private int count;
    private int visit;
    private bool isEnglish;

    public Search(ClueBook book)
    {
        this.book = book;
        clues = new ClueState[book.Count];
        presence = Bits(book.Count);
    }

    /// <summary>The item in words.</summary>
    public ItemReading Reading { get; } = new();

    /// <summary>The item that is read.</summary>
    public Item Item { get; private set; } = null!;

    /// <summary>The feed it came from.</summary>
    public FeedOrigin Feed { get; private set; } = null!;

    /// <summary>The rule that is asked now: its other leaves are the anchors of weak words.</summary>
    public Node? Rule { get; set; }

    /// <summary>What the clues of this index mean.</summary>
    public ClueBook Book => book;

    /// <summary>The clues found, each once.</summary>
    public ReadOnlySpan<int> Present => CollectionsMarshal.AsSpan(present);

    /// <summary>One bit a clue: set when the item holds it. That of <see cref="Filing.NoClue"/> is always set.</summary>
    public ReadOnlySpan<ulong> Presence => presence;

    /// <summary>A number that is different for every item read.</summary>
    public int Visit => visit;

    /// <summary>Reads an item and finds its clues.</summary>
    public void Begin(Item item, FeedOrigin feed)
    {
        (Item, Feed) = (item, feed);
        Reading.Read(item);
        BeginVisit();
        isEnglish = item.Language is not { Length: > 0 } language || IsEnglish(language);
        for (var at = 0; at < Reading.Count; at++)
            FindAt(at);
        if (book.Places.IsAsked)
            FindPlaces();
        if (book.Surnames.HasNamesakes)
            FindNamesakes();
    }

    /// <summary>True when the item holds the clue.</summary>
    public bool Has(int clue) => (presence[clue >> 6] & (1UL << clue)) != 0;

    /// <summary>True when the item holds the clue by a word that needs no anchor; every item holds <see cref="Filing.NoClue"/>.</summary>
    public bool HasStrong(int clue)
    {
        if (clue == Filing.NoClue)
            return true;
        for (var at = FirstOf(clue); at >= 0; at = occurrences[at].Next)
            if (!occurrences[at].IsWeak)
                return true;
        return false;
    }

    /// <summary>The first occurrence of a clue; -1 for none.</summary>
    public int FirstOf(int clue) => clue != Filing.NoClue && Has(clue) ? clues[clue].First : -1;

    /// <summary>An occurrence by its number.</summary>
    public ref readonly Occurrence At(int occurrence) => ref occurrences[occurrence];

    /// <summary>A list to gather sightings in; to be given back.</summary>
    public Sightings Borrow() => spare.TryPop(out var sightings) ? sightings : new Sightings(this);

    /// <summary>Takes a list back.</summary>
    public void GiveBack(Sightings sightings) => spare.Push(sightings);

    /// <summary>True when the item says that its language is the one that this primary tag names.</summary>
    public static bool Speaks(string language, string tag)
    {
        var primary = language.AsSpan();
        var end = primary.IndexOfAny('-', '_');
        return (end < 0 ? primary : primary[..end]).Equals(tag, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsEnglish(string language) => Speaks(language, "en");

    private void BeginVisit()
    {
        foreach (var clue in present)
            presence[clue >> 6] = 0;
        presence[0] = 1;
        present.Clear();
        count = 0;
        if (clues.Length < book.Count)
            (clues, presence) = (new ClueState[book.Count], Bits(book.Count));
        visit++;
    }

    private static ulong[] Bits(int count)
    {
        var bits = new ulong[(count >> 6) + 1];
        bits[0] = 1;
        return bits;
    }

    private void FindAt(int at)
    {
        ref readonly var word = ref Reading.Words[at];
        if (word.Joined)
            FindCompound(at);
        if (word.Id == Lexicon.Unknown || ((word.Traits & WordTraits.Expression) != 0 && Reading.IsInExpression(at)))
            return;
        foreach (var sign in book.SignsOf(word.Id))
            if (sign.Test == SignTest.None)
            {
                if (isEnglish || sign.Reason <= EvidenceReason.SameWords)
                    Add(sign.Clue, at, at, sign.Reason, sign.IsWeak);
            }
            else
                FindTested(sign, at);
    }

    /// <summary>A hyphenated word counts in its joined form too.</summary>
    private void FindCompound(int at)
    {
        if (at == 0)
            return;
        var first = Reading.Words[at - 1].Id;
        var second = Reading.Words[at].Id;
        if (first == Lexicon.Unknown || second == Lexicon.Unknown)
            return;
        foreach (var sign in book.SignsOf(lexicon.JoinedOf(first, second)))
            if (sign.Test == SignTest.None && sign.Reason < EvidenceReason.SpellingVariant)
                Add(sign.Clue, at - 1, at, EvidenceReason.Compound, sign.IsWeak);
            else if (sign.Test == SignTest.Capital && IsNamePart(at - 1))
                Add(sign.Clue, at - 1, at, EvidenceReason.Compound, sign.IsWeak);
    }

    private bool IsNamePart(int at) => Reading.Words[at].IsCapital || (Reading.Traits(at) & WordTraits.Particle) != 0;

    private void FindTested(ClueSign sign, int at)
    {
        ref readonly var word = ref Reading.Words[at];
        switch (sign.Test)
        {
            case SignTest.Capital when word.IsCapital:
            case SignTest.SameCase when ItemWord.IsWritten(Reading.Written(at), book.FormOf(sign.Operand)):
                Add(sign.Clue, at, at, sign.Reason, sign.IsWeak);
                break;
            case SignTest.Capitals when word.Shape == Shape.Capitals:
                Add(sign.Clue, at, at, sign.Reason, sign.IsWeak || Reading.IsShouted(at));
                break;
            case SignTest.Particle when isEnglish && ParticleBehind(at, sign.Operand) is > 0 and var particle:
                Add(sign.Clue, at, particle, sign.Reason, sign.IsWeak);
                break;
            case SignTest.BehindClass
                when isEnglish && at > 0 && Reading.Adjoins(at - 1) && IsOfClass(book.FormOf(sign.Operand), at - 1):
                Add(sign.Clue, at, at, sign.Reason, sign.IsWeak);
                break;
            case SignTest.BehindWord when at > 0 && IsSplitCompound(sign, at):
                Add(sign.Clue, at - 1, at, sign.Reason, sign.IsWeak);
                break;
            default:
                break;
        }
    }

    /// <summary>True when a word, in any of its forms, is of a class of the vocabulary. A pronoun is no acronym.</summary>
    public bool IsOfClass(string className, int at)
    {
        ref readonly var word = ref Reading.Words[at];
        if (word.Id == Lexicon.Unknown || (!word.IsCapital && (word.Traits & WordTraits.Function) != 0))
            return false;
        if (book.Meanings.IsOfClass(className, lexicon.TextOf(word.Id)))
            return true;
        foreach (var lemma in lexicon.LemmasOf(word.Id))
            if (book.Meanings.IsOfClass(className, lexicon.TextOf(lemma)))
                return true;
        return false;
    }

    private bool IsSplitCompound(ClueSign sign, int at) =>
        Reading.Words[at - 1].Id == sign.Operand && Reading.SameSentence(at - 1, at);

    private int ParticleBehind(int at, int particle)
    {
        var last = Math.Min(at + ParticleReach + 1, Reading.Count - 1);
        for (var next = at + 1; next <= last && Reading.SameSentence(at, next); next++)
        {
            if (Reading.Words[next].Id == particle)
                return next;
            if ((Reading.Traits(next) & WordTraits.ClauseBoundary) != 0)
                return -1;
        }
        return -1;
    }

    /// <summary>What the surnames found say of everybody who bears them.</summary>
    private void FindNamesakes()
    {
        for (var i = present.Count - 1; i >= 0; i--)
            if (book.Surnames.NamesakesOf(present[i]) is { } namesakes)
            {
                var at = occurrences[clues[present[i]].First].First;
                var (isAlone, isDoubtful) = namesakes.Look(this);
                if (isAlone)
                    Add(namesakes.Alone, at, at, EvidenceReason.Surname, isWeak: false);
                if (isDoubtful)
                    Add(namesakes.Doubtful, at, at, EvidenceReason.Surname, isWeak: false);
            }
    }

    private void FindPlaces()
    {
        var names = book.Places.Names;
        for (var at = 0; at < Reading.Count; at++)
            if (Reading.Words[at].IsCapital && names.LongestAt(Reading, at) is { } name)
            {
                AddPlaces(name, at);
                at += name.Words.Length - 1;
            }
    }

    private void AddPlaces(PlaceName name, int at)
    {
        var signs = book.Places.SignsOf(name);
        if (signs.IsEmpty || PlaceContext.IsInPersonsName(this, name, at))
            return;
        foreach (var sign in signs)
            Add(sign.Clue, at, at + name.Words.Length - 1, sign.Reason, PlaceContext.IsDoubtful(this, name, sign, at));
    }

    private void Add(int clue, int first, int last, EvidenceReason reason, bool isWeak)
    {
        if (count == occurrences.Length)
            Array.Resize(ref occurrences, occurrences.Length * 2);
        occurrences[count] = new Occurrence
        {
            First = first,
            Last = last,
            Next = -1,
            Reason = reason,
            IsWeak = isWeak,
        };
        ref var state = ref clues[clue];
        ref var bits = ref presence[clue >> 6];
        if ((bits & (1UL << clue)) != 0)
            occurrences[state.Last].Next = count;
        else
        {
            bits |= 1UL << clue;
            present.Add(clue);
            state.First = count;
        }
        state.Last = count++;
    }

    /// <summary>The occurrences of a clue in the item of a visit.</summary>
    private struct ClueState
    {
        public int First;
        public int Last;
    }
}
