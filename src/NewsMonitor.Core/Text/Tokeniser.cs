namespace NewsMonitor.Core.Text;

/// <summary>Splits a text into words and sentences, for those who want all of them at once.</summary>
public static class Tokeniser
{
    /// <summary>The words and sentences of a text, as <see cref="WordScanner"/> finds them.</summary>
    public static TokenisedText Read(string text)
    {
        var tokens = new List<Token>();
        var breaks = new List<int> { 0 };
        var scanner = new WordScanner(text, stackalloc char[WordScanner.BufferLength]);
        while (scanner.Next())
        {
            if (scanner.Sentence == breaks.Count)
                breaks.Add(scanner.SentenceBreak);
            tokens.Add(TokenOf(scanner));
        }
        return new TokenisedText(text, tokens, Sentences(text, breaks, tokens.Count > 0));
    }

    private static Token TokenOf(WordScanner scanner) =>
        new(
            scanner.Start,
            scanner.End,
            WordPool.Shared.Of(scanner.Word),
            scanner.Shape,
            scanner.Sentence,
            scanner.Joined,
            scanner.AfterComma
        );

    private static List<Sentence> Sentences(string text, List<int> breaks, bool hasWords)
    {
        var sentences = new List<Sentence>(breaks.Count);
        for (var i = 0; hasWords && i < breaks.Count; i++)
            sentences.Add(Sentence.Trimmed(text, breaks[i], i + 1 < breaks.Count ? breaks[i + 1] : text.Length));
        return sentences;
    }
}
