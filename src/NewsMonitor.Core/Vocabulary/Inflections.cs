using System.Buffers;
using NewsMonitor.Core.Text;

namespace NewsMonitor.Core.Vocabulary;

/// <summary>
/// The regular inflections of English, undone: an ending is dropped only when a base form of the right part of speech is
/// left, so that <i>organization</i> is no <i>organ</i> and <i>hoped</i> is <i>hope</i>, not <i>hop</i>.
/// </summary>
/// <remarks>The same rules as in <c>Making/make-words.py</c>, which lists the words for which they fail.</remarks>
internal static class Inflections
{
    private const LemmaTraits NounOrVerb = LemmaTraits.Noun | LemmaTraits.Verb;
    private const LemmaTraits AnyPart = NounOrVerb | LemmaTraits.Adjective | LemmaTraits.Adverb;

    /// <summary>A word that is a base form itself and shorter than this is no plural: <i>gas</i>, <i>has</i>.</summary>
    private const int ShortestPluralBesideItself = 5;

    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouy");

    /// <summary>The base forms of a word that the dictionary knows; none when it knows none.</summary>
    public static List<string> BasesOf(string word)
    {
        var found = new List<string>(capacity: 2);
        var own = WordBook.Shipped.TraitsOf(word) & AnyPart;
        if (own != LemmaTraits.None)
            found.Add(word);
        AddSingular(word, own, found);
        if (!own.HasFlag(LemmaTraits.Verb))
        {
            AddWithout("ed", word, LemmaTraits.Verb, found);
            AddWithout("ing", word, LemmaTraits.Verb, found);
        }
        if (own == LemmaTraits.None)
        {
            AddWithout("er", word, LemmaTraits.Adjective, found);
            AddWithout("est", word, LemmaTraits.Adjective, found);
        }
        return found;
    }

    /// <summary>
    /// The stems that a word unknown to the dictionary, a new word or a name, shares with its inflections; by the rules of
    /// the stemmer, but a final letter that is no ending stays, so that a name is its own stem.
    /// </summary>
    public static List<string> StemsOf(string word)
    {
        var stem = Porter2.WithoutInflections(word);
        if (stem.Length >= word.Length)
            return [word];
        if (Ends(word, "ies") || Ends(word, "ied"))
            return [string.Concat(word.AsSpan(0, word.Length - 3), "y")];
        if (Ends(word, "ed") || Ends(word, "ing"))
            return stem.EndsWith('e') ? [stem] : [stem, stem + "e"];
        if (!word.EndsWith('s') || Ends(word, "ss") || Ends(word, "us"))
            return [word];
        return [HasHissingPlural(word) && !Ends(word, "ses") && !Ends(word, "oes") ? word[..^2] : word[..^1]];
    }

    /// <summary>The singular of what may be a plural, or the verb of a third person; null when there is none.</summary>
    public static string? SingularOf(string word, bool isBase)
    {
        if (Ends(word, "men"))
            return Known(string.Concat(word.AsSpan(0, word.Length - 2), "an"), LemmaTraits.Noun);
        if (!word.EndsWith('s') || Ends(word, "ss") || Ends(word, "us") || Ends(word, "is"))
            return null;
        if (isBase && word.Length < ShortestPluralBesideItself)
            return null;
        if (Ends(word, "ies") && Known(string.Concat(word.AsSpan(0, word.Length - 3), "y"), NounOrVerb) is { } y)
            return y;
        return Known(word[..^1], NounOrVerb) ?? (HasHissingPlural(word) ? Known(word[..^2], NounOrVerb) : null);
    }

    /// <summary>Boxes, buses, churches, heroes: the e belongs to the ending.</summary>
    private static bool HasHissingPlural(string word) =>
        Ends(word, "ses")
        || Ends(word, "xes")
        || Ends(word, "zes")
        || Ends(word, "ches")
        || Ends(word, "shes")
        || Ends(word, "oes");

    private static void AddSingular(string word, LemmaTraits own, List<string> found)
    {
        if (SingularOf(word, own != LemmaTraits.None) is { } singular)
            Add(singular, found);
    }

    private static void AddWithout(string ending, string word, LemmaTraits part, List<string> found)
    {
        if (word.Length <= ending.Length || !Ends(word, ending))
            return;
        var stem = word[..^ending.Length];
        if (
            ending != "ing"
            && stem.EndsWith('i')
            && Known(string.Concat(stem.AsSpan(0, stem.Length - 1), "y"), part) is { } y
        )
        {
            Add(y, found);
            return;
        }
        var withE = Known(stem + "e", part);
        if (withE is not null && (HasVowel(stem) || ending != "ing" || HasVowel(withE)))
            Add(withE, found);
        if (!HasVowel(stem))
            return;
        if (Known(stem, part) is { } plain && !MustDouble(stem))
            Add(plain, found);
        else if (withE is null && stem.Length > 2 && stem[^1] == stem[^2] && Known(stem[..^1], part) is { } single)
            Add(single, found);
    }

    /// <summary>A short syllable doubles its consonant before an ending: <i>hoped</i> cannot be <i>hop</i>.</summary>
    private static bool MustDouble(string stem)
    {
        if (stem.Length < 2 || stem[^1] is 'a' or 'e' or 'i' or 'o' or 'u' or 'y' or 'w' or 'x')
            return false;
        var onset = stem.AsSpan(0, stem.Length - 2);
        if (onset.EndsWith("qu"))
            onset = onset[..^2];
        return Vowels.Contains(stem[^2]) && !onset.ContainsAny("aeiou");
    }

    private static bool Ends(string word, ReadOnlySpan<char> ending) => word.AsSpan().EndsWith(ending);

    private static bool HasVowel(string letters) => letters.AsSpan().ContainsAny(Vowels);

    private static string? Known(string word, LemmaTraits parts) =>
        word.Length > 1 && (WordBook.Shipped.TraitsOf(word) & parts) != 0 ? word : null;

    private static void Add(string lemma, List<string> found)
    {
        if (!found.Contains(lemma))
            found.Add(lemma);
    }
}
