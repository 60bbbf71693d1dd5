using System.Text;

namespace NewsMonitor.Core.Vocabulary;

/// <summary>
/// How far two Latin spellings of one name are apart: an edit distance whose costs follow what transliteration changes
/// (vowels cheaply, consonants dearly), divided by the longer length. <i>Soleimani</i> and <i>Suleimani</i> are near,
/// <i>Soleimani</i> and <i>Suleiman</i> are not.
/// </summary>
public static class NameSpelling
{
    /// <summary>The widest distance of a surname that a given name, a title or an initial supports.</summary>
    public const double SupportedSurname = 0.09;

    /// <summary>The widest distance of a given name.</summary>
    public const double GivenName = 0.12;

    private const int ShortestVaried = 4;

    private static readonly (string Letters, char Symbol)[] Digraphs =
    [
        ("sch", 'S'),
        ("tch", 'C'),
        ("kh", 'K'),
        ("gh", 'G'),
        ("ph", 'f'),
        ("th", 'T'),
        ("dh", 'D'),
        ("sh", 'S'),
        ("ch", 'C'),
        ("zh", 'Z'),
        ("dj", 'j'),
        ("ts", 'X'),
        ("ck", 'k'),
        ("qu", 'k'),
    ];

    private static readonly Dictionary<(char, char), double> Near = new()
    {
        [('i', 'y')] = .05,
        [('o', 'u')] = .2,
        [('e', 'i')] = .2,
        [('a', 'e')] = .25,
        [('a', 'o')] = .35,
        [('k', 'G')] = .2,
        [('g', 'k')] = .25,
        [('K', 'h')] = .2,
        [('d', 'D')] = .1,
        [('t', 'T')] = .1,
        [('s', 'z')] = .3,
        [('j', 'y')] = .3,
        [('f', 'v')] = .4,
        [('b', 'v')] = .4,
        [('K', 'k')] = .2,
        [('G', 'g')] = .2,
    };

    /// <summary>True when both words may be spellings of one name. Short names must be equal.</summary>
    /// <param name="one">Folded.</param>
    /// <param name="other">Folded.</param>
    /// <param name="widest">The widest distance that counts.</param>
    public static bool AreNear(string one, string other, double widest) =>
        one == other
        || (one.Length >= ShortestVaried && other.Length >= ShortestVaried && Distance(one, other) <= widest);

    /// <summary>From 0 for equal spellings to about 1.5 for words that share nothing.</summary>
    public static double Distance(string one, string other)
    {
        var (a, b) = (Symbols(one), Symbols(other));
        if (a.Length == 0 || b.Length == 0)
            return 1;
        var row = new double[b.Length + 1];
        for (var j = 1; j <= b.Length; j++)
            row[j] = row[j - 1] + Dropping(b, j - 1);
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] += Dropping(a, i - 1);
            for (var j = 1; j <= b.Length; j++)
            {
                var exchange = diagonal + Exchanging(a, i - 1, b, j - 1);
                diagonal = row[j];
                row[j] = Math.Min(exchange, Math.Min(row[j] + Dropping(a, i - 1), row[j - 1] + Dropping(b, j - 1)));
            }
        }
        return row[^1] / Math.Max(a.Length, b.Length);
    }

    /// <summary>The consonants of a name, those that transliteration exchanges as one: near spellings mostly share it.</summary>
    public static string Skeleton(string name)
    {
        var skeleton = new StringBuilder();
        foreach (var symbol in Symbols(name))
            if (!IsVowel(symbol) && symbol is not 'h')
                skeleton.Append(ClassOf(symbol));
        return skeleton.ToString();
    }

    private static char ClassOf(char symbol) =>
        symbol switch
        {
            'K' or 'G' or 'g' or 'k' => 'k',
            'D' or 'd' => 'd',
            'T' or 't' => 't',
            's' or 'z' => 's',
            'f' or 'v' or 'b' => 'v',
            _ => symbol,
        };

    private static string Symbols(string word)
    {
        var symbols = new StringBuilder(word.Length);
        for (var at = 0; at < word.Length; )
        {
            var (symbol, length) = SymbolAt(word, at);
            if (symbols.Length == 0 || symbols[^1] != symbol)
                symbols.Append(symbol);
            if (word[at] == 'x')
                symbols.Append('s');
            at += length;
        }
        return symbols.ToString();
    }

    private static (char Symbol, int Length) SymbolAt(string word, int at)
    {
        foreach (var (letters, symbol) in Digraphs)
            if (string.CompareOrdinal(word, at, letters, 0, letters.Length) == 0)
                return (symbol, letters.Length);
        return word[at] switch
        {
            'q' or 'c' or 'x' => ('k', 1),
            'w' => ('v', 1),
            var letter => (letter, 1),
        };
    }

    private static double Exchanging(string a, int i, string b, int j)
    {
        var (x, y) = (a[i], b[j]);
        if (x == y)
            return 0;
        var cost =
            Near.TryGetValue((x, y), out var near) || Near.TryGetValue((y, x), out near) ? near
            : IsVowel(x) && IsVowel(y) ? .45
            : 1;
        return i == 0 && j == 0 && !IsVowel(x) ? cost * 1.5 : cost;
    }

    private static double Dropping(string word, int at)
    {
        var symbol = word[at];
        if (symbol == 'h')
            return .3;
        if (!IsVowel(symbol))
            return at == 0 ? 1.5 : 1;
        if (at == 0 || at == word.Length - 1)
            return .6;
        return IsVowel(word[at - 1]) ? .25 : .45;
    }

    private static bool IsVowel(char symbol) => symbol is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';
}
