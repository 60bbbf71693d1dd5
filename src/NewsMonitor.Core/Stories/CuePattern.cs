using NewsMonitor.Core.Rules;
using NewsMonitor.Core.Text;

namespace NewsMonitor.Core.Stories;

/// <summary>How a cue binds the words of the rule.</summary>
/// <param name="Anywhere">True when it needs none.</param>
/// <param name="Sentence">True when any in the sentence will do.</param>
/// <param name="Behind">At most so many words behind the cue; 0 for none.</param>
/// <param name="Before">At most so many words before the cue; 0 for none.</param>
/// <param name="Closely">True when not even a comma or <i>and</i> may stand between.</param>
internal readonly record struct Binding(bool Anywhere, bool Sentence, int Behind, int Before, bool Closely);

/// <summary>One cue of the list: what it makes of a report, how it binds, and the words it is known by.</summary>
/// <param name="Order">Its place in the list: an earlier cue takes its words from later ones.</param>
/// <param name="Status">What it makes of a report; null for words that look like a cue and are none.</param>
/// <param name="Binding">How it binds the words of the rule.</param>
/// <param name="Elements">The words, gaps and marks in order.</param>
/// <param name="Source">The pattern as written in the list.</param>
internal sealed record CuePattern(
    int Order,
    ReportStatus? Status,
    Binding Binding,
    CueElement[] Elements,
    string Source
)
{
    /// <summary>The piece behind the last one of the cue, when it stands at this place; -1 when it does not.</summary>
    /// <param name="pieces">The pieces of the field.</param>
    /// <param name="at">Where the cue begins.</param>
    /// <param name="range">The sentence.</param>
    /// <param name="taken">Receives the places of the cue's own words.</param>
    public int EndAt(Piece[] pieces, int at, (int First, int End) range, List<int> taken)
    {
        taken.Clear();
        return Match(0, at);

        int Match(int element, int place)
        {
            if (element == Elements.Length)
                return place;
            return Elements[element] switch
            {
                CueElement.Begin => place == range.First ? Match(element + 1, place) : -1,
                CueElement.Finish => place == range.End || pieces[place].IsMark && place + 1 == range.End
                    ? Match(element + 1, place)
                    : -1,
                CueElement.Not not => place < range.End && not.Words.Has(pieces[place])
                    ? -1
                    : Match(element + 1, place),
                CueElement.Gap gap => MatchGap(element, place, gap.Most),
                CueElement.Mark mark => place < range.End
                && pieces[place].IsMark
                && mark.Signs.Contains(pieces[place].Word)
                    ? Match(element + 1, place + 1)
                    : -1,
                CueElement.Matched => place < range.End && pieces[place].IsMatched ? Match(element + 1, place + 1) : -1,
                CueElement.Word word => MatchWord(element, place, word),
                _ => -1,
            };
        }

        int MatchWord(int element, int place, CueElement.Word word)
        {
            if (place < range.End && word.Words.Has(pieces[place]))
            {
                taken.Add(place);
                var end = Match(element + 1, place + 1);
                if (end >= 0)
                    return end;
                taken.RemoveAt(taken.Count - 1);
            }
            if (word.Words.TakesMatched && place < range.End && pieces[place].IsMatched)
                return Match(element + 1, place + 1);
            return word.MayBeMissing ? Match(element + 1, place) : -1;
        }

        int MatchGap(int element, int place, int most)
        {
            for (var skipped = 0; skipped <= most; skipped++)
            {
                var end = Match(element + 1, place);
                if (end >= 0)
                    return end;
                if (place >= range.End || pieces[place] is { IsMark: true, Word: not "," })
                    return -1;
                skipped -= pieces[place].IsMark ? 1 : 0;
                place++;
            }
            return -1;
        }
    }
}

/// <summary>One part of a cue.</summary>
internal abstract record CueElement
{
    private CueElement() { }

    /// <summary>One of several words.</summary>
    public sealed record Word(WordSet Words, bool MayBeMissing) : CueElement;

    /// <summary>None of these words comes next.</summary>
    public sealed record Not(WordSet Words) : CueElement;

    /// <summary>Up to so many words of any kind.</summary>
    public sealed record Gap(int Most) : CueElement;

    /// <summary>A mark of punctuation.</summary>
    public sealed record Mark(string[] Signs) : CueElement;

    /// <summary>A word of the rule.</summary>
    public sealed record Matched : CueElement;

    /// <summary>The begin of the sentence.</summary>
    public sealed record Begin : CueElement;

    /// <summary>The end of the sentence.</summary>
    public sealed record Finish : CueElement;
}

/// <summary>Words, some of them only begun (<c>deni*</c>), some only in capitals (<c>NOT</c>).</summary>
internal sealed class WordSet
{
    private readonly HashSet<string> whole;
    private readonly HashSet<string> loud;
    private readonly string[] begun;

    /// <summary>True when a word of the rule will do as well (<c>to|#</c>).</summary>
    public bool TakesMatched { get; }

    public WordSet(IReadOnlyCollection<string> words)
    {
        TakesMatched = words.Contains("#");
        loud = [.. words.Where(IsLoud).Select(Folding.Fold)];
        whole = [.. words.Where(word => !word.EndsWith('*') && !IsLoud(word))];
        begun = [.. words.Where(word => word.EndsWith('*')).Select(word => word[..^1])];
    }

    /// <summary>The words by which a cue that begins with this set is found.</summary>
    public IEnumerable<string> Whole => whole.Concat(loud);

    /// <summary>The begins of words by which a cue that begins with this set is found.</summary>
    public IEnumerable<string> Begun => begun;

    public bool Has(Piece piece) =>
        !piece.IsMark
        && (whole.Contains(piece.Word) || HasBegun(piece.Word) || (piece.IsLoud && loud.Contains(piece.Word)));

    private bool HasBegun(string word)
    {
        foreach (var begin in begun)
            if (word.StartsWith(begin, StringComparison.Ordinal))
                return true;
        return false;
    }

    private static bool IsLoud(string word) => char.IsUpper(word[0]);
}
