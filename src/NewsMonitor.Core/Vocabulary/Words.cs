using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using NewsMonitor.Core.Text;

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
/// What English words mean to each other. An irregular form is looked up first and the stemmer is asked only for the rest,
/// so that <i>withdrew</i> is <i>withdraw</i> and every regular form finds its root.
/// </summary>
public static class Words
{
    private static readonly ConcurrentDictionary<string, string> Roots = new(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Irregular = WordLists
        .Rows("irregular.tsv")
        .DistinctBy(row => row[0])
        .ToFrozenDictionary(row => row[0], row => row[1], StringComparer.Ordinal);

    private static readonly ILookup<string, string> Families = WordLists
        .Rows("families.tsv")
        .SelectMany(row => row.Skip(1).SelectMany(noun => new[] { (From: row[0], To: noun), (From: noun, To: row[0]) }))
        .Select(pair => (From: RootOf(pair.From), To: RootOf(pair.To)))
        .Where(pair => pair.From != pair.To)
        .Distinct()
        .ToLookup(pair => pair.From, pair => pair.To);

    private static readonly ILookup<string, string> Synonyms = WordLists
        .Rows("synonyms.tsv")
        .SelectMany(row => row[1].Split(", ").Select(synonym => (From: RootOf(row[0]), To: synonym)))
        .ToLookup(pair => pair.From, pair => pair.To);

    /// <summary>Words that hold a sentence together and say nothing of their own.</summary>
    private static readonly FrozenSet<string> FunctionWords = WordLists
        .Rows("function-words.tsv")
        .Select(row => row[0])
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Words behind which another clause begins.</summary>
    private static readonly FrozenSet<string> ClauseBoundaries = FrozenSet.ToFrozenSet(
        ["and", "but", "while", "as", "after", "before", "who", "which", "whose"],
        StringComparer.Ordinal
    );

    /// <summary>More distinct words than this are not remembered.</summary>
    private const int MostRemembered = 400_000;

    /// <summary>What all inflections of a word have in common.</summary>
    /// <param name="word">Folded.</param>
    public static string RootOf(string word)
    {
        if (Roots.TryGetValue(word, out var root))
            return root;
        if (Roots.Count > MostRemembered)
            Roots.Clear();
        return Roots.GetOrAdd(word, static word => Porter2.WithoutInflections(Irregular.GetValueOrDefault(word, word)));
    }

    /// <summary>Every base form of which the word may be an inflection, itself included when it is one.</summary>
    public static ImmutableArray<string> LemmasOf(string folded) => [RootOf(folded)];

    /// <summary>The base forms that a word of a rule stands for: itself when it is one.</summary>
    public static ImmutableArray<string> RootsOf(string folded) => LemmasOf(folded);

    /// <summary>True for what is mainly a common noun in the news, and so may fill the slot before another noun.</summary>
    public static bool IsNoun(string folded) => Families.Contains(RootOf(folded));

    /// <summary>True for an ordinary English word, in any inflection: <i>may</i>, <i>rice</i>, <i>targets</i>.</summary>
    public static bool IsDictionaryWord(string folded) => IsFunctionWord(folded) || IsNoun(folded);

    /// <summary>How common a base form is: 0 for rare or unknown, up to 15, a step for each doubling.</summary>
    public static int FrequencyOf(string lemma) => IsFunctionWord(lemma) ? 15 : 0;

    /// <summary>The verbs of a noun, or the nouns of a verb: one family, one step.</summary>
    public static IEnumerable<string> FamilyOf(string root) => Families[root];

    /// <summary>Other words for the same thing: single words, and verbs with their particle (<c>pull out</c>).</summary>
    public static IEnumerable<string> SynonymsOf(string root) => Synonyms[root];

    /// <summary>The shipped synonyms of a base form.</summary>
    internal static IEnumerable<Synonym> ShippedSynonymsOf(string lemma) =>
        Synonyms[lemma].Select(words => new Synonym(words, IsWeak: false, Behind: null));

    /// <summary>True for words such as <i>the</i>, <i>of</i>, <i>will</i>.</summary>
    public static bool IsFunctionWord(string word) => FunctionWords.Contains(word);

    /// <summary>True for words such as <i>and</i>, <i>while</i>, <i>who</i>.</summary>
    public static bool IsClauseBoundary(string word) => ClauseBoundaries.Contains(word);
}
