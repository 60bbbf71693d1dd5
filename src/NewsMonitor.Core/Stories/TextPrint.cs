using System.Collections.Frozen;
using System.Collections.Immutable;
using NewsMonitor.Core.Text;

namespace NewsMonitor.Core.Stories;

/// <summary>What a word means where two texts are compared for being one.</summary>
internal enum PrintedKind
{
    /// <summary>A word like any other.</summary>
    Plain,

    /// <summary>A name.</summary>
    Name,

    /// <summary>A number, in figures or as a word; not that of a day.</summary>
    Number,

    /// <summary>Not, never, no.</summary>
    Negation,
}

/// <summary>
/// An item as copies of it are found: thirty bits of hash for each word, in order, and two that say whether it is a name, a
/// number or a negation. It outlives the text and cannot be read back.
/// </summary>
/// <param name="Headline">The words of the headline.</param>
/// <param name="Text">The first words of summary or body, whichever is longer.</param>
public sealed record TextPrint(ImmutableArray<uint> Headline, ImmutableArray<uint> Text)
{
    /// <summary>So many words of a text are printed, 1 kB: a copy begins as its original does, but for a line or two.</summary>
    public const int MostWords = 256;

    private const uint KindBits = 3;

    private static readonly FrozenSet<string> Negations = "not no never without cannot nor neither none nobody nothing"
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> OfCalendar =
        "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun"
            .Split(' ')
            .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Prints an item.</summary>
    public static TextPrint Of(StoryItem item) =>
        new(
            Of(Tokeniser.Read(item.Title).Tokens),
            Of(Tokeniser.Read(item.Summary.Length >= item.Body.Length ? item.Summary : Beginning(item.Body)).Tokens)
        );

    /// <summary>True when both say the same, word for word, as far as they are printed.</summary>
    public bool IsSame(TextPrint other) =>
        Headline.AsSpan().SequenceEqual(other.Headline.AsSpan()) && Text.AsSpan().SequenceEqual(other.Text.AsSpan());

    /// <summary>What a word is.</summary>
    internal static PrintedKind KindOf(uint word) => (PrintedKind)(word & KindBits);

    /// <summary>A word without what it is: one that is a name here and a word there is the same.</summary>
    internal static uint Bare(uint word) => word & ~KindBits;

    /// <summary>Bodies may be books; no 256 words of news are longer than this, in UTF-16 units.</summary>
    private static string Beginning(string body) => body.Length <= 4_000 ? body : body[..4_000];

    private static ImmutableArray<uint> Of(IReadOnlyList<Token> tokens)
    {
        var words = ImmutableArray.CreateBuilder<uint>(Math.Min(tokens.Count, MostWords));
        for (var at = 0; at < tokens.Count && words.Count < MostWords; at++)
            words.Add(Of(tokens, at));
        return words.DrainToImmutable();
    }

    private static uint Of(IReadOnlyList<Token> tokens, int at)
    {
        var word = tokens[at].Word;
        var kind = KindOf(tokens, at);
        var written = kind is PrintedKind.Name or PrintedKind.Number
            ? HeadlineWords.ThingOf(StoryTerms.KeyOf(word))
            : word;
        return Bare(HashOf(written)) | (uint)kind;
    }

    private static PrintedKind KindOf(IReadOnlyList<Token> tokens, int at)
    {
        var token = tokens[at];
        if (Negations.Contains(token.Word) || token.Word.EndsWith("n't", StringComparison.Ordinal))
            return PrintedKind.Negation;
        if (StoryTerms.IsNumber(token.Word) || HeadlineWords.IsNumeral(token.Word))
            return IsOfCalendar(tokens, at - 1) || IsOfCalendar(tokens, at + 1)
                ? PrintedKind.Plain
                : PrintedKind.Number;
        return token.Word.Length >= 2 && !OfCalendar.Contains(token.Word) && HeadlineWords.IsName(token)
            ? PrintedKind.Name
            : PrintedKind.Plain;
    }

    private static bool IsOfCalendar(IReadOnlyList<Token> tokens, int at) =>
        at >= 0 && at < tokens.Count && tokens[at].IsCapital && OfCalendar.Contains(tokens[at].Word);

    /// <summary>FNV-1a with a last mix: the same on every machine and in every release, for the ledger keeps it.</summary>
    private static uint HashOf(string word)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var character in word)
            hash = (hash ^ character) * 1_099_511_628_211UL;
        hash ^= hash >> 33;
        hash *= 0xff51afd7ed558ccdUL;
        return (uint)(hash >> 32);
    }
}
