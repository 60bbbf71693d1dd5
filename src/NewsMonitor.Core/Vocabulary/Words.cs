using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;

namespace NewsMonitor.Core.Vocabulary;

/// <summary>How two words are related.</summary>
public enum Relation
{
    /// <summary>Inflections of one word, or the word itself.</summary>
    Form,

    /// <summary>Verb and noun of one family, one step apart.</summary>
    Family,

    /// <summary>Another word for the same thing.</summary>
    Synonym,
}

/// <summary>
/// What English words mean to each other. Irregular forms are looked up, regular ones are undone against a dictionary of
/// base forms, and only a word that the dictionary does not know is given to the stemmer. British and American spellings
/// have one base form.
/// </summary>
public static class Words
{
    /// <summary>Commoner than any other word.</summary>
    private const int FrequencyOfFunctionWords = 15;

    /// <summary>More distinct words than this are not remembered.</summary>
    private const int MostRemembered = 400_000;

    private static readonly ConcurrentDictionary<string, string> Roots = new(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, ImmutableArray<string>> Irregular = WordLists
        .Rows("irregular.tsv")
        .ToFrozenDictionary(row => row[0], row => row[1].Split(' ').ToImmutableArray(), StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> AmericanSpellings = WordLists
        .Rows("spellings.tsv")
        .ToFrozenDictionary(row => row[0], row => row[1], StringComparer.Ordinal);

    private static readonly Lazy<ILookup<string, string>> Families = new(() =>
        WordLists
            .Rows("families.tsv")
            .SelectMany(row => row[1].Split(' ').SelectMany(noun => new[] { (row[0], noun), (noun, row[0]) }))
            .ToLookup(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal)
    );

    /// <summary>Words that hold a sentence together and say nothing of their own.</summary>
    private static readonly FrozenSet<string> FunctionWords = WordLists
        .Rows("function-words.tsv")
        .Select(row => row[0])
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>
    /// Words behind which another clause begins. Not among them: <i>that</i> (<i>says that it will withdraw</i>), <i>if</i>
    /// (<i>will go if asked</i>), <i>or</i> (<i>jobs or wages</i>), and prepositions that only add a noun.
    /// </summary>
    private static readonly FrozenSet<string> ClauseBoundaries = FrozenSet.ToFrozenSet(
        [
            "and",
            "but",
            "nor",
            "while",
            "whilst",
            "as",
            "after",
            "before",
            "until",
            "since",
            "because",
            "although",
            "though",
            "unless",
            "whereas",
            "when",
            "where",
            "who",
            "whom",
            "which",
            "whose",
            "according",
        ],
        StringComparer.Ordinal
    );

    private static readonly FrozenSet<string> Auxiliaries = FrozenSet.ToFrozenSet(
        ["be", "have", "do", "will", "would", "can", "could", "may", "might", "shall", "should", "must"],
        StringComparer.Ordinal
    );

    /// <summary>Every base form of which the word may be an inflection, itself included when it is one; never none.</summary>
    public static ImmutableArray<string> LemmasOf(string folded)
    {
        if (Irregular.TryGetValue(folded, out var irregular))
            return irregular.Length == 1 && irregular[0] == folded ? irregular : InOneSpelling([.. irregular]);
        var bases = Inflections.BasesOf(folded);
        if (bases.Count > 0)
            return InOneSpelling(bases);
        var american = InAmericanLetters(folded);
        bases = Inflections.BasesOf(american);
        return InOneSpelling(bases.Count > 0 ? bases : Inflections.StemsOf(american));
    }

    /// <summary>The base forms that a word of a rule stands for: itself when it is one.</summary>
    public static ImmutableArray<string> RootsOf(string folded)
    {
        var lemmas = LemmasOf(folded);
        var own = AmericanSpellings.GetValueOrDefault(folded, folded);
        return lemmas.Length > 1 && lemmas.Contains(own) ? [own] : lemmas;
    }

    /// <summary>One base form of a word: where there are several, the verb.</summary>
    public static string RootOf(string word)
    {
        if (Roots.TryGetValue(word, out var root))
            return root;
        if (Roots.Count > MostRemembered)
            Roots.Clear();
        return Roots.GetOrAdd(word, static word => LemmasOf(word)[^1]);
    }

    /// <summary>The strong synonyms of a base form that need nothing before them.</summary>
    public static IEnumerable<string> SynonymsOf(string lemma) =>
        Meanings
            .Shipped.SynonymsOf(lemma)
            .Where(synonym => synonym is { IsWeak: false, Behind: null })
            .Select(synonym => synonym.Words);

    /// <summary>The verbs of a noun, or the nouns of a verb: one family, one step.</summary>
    public static IEnumerable<string> FamilyOf(string lemma) => Families.Value[lemma];

    /// <summary>True for words such as <i>the</i>, <i>of</i>, <i>will</i>.</summary>
    public static bool IsFunctionWord(string word) => FunctionWords.Contains(word);

    /// <summary>True for the base forms of verbs that help others: <i>be</i>, <i>will</i>, <i>must</i>.</summary>
    public static bool IsAuxiliary(string lemma) => Auxiliaries.Contains(lemma);

    /// <summary>True for words such as <i>and</i>, <i>while</i>, <i>who</i>.</summary>
    public static bool IsClauseBoundary(string word) => ClauseBoundaries.Contains(word);

    /// <summary>
    /// True for what is mainly a common noun in the news, and so may fill the slot before another noun: <i>cash</i>,
    /// <i>sales</i>. Not so adjectives, participles, numbers, times, names, and nouns that are verbs in most headlines.
    /// </summary>
    public static bool IsNoun(string folded) =>
        IsMainlyNoun(folded)
        || (Inflections.SingularOf(folded, isBase: false) is { } singular && IsMainlyNoun(singular))
        || (Irregular.TryGetValue(folded, out var bases) && bases.Length == 1 && IsMainlyNoun(bases[0]));

    /// <summary>True for a word that is a noun among other things, in any inflection: <i>collapse</i>, <i>talks</i>.</summary>
    public static bool MayBeNoun(string folded) =>
        IsNoun(folded) || LemmasOf(folded).Any(lemma => WordBook.Shipped.TraitsOf(lemma).HasFlag(LemmaTraits.Noun));

    /// <summary>True for an ordinary English word, in any inflection: <i>may</i>, <i>rice</i>, <i>targets</i>.</summary>
    public static bool IsDictionaryWord(string folded)
    {
        if (IsFunctionWord(folded))
            return true;
        IEnumerable<string> bases = Irregular.TryGetValue(folded, out var irregular)
            ? irregular
            : Inflections.BasesOf(folded);
        return bases.Any(lemma => WordBook.Shipped.TraitsOf(lemma).HasFlag(LemmaTraits.Ordinary));
    }

    /// <summary>How common a base form is: 0 for rare or unknown, up to 15, a step for each doubling.</summary>
    public static int FrequencyOf(string lemma) =>
        IsFunctionWord(lemma) ? FrequencyOfFunctionWords : WordBook.Shipped.FrequencyOf(lemma);

    private static bool IsMainlyNoun(string lemma) =>
        WordBook.Shipped.TraitsOf(lemma).HasFlag(LemmaTraits.MainlyNoun) && !IsFunctionWord(lemma);

    private static ImmutableArray<string> InOneSpelling(List<string> lemmas) =>
        [.. lemmas.Select(lemma => AmericanSpellings.GetValueOrDefault(lemma, lemma)).Distinct()];

    /// <summary>A new word in American letters, so that both spellings meet: <i>deradicalised</i>. Short words may be names: <i>Denise</i>.</summary>
    private static string InAmericanLetters(string word)
    {
        const int shortest = 8;
        if (word.Length >= shortest)
            foreach (var ending in (ReadOnlySpan<string>)["ise", "ised", "ises", "ising", "isation", "isations"])
                if (word.AsSpan().EndsWith(ending))
                    return string.Concat(word.AsSpan(0, word.Length - ending.Length), "iz", ending.AsSpan(2));
        return word;
    }
}
