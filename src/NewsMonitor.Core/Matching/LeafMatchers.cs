using System.Collections.Immutable;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Text;

namespace NewsMonitor.Core.Matching;

/// <summary>A leaf of a rule, ready to look for itself.</summary>
internal abstract class LeafMatcher(Leaf leaf, string kind)
{
    private readonly ImmutableArray<ItemField> fields = leaf.Terms.In;

    /// <summary>The kind and words as the person wrote them.</summary>
    protected string Label { get; } = $"{kind}: {leaf.Words}";

    /// <summary>An item that holds the leaf has at least one of these keys.</summary>
    public abstract IReadOnlyCollection<string> Keys { get; }

    /// <summary>The first and best evidence, title before summary before body; null when the leaf does not hold.</summary>
    public Evidence? Find(ItemText item)
    {
        foreach (var field in item.Fields)
            if (fields.Contains(field.Field) && FindIn(field) is { } evidence)
                return evidence;
        return null;
    }

    protected abstract Evidence? FindIn(FieldText field);

    public static LeafMatcher Of(Leaf leaf) =>
        leaf switch
        {
            Phrase phrase => new PhraseMatcher(phrase),
            Word word => new PhraseMatcher(word),
            Exact exact => new ExactMatcher(exact),
            PersonName name => new NameMatcher(name),
            Place place => new PlaceMatcher(place),
            _ => throw new ArgumentOutOfRangeException(nameof(leaf), leaf, "not a leaf that can be matched"),
        };
}

/// <summary>These tokens, in this case, side by side.</summary>
internal sealed class ExactMatcher : LeafMatcher
{
    private readonly string[] words;

    public ExactMatcher(Exact leaf)
        : base(leaf, "exact")
    {
        words = [.. Tokeniser.Read(leaf.Words).Tokens.Select(token => Written(leaf.Words, token))];
        Keys = words.Length == 0 ? [] : [IndexKey.OfWord(Folding.Fold(words.MaxBy(word => word.Length)!))];
    }

    public override IReadOnlyCollection<string> Keys { get; }

    protected override Evidence? FindIn(FieldText field)
    {
        for (var at = 0; at + words.Length <= field.Tokens.Count; at++)
            if (StandsAt(field, at))
            {
                var last = at + words.Length - 1;
                return field.Evidence(Label, at, last, Enumerable.Range(at, words.Length), EvidenceReason.SameWords);
            }
        return null;
    }

    private bool StandsAt(FieldText field, int at)
    {
        for (var i = 0; i < words.Length; i++)
            if (
                field.Tokens[at + i].Sentence != field.Tokens[at].Sentence
                || !string.Equals(Written(field.Text.Text, field.Tokens[at + i]), words[i], StringComparison.Ordinal)
            )
                return false;
        return true;
    }

    /// <summary>The word in its own case; initials without their stops, quotes straight, nothing invisible.</summary>
    private static string Written(string text, Token token) =>
        string.Concat(
                text[token.Start..token.End]
                    .Where(character => !Folding.IsInvisible(character) && character != '.')
                    .Select(character => Folding.IsApostrophe(character) ? '\'' : character)
            )
            .Normalize();
}
