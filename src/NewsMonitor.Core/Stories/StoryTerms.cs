using System.Collections.Frozen;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Text;

namespace NewsMonitor.Core.Stories;

/// <summary>What a term of an item is.</summary>
public enum TermKind
{
    /// <summary>A word.</summary>
    Word,

    /// <summary>A name: written with a capital inside a sentence.</summary>
    Name,

    /// <summary>A number.</summary>
    Number,
}

/// <summary>A term of an item, where it first stands.</summary>
/// <param name="Key">The stem by which it is compared.</param>
/// <param name="Written">As published.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Field">The field of its first place.</param>
/// <param name="Start">Offset of its first character there, in UTF-16 units.</param>
/// <param name="End">Offset behind its last character.</param>
/// <param name="IsOfRule">True when it stands in words that the rule has found.</param>
internal readonly record struct StoryTerm(
    string Key,
    string Written,
    TermKind Kind,
    ItemField Field,
    int Start,
    int End,
    bool IsOfRule = false
);

/// <summary>An item in the terms by which stories are told apart: headline and the first sentences of the text.</summary>
internal static class StoryTerms
{
    /// <summary>The most distinct terms of one item that count: a headline and some sixty words of summary.</summary>
    private const int Most = 60;

    /// <summary>The first sentences of a long body that count; a summary counts whole.</summary>
    private const int BodySentences = 3;

    private static readonly FrozenSet<string> Stop =
        "a an the and or but nor so yet of in on at to for from by with as is are was were be been being am it its he she they them him his her hers their theirs this that these those has have had having will would could may might can shall should must do does did done doing not no i me my we us our you your who whom whose which what when where how why than then there here after before about into over under up down out off again also more most other another such own same one two some all any each every both few many much very just only even still now new say says said saying tell told according per via amid among between through during against without within while because if though although until since however get got make made take took go went come came year years day days week weeks month months time today yesterday monday tuesday wednesday thursday friday saturday sunday mr mrs ms dr isn't aren't wasn't weren't doesn't don't didn't won't can't couldn't wouldn't hasn't haven't hadn't"
            .Split(' ')
            .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The distinct terms of an item, in the order of the text, those of its rule marked.</summary>
    public static IReadOnlyList<StoryTerm> Of(StoryItem item) =>
        [
            .. Of(item.Title, item.Summary, item.Body)
                .Select(term => term with { IsOfRule = item.Matched.Any(word => StandsIn(term, word)) }),
        ];

    /// <summary>The distinct terms of an item, in the order of the text.</summary>
    public static IReadOnlyList<StoryTerm> Of(string title, string summary, string body)
    {
        var terms = new List<StoryTerm>(32);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        Add(terms, places, ItemField.Title, title, int.MaxValue);
        if (summary.Length > 0)
            Add(terms, places, ItemField.Summary, summary, int.MaxValue);
        else
            Add(terms, places, ItemField.Body, body, BodySentences);
        return terms;
    }

    private static bool StandsIn(StoryTerm term, MatchedWord word) =>
        word.Field == term.Field && word.Start < term.End && term.Start < word.End;

    /// <summary>The stem by which a folded word is compared: the one place where this room asks how words are told apart.</summary>
    public static string KeyOf(string word) => IsNumber(word) ? NumberKey(word) : Porter2.Stem(word);

    /// <summary>True for a word that says nothing of an event: <i>the</i>, <i>says</i>, <i>Monday</i>.</summary>
    public static bool IsStop(string word) => Stop.Contains(word);

    public static bool IsNumber(string word) => char.IsAsciiDigit(word[0]);

    private static string NumberKey(string word) =>
        word.Contains(',', StringComparison.Ordinal) ? word.Replace(",", "", StringComparison.Ordinal) : word;

    private static void Add(
        List<StoryTerm> terms,
        Dictionary<string, int> places,
        ItemField field,
        string text,
        int sentences
    )
    {
        var read = Tokeniser.Read(text);
        var sentence = -1;
        foreach (var token in read.Tokens)
        {
            var isFirst = token.Sentence != sentence;
            sentence = token.Sentence;
            if (sentence >= sentences || terms.Count >= Most)
                return;
            if (Stop.Contains(token.Word) || (token.Word.Length < 2 && !IsNumber(token.Word)))
                continue;
            var key = KeyOf(token.Word);
            var kind = KindOf(token, isFirst, read.IsShouted);
            if (places.TryGetValue(key, out var place))
            {
                if (kind > terms[place].Kind)
                    terms[place] = terms[place] with { Kind = kind };
                continue;
            }
            places[key] = terms.Count;
            terms.Add(new StoryTerm(key, text[token.Start..token.End], kind, field, token.Start, token.End));
        }
    }

    private static TermKind KindOf(Token token, bool isFirst, bool isShouted) =>
        IsNumber(token.Word) ? TermKind.Number
        : token.IsCapital && !isFirst && !isShouted ? TermKind.Name
        : TermKind.Word;
}
