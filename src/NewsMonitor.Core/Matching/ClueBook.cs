using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Matching;

/// <summary>
/// Every clue that the rules of one index look for, and which words answer which. Filled while the rules are compiled;
/// afterwards only the memory of single words grows, and any number of threads may read.
/// </summary>
internal sealed class ClueBook(Meanings meanings)
{
    private static readonly ClueSign[] Nothing = [];

    private readonly Lexicon lexicon = Lexicon.Shared;
    private readonly Dictionary<ConceptTerms, int> concepts = [];
    private readonly Dictionary<int, List<ClueSign>> byLemma = [];
    private readonly Dictionary<int, List<ClueSign>> byWord = [];
    private readonly Dictionary<int, int> exactWords = [];
    private readonly Dictionary<string, int> prefixes = new(StringComparer.Ordinal);
    private readonly List<int> ownWords = [Lexicon.Unknown];
    private readonly List<long> weights = [0];
    private readonly Dictionary<(int Clue, int Word), bool> blocked = [];
    private readonly List<string> forms = [];
    private readonly Lock remembering = new();
    private ClueSign[]?[] remembered = [];

    /// <summary>What the words mean that the clues are made of.</summary>
    public Meanings Meanings => meanings;

    /// <summary>The surnames that rules ask for.</summary>
    public SurnameBook Surnames { get; } = new();

    /// <summary>The given names that rules ask for beside a surname.</summary>
    public GivenNameBook GivenNames { get; } = new();

    /// <summary>The places that rules ask for.</summary>
    public PlaceBook Places { get; } = new(meanings);

    /// <summary>One more than the highest clue.</summary>
    public int Count => ownWords.Count;

    /// <summary>A new clue.</summary>
    /// <param name="ownWord">The word that it is the same as, if it is a concept.</param>
    public int Add(int ownWord = Lexicon.Unknown)
    {
        ownWords.Add(ownWord);
        weights.Add(WeightOf(lexicon.TextOf(ownWord)));
        return ownWords.Count - 1;
    }

    /// <summary>The clue of a concept.</summary>
    public int Of(ConceptTerms terms)
    {
        if (concepts.TryGetValue(terms, out var clue))
            return clue;
        clue = Add(lexicon.IdOf(terms.Word));
        concepts.Add(terms, clue);
        foreach (var member in Concept.MembersOf(terms, meanings))
            Learn(clue, member);
        return clue;
    }

    /// <summary>The clue of one word in the letters of the rule.</summary>
    public int OfWord(string folded)
    {
        var word = lexicon.IdOf(folded);
        if (exactWords.TryGetValue(word, out var clue))
            return clue;
        clue = Add(word);
        exactWords.Add(word, clue);
        Sign(byWord, word, new ClueSign(clue, EvidenceReason.SameWords));
        return clue;
    }

    /// <summary>The clue of every word with this beginning.</summary>
    public int OfPrefix(string folded)
    {
        if (!prefixes.TryGetValue(folded, out var clue))
            prefixes.Add(folded, clue = Add());
        return clue;
    }

    /// <summary>The written form, or the class, that a sign's operand stands for.</summary>
    public string FormOf(int operand) => forms[operand];

    /// <summary>How often each clue is expected in the news by any of its words, as far as the vocabulary knows.</summary>
    public long[] Weights() => [.. weights];

    /// <summary>The clues that a word answers.</summary>
    public ClueSign[] SignsOf(int word)
    {
        var known = remembered;
        return word < known.Length && known[word] is { } signs ? signs : Remember(word);
    }

    private void Learn(int clue, ConceptMember member)
    {
        var word = lexicon.IdOf(member.Word);
        if (member.IsBlocked)
        {
            blocked[(clue, word)] = true;
            return;
        }
        weights[clue] += WeightOf(member.Word);
        var operand = member.Test switch
        {
            SignTest.Particle or SignTest.BehindWord => lexicon.IdOf(member.Operand!),
            SignTest.BehindClass or SignTest.SameCase => FormNumber(member.Operand!),
            _ => 0,
        };
        Sign(
            member.IsLemma ? byLemma : byWord,
            word,
            new ClueSign(clue, member.Reason, member.Test, operand, member.IsWeak)
        );
    }

    /// <summary>The vocabulary counts in steps, each of which doubles.</summary>
    private static long WeightOf(string word) => 1L << Words.FrequencyOf(word);

    private int FormNumber(string written)
    {
        forms.Add(written);
        return forms.Count - 1;
    }

    private static void Sign(Dictionary<int, List<ClueSign>> signs, int word, ClueSign sign)
    {
        if (!signs.TryGetValue(word, out var list))
            signs.Add(word, list = []);
        list.Add(sign);
    }

    private ClueSign[] Remember(int word)
    {
        var signs = word == Lexicon.Unknown ? Nothing : WorkOut(word);
        lock (remembering)
        {
            if (word >= remembered.Length)
            {
                var grown = new ClueSign[]?[Math.Max(word + 1, Math.Max(lexicon.Count, remembered.Length * 2))];
                remembered.CopyTo(grown, 0);
                remembered = grown;
            }
            return remembered[word] = signs;
        }
    }

    private ClueSign[] WorkOut(int word)
    {
        var signs = new List<ClueSign>();
        if (byWord.TryGetValue(word, out var own))
            signs.AddRange(own);
        foreach (var lemma in lexicon.LemmasOf(word))
            if (byLemma.TryGetValue(lemma, out var list))
                foreach (var sign in list)
                    signs.Add(IsTheVeryWord(sign, word) ? sign with { Reason = EvidenceReason.SameWords } : sign);
        if (prefixes.Count > 0)
            AddPrefixes(word, signs);
        AddNames(lexicon.TextOf(word), signs);
        return signs.Count == 0 ? Nothing : Strongest(signs, word);
    }

    private bool IsTheVeryWord(ClueSign sign, int word) =>
        sign.Reason == EvidenceReason.Form && ownWords[sign.Clue] == word;

    private void AddPrefixes(int word, List<ClueSign> signs)
    {
        var text = lexicon.TextOf(word);
        for (var length = Starts.Shortest; length <= text.Length; length++)
            if (prefixes.TryGetValue(text[..length], out var clue))
                signs.Add(new ClueSign(clue, length == text.Length ? EvidenceReason.SameWords : EvidenceReason.Form));
    }

    private void AddNames(string word, List<ClueSign> signs)
    {
        foreach (var clue in Surnames.CluesNear(word))
            signs.Add(new ClueSign(clue, EvidenceReason.SpellingVariant, SignTest.Capital));
        foreach (var clue in GivenNames.CluesNear(word))
            signs.Add(new ClueSign(clue, EvidenceReason.SpellingVariant, SignTest.Capital));
        foreach (var clue in GivenNames.CluesEnding(word))
            signs.Add(new ClueSign(clue, EvidenceReason.SameWords));
    }

    /// <summary>One sign a clue where one needs nothing beside the word, the strongest; all of them elsewhere.</summary>
    private ClueSign[] Strongest(List<ClueSign> signs, int word) =>
        [
            .. signs
                .Where(sign => !blocked.ContainsKey((sign.Clue, word)))
                .GroupBy(sign => sign.Clue)
                .SelectMany(StrongestOf),
        ];

    private static IEnumerable<ClueSign> StrongestOf(IEnumerable<ClueSign> signs)
    {
        var plain = signs.Where(sign => sign is { Test: SignTest.None, IsWeak: false }).ToList();
        return plain.Count > 0 ? [plain.MinBy(sign => sign.Reason)] : signs.Distinct().OrderBy(sign => sign.IsWeak);
    }
}
