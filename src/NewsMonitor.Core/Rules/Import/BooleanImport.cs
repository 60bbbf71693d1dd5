namespace NewsMonitor.Core.Rules.Import;

/// <summary>Reads the Boolean expressions that people bring from other tools into our language.</summary>
public static class BooleanImport
{
    /// <summary>The longest expression, in UTF-16 units.</summary>
    public const int Longest = 100_000;

    /// <summary>What an expression asks for, or everything that keeps it from being read.</summary>
    /// <param name="text">The expression, on one line or several.</param>
    /// <param name="dialect">The tool it comes from; null when it is not known, and only asked for when it matters.</param>
    /// <param name="file">The name that positions show.</param>
    public static ImportResult Read(string text, BooleanDialect? dialect, string file) =>
        text.Length > Longest
            ? new(
                null,
                [
                    new(
                        new(file, 1, 1),
                        $"this expression has {text.Length} characters: {Longest} are the most. Split it into several rules."
                    ),
                ],
                []
            )
            : Checked(BooleanReader.Read(text, dialect, offset => PlaceOf(text, offset, file)), file);

    /// <summary>An expression that reads well may still say nothing that a rule can look for.</summary>
    private static ImportResult Checked(ImportResult read, string file)
    {
        if (read.Condition is null)
            return read;
        var rule = new WatchRule
        {
            Id = "imported",
            Name = "imported",
            Condition = read.Condition,
            Position = new(file, 1, 1),
        };
        var problems = RuleCheck.Problems(rule);
        return problems.IsEmpty ? read : new(null, problems, []);
    }

    private static SourcePosition PlaceOf(string text, int offset, string file)
    {
        var before = text.AsSpan(0, Math.Min(offset, text.Length));
        return new(file, 1 + before.Count('\n'), before.Length - before.LastIndexOf('\n'));
    }
}
