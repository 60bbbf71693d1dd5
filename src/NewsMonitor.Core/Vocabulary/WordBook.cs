using System.Globalization;

namespace NewsMonitor.Core.Vocabulary;

/// <summary>What the dictionary says of a base form.</summary>
[Flags]
internal enum LemmaTraits
{
    None = 0,
    Noun = 1,
    Verb = 2,
    Adjective = 4,
    Adverb = 8,

    /// <summary>Mainly a common noun in the news.</summary>
    MainlyNoun = 16,

    /// <summary>Ordinary English: a capital letter alone does not make it a name.</summary>
    Ordinary = 32,
}

/// <summary>The dictionary of base forms in <c>words.tsv</c>.</summary>
internal sealed class WordBook
{
    /// <summary>The traits take the low bits of a word's number; its frequency, 0 to 15, stands above them.</summary>
    private const int TraitBits = 6;

    private readonly WordTable table;

    private WordBook(WordTable table) => this.table = table;

    /// <summary>The dictionary that ships.</summary>
    public static WordBook Shipped { get; } = Read(WordLists.Bytes("words.tsv"));

    /// <summary>What is known of a base form; <see cref="LemmaTraits.None"/> when it is none.</summary>
    public LemmaTraits TraitsOf(ReadOnlySpan<char> word) =>
        table[word] is { } number ? (LemmaTraits)(number & ((1 << TraitBits) - 1)) : LemmaTraits.None;

    /// <summary>How common a base form is, 0 to 15.</summary>
    public int FrequencyOf(ReadOnlySpan<char> word) => (table[word] ?? 0) >> TraitBits;

    /// <summary>The base forms with this beginning, by the alphabet.</summary>
    public static IEnumerable<string> StartingWith(string beginning) =>
        WordLists
            .Rows("words.tsv")
            .SelectMany(row => row[2].Split(' '))
            .Where(word => word.StartsWith(beginning, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    /// <summary>Rows of <c>traits TAB frequency TAB words with a space between</c>.</summary>
    private static WordBook Read(byte[] letters)
    {
        var words = new List<(int, int, int)>(capacity: 50_000);
        for (var at = 0; at < letters.Length; at = EndOf('\n', letters, at) + 1)
            if (letters[at] != '#')
                ReadRow(letters, at, words);
        return new WordBook(new WordTable(letters, words));
    }

    private static void ReadRow(byte[] letters, int at, List<(int, int, int)> words)
    {
        var traits = LemmaTraits.None;
        for (; letters[at] != '\t'; at++)
            traits |= TraitOf((char)letters[at]);
        var frequency = int.Parse([(char)letters[at + 1]], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var number = (frequency << TraitBits) | (int)traits;
        var end = EndOf('\n', letters, at);
        for (at += 3; at < end; )
        {
            var next = Math.Min(EndOf(' ', letters, at), end);
            words.Add((at, next - at, number));
            at = next + 1;
        }
    }

    private static int EndOf(char mark, byte[] letters, int from)
    {
        var found = letters.AsSpan(from).IndexOf((byte)mark);
        return found < 0 ? letters.Length : from + found;
    }

    private static LemmaTraits TraitOf(char letter) =>
        letter switch
        {
            'n' => LemmaTraits.Noun,
            'v' => LemmaTraits.Verb,
            'a' => LemmaTraits.Adjective,
            'r' => LemmaTraits.Adverb,
            'N' => LemmaTraits.MainlyNoun,
            'o' => LemmaTraits.Ordinary,
            _ => throw new FormatException($"words.tsv: {letter} is no trait"),
        };
}
