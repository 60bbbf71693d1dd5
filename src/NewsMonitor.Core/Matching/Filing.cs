namespace NewsMonitor.Core.Matching;

/// <summary>
/// Where a condition stands in the index: an item that holds it holds every clue named here, and passes the test.
/// </summary>
/// <param name="Clue">What it is found by.</param>
/// <param name="Second">Another clue that it needs; <see cref="NoClue"/> for none.</param>
/// <param name="Third">One more that it needs; <see cref="NoClue"/> for none.</param>
/// <param name="Unless">A clue without which a veto cannot speak; <see cref="NoClue"/> for no veto.</param>
/// <param name="Test">How clue and second clue must stand to each other.</param>
internal readonly record struct Filing(int Clue, int Second, int Third, int Unless, PairTerms Test)
{
    /// <summary>The number of no clue. Every item is taken to hold it.</summary>
    public const int NoClue = 0;

    /// <summary>A condition that needs one clue.</summary>
    /// <param name="clue">The clue.</param>
    /// <param name="isAll">True when an occurrence that is not weak is all that the condition asks for.</param>
    public static Filing Of(int clue, bool isAll = false) =>
        new(clue, NoClue, NoClue, NoClue, default(PairTerms) with { IsAll = isAll });

    /// <summary>A person by surname and given name.</summary>
    /// <param name="surname">The clue of the surname.</param>
    /// <param name="given">The clue of the given name.</param>
    /// <param name="isAll">True when the one right before the other is all that the condition asks for.</param>
    public static Filing OfPerson(int surname, int given, bool isAll) =>
        new(surname, given, NoClue, NoClue, default(PairTerms) with { IsFullName = true, IsAll = isAll });

    /// <summary>True when another clue can be named.</summary>
    public bool HasRoom => Second == NoClue || Third == NoClue;

    /// <summary>The same, for a condition of which this is only a part: that it passes does not yet make it hold.</summary>
    public Filing AsPart() => this with { Test = Test with { IsAll = false } };

    /// <summary>The same for both conditions together, as far as there is room for what the other needs.</summary>
    public Filing And(in Filing other)
    {
        var both = this with { Test = Test with { IsAll = Test.IsAll && Decides(other) } };
        return both.Needing(other.Clue).Needing(other.Second).Needing(other.Third);
    }

    /// <summary>The same, but for an item that holds another condition; null is a condition of which nothing is known.</summary>
    public Filing ButFor(IReadOnlyList<Filing>? veto) =>
        veto is [var only] && Unless == NoClue ? this with { Unless = only.Clue } : AsPart();

    /// <summary>True when the other asks for nothing but a clue for which there is room here.</summary>
    private bool Decides(in Filing other) =>
        other is { Test: { IsAll: true, IsAsked: false }, Second: NoClue, Unless: NoClue }
        && Unless == NoClue
        && Third == NoClue;

    private Filing Needing(int clue) =>
        clue == NoClue || clue == Clue || clue == Second || clue == Third ? this
        : Second == NoClue ? this with { Second = clue }
        : Third == NoClue ? this with { Third = clue }
        : this;
}

/// <summary>How the two clues of a filing must stand to each other; the default asks for nothing but their presence.</summary>
/// <param name="IsAsked">True when they must stand close together in a sentence.</param>
/// <param name="Within">The widest gap.</param>
/// <param name="IsReversed">True when the second clue is the one that the condition names first.</param>
/// <param name="InOrder">True when they must stand in the order of the condition.</param>
/// <param name="HasSlot">True when another noun right before the last one makes it another thing.</param>
/// <param name="IsFullName">True when the second clue, a given name, right before the clue, a surname, answers at once.</param>
/// <param name="IsAll">True when this is all that the condition asks for, if no clue that it needs is weak everywhere.</param>
internal readonly record struct PairTerms(
    bool IsAsked,
    byte Within,
    bool IsReversed,
    bool InOrder,
    bool HasSlot,
    bool IsFullName,
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
        | (IsFullName ? 1 << 12 : 0)
        | (IsAll ? 1 << 13 : 0);

    /// <summary>The terms that a number stands for.</summary>
    public static PairTerms OfCode(int code) =>
        new(
            (code & (1 << 8)) != 0,
            (byte)code,
            (code & (1 << 9)) != 0,
            (code & (1 << 10)) != 0,
            (code & (1 << 11)) != 0,
            (code & (1 << 12)) != 0,
            (code & (1 << 13)) != 0
        );
}

/// <summary>How often each clue is expected: what the vocabulary knows of its words, and how many rules ask for it.</summary>
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
