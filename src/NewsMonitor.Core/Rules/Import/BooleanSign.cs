namespace NewsMonitor.Core.Rules.Import;

/// <summary>What a sign of an expression is.</summary>
internal enum BooleanKind
{
    Open,
    Close,
    And,
    Or,
    AndNot,
    Near,

    /// <summary><c>NOT W/5</c>: the first without the second close to it.</summary>
    NotNear,

    Word,
    Quoted,

    /// <summary>Words in their case: <c>{Apple}</c>.</summary>
    Cased,

    /// <summary><c>title:</c></summary>
    Field,

    /// <summary><c>ATLEAST3(</c>, <c>HEADLINE(</c>; its bracket comes next.</summary>
    Command,

    End,
}

/// <summary>One sign of an expression.</summary>
internal sealed record BooleanSign(BooleanKind Kind, int Start, int End, string Value)
{
    /// <summary>The distance of W/n, of <c>"…"~n</c>, or the number of ATLEASTn; null when there is none.</summary>
    public int? Number { get; init; }

    /// <summary>True for ONEAR, PRE and NEAR/nf.</summary>
    public bool InOrder { get; init; }

    /// <summary>The stretch of <c>/s</c> and <c>/p</c>.</summary>
    public Stretch Same { get; init; } = Stretch.Sentence;

    /// <summary>True for what can stand between two operands.</summary>
    public bool Joins =>
        Kind is BooleanKind.And or BooleanKind.Or or BooleanKind.AndNot or BooleanKind.Near or BooleanKind.NotNear;
}
