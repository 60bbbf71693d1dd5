namespace NewsMonitor.Core.Rules.Import;

/// <summary>The tools whose Boolean expressions people bring.</summary>
public enum BooleanDialect
{
    /// <summary>NEAR binds first, then AND and NOT, then OR.</summary>
    Meltwater,

    /// <summary>AND and OR are not read side by side without brackets.</summary>
    Brandwatch,

    /// <summary>OR binds first, then W/n with the smallest n first, then AND, then AND NOT; words side by side are a phrase.</summary>
    LexisNexis,
}

/// <summary>What came of reading an expression.</summary>
/// <param name="Condition">What it asks for in our language; null when it has problems.</param>
/// <param name="Problems">Everything that keeps it from being read, placed in the expression.</param>
/// <param name="Notes">Where our language says it a little otherwise, one sentence each.</param>
public sealed record ImportResult(
    Condition? Condition,
    System.Collections.Immutable.ImmutableArray<RuleProblem> Problems,
    System.Collections.Immutable.ImmutableArray<string> Notes
);
