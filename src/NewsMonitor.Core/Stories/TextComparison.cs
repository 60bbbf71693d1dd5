using System.Collections.Immutable;

namespace NewsMonitor.Core.Stories;

/// <summary>
/// Finds the text of an item among earlier ones: words in the same order, four by four. Made once for an item; each
/// comparison costs as much as the other text is long, which is bounded.
/// </summary>
/// <remarks>
/// A short headline proves nothing: two desks write "Iran talks resume". One of eight words, word for word, is no chance: in
/// two weeks of 24 outlets every pair of such was an agency's headline, whatever stood below. Between the two the texts
/// decide, and of a text of a line or two only with the headline's consent: outlets set the same old sentence of background
/// under different news.
/// </remarks>
internal sealed class TextComparison
{
    /// <summary>So many words in a row make a shingle.</summary>
    private const int ShingleWords = 4;

    /// <summary>Fewer shingles prove nothing.</summary>
    private const int FewestShingles = 6;

    /// <summary>So much of the shorter text stands in the longer one.</summary>
    private const double Contained = 0.5;

    /// <summary>So many shingles in common, eleven words in a row, unless it is nearly all there is.</summary>
    private const int FewestShared = 8;
    private const double NearlyAll = 0.9;

    /// <summary>So many shingles in common are proof whatever the headlines say: a long sentence or two.</summary>
    private const int ProofEnough = 24;

    /// <summary>A headline agrees when so many of its words are known.</summary>
    private const double KnownShare = 0.5;

    /// <summary>A headline of so many words is no chance; with so many only where there is no text to ask.</summary>
    private const int LongHeadline = 8;
    private const int ShortestHeadline = 5;

    /// <summary>A house puts so many words before or behind an agency's text without saying anything.</summary>
    private const int HouseHead = 12;
    private const int HouseTail = 40;

    /// <summary>So many words left out are words left out; more are a cut.</summary>
    private const int ShortGap = 5;

    private readonly TextPrint print;
    private readonly HashSet<ulong> shingles;

    public TextComparison(TextPrint print)
    {
        this.print = print;
        shingles = ShinglesOf(print.Text);
    }

    /// <summary>How much of the shorter text stands in the longer one; 0 when either is too short.</summary>
    public (double Share, int Shared) With(TextPrint other)
    {
        var shorter = Math.Min(shingles.Count, other.Text.Length - ShingleWords + 1);
        if (shorter < FewestShingles)
            return (0, 0);
        var shared = 0;
        var words = other.Text.AsSpan();
        for (var at = 0; at + ShingleWords <= words.Length; at++)
            if (shingles.Contains(ShingleOf(words[at..])))
                shared++;
        return (Math.Min(1, (double)shared / shorter), shared);
    }

    /// <summary>What the item is to an earlier one, but for how both stand to the report; null when it is no copy of it.</summary>
    /// <param name="other">The earlier one.</param>
    /// <param name="share">How much of the shorter text is in the longer one.</param>
    /// <param name="shared">How many shingles that are.</param>
    public Likeness? LikenessTo(TextPrint other, double share, int shared)
    {
        if (IsEnough(share, shared) && KnownOf(other) is var known && (shared >= ProofEnough || IsKnownHeadline(known)))
            return Aligned(other, known, share);
        if (!IsSameHeadline(other))
            return null;
        return new Likeness(1, [], print.Text.Length >= ShingleWords + FewestShingles);
    }

    /// <summary>Half of a short line is a turn of speech: "is fighting for his political survival".</summary>
    private static bool IsEnough(double share, int shared) =>
        share >= Contained && (shared >= FewestShared || share >= NearlyAll);

    /// <summary>True when the headlines are one, and long enough to say so.</summary>
    public bool IsSameHeadline(TextPrint other)
    {
        if (print.Headline.Length < ShortestHeadline || print.Headline.Length != other.Headline.Length)
            return false;
        var canAsk = Math.Min(print.Text.Length, other.Text.Length) >= ShingleWords + FewestShingles - 1;
        if (canAsk && print.Headline.Length < LongHeadline)
            return false;
        for (var at = 0; at < print.Headline.Length; at++)
            if (TextPrint.Bare(print.Headline[at]) != TextPrint.Bare(other.Headline[at]))
                return false;
        return true;
    }

    private bool IsKnownHeadline(HashSet<uint> known) =>
        print.Headline.Count(word => known.Contains(TextPrint.Bare(word))) >= KnownShare * print.Headline.Length;

    private static HashSet<uint> KnownOf(TextPrint print) =>
        [.. print.Headline.Concat(print.Text).Select(TextPrint.Bare)];

    /// <summary>Lays both texts beside each other: what stands between words that both have is what was changed.</summary>
    private Likeness Aligned(TextPrint other, HashSet<uint> known, double share)
    {
        var common = ShinglesOf(other.Text);
        common.IntersectWith(shingles);
        var (mine, theirs) = (GapsOf(print.Text, common), GapsOf(other.Text, common));
        var standing = theirs.SelectMany(gap => gap.In(other.Text)).Select(TextPrint.Bare).ToHashSet();
        var (changed, saysMore) = (ImmutableArray.CreateBuilder<PrintedKind>(), false);
        ReadHeadline(other, known, changed);
        foreach (var gap in mine)
            if ((!gap.IsFirst && !gap.IsLast) || IsReplaced(gap, theirs))
                ReadGap(gap, standing, known, changed);
            else
                saysMore |=
                    gap.Length > (gap.IsFirst ? HouseHead : HouseTail)
                    || (gap.IsLast && gap.In(print.Text).Any(word => IsMore(word, known)));
        if (CountNegations(mine, print.Text) != CountNegations(theirs, other.Text))
            changed.Add(PrintedKind.Negation);
        return new Likeness(share, [.. changed.Distinct().Order()], saysMore);
    }

    /// <summary>A few words at an end stand for a few others; many, or for none, were put there.</summary>
    private static bool IsReplaced(Gap gap, List<Gap> theirs) =>
        gap.Length <= HouseHead
        && theirs.Exists(other =>
            other.Length <= HouseHead && ((gap.IsFirst && other.IsFirst) || (gap.IsLast && other.IsLast))
        );

    private void ReadHeadline(TextPrint other, HashSet<uint> known, ImmutableArray<PrintedKind>.Builder changed)
    {
        foreach (var word in print.Headline)
            if (TextPrint.KindOf(word) is not PrintedKind.Plain and var kind && !known.Contains(TextPrint.Bare(word)))
                if (kind != PrintedKind.Negation || !HasNegation(other.Headline.Concat(other.Text)))
                    changed.Add(kind);
        if (HasNegation(other.Headline) && !HasNegation(print.Headline.Concat(print.Text)))
            changed.Add(PrintedKind.Negation);
    }

    private void ReadGap(
        Gap gap,
        HashSet<uint> standing,
        HashSet<uint> known,
        ImmutableArray<PrintedKind>.Builder changed
    )
    {
        foreach (var word in gap.In(print.Text))
        {
            var kind = TextPrint.KindOf(word);
            var isChange = kind switch
            {
                // What a house puts before an agency's text names places and people of its own.
                PrintedKind.Name => !known.Contains(TextPrint.Bare(word)) && !(gap.IsFirst && gap.Length <= HouseHead),
                // A number that stands elsewhere in the other text was still put in the place of another one here.
                PrintedKind.Number => !standing.Contains(TextPrint.Bare(word)),
                // Of short stretches they are counted on both sides.
                PrintedKind.Negation => gap.Length > ShortGap,
                _ => false,
            };
            if (isChange)
                changed.Add(kind);
        }
    }

    /// <summary>Behind the text a house names itself and its people; a number or a not is more than that.</summary>
    private static bool IsMore(uint word, HashSet<uint> known) =>
        TextPrint.KindOf(word) switch
        {
            PrintedKind.Negation => true,
            PrintedKind.Number => !known.Contains(TextPrint.Bare(word)),
            _ => false,
        };

    private static bool HasNegation(IEnumerable<uint> words) =>
        words.Any(word => TextPrint.KindOf(word) == PrintedKind.Negation);

    private static int CountNegations(List<Gap> gaps, ImmutableArray<uint> words) =>
        gaps.Where(gap => gap.Length <= ShortGap)
            .SelectMany(gap => gap.In(words))
            .Count(word => TextPrint.KindOf(word) == PrintedKind.Negation);

    /// <summary>The stretches of a text that no shingle of both covers.</summary>
    private static List<Gap> GapsOf(ImmutableArray<uint> words, HashSet<ulong> common)
    {
        var covered = new bool[words.Length];
        for (var at = 0; at + ShingleWords <= words.Length; at++)
            if (common.Contains(ShingleOf(words.AsSpan()[at..])))
                covered.AsSpan(at, ShingleWords).Fill(true);
        var gaps = new List<Gap>();
        for (var at = 0; at < covered.Length; at++)
        {
            var start = at;
            while (at < covered.Length && !covered[at])
                at++;
            if (at > start)
                gaps.Add(new Gap(start, at, words.Length));
        }
        return gaps;
    }

    private static HashSet<ulong> ShinglesOf(ImmutableArray<uint> print)
    {
        var found = new HashSet<ulong>(print.Length);
        var words = print.AsSpan();
        for (var at = 0; at + ShingleWords <= words.Length; at++)
            found.Add(ShingleOf(words[at..]));
        return found;
    }

    private static ulong ShingleOf(ReadOnlySpan<uint> words)
    {
        var hash = 0UL;
        for (var at = 0; at < ShingleWords; at++)
            hash = (hash ^ TextPrint.Bare(words[at])) * 0x9e3779b97f4a7c15UL;
        return hash ^ (hash >> 29);
    }

    /// <summary>A stretch of a text, as places of its words.</summary>
    private readonly record struct Gap(int Start, int End, int Of)
    {
        public int Length => End - Start;
        public bool IsFirst => Start == 0;
        public bool IsLast => End == Of;

        public IEnumerable<uint> In(ImmutableArray<uint> words) => words.Skip(Start).Take(Length);
    }
}

/// <summary>How an item is like an earlier one.</summary>
/// <param name="Share">So much of the shorter text stands in the longer one.</param>
/// <param name="Changed">What was changed in it.</param>
/// <param name="SaysMore">True when it goes on where the earlier one ends.</param>
internal sealed record Likeness(double Share, ImmutableArray<PrintedKind> Changed, bool SaysMore);
