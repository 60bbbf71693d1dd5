namespace NewsMonitor.Core.Rules;

/// <summary>Something a person must mend in a rule: where it is, what is wrong and what would be right.</summary>
/// <param name="Position">Where in the file.</param>
/// <param name="Message">What is wrong, ending in the remedy.</param>
public sealed record RuleProblem(SourcePosition Position, string Message);
