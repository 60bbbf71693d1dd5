namespace NewsMonitor.Core.Vocabulary;

/// <summary>Reads the sounds off a Latin spelling.</summary>
internal static class NameSounds
{
    /// <summary>No name is read further than this, in sounds.</summary>
    public const int Most = 40;

    /// <summary>Consonants that are written with several letters; longer ones first.</summary>
    private static readonly (string Letters, Sound Sound)[] Consonants =
    [
        ("tsch", Sound.Ch),
        ("dsch", Sound.J),
        ("tch", Sound.Ch),
        ("sch", Sound.Sh),
        ("dzh", Sound.J),
        ("dsh", Sound.J),
        ("dj", Sound.J),
        ("sh", Sound.Sh),
        ("sz", Sound.Sh),
        ("ch", Sound.Ch),
        ("cz", Sound.Ch),
        ("ck", Sound.K),
        ("cq", Sound.K),
        ("qu", Sound.K),
        ("kh", Sound.Kh),
        ("gh", Sound.Gh),
        ("zh", Sound.Zh),
        ("ph", Sound.F),
        ("th", Sound.Th),
        ("dh", Sound.Dh),
        ("ts", Sound.Ts),
        ("tz", Sound.Ts),
        ("rh", Sound.R),
        ("wh", Sound.W),
    ];

    /// <summary>True for vowels and diphthongs.</summary>
    public static bool IsVowel(Sound sound) => sound <= Sound.Au;

    /// <summary>True when the spelling has Latin letters only, so that its sounds can be read.</summary>
    /// <param name="word">Folded.</param>
    public static bool AreReadable(ReadOnlySpan<char> word)
    {
        foreach (var letter in word)
            if (letter >= 0x80 && letter is not ('\u02BE' or '\u02BF'))
                return false;
        return true;
    }

    /// <summary>
    /// Writes the sounds of a word and says how many there are. A doubled sound is one: doubling is what transliterations
    /// disagree about most. Apostrophes (ayn, hamza) and hyphens are no sounds.
    /// </summary>
    /// <param name="word">Folded.</param>
    /// <param name="sounds">Room for <see cref="Most"/>.</param>
    public static int Read(ReadOnlySpan<char> word, Span<Sound> sounds)
    {
        var count = 0;
        word = WithoutBalticEnding(word);
        var at = ReadServantOf(word, sounds, ref count);
        if (at == 0)
            at = ReadChineseX(word, sounds, ref count);
        while (at < word.Length && count < Most - 1)
        {
            if (!char.IsAsciiLetterOrDigit(word[at]))
            {
                at++;
                continue;
            }
            var letter = LetterOf(word[at]);
            var (sound, length) = IsVowelLetter(letter) || letter == 'y' ? VowelAt(word, at) : ConsonantAt(word, at);
            if (count == 0 || sounds[count - 1] != sound)
                sounds[count++] = sound;
            if (letter == 'x')
                sounds[count++] = Sound.S;
            at += length;
        }
        return count;
    }

    /// <summary><i>Lavrovs</i>, <i>Sergejs</i>: Latvian adds an s.</summary>
    private static ReadOnlySpan<char> WithoutBalticEnding(ReadOnlySpan<char> word) =>
        word.Length > 4
        && (word.EndsWith("vs", StringComparison.Ordinal) || word.EndsWith("js", StringComparison.Ordinal))
            ? word[..^1]
            : word;

    /// <summary>
    /// <i>Abdul-</i>, <i>Abdel-</i>, <i>Abd al-</i>, <i>Abder-</i>: the article inside is written in every way, so only
    /// <i>abd</i> is read. Says where the rest of the word begins; 0 for any other word.
    /// </summary>
    private static int ReadServantOf(ReadOnlySpan<char> word, Span<Sound> sounds, ref int count)
    {
        const int Servant = 3;
        if (word.Length < 6 || !word.StartsWith("abd", StringComparison.Ordinal))
            return 0;
        var at = Servant;
        while (at < word.Length && IsVowelLetter(word[at]))
            at++;
        if (at == Servant || at + 2 >= word.Length)
            return 0;
        (sounds[0], sounds[1], sounds[2]) = (Sound.A, Sound.B, Sound.D);
        count = Servant;
        return word[at] == 'l' || word[at] == word[at + 1] ? at + 1 : at;
    }

    /// <summary><i>Xi</i> and <i>Hsi</i>, <i>Xu</i> and <i>Hsu</i>: the first x of pinyin is hs in the older romanisation.</summary>
    private static int ReadChineseX(ReadOnlySpan<char> word, Span<Sound> sounds, ref int count)
    {
        var length =
            word.StartsWith("hs", StringComparison.Ordinal) ? 2
            : word.StartsWith("xi", StringComparison.Ordinal) || word.StartsWith("xu", StringComparison.Ordinal) ? 1
            : 0;
        if (length > 0)
            sounds[count++] = Sound.Sh;
        return length;
    }

    private static (Sound Sound, int Length) ConsonantAt(ReadOnlySpan<char> word, int at)
    {
        if (at + 1 < word.Length && word[at + 1] is 'h' or 'j' or 'z' or 's' or 'c' or 'k' or 'q' or 'u')
            foreach (var (letters, sound) in Consonants)
                if (word[at..].StartsWith(letters, StringComparison.Ordinal))
                    return (sound, letters.Length);
        return (PlainConsonant(word, at), 1);
    }

    private static Sound PlainConsonant(ReadOnlySpan<char> word, int at) =>
        LetterOf(word[at]) switch
        {
            'b' => Sound.B,
            'c' => at + 1 == word.Length || word[at + 1] is 'e' or 'i' or 'y' ? Sound.C : Sound.K,
            'd' => Sound.D,
            'f' => Sound.F,
            'g' => Sound.G,
            'h' => Sound.H,
            'j' => Sound.J,
            'k' or 'q' or 'x' => Sound.K,
            'l' => Sound.L,
            'm' => Sound.M,
            'n' => Sound.N,
            'p' => Sound.P,
            'r' => Sound.R,
            's' => Sound.S,
            't' => Sound.T,
            'v' => Sound.V,
            'w' => Sound.W,
            _ => Sound.Z,
        };

    /// <summary>A vowel with the letters that only lengthen it, or a y, which is a consonant before a vowel.</summary>
    private static (Sound Sound, int Length) VowelAt(ReadOnlySpan<char> word, int at)
    {
        var next = at + 1 < word.Length ? LetterOf(word[at + 1]) : '\0';
        var afterNext = at + 2 < word.Length ? LetterOf(word[at + 2]) : '\0';
        var isClosed = !IsVowelLetter(afterNext);
        return (LetterOf(word[at]), next) switch
        {
            ('y', 'y') or ('i', 'y') or ('i', 'i') => (Sound.I, 2),
            ('i', 'j') when isClosed => (Sound.I, 2),
            ('y', _) when IsVowelLetter(next) && (at == 0 || IsVowelLetter(word[at - 1])) => (Sound.Y, 1),
            ('y', _) => (Sound.I, 1),
            ('e', 'a') when afterNext == 'u' => (Sound.O, 3),
            ('e', 'e') or ('i', 'e') => (Sound.I, 2),
            ('e', 'a') when afterNext != '\0' && isClosed => (Sound.I, 2),
            ('o', 'w') when IsSlavicEnding(word[at..]) => (Sound.O, 1),
            ('o', 'o') or ('o', 'u') => (Sound.U, 2),
            ('o', 'w') when isClosed && afterNext is not ('y' or '\0') => (Sound.U, 2),
            ('a', 'i') or ('e', 'i') => (Sound.Ai, 2),
            ('a', 'y') or ('e', 'y') or ('a', 'j') or ('e', 'j') when isClosed => (Sound.Ai, 2),
            ('a', 'u') => (Sound.Au, 2),
            ('a', 'w') when isClosed && afterNext != 'y' => (Sound.Au, 2),
            ('a', 'e') => (Sound.A, 2),
            ('o', 'e') => (Sound.O, 2),
            ('u', 'e') => (Sound.U, 2),
            ('a', _) => (Sound.A, 1),
            ('e', _) => (Sound.E, 1),
            ('i', _) => (Sound.I, 1),
            ('o', _) => (Sound.O, 1),
            _ => (Sound.U, 1),
        };
    }

    /// <summary><i>-owski</i>, <i>-owicz</i>: the w is a v.</summary>
    private static bool IsSlavicEnding(ReadOnlySpan<char> rest) =>
        rest.StartsWith("owsk", StringComparison.Ordinal) || rest.StartsWith("owic", StringComparison.Ordinal);

    /// <summary>A digit inside a name stands for the letter that it looks like.</summary>
    private static char LetterOf(char letter) =>
        letter switch
        {
            '0' => 'o',
            '1' => 'i',
            '3' => 'e',
            '4' => 'a',
            '5' => 's',
            '7' => 't',
            '8' => 'b',
            '9' => 'g',
            _ => letter,
        };

    private static bool IsVowelLetter(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u';
}
