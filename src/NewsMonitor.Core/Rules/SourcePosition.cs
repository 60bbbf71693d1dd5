namespace NewsMonitor.Core.Rules;

/// <summary>A place in a file that a person edits, so that every complaint can point at it.</summary>
/// <param name="File">The path as the person knows it, relative to the configuration folder; empty when there is no file.</param>
/// <param name="Line">From 1; 0 when unknown.</param>
/// <param name="Column">From 1; 0 when unknown.</param>
public sealed record SourcePosition(string File, int Line, int Column)
{
    /// <summary>No place: a rule made in code.</summary>
    public static SourcePosition None { get; } = new("", 0, 0);

    /// <summary><c>rules/iraq.yaml:7:5</c>, the form that editors and terminals make clickable.</summary>
    public override string ToString() => Line == 0 ? File : $"{File}:{Line}:{Column}";
}
