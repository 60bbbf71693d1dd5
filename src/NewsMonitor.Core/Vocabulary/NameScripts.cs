using System.Text;

namespace NewsMonitor.Core.Vocabulary;

/// <summary>
/// Names in scripts other than Latin: every variant of a letter as one, and the endings and prefixes that grammar adds to a
/// name taken off. Across scripts nothing is guessed; a person writes an alias.
/// </summary>
internal static class NameScripts
{
    /// <summary>A name loses no ending or prefix if less than this is left, in letters.</summary>
    private const int ShortestStem = 3;

    /// <summary>Endings of Russian, Ukrainian and Bulgarian names in their cases; longer ones first.</summary>
    private static readonly string[] CyrillicEndings =
    [
        "ого",
        "его",
        "ому",
        "ему",
        "ыми",
        "ими",
        "ым",
        "им",
        "ом",
        "ем",
        "ои",
        "еи",
        "ою",
        "ею",
        "ых",
        "их",
        "ыи",
        "ии",
        "ая",
        "яя",
        "ую",
        "юю",
        "ови",
        "еви",
        "ам",
        "ям",
        "а",
        "я",
        "у",
        "ю",
        "е",
        "ы",
        "и",
        "о",
    ];

    /// <summary>Endings of Greek names in their cases; longer ones first.</summary>
    private static readonly string[] GreekEndings =
    [
        "ουσ",
        "οσ",
        "ησ",
        "ασ",
        "ου",
        "ων",
        "ον",
        "ην",
        "αν",
        "η",
        "α",
        "ο",
        "ι",
        "υ",
        "ε",
    ];

    /// <summary>A Cyrillic or Greek name in plain letters, without the ending of its case; null for a name of another script.</summary>
    /// <param name="word">Folded.</param>
    public static string? StemOf(string word)
    {
        var plain = PlainLettersOf(word);
        return plain.Length == 0 ? null
            : IsGreek(plain[0]) ? WithoutEnding(plain, GreekEndings)
            : IsCyrillic(plain[0]) ? WithoutEnding(plain, CyrillicEndings)
            : null;
    }

    /// <summary>True when the letter is of the Cyrillic script.</summary>
    public static bool IsCyrillic(char letter) => letter is >= '\u0400' and <= '\u052F';

    private static bool IsGreek(char letter) => letter is >= '\u0370' and <= '\u03FF';

    /// <summary>The keys of a name; two names are one when they share a key.</summary>
    /// <param name="word">Folded.</param>
    public static ulong[] KeysOf(string word)
    {
        var plain = PlainLettersOf(word);
        if (plain.Length == 0)
            return [];
        return plain[0] switch
        {
            >= '\u0600' and <= '\u077F' => [.. ArabicFormsOf(plain).Select(HashOf).Distinct()],
            _ => [HashOf(plain)],
        };
    }

    /// <summary>The name with the variants of each letter as one: alef, yeh, kaf and heh; final sigma; final Hebrew letters.</summary>
    private static string PlainLettersOf(string word)
    {
        var plain = new StringBuilder(word.Length);
        foreach (var letter in word)
            switch (letter)
            {
                case '\u0640' or '\u0621' or '\'' or '-' or '\u200C' or '\u200D':
                    break;
                case '\u0649' or '\u06CC' or '\u06D2':
                    plain.Append('\u064A');
                    break;
                case '\u06A9':
                    plain.Append('\u0643');
                    break;
                case '\u0629' or '\u06C0' or '\u06D5' or '\u06C1':
                    plain.Append('\u0647');
                    break;
                case '\u0671':
                    plain.Append('\u0627');
                    break;
                case 'ь' or 'ъ':
                    break;
                case 'і' or 'ї':
                    plain.Append('и');
                    break;
                case 'є':
                    plain.Append('е');
                    break;
                case 'ґ':
                    plain.Append('г');
                    break;
                case 'ς':
                    plain.Append('σ');
                    break;
                case '\u05DA' or '\u05DD' or '\u05DF' or '\u05E3' or '\u05E5':
                    plain.Append((char)(letter + 1));
                    break;
                default:
                    plain.Append(letter);
                    break;
            }
        return plain.ToString();
    }

    private static string WithoutEnding(string word, string[] endings)
    {
        foreach (var ending in endings)
            if (word.Length - ending.Length >= ShortestStem && word.EndsWith(ending, StringComparison.Ordinal))
                return WithoutLastVowels(word[..^ending.Length]);
        return WithoutLastVowels(word);
    }

    /// <summary><i>Сергей, Сергея, Сергею</i>: what is left must not depend on the ending.</summary>
    private static string WithoutLastVowels(string stem)
    {
        var end = stem.Length;
        while (end > ShortestStem && stem[end - 1] is 'а' or 'е' or 'и' or 'о' or 'я' or 'ы')
            end--;
        return stem[..end];
    }

    /// <summary>The name as written, and without its article and the conjunction or preposition that Arabic joins to it.</summary>
    private static IEnumerable<string> ArabicFormsOf(string word)
    {
        yield return WithoutArticle(word);
        if (word.Length > ShortestStem && word[0] is 'و' or 'ف' or 'ب' or 'ك' or 'ل')
            yield return WithoutArticle(word[1..]);
    }

    private static string WithoutArticle(string word) =>
        word.Length - 2 >= ShortestStem && word.StartsWith("ال", StringComparison.Ordinal) ? word[2..]
        : word.Length - 2 >= ShortestStem && word.StartsWith("لل", StringComparison.Ordinal) ? word[2..]
        : word;

    /// <summary>FNV-1a, with the highest bit set: no Latin skeleton is that long.</summary>
    private static ulong HashOf(string word)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in word)
            hash = (hash ^ letter) * 1099511628211UL;
        return hash | (1UL << 63);
    }
}
