namespace NewsMonitor.Core.Matching;

/// <summary>Where a condition stands in the index: an item that holds it holds the clue, the second clue, and passes the test.</summary>
/// <param name="Clue">What it is found by.</param>
/// <param name="Second">Another clue that it needs; <see cref="NoClue"/> for none.</param>
/// <param name="Test">How the two must stand to each other.</param>
internal readonly record struct Filing(int Clue, int Second, PairTerms Test)
{
    /// <summary>The number of no clue.</summary>
    public const int NoClue = 0;

    /// <summary>The same, for a condition of which this is only a part: that it passes does not yet make it hold.</summary>
    public Filing AsPart() => this with { Test = Test with { IsAll = false } };

    /// <summary>The same, beside a clue that another part needs, if it has no second clue of its own.</summary>
    public Filing Beside(int clue) => Second == NoClue && clue != Clue ? this with { Second = clue } : this;
}

/// <summary>How the two clues of a filing must stand to each other; the default asks for nothing but their presence.</summary>
/// <param name="IsAsked">True when they must stand close together in a sentence.</param>
/// <param name="Within">The widest gap.</param>
/// <param name="IsReversed">True when the second clue is the one that the condition names first.</param>
/// <param name="InOrder">True when they must stand in the order of the condition.</param>
/// <param name="HasSlot">True when another noun right before the last one makes it another thing.</param>
/// <param name="IsAll">True when this is all that the condition asks for.</param>
internal readonly record struct PairTerms(
    bool IsAsked,
    byte Within,
    bool IsReversed,
    bool InOrder,
    bool HasSlot,
    bool IsAll
)
{
    /// <summary>The terms as one number, by which equal filings are put together.</summary>
    public int Code =>
        Within
        | (IsAsked ? 1 << 8 : 0)
        | (IsReversed ? 1 << 9 : 0)
        | (InOrder ? 1 << 10 : 0)
        | (HasSlot ? 1 << 11 : 0)
        | (IsAll ? 1 << 12 : 0);

    /// <summary>The terms that a number stands for.</summary>
    public static PairTerms OfCode(int code) =>
        new(
            (code & (1 << 8)) != 0,
            (byte)code,
            (code & (1 << 9)) != 0,
            (code & (1 << 10)) != 0,
            (code & (1 << 11)) != 0,
            (code & (1 << 12)) != 0
        );
}

/// <summary>How often each clue is expected: what the vocabulary knows of its word, and how many rules ask for it.</summary>
internal sealed class ClueWeights(long[] weights)
{
    /// <summary>Counts one more that asks for the clue: rules are written about what is in the news.</summary>
    public void Count(int clue) => weights[clue]++;

    /// <summary>The expectation; only its order means something.</summary>
    public long Of(int clue) => weights[clue];

    /// <summary>The expectation of any of these.</summary>
    public long Of(IReadOnlyList<Filing> filings)
    {
        long sum = 0;
        for (var i = 0; i < filings.Count; i++)
            sum += weights[filings[i].Clue];
        return sum;
    }
}
