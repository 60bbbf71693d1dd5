using System.Collections.Immutable;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Text;
using NewsMonitor.Core.Vocabulary;

namespace NewsMonitor.Benchmarks;

/// <summary>
/// Rules in the proportions in which people write them, drawn from the words of the items that they will meet: a share of the
/// phrases from one sentence, so that they are found, the rest from anywhere, as most rules of a large set match little.
/// </summary>
internal sealed class RuleDrawing
{
    private static readonly LeafTerms Inflections = LeafTerms.Default with { By = MatchLevel.Forms };

    private readonly Random chance;
    private readonly int found;
    private readonly List<string[]> sentences = [];
    private readonly List<string> names = [];
    private readonly string[] anyWord;
    private readonly string[] places;

    /// <summary>Learns the words.</summary>
    /// <param name="items">The items.</param>
    /// <param name="seed">Draws other rules.</param>
    /// <param name="found">Of a hundred phrases, how many are drawn from one sentence.</param>
    public RuleDrawing(ImmutableArray<Item> items, int seed, int found)
    {
        (chance, this.found) = (new Random(seed), found);
        places = [.. Meanings.Shipped.Places.Select(place => place.Name)];
        var inItems = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var item in items)
        foreach (var word in Content(item).SelectMany(sentence => sentence).Distinct())
            inItems[word] = inItems.GetValueOrDefault(word) + 1;
        foreach (var item in items)
        foreach (var sentence in Content(item))
            Learn([.. sentence.Where(word => inItems[word] <= items.Length / 50)]);
        foreach (var item in items)
            names.AddRange(Names(item));
        names = [.. names.Distinct()];
        anyWord =
        [
            .. inItems.Where(pair => pair.Value > 1 && pair.Value <= items.Length / 50).Select(pair => pair.Key),
        ];
    }

    /// <summary>40 % phrases, 25 % names, 15 % a place and a phrase, 20 % boolean with near and not.</summary>
    public IEnumerable<WatchRule> Mixed(int count)
    {
        for (var number = 0; number < count; number++)
            yield return Rule(
                number,
                chance.Next(100) switch
                {
                    < 40 => Phrase(LeafTerms.Default),
                    < 65 => new PersonName { Words = names[chance.Next(names.Count)] },
                    < 80 => new All([
                        Phrase(LeafTerms.Default),
                        new Place { Words = places[chance.Next(places.Length)] },
                    ]),
                    _ => Boolean(LeafTerms.Default),
                }
            );
    }

    /// <summary>60 % phrases, 40 % boolean, of inflections only.</summary>
    public IEnumerable<WatchRule> Forms(int count)
    {
        for (var number = 0; number < count; number++)
            yield return Rule(number, chance.Next(100) < 60 ? Phrase(Inflections) : Boolean(Inflections));
    }

    private static WatchRule Rule(int number, Condition condition)
    {
        var id = $"r{number}";
        return new WatchRule
        {
            Id = id,
            Name = id,
            Condition = condition,
        };
    }

    private Phrase Phrase(LeafTerms terms) =>
        new() { Words = string.Join(' ', Drawn(chance.Next(10) < 7 ? 2 : 3)), Terms = terms };

    private Condition Boolean(LeafTerms terms)
    {
        var drawn = Drawn(3);
        var (one, other, third) = (Word(drawn[0], terms), Word(drawn[1], terms), Word(drawn[2], terms));
        return chance.Next(4) switch
        {
            0 => new All([one, other, new None([Phrase(terms)])]),
            1 => new Near([one, other]) { Within = 8 },
            2 => new All([one, new Any([other, third])]),
            _ => new All([new Near([one, other]) { Within = 6, InOrder = true }, new None([third])]),
        };
    }

    private static Word Word(string word, LeafTerms terms) => new() { Words = word, Terms = terms };

    private string[] Drawn(int count)
    {
        if (chance.Next(100) >= found)
            return [.. Enumerable.Range(0, count).Select(_ => anyWord[chance.Next(anyWord.Length)])];
        var sentence = sentences[chance.Next(sentences.Count)];
        var start = chance.Next(sentence.Length - 2);
        var span = sentence[start..Math.Min(sentence.Length, start + 6)].Distinct().ToArray();
        chance.Shuffle(span);
        return span.Length >= count
            ? span[..count]
            :
            [
                .. span,
                .. Enumerable.Range(span.Length, count - span.Length).Select(_ => anyWord[chance.Next(anyWord.Length)]),
            ];
    }

    private void Learn(string[] sentence)
    {
        if (sentence.Length >= 3)
            sentences.Add(sentence);
    }

    private static IEnumerable<string[]> Content(Item item) =>
        Texts(item)
            .Select(Tokeniser.Read)
            .SelectMany(text => text.Tokens.GroupBy(token => token.Sentence))
            .Select(sentence =>
                sentence
                    .Where(token => !Core.Vocabulary.Words.IsFunctionWord(token.Word) && token.Word.Length > 2)
                    .Select(token => token.Word)
                    .ToArray()
            );

    private static IEnumerable<string> Names(Item item)
    {
        foreach (var text in Texts(item).Select(Tokeniser.Read))
            for (var at = 0; at + 1 < text.Tokens.Count; at++)
                if (
                    IsName(text.Tokens[at])
                    && IsName(text.Tokens[at + 1])
                    && text.Tokens[at].Sentence == text.Tokens[at + 1].Sentence
                )
                    yield return text.Text[text.Tokens[at].Start..text.Tokens[at + 1].End];
    }

    private static bool IsName(Token token) =>
        token.Shape == Shape.Capitalised && token.Word.Length > 3 && !Core.Vocabulary.Words.IsFunctionWord(token.Word);

    private static string[] Texts(Item item) => [item.Title, item.Summary, item.Body];
}
