using System.Collections.Concurrent;
using NewsMonitor.Core.Text;

namespace NewsMonitor.Core.Vocabulary;

/// <summary>What is known of a word without looking at its neighbours.</summary>
[Flags]
internal enum WordTraits : uint
{
    None = 0,

    /// <summary>Holds a sentence together and says nothing of its own.</summary>
    Function = 1,

    /// <summary>Another clause begins behind it.</summary>
    ClauseBoundary = 2,

    /// <summary>Mainly a common noun: may be the modifier of the noun behind it.</summary>
    Noun = 4,

    /// <summary>An ordinary word of the language.</summary>
    Dictionary = 8,

    /// <summary>Stands before the names of persons.</summary>
    Title = 16,

    /// <summary>A given name.</summary>
    GivenName = 32,

    /// <summary>A small word inside names.</summary>
    Particle = 64,

    /// <summary>A surname that cannot stand alone.</summary>
    CommonSurname = 128,

    /// <summary>The Arabic article as it is spoken before some letters, when a hyphen stands behind it.</summary>
    Article = 256,

    /// <summary>A capital that is no part of a person's name: a day, a month, a place, its people.</summary>
    OtherCapital = 512,

    /// <summary>Stands behind a person's name: <i>Jr</i>.</summary>
    NameSuffix = 1024,

    /// <summary>May be a noun, if not mainly.</summary>
    MayBeNoun = 2048,

    /// <summary>An inflection of another word and no base form itself; not so a plural that stands before nouns: <i>arms</i>.</summary>
    Inflected = 4096,

    /// <summary>A verb in its base form, among other things.</summary>
    Verb = 8192,

    /// <summary>Says nothing of its own in some set expressions.</summary>
    Expression = 16384,

    /// <summary>One name with the word before it: <i>uddin</i>.</summary>
    NameEnd = 32768,

    /// <summary>An ordinary word that the news uses often: a name that looks like it tells nothing alone.</summary>
    Common = 65536,
}

/// <summary>
/// The words that were met, each with a number, its lemmas and its traits, so that a word costs one look-up and nothing is
/// worked out twice. Words are told apart by 64 bits of hash, seeded anew in every process: that two of them ever share one
/// is less likely than a fault of the memory. Bounded; safe on any number of threads; reading takes no lock.
/// </summary>
internal sealed class Lexicon
{
    /// <summary>The number of no word.</summary>
    public const int Unknown = 0;

    /// <summary>More distinct words than years of news have. Beyond it a new word passes as its lemma, or as unknown.</summary>
    private const int Most = 600_000;

    /// <summary>See <see cref="Words.FrequencyOf"/>.</summary>
    private const int CommonFrequency = 4;

    /// <summary>A joined form shorter than this is too likely to be another word, in letters.</summary>
    private const int ShortestJoined = 6;

    /// <summary>More pairs than this are not remembered.</summary>
    private const int MostJoined = 50_000;

    /// <summary>More words than this are not remembered as spellings of names: each takes some 300 bytes.</summary>
    private const int MostSpelled = 10_000;

    private readonly Lock writing = new();
    private int spelled;
    private readonly ConcurrentDictionary<(int First, int Second), int> joined = [];
    private volatile Table table = new(capacity: 1 << 12);

    /// <summary>The lexicon of the process: what a word is depends on nothing else.</summary>
    public static Lexicon Shared { get; } = new();

    /// <summary>One more than the highest number given so far.</summary>
    public int Count => table.Count;

    /// <summary>The number of a folded word; a new word gets a new one.</summary>
    public int IdOf(string folded)
    {
        var word = folded.Length > WordScanner.LongestWord ? folded[..WordScanner.LongestWord] : folded;
        return IdOf(word, WordScanner.HashOf(word));
    }

    /// <summary>The number of a folded word with its <see cref="WordScanner.Hash"/>.</summary>
    public int IdOf(ReadOnlySpan<char> folded, ulong hash)
    {
        var id = table.Find(hash).Word;
        return id != Unknown ? id : Add(folded.ToString(), hash);
    }

    /// <summary>The folded word.</summary>
    public string TextOf(int word) => table.Texts[word];

    /// <summary>What is known of the word.</summary>
    public WordTraits TraitsOf(int word) => table.Traits[word];

    /// <summary>The base forms it may be an inflection of; worked out when first asked for.</summary>
    public ReadOnlySpan<int> LemmasOf(int word)
    {
        var known = table;
        return known.Lemmas[word] ??= [.. Words.LemmasOf(known.Texts[word]).Select(IdOf)];
    }

    /// <summary>Two words written as one; <see cref="Unknown"/> where they would be a short word.</summary>
    public int JoinedOf(int first, int second)
    {
        if (joined.TryGetValue((first, second), out var word))
            return word;
        if (joined.Count > MostJoined)
            joined.Clear();
        var text = TextOf(first) + TextOf(second);
        return joined[(first, second)] = text.Length < ShortestJoined ? Unknown : IdOf(text);
    }

    /// <summary>The word as the spelling of a name; worked out when first asked for.</summary>
    public SpelledName SpelledOf(int word)
    {
        var known = table;
        if (known.Spelled[word] is { } remembered)
            return remembered;
        if (Interlocked.Increment(ref spelled) > MostSpelled)
        {
            // What is still in use comes back by itself; what a stranger's feed once said does not.
            Array.Clear(known.Spelled);
            Volatile.Write(ref spelled, 0);
        }
        return known.Spelled[word] = SpelledName.Of(known.Texts[word]);
    }

    /// <summary>A view of what is known now, for loops that ask for many words.</summary>
    public View Look() => new(table);

    private int Add(string folded, ulong hash)
    {
        var traits = TraitsOf(folded);
        lock (writing)
        {
            var known = table.Find(hash).Word;
            if (known != Unknown)
                return known;
            if (table.Count >= Most)
                return LemmaKnown(folded);
            if (table.IsFull)
                table = table.Grown();
            return table.Add(folded, hash, traits);
        }
    }

    private int LemmaKnown(string folded)
    {
        foreach (var lemma in Words.LemmasOf(folded))
            if (table.Find(WordScanner.HashOf(lemma)).Word is var known and not Unknown)
                return known;
        return Unknown;
    }

    private static WordTraits TraitsOf(string word) =>
        Trait(Words.IsFunctionWord(word), WordTraits.Function)
        | Trait(Words.IsClauseBoundary(word), WordTraits.ClauseBoundary)
        | Trait(Words.IsNoun(word), WordTraits.Noun)
        | Trait(Words.MayBeNoun(word), WordTraits.MayBeNoun)
        | Trait(!Words.LemmasOf(word).Contains(word) && !NounLists.IsPluralBeforeNoun(word), WordTraits.Inflected)
        | Trait(WordBook.Shipped.TraitsOf(word).HasFlag(LemmaTraits.Verb), WordTraits.Verb)
        | Trait(Expressions.MayHold(word), WordTraits.Expression)
        | Trait(Words.IsDictionaryWord(word), WordTraits.Dictionary)
        | Trait(IsCommon(word), WordTraits.Common)
        | Trait(PersonNames.IsTitle(word), WordTraits.Title)
        | Trait(PersonNames.IsGivenName(word), WordTraits.GivenName)
        | Trait(PersonNames.IsParticle(word), WordTraits.Particle)
        | Trait(PersonNames.IsCommonSurname(word), WordTraits.CommonSurname)
        | Trait(PersonNames.IsArticle(word), WordTraits.Article)
        | Trait(PersonNames.IsOtherCapital(word), WordTraits.OtherCapital)
        | Trait(PersonNames.IsSuffix(word), WordTraits.NameSuffix)
        | Trait(NamedPerson.EndsCompound(word), WordTraits.NameEnd);

    private static bool IsCommon(string word) =>
        Words.IsFunctionWord(word) || (Words.IsDictionaryWord(word) && Words.FrequencyOf(word) >= CommonFrequency);

    private static WordTraits Trait(bool holds, WordTraits trait) => holds ? trait : WordTraits.None;

    /// <summary>The words known at one moment. Numbers given later are not in it.</summary>
    public readonly struct View
    {
        private readonly Table table;

        internal View(Table table) => (this.table, Count) = (table, table.Count);

        /// <summary>One more than the highest number known by then.</summary>
        public int Count { get; }

        /// <summary>The number of a word known by then, by its <see cref="WordScanner.Hash"/>; <see cref="Unknown"/> for any other.</summary>
        public int Find(ulong hash) => table.Find(hash).Word;

        /// <summary>The same, with what is known of the word.</summary>
        public (int Word, WordTraits Traits) Look(ulong hash)
        {
            var slot = table.Find(hash);
            return (slot.Word, slot.Traits);
        }
    }

    /// <summary>Open addressing over the words. Filled under the lock; a slot is written last, so readers see whole words.</summary>
    internal sealed class Table
    {
        private readonly Slot[] slots;
        private readonly int mask;
        private int count = 1;

        public Table(int capacity)
        {
            slots = new Slot[capacity * 2];
            mask = slots.Length - 1;
            Texts = new string[capacity];
            Traits = new WordTraits[capacity];
            Lemmas = new int[]?[capacity];
            Spelled = new SpelledName?[capacity];
            Texts[Unknown] = "";
            Lemmas[Unknown] = [];
        }

        public string[] Texts { get; }

        public WordTraits[] Traits { get; }

        public int[]?[] Lemmas { get; }

        public SpelledName?[] Spelled { get; }

        public int Count => Volatile.Read(ref count);

        public bool IsFull => count == Texts.Length;

        /// <summary>The slot of a word; one without a word for a word that is not known.</summary>
        public Slot Find(ulong hash)
        {
            for (var at = (int)hash & mask; ; at = (at + 1) & mask)
            {
                ref readonly var slot = ref slots[at];
                var word = Volatile.Read(in slot.Word);
                if (word == Unknown || slot.Hash == hash)
                    return new Slot
                    {
                        Word = word,
                        Traits = slot.Traits,
                        Hash = hash,
                    };
            }
        }

        public int Add(string text, ulong hash, WordTraits traits)
        {
            var id = count;
            Texts[id] = text;
            Traits[id] = traits;
            Volatile.Write(ref count, id + 1);
            Place(id, traits, hash);
            return id;
        }

        public Table Grown()
        {
            var grown = new Table(Texts.Length * 2) { count = count };
            Array.Copy(Texts, grown.Texts, count);
            Array.Copy(Traits, grown.Traits, count);
            Array.Copy(Lemmas, grown.Lemmas, count);
            Array.Copy(Spelled, grown.Spelled, count);
            for (var id = 1; id < count; id++)
            {
                grown.Place(id, Traits[id], WordScanner.HashOf(Texts[id]));
            }
            return grown;
        }

        private void Place(int word, WordTraits traits, ulong hash)
        {
            var at = (int)hash & mask;
            while (slots[at].Word != Unknown)
                at = (at + 1) & mask;
            (slots[at].Hash, slots[at].Traits) = (hash, traits);
            Volatile.Write(ref slots[at].Word, word);
        }
    }

    /// <summary>A word by its hash. The number is written last and read first, so that a reader sees all of it or nothing.</summary>
    internal struct Slot
    {
        public ulong Hash;
        public int Word;
        public WordTraits Traits;
    }
}
