using NewsMonitor.Core.Items;
using NewsMonitor.Core.Text;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Core.Matching;

/// <summary>An item in words, read once for all rules.</summary>
internal sealed class ItemText
{
    private static readonly ItemField[] Order = [ItemField.Title, ItemField.Summary, ItemField.Body];

    private ItemText(FieldText[] fields) => Fields = fields;

    /// <summary>The fields that hold text, title first.</summary>
    public IReadOnlyList<FieldText> Fields { get; }

    public static ItemText Of(Item item) =>
        new([
            .. Order
                .Where(field => item.TextOf(field).Length > 0)
                .Select(field => FieldText.Of(field, item.TextOf(field))),
        ]);

    /// <summary>Every key under which a rule may be found by this item, each once.</summary>
    public HashSet<string> Keys(bool withNames)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in Fields)
            for (var at = 0; at < field.Tokens.Count; at++)
                AddKeys(keys, field, at, withNames);
        return keys;
    }

    private static void AddKeys(HashSet<string> keys, FieldText field, int at, bool withNames)
    {
        keys.Add(field.Roots[at]);
        if (field.CompoundEndingAt(at) is { } compound)
            keys.Add(Words.RootOf(compound));
        if (withNames && field.Tokens[at].IsCapital)
            keys.Add(IndexKey.OfName(field.Tokens[at].Word));
    }
}

/// <summary>One field of an item in words, with the root of each.</summary>
internal sealed record FieldText(ItemField Field, TokenisedText Text, string[] Roots)
{
    public IReadOnlyList<Token> Tokens => Text.Tokens;

    public static FieldText Of(ItemField field, string text)
    {
        var tokenised = Tokeniser.Read(text);
        return new FieldText(field, tokenised, [.. tokenised.Tokens.Select(token => Words.RootOf(token.Word))]);
    }

    /// <summary>The joined form of a hyphenated word whose last part is this token; null when it has none.</summary>
    public string? CompoundEndingAt(int at) =>
        at > 0 && Tokens[at].Joined && Tokens[at - 1].Word.Length + Tokens[at].Word.Length >= Concept.ShortestCompound
            ? Tokens[at - 1].Word + Tokens[at].Word
            : null;

    /// <summary>The evidence that a stretch of tokens gives.</summary>
    public Evidence Evidence(string leaf, int first, int last, IEnumerable<int> marked, EvidenceReason reason)
    {
        var sentence = Text.Sentences[Tokens[first].Sentence];
        var (start, end) = (Tokens[first].Start, Tokens[last].End);
        return new Evidence(
            leaf,
            Field,
            Text.Text[start..end],
            start,
            end,
            Text.Text[sentence.Start..sentence.End],
            sentence.Start,
            [.. marked.Distinct().Order().Select(at => new TextSpan(Tokens[at].Start, Tokens[at].End))],
            reason
        );
    }
}
