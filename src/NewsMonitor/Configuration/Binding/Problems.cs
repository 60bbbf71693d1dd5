using System.Collections.Immutable;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Configuration.Binding;

/// <summary>Collects everything that is wrong, so that a person mends it in one go.</summary>
internal sealed class Problems
{
    /// <summary>The most that are kept of each kind: a file of a million mistakes is one mistake.</summary>
    public const int Limit = 1_000;

    private readonly List<(SourcePosition Position, string Message)> errors = [];
    private readonly List<(SourcePosition Position, string Message)> warnings = [];

    /// <summary>How many problems there are so far.</summary>
    public int Count => errors.Count;

    /// <summary>Notes something that must be mended.</summary>
    public void Add(SourcePosition position, string message) => Keep(errors, position, message);

    /// <summary>Notes something that should be mended.</summary>
    public void Warn(SourcePosition position, string message) => Keep(warnings, position, message);

    /// <summary>The problems, by file in the order given, then by line and column.</summary>
    public ImmutableArray<(SourcePosition Position, string Message)> Errors(IEnumerable<string> files) =>
        Ordered(errors, files);

    /// <summary>The warnings, in the same order.</summary>
    public ImmutableArray<(SourcePosition Position, string Message)> Warnings(IEnumerable<string> files) =>
        Ordered(warnings, files);

    private static void Keep(List<(SourcePosition, string)> list, SourcePosition position, string message)
    {
        if (list.Count < Limit)
            list.Add((position, message));
    }

    private static ImmutableArray<(SourcePosition Position, string Message)> Ordered(
        List<(SourcePosition Position, string Message)> list,
        IEnumerable<string> files
    )
    {
        var rank = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var file in files)
            rank.TryAdd(file, rank.Count);
        return
        [
            .. list.OrderBy(problem => rank.GetValueOrDefault(problem.Position.File, -1))
                .ThenBy(problem => problem.Position.Line)
                .ThenBy(problem => problem.Position.Column)
                .Distinct(),
        ];
    }
}
