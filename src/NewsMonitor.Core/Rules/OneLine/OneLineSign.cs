namespace NewsMonitor.Core.Rules.OneLine;

/// <summary>What a sign of a line is.</summary>
internal enum SignKind
{
    Open,
    Close,
    And,
    Or,
    Not,
    Near,

    /// <summary>Text in quotes.</summary>
    Quoted,

    /// <summary><c>=Exact_Case</c>, its underscores already spaces.</summary>
    Exact,

    /// <summary><c>/regex/</c>, without its slashes.</summary>
    Pattern,

    /// <summary>A word without quotes.</summary>
    Bare,

    /// <summary><c>name:</c>, <c>title:</c> and their like, without the colon.</summary>
    Prefix,

    End,
}

/// <summary>One sign of a line.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Offset of its first character.</param>
/// <param name="End">Offset behind its last character.</param>
/// <param name="Value">What it says, without quotes, slashes and the like.</param>
internal sealed record OneLineSign(SignKind Kind, int Start, int End, string Value)
{
    /// <summary>The distance of a NEAR.</summary>
    public int Within { get; init; } = Near.DefaultWithin;

    /// <summary>True for ONEAR.</summary>
    public bool InOrder { get; init; }

    /// <summary>True for AND, OR, NEAR and ONEAR.</summary>
    public bool Joins => Kind is SignKind.And or SignKind.Or or SignKind.Near;

    /// <summary>True where an operand can begin.</summary>
    public bool BeginsOperand =>
        Kind
            is SignKind.Open
                or SignKind.Not
                or SignKind.Quoted
                or SignKind.Exact
                or SignKind.Pattern
                or SignKind.Bare
                or SignKind.Prefix;
}
