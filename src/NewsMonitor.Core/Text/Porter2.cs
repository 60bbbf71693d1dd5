namespace NewsMonitor.Core.Text;

/// <summary>
/// The English stemmer of the Snowball project, known as Porter2: joins the regular inflections and derivations of a word
/// under one stem.
/// </summary>
/// <remarks>
/// Written from the published description of the algorithm; it gives the same stem as Snowball for every word of
/// Snowball's own English vocabulary.
/// </remarks>
public static class Porter2
{
    private const int LongestWord = 64;

    private static readonly (string Word, string Stem)[] Exceptions =
    [
        ("skis", "ski"),
        ("skies", "sky"),
        ("idly", "idl"),
        ("gently", "gentl"),
        ("ugly", "ugli"),
        ("early", "earli"),
        ("only", "onli"),
        ("singly", "singl"),
        ("sky", "sky"),
        ("news", "news"),
        ("howe", "howe"),
        ("atlas", "atlas"),
        ("cosmos", "cosmos"),
        ("bias", "bias"),
        ("andes", "andes"),
    ];

    private static readonly string[] NounsInIng = ["inning", "outing", "canning", "herring", "earring", "evening"];
    private static readonly string[] VerbsInEed = ["proceed", "exceed", "succeed"];
    private static readonly string[] Doubles = ["bb", "dd", "ff", "gg", "mm", "nn", "pp", "rr", "tt"];
    private static readonly string[] LongStarts =
    [
        "gener",
        "commun",
        "arsen",
        "past",
        "univers",
        "later",
        "emerg",
        "organ",
        "inter",
    ];

    private static readonly (string Suffix, string With)[] Step2 =
    [
        ("ization", "ize"),
        ("ational", "ate"),
        ("fulness", "ful"),
        ("ousness", "ous"),
        ("iveness", "ive"),
        ("tional", "tion"),
        ("biliti", "ble"),
        ("lessli", "less"),
        ("entli", "ent"),
        ("ation", "ate"),
        ("alism", "al"),
        ("aliti", "al"),
        ("ousli", "ous"),
        ("iviti", "ive"),
        ("fulli", "ful"),
        ("ogist", "og"),
        ("enci", "ence"),
        ("anci", "ance"),
        ("abli", "able"),
        ("izer", "ize"),
        ("ator", "ate"),
        ("alli", "al"),
        ("bli", "ble"),
        ("ogi", "og"),
        ("li", ""),
    ];

    private static readonly (string Suffix, string With)[] Step3 =
    [
        ("ational", "ate"),
        ("tional", "tion"),
        ("alize", "al"),
        ("icate", "ic"),
        ("iciti", "ic"),
        ("ative", ""),
        ("ical", "ic"),
        ("ness", ""),
        ("ful", ""),
    ];

    private static readonly string[] Step4 =
    [
        "ement",
        "ance",
        "ence",
        "able",
        "ible",
        "ment",
        "ant",
        "ent",
        "ism",
        "ate",
        "iti",
        "ous",
        "ive",
        "ize",
        "ion",
        "al",
        "er",
        "ic",
    ];

    /// <summary>The stem of a lower-case word; words of two letters or fewer, and very long ones, are their own stems.</summary>
    public static string Stem(string word)
    {
        if (word.Length <= 2 || word.Length > LongestWord)
            return word;
        foreach (var (exception, stem) in Exceptions)
            if (word == exception)
                return stem;
        return new Stemming(word).Run(withDerivations: true);
    }

    /// <summary>
    /// The word without its inflections alone (steps 0, 1 and 5): <i>troops</i> and <i>troop</i> are one, <i>organise</i> and
    /// <i>organ</i> stay two. Derivations are the business of word families, which know their exceptions.
    /// </summary>
    public static string WithoutInflections(string word)
    {
        if (word.Length <= 2 || word.Length > LongestWord)
            return word;
        foreach (var (exception, stem) in Exceptions)
            if (word == exception)
                return stem;
        return new Stemming(word).Run(withDerivations: false);
    }

    /// <summary>One word on its way through the steps.</summary>
    private ref struct Stemming
    {
        private readonly Span<char> letters;
        private int length;
        private int r1;
        private int r2;

        public Stemming(string word)
        {
            letters = new char[word.Length + 2];
            word.CopyTo(letters);
            length = word.Length;
        }

        public string Run(bool withDerivations)
        {
            MarkConsonantY();
            FindRegions();
            DropPossessive();
            DropPlural();
            if (!IsOneOf(NounsInIng) && !IsOneOf(VerbsInEed))
            {
                DropPastAndGerund();
                TurnFinalY();
                if (withDerivations)
                {
                    ShortenDoubleSuffix();
                    ShortenSuffix();
                    DropSuffix();
                }
                DropFinalEOrL();
            }
            return new string(letters[..length]).Replace('Y', 'y');
        }

        private void MarkConsonantY()
        {
            if (letters[0] == '\'')
            {
                letters[1..length].CopyTo(letters);
                length--;
            }
            for (var i = 0; i < length; i++)
                if (letters[i] == 'y' && (i == 0 || IsVowel(i - 1)))
                    letters[i] = 'Y';
        }

        private void FindRegions()
        {
            r1 = StartOfR1();
            r2 = RegionAfter(r1);
        }

        private readonly int StartOfR1()
        {
            foreach (var start in LongStarts)
                if (letters[..length].StartsWith(start))
                    return start.Length;
            return RegionAfter(0);
        }

        private readonly int RegionAfter(int from)
        {
            for (var i = from + 1; i < length; i++)
                if (!IsVowel(i) && IsVowel(i - 1))
                    return i + 1;
            return length;
        }

        private void DropPossessive()
        {
            foreach (var suffix in (ReadOnlySpan<string>)["'s'", "'s", "'"])
                if (Ends(suffix))
                {
                    length -= suffix.Length;
                    return;
                }
        }

        private void DropPlural()
        {
            if (Ends("sses"))
                length -= 2;
            else if (Ends("ied") || Ends("ies"))
                length -= length > 4 ? 2 : 1;
            else if (!Ends("us") && !Ends("ss") && Ends("s") && HasVowelBefore(length - 2))
                length--;
        }

        private void DropPastAndGerund()
        {
            if (Ends("eedly"))
                ReplaceInR1(5, "ee");
            else if (Ends("eed"))
                ReplaceInR1(3, "ee");
            else if (Ends("ingly"))
                DropAndMend(5);
            else if (Ends("edly"))
                DropAndMend(4);
            else if (Ends("ing"))
                DropIng();
            else if (Ends("ed"))
                DropAndMend(2);
        }

        private void ReplaceInR1(int count, string with)
        {
            if (length - count >= r1)
                Replace(count, with);
        }

        /// <summary>dying, lying, tying: the y before -ing stands for ie.</summary>
        private void DropIng()
        {
            if (length == 5 && letters[1] is 'y' or 'Y' && !IsVowel(0))
                Replace(4, "ie");
            else
                DropAndMend(3);
        }

        private void DropAndMend(int count)
        {
            if (!HasVowelBefore(length - count))
                return;
            length -= count;
            if (Ends("at") || Ends("bl") || Ends("iz"))
                letters[length++] = 'e';
            else if (EndsInDouble())
                length -= length == 3 && letters[0] is 'a' or 'e' or 'o' ? 0 : 1;
            else if (IsShort())
                letters[length++] = 'e';
        }

        private void TurnFinalY()
        {
            if (length > 2 && letters[length - 1] is 'y' or 'Y' && !IsVowel(length - 2))
                letters[length - 1] = 'i';
        }

        private void ShortenDoubleSuffix()
        {
            foreach (var (suffix, with) in Step2)
                if (Ends(suffix))
                {
                    if (length - suffix.Length >= r1 && MayShorten(suffix))
                        Replace(suffix.Length, with);
                    return;
                }
        }

        private readonly bool MayShorten(string suffix) =>
            suffix switch
            {
                "ogi" => Before(3) == 'l',
                "li" => Before(2) is 'c' or 'd' or 'e' or 'g' or 'h' or 'k' or 'm' or 'n' or 'r' or 't',
                _ => true,
            };

        private void ShortenSuffix()
        {
            foreach (var (suffix, with) in Step3)
                if (Ends(suffix))
                {
                    if (length - suffix.Length >= (suffix == "ative" ? r2 : r1))
                        Replace(suffix.Length, with);
                    return;
                }
        }

        private void DropSuffix()
        {
            foreach (var suffix in Step4)
                if (Ends(suffix))
                {
                    if (length - suffix.Length >= r2 && (suffix != "ion" || Before(3) is 's' or 't'))
                        length -= suffix.Length;
                    return;
                }
        }

        private void DropFinalEOrL()
        {
            if (Ends("e"))
            {
                if (length - 1 >= r2 || (length - 1 >= r1 && !EndsInShortSyllable(length - 1)))
                    length--;
            }
            else if (Ends("ll") && length - 1 >= r2)
                length--;
        }

        private readonly char Before(int suffixLength) =>
            length > suffixLength ? letters[length - suffixLength - 1] : '\0';

        private void Replace(int count, string with)
        {
            length -= count;
            with.CopyTo(letters[length..]);
            length += with.Length;
        }

        private readonly bool Ends(string suffix) => letters[..length].EndsWith(suffix);

        private readonly bool IsOneOf(string[] words)
        {
            foreach (var word in words)
                if (letters[..length].SequenceEqual(word))
                    return true;
            return false;
        }

        private readonly bool EndsInDouble()
        {
            foreach (var pair in Doubles)
                if (Ends(pair))
                    return true;
            return false;
        }

        private readonly bool IsVowel(int at) => letters[at] is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';

        private readonly bool HasVowelBefore(int end)
        {
            for (var i = 0; i < end; i++)
                if (IsVowel(i))
                    return true;
            return false;
        }

        /// <summary>A vowel between consonants of which the last is none of w, x, Y; or a vowel that begins the word.</summary>
        private readonly bool EndsInShortSyllable(int end)
        {
            if (end == 2)
                return IsVowel(0) && !IsVowel(1);
            if (end == 4 && letters[..4].SequenceEqual("past"))
                return true;
            return end >= 3
                && !IsVowel(end - 1)
                && letters[end - 1] is not ('w' or 'x' or 'Y')
                && IsVowel(end - 2)
                && !IsVowel(end - 3);
        }

        private readonly bool IsShort() => r1 >= length && EndsInShortSyllable(length);
    }
}
