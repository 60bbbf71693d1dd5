namespace NewsMonitor.Core.Matching;

/// <summary>
/// How one word of a text answers one clue. A clue is what a leaf looks for and what a rule is found by: a concept, a
/// surname, a place, the rarest word of an exact phrase. It is a number within one <see cref="ClueBook"/>.
/// </summary>
/// <param name="Clue">The clue.</param>
/// <param name="Reason">How the word answers it.</param>
/// <param name="Test">What must hold beside the word itself.</param>
/// <param name="Operand">What the test needs: the number of a word, of a class or of a written form.</param>
/// <param name="IsWeak">True when it counts only beside an anchor.</param>
internal readonly record struct ClueSign(
    int Clue,
    EvidenceReason Reason,
    SignTest Test = SignTest.None,
    int Operand = 0,
    bool IsWeak = false
);

/// <summary>What must hold beside the word itself.</summary>
internal enum SignTest : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The word begins with a capital letter.</summary>
    Capital,

    /// <summary>The word is written in capitals: an acronym.</summary>
    Capitals,

    /// <summary>The word is written as the rule writes it; the operand is the written form.</summary>
    SameCase,

    /// <summary>A particle stands not far behind; the operand is the particle.</summary>
    Particle,

    /// <summary>A word of a class stands right before; the operand is the class.</summary>
    BehindClass,

    /// <summary>A certain word stands right before; the operand is that word.</summary>
    BehindWord,
}

/// <summary>A clue found in the text: its first and its last word, which are what is marked.</summary>
internal struct Occurrence
{
    public int First;
    public int Last;

    /// <summary>The next occurrence of the same clue; -1 for none. Occurrences are in the order of their first words.</summary>
    public int Next;

    public EvidenceReason Reason;
    public bool IsWeak;
}
