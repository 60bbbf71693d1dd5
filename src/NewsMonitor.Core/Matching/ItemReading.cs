using NewsMonitor.Core.Items;
using NewsMonitor.Core.Text;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Matching;

/// <summary>
/// An item in words, all fields one after another: read once for all rules, into arrays that are used again for the next
/// item. Words, sentences and paragraphs are numbered through the item.
/// </summary>
internal sealed class ItemReading
{
    /// <summary>What it costs, in words of gap, when another clause begins between two words.</summary>
    private const int ClauseCost = 5;

    private const int Fields = 4;

    private readonly Lexicon lexicon = Lexicon.Shared;
    private readonly string[] texts = ["", "", "", ""];
    private readonly int[] fieldEnds = new int[Fields];
    private readonly bool[] shouted = new bool[Fields];
    private Word[] words = new Word[256];
    private int[] costs = new int[257];
    private SentenceSpan[] sentences = new SentenceSpan[32];

    /// <summary>How many words the item has.</summary>
    public int Count { get; private set; }

    /// <summary>How many sentences the item has.</summary>
    public int SentenceCount { get; private set; }

    /// <summary>Its words in order.</summary>
    public ReadOnlySpan<Word> Words => words.AsSpan(0, Count);

    /// <summary>Reads an item. What was read before is gone.</summary>
    public void Read(Item item)
    {
        (Count, SentenceCount) = (0, 0);
        var paragraph = 0;
        paragraph = Read(ItemField.Title, item.Title, paragraph);
        paragraph = Read(ItemField.Summary, item.Summary, paragraph);
        paragraph = Read(ItemField.Body, item.Body, paragraph);
        Read(ItemField.Article, item.Article, paragraph);
    }

    /// <summary>The field that holds a word.</summary>
    public ItemField FieldOf(int at) =>
        at < fieldEnds[0] ? ItemField.Title
        : at < fieldEnds[1] ? ItemField.Summary
        : at < fieldEnds[2] ? ItemField.Body
        : ItemField.Article;

    /// <summary>Where the words of a field begin and end.</summary>
    public (int First, int Behind) RangeOf(ItemField field) =>
        ((int)field == 0 ? 0 : fieldEnds[(int)field - 1], fieldEnds[(int)field]);

    /// <summary>The text of a field.</summary>
    public string TextOf(ItemField field) => texts[(int)field];

    /// <summary>A word as published.</summary>
    public ReadOnlySpan<char> Written(int at) =>
        texts[(int)FieldOf(at)].AsSpan(words[at].Start, words[at].End - words[at].Start);

    /// <summary>A word, folded.</summary>
    public string Folded(int at) => lexicon.TextOf(words[at].Id);

    /// <summary>A word as the spelling of a name.</summary>
    public SpelledName Spelled(int at) => lexicon.SpelledOf(words[at].Id);

    /// <summary>What is known of a word.</summary>
    public WordTraits Traits(int at) => words[at].Traits;

    /// <summary>True when both words stand in one sentence.</summary>
    public bool SameSentence(int one, int other) => words[one].Sentence == words[other].Sentence;

    /// <summary>True when only a space, a hyphen or the stop of an initial stands between this word and the next, in one sentence; a dash with spaces parts them.</summary>
    public bool Adjoins(int at)
    {
        if (at < 0 || at + 1 >= Count || !SameSentence(at, at + 1) || words[at + 1].AfterComma)
            return false;
        var between = Between(at);
        if (between is " ")
            return true;
        var (hasHyphen, hasSpace) = (false, false);
        foreach (var character in between)
        {
            var (isHyphen, isSpace) = (Folding.IsHyphen(character), char.IsWhiteSpace(character));
            (hasHyphen, hasSpace) = (hasHyphen || isHyphen, hasSpace || isSpace);
            if (!(isHyphen || isSpace || character == '.' || Folding.IsInvisible(character)))
                return false;
        }
        return !(hasHyphen && hasSpace);
    }

    /// <summary>What stands between a word and the next of its field.</summary>
    public ReadOnlySpan<char> Between(int at) =>
        texts[(int)FieldOf(at)].AsSpan(words[at].End, words[at + 1].Start - words[at].End);

    /// <summary>True when <c>'s</c> stands behind the word.</summary>
    public bool IsPossessive(int at)
    {
        var rest = texts[(int)FieldOf(at)].AsSpan(words[at].End);
        return rest.Length >= 2 && Folding.IsApostrophe(rest[0]) && rest[1] is 's' or 'S';
    }

    /// <summary>True when the word stands in a field written in capitals, where capitals tell nothing.</summary>
    public bool IsShouted(int at) => shouted[(int)FieldOf(at)];

    /// <summary>
    /// True when nearly every word of its sentence begins with a capital, so that a capital tells little: most of the words
    /// that say something, or all but the short ones.
    /// </summary>
    public bool IsInTitleCase(int at)
    {
        const int Fewest = 4;
        const int ShortWord = 3;
        var (first, behind) = SentenceAt(words[at].Sentence);
        var (content, capital, longLower) = (0, 0, 0);
        for (var i = first; i < behind; i++)
        {
            longLower += !words[i].IsCapital && words[i].End - words[i].Start > ShortWord ? 1 : 0;
            if ((words[i].Traits & WordTraits.Function) != 0)
                continue;
            content++;
            capital += words[i].IsCapital ? 1 : 0;
        }
        return (content >= Fewest && capital >= 0.8 * content) || (behind - first >= Fewest && longLower == 0);
    }

    /// <summary>True when a sentence holds a hyphen, an initial or a word like <i>uddin</i>: names may stand in pieces there.</summary>
    public bool MayHoldPieces(int sentence) => sentences[sentence].MayHoldPieces;

    /// <summary>True when a sentence holds a word that may be a title.</summary>
    public bool HasTitle(int sentence) => sentences[sentence].HasTitle;

    /// <summary>True for the first word of a sentence.</summary>
    public bool OpensSentence(int at) => sentences[words[at].Sentence].First == at;

    /// <summary>The first word of a sentence and the word behind its last.</summary>
    public (int First, int Behind) SentenceAt(int sentence) => (sentences[sentence].First, sentences[sentence].Behind);

    /// <summary>What the words from one to the word before another add to a gap: content words, and the beginnings of clauses.</summary>
    public int Cost(int first, int behind) => costs[behind] - costs[first];

    /// <summary>True in <i>close to</i> and its like, where the word says nothing of its own.</summary>
    public bool IsInExpression(int at) =>
        Expressions.Holds(Adjoins(at - 1) ? Folded(at - 1) : null, Folded(at), Adjoins(at) ? Folded(at + 1) : null);

    /// <summary>True for <i>and</i> and <i>or</i>.</summary>
    public bool IsConjunction(int at) => Folded(at) is "and" or "or";

    /// <summary>
    /// What a semicolon between two words adds to their gap, or a source at the end of the sentence: <i>shooting at a mosque,
    /// police say</i> is no shooting by police.
    /// </summary>
    public int PartingCost(int first, int last)
    {
        if (first >= last)
            return 0;
        var field = (int)FieldOf(first);
        var between = texts[field].AsSpan(words[first].End, words[last].Start - words[first].End);
        return between.IndexOfAny(',', ';') >= 0 && (between.Contains(';') || IsSource(first, last)) ? ClauseCost : 0;
    }

    /// <summary>
    /// What an office behind <i>as</i> takes off the gap: in <i>quit as health minister</i> no clause begins, unless the
    /// minister goes on to do something.
    /// </summary>
    public int OfficeCredit(int first, int last)
    {
        const int LongestVerb = 2;
        if ((words[last].Traits & WordTraits.Title) == 0)
            return 0;
        for (var at = first + 1; at < last && at <= first + LongestVerb; at++)
            if (Folded(at) is "as")
                return IsBeforeVerb(last) ? 0 : ClauseCost;
        return 0;
    }

    private bool IsBeforeVerb(int at)
    {
        if (!Adjoins(at) || Folded(at + 1) is "last")
            return false;
        var isSmall = (words[at + 1].Traits & WordTraits.Function) != 0;
        foreach (var lemma in lexicon.LemmasOf(words[at + 1].Id))
            if (
                isSmall
                    ? Vocabulary.Words.IsAuxiliary(lexicon.TextOf(lemma))
                    : (lexicon.TraitsOf(lemma) & WordTraits.Verb) != 0
            )
                return true;
        return false;
    }

    /// <summary>True when a comma stands not far before the word, and a verb of saying behind it.</summary>
    private bool IsSource(int first, int last)
    {
        const int LongestSource = 4;
        var comma = last;
        while (comma > first && !words[comma].AfterComma)
            comma--;
        if (comma == first || last - comma > LongestSource)
            return false;
        for (var at = last + 1; at < Count && at <= last + 2 && SameSentence(last, at); at++)
            if (Folded(at) is "say" or "says" or "said")
                return true;
        return false;
    }

    /// <summary>The evidence that a stretch of words in one sentence gives.</summary>
    public Evidence Evidence(string leaf, int first, int last, IEnumerable<int> marked, EvidenceReason reason)
    {
        var field = FieldOf(first);
        var text = texts[(int)field];
        var span = sentences[words[first].Sentence];
        var sentence = Sentence.Trimmed(text, span.Start, span.End);
        var (start, end) = (words[first].Start, words[last].End);
        return new Evidence(
            leaf,
            field,
            text[start..end],
            start,
            end,
            text[sentence.Start..sentence.End],
            sentence.Start,
            [.. marked.Distinct().Order().Select(at => new TextSpan(words[at].Start, words[at].End))],
            reason
        );
    }

    private int Read(ItemField field, string text, int paragraph)
    {
        texts[(int)field] = text;
        var first = Count;
        var firstSentence = SentenceCount;
        var known = lexicon.Look();
        var scanner = new WordScanner(text, stackalloc char[WordScanner.BufferLength]);
        var capitals = 0;
        while (scanner.Next())
        {
            if (Count == words.Length)
                Grow();
            if (firstSentence + scanner.Sentence == SentenceCount)
                BeginSentence(
                    scanner.Sentence == 0 ? 0 : scanner.SentenceBreak,
                    text.Length,
                    isFirst: scanner.Sentence == 0
                );
            Add(ref scanner, known, firstSentence, paragraph);
            capitals += scanner.Shape == Shape.Capitals ? 1 : 0;
        }
        if (SentenceCount > firstSentence)
            sentences[SentenceCount - 1].Behind = Count;
        fieldEnds[(int)field] = Count;
        shouted[(int)field] = Count - first >= 4 && capitals > 0.7 * (Count - first);
        return paragraph + scanner.Paragraph + 1;
    }

    private void Add(ref WordScanner scanner, Lexicon.View known, int firstSentence, int paragraph)
    {
        var hash = scanner.Hash;
        var (id, traits) = known.Look(hash);
        if (id == Lexicon.Unknown && !IsNumber(scanner.Word))
        {
            id = lexicon.IdOf(scanner.Word, hash);
            traits = lexicon.TraitsOf(id);
        }
        words[Count] = new Word(
            id,
            scanner.Start,
            scanner.End,
            firstSentence + scanner.Sentence,
            paragraph + scanner.Paragraph,
            traits,
            scanner.Shape,
            scanner.Joined,
            scanner.AfterComma
        );
        ref var sentence = ref sentences[SentenceCount - 1];
        sentence.HasTitle |= (traits & WordTraits.Title) != 0;
        sentence.MayHoldPieces |=
            scanner.Joined
            || scanner.IsDotted
            || (scanner.End - scanner.Start == 1 && scanner.Shape != Shape.Lower)
            || (traits & WordTraits.NameEnd) != 0;
        costs[Count + 1] =
            costs[Count]
            + (
                (traits & WordTraits.ClauseBoundary) != 0 ? ClauseCost
                : (traits & WordTraits.Function) != 0 ? 0
                : 1
            );
        Count++;
    }

    /// <summary>Numbers are without end: one that no rule asks for gets no number of its own.</summary>
    private static bool IsNumber(ReadOnlySpan<char> word) => word.IndexOfAnyExceptInRange('\'', '9') < 0;

    private void BeginSentence(int start, int end, bool isFirst)
    {
        if (SentenceCount == sentences.Length)
            Array.Resize(ref sentences, sentences.Length * 2);
        if (!isFirst)
        {
            sentences[SentenceCount - 1].End = start;
            sentences[SentenceCount - 1].Behind = Count;
        }
        sentences[SentenceCount++] = new SentenceSpan
        {
            Start = start,
            End = end,
            First = Count,
        };
    }

    private void Grow()
    {
        Array.Resize(ref words, words.Length * 2);
        Array.Resize(ref costs, words.Length + 1);
    }

    /// <summary>A sentence by its offsets in the text of its field and by its words.</summary>
    private struct SentenceSpan
    {
        public int Start;
        public int End;
        public int First;
        public int Behind;
        public bool MayHoldPieces;
        public bool HasTitle;
    }

    /// <summary>One word of the item.</summary>
    /// <param name="Id">Its number in the lexicon; <see cref="Lexicon.Unknown"/> when no rule can ask for it.</param>
    /// <param name="Start">Offset of its first character in the text of its field.</param>
    /// <param name="End">Offset behind its last character.</param>
    /// <param name="Sentence">The number of its sentence in the item.</param>
    /// <param name="Paragraph">The number of its paragraph in the item.</param>
    /// <param name="Traits">What is known of the word.</param>
    /// <param name="Shape">How it is written.</param>
    /// <param name="Joined">True when only a hyphen stands between the word before and this one.</param>
    /// <param name="AfterComma">True when a comma stands between the word before and this one.</param>
    public readonly record struct Word(
        int Id,
        int Start,
        int End,
        int Sentence,
        int Paragraph,
        WordTraits Traits,
        Shape Shape,
        bool Joined,
        bool AfterComma
    )
    {
        /// <summary>True when it begins with a capital letter, or cannot.</summary>
        public bool IsCapital => Shape != Shape.Lower;
    }
}
