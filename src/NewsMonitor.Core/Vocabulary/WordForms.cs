using System.Collections.Immutable;

namespace NewsMonitor.Core.Vocabulary;

/// <summary>
/// The way back from a base form to its inflections. Only what <see cref="Words.LemmasOf"/> takes for a form of the word is
/// one: so a list of forms says what is found, neither more nor less.
/// </summary>
public static class WordForms
{
    private static readonly string[] Endings = ["", "s", "es", "ed", "d", "ing", "er", "r", "est", "st"];

    private static readonly Lazy<ILookup<string, string>> Irregular = new(() =>
        WordLists
            .Rows("irregular.tsv")
            .SelectMany(row => row[1].Split(' ').Select(lemma => (lemma, form: row[0])))
            .ToLookup(pair => pair.lemma, pair => pair.form, StringComparer.Ordinal)
    );

    private static readonly Lazy<ILookup<string, string>> BritishSpellings = new(() =>
        WordLists.Rows("spellings.tsv").ToLookup(row => row[1], row => row[0], StringComparer.Ordinal)
    );

    /// <summary>The word itself and every form of it, in British and American spelling; the word first, then by the alphabet.</summary>
    /// <param name="lemma">A base form.</param>
    public static ImmutableArray<string> Of(string lemma) =>
        [
            .. BritishSpellings
                .Value[lemma]
                .Prepend(lemma)
                .SelectMany(Candidates)
                .Distinct(StringComparer.Ordinal)
                .Where(form => form == lemma || Words.LemmasOf(form).Contains(lemma))
                .OrderBy(form => form != lemma)
                .ThenBy(form => form, StringComparer.Ordinal),
        ];

    private static IEnumerable<string> Candidates(string word) =>
        Stems(word).SelectMany(stem => Endings.Select(ending => stem + ending)).Concat(Irregular.Value[word]);

    /// <summary>The word as it stands before an ending: whole, without its last e, with i for y, with y for ie, with its last letter twice.</summary>
    private static IEnumerable<string> Stems(string word)
    {
        yield return word;
        if (word.Length < 2)
            yield break;
        yield return word + word[^1];
        if (word.EndsWith("ie", StringComparison.Ordinal))
            yield return word[..^2] + "y";
        if (word[^1] == 'e')
            yield return word[..^1];
        if (word[^1] == 'y')
            yield return word[..^1] + "i";
    }
}
