using NewsMonitor.Core.Items;
using NewsMonitor.Core.Text;

namespace NewsMonitor.Core.Stories;

/// <summary>A word or a mark of punctuation.</summary>
/// <param name="Word">The word, folded; for a mark one of <c>, : ; ? ( — </c>.</param>
/// <param name="Start">Offset of its first character.</param>
/// <param name="End">Offset behind its last character.</param>
/// <param name="Sentence">The number of its sentence.</param>
/// <param name="IsMark">True for punctuation.</param>
/// <param name="IsMatched">True for a word of the rule.</param>
/// <param name="IsLoud">True for a word in capitals among words that are not.</param>
internal readonly record struct Piece(
    string Word,
    int Start,
    int End,
    int Sentence,
    bool IsMark,
    bool IsMatched,
    bool IsLoud
);

/// <summary>One field of an item in words and punctuation: all that stances read of a text.</summary>
internal sealed class StanceText
{
    private StanceText(ItemField field, string text, IReadOnlyList<Sentence> sentences, Piece[] pieces)
    {
        Field = field;
        Text = text;
        Sentences = sentences;
        Pieces = pieces;
        ranges = Ranges(pieces);
    }

    private readonly (int First, int End)[] ranges;

    /// <summary>The pieces of a sentence stand together: a mark between two sentences goes with one of them.</summary>
    private static (int First, int End)[] Ranges(Piece[] pieces)
    {
        var ranges = new (int First, int End)[pieces.Length == 0 ? 0 : pieces[^1].Sentence + 1];
        for (var at = 0; at < pieces.Length; at++)
            ranges[pieces[at].Sentence] =
                at == 0 || pieces[at - 1].Sentence != pieces[at].Sentence
                    ? (at, at + 1)
                    : (ranges[pieces[at].Sentence].First, at + 1);
        return ranges;
    }

    public ItemField Field { get; }
    public string Text { get; }
    public IReadOnlyList<Sentence> Sentences { get; }
    public Piece[] Pieces { get; }

    public static StanceText Of(ItemField field, string text, IReadOnlyCollection<MatchedWord> matched)
    {
        var read = Tokeniser.Read(text);
        var pieces = new List<Piece>(read.Tokens.Count + 8);
        var at = 0;
        foreach (var token in read.Tokens)
        {
            AddMarks(pieces, text, at, token.Start, token.Sentence);
            var isMatched = IsMatched(field, token, matched);
            pieces.Add(
                new Piece(
                    token.Word,
                    token.Start,
                    token.End,
                    token.Sentence,
                    false,
                    isMatched,
                    token.Shape == Shape.Capitals && !read.IsShouted
                )
            );
            at = token.End;
        }
        AddMarks(pieces, text, at, text.Length, pieces.Count == 0 ? 0 : pieces[^1].Sentence);
        return new StanceText(field, text, read.Sentences, [.. pieces]);
    }

    /// <summary>The first piece of a sentence, and the one behind its last.</summary>
    public (int First, int End) RangeOf(int sentence) => sentence < ranges.Length ? ranges[sentence] : (0, 0);

    public bool HasMatched(int sentence)
    {
        var (first, end) = RangeOf(sentence);
        for (var at = first; at < end; at++)
            if (Pieces[at].IsMatched)
                return true;
        return false;
    }

    public StanceCue CueAt(int start, int end, int sentence)
    {
        var (from, to) =
            sentence < Sentences.Count ? (Sentences[sentence].Start, Sentences[sentence].End) : (0, Text.Length);
        return new StanceCue(Field, Text[start..end], start, end, Text[from..to], from);
    }

    private static bool IsMatched(ItemField field, Token token, IReadOnlyCollection<MatchedWord> matched)
    {
        foreach (var word in matched)
            if (word.Field == field && word.Start < token.End && token.Start < word.End)
                return true;
        return false;
    }

    /// <summary>The punctuation between two words. A question mark belongs to the sentence that it ends.</summary>
    private static void AddMarks(List<Piece> pieces, string text, int from, int to, int sentence)
    {
        var before = pieces.Count == 0 ? sentence : pieces[^1].Sentence;
        for (var at = from; at < to; at++)
            if (MarkAt(text, at, from, to) is { } mark)
                pieces.Add(new Piece(mark, at, at + 1, mark is "(" ? sentence : before, true, false, false));
    }

    private static string? MarkAt(string text, int at, int from, int to) =>
        text[at] switch
        {
            ',' => ",",
            ':' => ":",
            ';' => ";",
            '?' => "?",
            '(' or '[' => "(",
            '\u2013' or '\u2014' => "—",
            '-' when IsSpace(text, at - 1) && IsSpace(text, at + 1) => "—",
            '-' when at > from && text[at - 1] == '-' => "—",
            _ => null,
        };

    private static bool IsSpace(string text, int at) => at < 0 || at >= text.Length || char.IsWhiteSpace(text[at]);
}
