using System.Collections.Immutable;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;

namespace NewsMonitor.Deliveries.Email;

/// <summary>A stretch of a quotation.</summary>
/// <param name="Text">Clean, on one line.</param>
/// <param name="Marked">True for words that matched.</param>
internal readonly record struct Words(string Text, bool Marked);

/// <summary>A sentence of an item with the words that matched, from all evidence that lies in it.</summary>
/// <param name="Field">Where it stands.</param>
/// <param name="Words">The sentence, in stretches.</param>
internal sealed record Quotation(ItemField Field, ImmutableArray<Words> Words)
{
    /// <summary>The most of a sentence that is quoted, in UTF-16 units.</summary>
    private const int Longest = 500;

    /// <summary>How much of a longer sentence stands before its first marked word.</summary>
    private const int LeadIn = 120;

    /// <summary>The sentence without marks.</summary>
    public string Text => string.Concat(Words.Select(words => words.Text));

    /// <summary>One quotation for each sentence that holds evidence, in the order of the item.</summary>
    public static ImmutableArray<Quotation> Of(Alert alert) =>
        [
            .. alert
                .Evidence.GroupBy(evidence => (evidence.Field, evidence.SentenceStart))
                .OrderBy(sentence => sentence.Key)
                .Select(sentence => Merge(sentence.Key.Field, [.. sentence])),
        ];

    /// <summary>A text with the words of its evidence marked, without a cut at sentences: the headline.</summary>
    public static ImmutableArray<Words> Mark(string text, IEnumerable<Evidence> evidence) =>
        Split(text, Joined(text, evidence.SelectMany(one => one.Marks)));

    private static Quotation Merge(ItemField field, Evidence[] evidence)
    {
        var longest = evidence.MaxBy(one => one.Sentence.Length)!;
        var sentence = longest.Sentence;
        var marks = evidence
            .SelectMany(one => one.Marks)
            .Select(mark => new TextSpan(mark.Start - longest.SentenceStart, mark.End - longest.SentenceStart));
        return new(field, Window(sentence, Joined(sentence, marks)));
    }

    /// <summary>The spans that lie within the text, in order, with those joined that overlap or have only a space between.</summary>
    private static List<TextSpan> Joined(string text, IEnumerable<TextSpan> marks)
    {
        var joined = new List<TextSpan>();
        foreach (var mark in marks.Where(mark => IsWithin(text, mark)).OrderBy(mark => mark.Start))
        {
            if (joined.Count > 0 && text[Math.Min(joined[^1].End, mark.Start)..mark.Start].Trim().Length == 0)
                joined[^1] = new(joined[^1].Start, Math.Max(joined[^1].End, mark.End));
            else
                joined.Add(mark);
        }
        return joined;
    }

    private static bool IsWithin(string text, TextSpan mark) =>
        0 <= mark.Start && mark.Start < mark.End && mark.End <= text.Length;

    /// <summary>A sentence with the words marked, cut around them where it is long.</summary>
    public static ImmutableArray<Words> Window(string sentence, IEnumerable<TextSpan> marks) =>
        Window(sentence, Joined(sentence, marks));

    private static ImmutableArray<Words> Window(string sentence, List<TextSpan> marks)
    {
        if (sentence.Length <= Longest)
            return Split(sentence, marks);
        var start = WordStart(sentence, marks.Count == 0 ? 0 : marks[0].Start);
        var end = Math.Min(sentence.Length, start + Longest);
        if (end < sentence.Length && char.IsLowSurrogate(sentence[end]))
            end--;
        var inside = marks
            .Where(mark => mark.End <= end)
            .Select(mark => new TextSpan(mark.Start - start, mark.End - start));
        var words = Split(sentence[start..end], [.. inside]);
        return [.. Ellipsis(start > 0), .. words, .. Ellipsis(end < sentence.Length)];
    }

    /// <summary>Where to begin so that the first mark has some words before it.</summary>
    private static int WordStart(string sentence, int mark)
    {
        if (mark <= LeadIn)
            return 0;
        var space = sentence.IndexOf(' ', mark - LeadIn, LeadIn);
        return space >= 0 ? space + 1 : mark;
    }

    private static ImmutableArray<Words> Ellipsis(bool isCut) => isCut ? [new("…", false)] : [];

    private static ImmutableArray<Words> Split(string text, List<TextSpan> marks)
    {
        var words = ImmutableArray.CreateBuilder<Words>(2 * marks.Count + 1);
        var at = 0;
        foreach (var mark in marks)
        {
            Add(text[at..mark.Start], marked: false);
            Add(text[mark.Start..mark.End], marked: true);
            at = mark.End;
        }
        Add(text[at..], marked: false);
        return words.ToImmutable();

        void Add(string stretch, bool marked)
        {
            var clean = CleanText.Piece(stretch);
            if (clean.Length > 0)
                words.Add(new(clean, marked));
        }
    }
}
