using System.Collections.Immutable;

namespace NewsMonitor.Core.Vocabulary;

/// <summary>
/// The way back from a base form to its inflections, in both spellings. Only what <see cref="Words.LemmasOf"/> takes for a form
/// of the word is listed, so that nothing is promised that is not found. What is found and not listed is misspelt:
/// <i>visitted</i>, <i>withdrawed</i>.
/// </summary>
public static class WordForms
{
    /// <summary>What the dictionary does not know may be any of these.</summary>
    private const LemmaTraits NewWord = LemmaTraits.Noun | LemmaTraits.Verb;

    /// <summary>Endings of words of several syllables that are stressed at the end, and so double their last letter.</summary>
    private static readonly string[] StressedEndings = ["fer", "mit", "cur", "gret", "trap", "quip", "mur"];

    private static readonly Lazy<ILookup<string, string>> Irregular = new(() =>
        WordLists
            .Rows("irregular.tsv")
            .SelectMany(row => row[1].Split(' ').Select(lemma => (lemma, form: row[0])))
            .ToLookup(pair => pair.lemma, pair => pair.form, StringComparer.Ordinal)
    );

    private static readonly Lazy<ILookup<string, string>> BritishSpellings = new(() =>
        WordLists.Rows("spellings.tsv").ToLookup(row => row[1], row => row[0], StringComparer.Ordinal)
    );

    /// <summary>The word itself and every form of it; the word first, then by the alphabet.</summary>
    /// <param name="lemma">A base form.</param>
    public static ImmutableArray<string> Of(string lemma)
    {
        var known = WordBook.Shipped.TraitsOf(lemma);
        var traits = known == LemmaTraits.None ? NewWord : known;
        return
        [
            .. BritishSpellings
                .Value[lemma]
                .Prepend(lemma)
                .SelectMany(word => FormsOf(word, traits))
                .Distinct(StringComparer.Ordinal)
                .Where(form => form == lemma || Words.LemmasOf(form).Contains(lemma))
                .OrderBy(form => form != lemma)
                .ThenBy(form => form, StringComparer.Ordinal),
        ];
    }

    /// <summary>The plural of a noun; an irregular one as the lists have it.</summary>
    internal static string PluralOf(string lemma) =>
        Irregular.Value[lemma].FirstOrDefault(form => !form.EndsWith("ed", StringComparison.Ordinal)) is { } irregular
        && WordBook.Shipped.TraitsOf(lemma).HasFlag(LemmaTraits.MainlyNoun)
            ? irregular
            : WithS(lemma);

    private static IEnumerable<string> FormsOf(string word, LemmaTraits traits)
    {
        var irregular = Irregular.Value[word].ToArray();
        var isVerb = traits.HasFlag(LemmaTraits.Verb);
        var isNoun = traits.HasFlag(LemmaTraits.Noun);
        return
        [
            word,
            .. irregular,
            .. isVerb || (isNoun && irregular.Length == 0) ? [WithS(word)] : Array.Empty<string>(),
            .. isVerb ? WithIng(word) : [],
            .. isVerb && !irregular.Any(IsPast) ? Stems(word).Select(stem => Behind(stem, "ed")) : [],
            .. traits.HasFlag(LemmaTraits.Adjective) && IsCompared(word) ? Stems(word).SelectMany(Compared) : [],
        ];
    }

    private static bool IsPast(string form) => !form.EndsWith('s') && !form.EndsWith("ing", StringComparison.Ordinal);

    private static string WithS(string word) =>
        IsBehindConsonant(word, 'y') ? $"{word[..^1]}ies"
        : Ends(word, "s", "x", "z", "ch", "sh") || IsBehindConsonant(word, 'o') ? $"{word}es"
        : $"{word}s";

    private static IEnumerable<string> WithIng(string word) =>
        Ends(word, "ie") ? [$"{word[..^2]}ying"]
        : Ends(word, "ee", "oe", "ye") ? [$"{word}ing"]
        : Ends(word, "e") ? [$"{word[..^1]}ing"]
        : Stems(word).Select(stem => $"{stem}ing");

    private static IEnumerable<string> Compared(string stem) => [Behind(stem, "er"), Behind(stem, "est")];

    /// <summary>The ending behind a stem; one e of two is left out, and y turns.</summary>
    private static string Behind(string stem, string ending) =>
        stem.EndsWith('e') ? $"{stem[..^1]}{ending}"
        : IsBehindConsonant(stem, 'y') ? $"{stem[..^1]}i{ending}"
        : $"{stem}{ending}";

    /// <summary>Long adjectives are compared by <i>more</i> and <i>most</i>.</summary>
    private static bool IsCompared(string word) =>
        Syllables(word) == 1 || (Syllables(word) == 2 && Ends(word, "y", "le", "ow", "er"));

    /// <summary>The word as it stands before a vowel; two ways where British and American letters differ.</summary>
    private static string[] Stems(string word) =>
        Ends(word, "c") ? [$"{word}k"]
        : !IsShortAtEnd(word) ? [word]
        : Syllables(word) == 1 || Ends(word, StressedEndings) ? [word + word[^1]]
        : word[^1] == 'l' ? [word, word + word[^1]]
        : [word];

    /// <summary>One vowel between consonants: <i>stop</i>, <i>travel</i>.</summary>
    private static bool IsShortAtEnd(string word) =>
        word.Length > 2
        && !IsVowel(word[^1])
        && word[^1] is not ('w' or 'x' or 'y' or 'h')
        && IsVowel(word[^2])
        && (!IsVowel(word[^3]) || (word[^3] == 'u' && word.Length > 3 && word[^4] == 'q'));

    private static int Syllables(string word)
    {
        var syllables = 0;
        for (var at = 0; at < word.Length; at++)
            if (IsVowel(word[at]) && (at == 0 || !IsVowel(word[at - 1])))
                syllables++;
        return Ends(word, "e") && !Ends(word, "le") && syllables > 1 ? syllables - 1 : syllables;
    }

    private static bool IsBehindConsonant(string word, char last) =>
        word.Length > 1 && word[^1] == last && !IsVowel(word[^2]);

    private static bool Ends(string word, params ReadOnlySpan<string> endings)
    {
        foreach (var ending in endings)
            if (word.EndsWith(ending, StringComparison.Ordinal))
                return true;
        return false;
    }

    private static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';
}
