namespace NewsMonitor.Configuration.Binding;

/// <summary>Finds what a person most likely meant.</summary>
internal static class Nearest
{
    /// <summary>The candidate that is a slip or two away, else the only one that goes on where the word ends; null when none is.</summary>
    public static string? To(string written, IEnumerable<string> candidates)
    {
        var all = candidates.ToList();
        var best = all.Select(candidate => (candidate, slips: Slips(written, candidate)))
            .Where(found => found.slips <= Allowed(written, found.candidate))
            .OrderBy(found => found.slips)
            .Select(found => found.candidate)
            .FirstOrDefault();
        return best ?? OnlyLonger(written, all);
    }

    /// <summary><c> Did you mean "places"?</c>, or the given sentence when nothing is near.</summary>
    public static string Hint(string written, IEnumerable<string> candidates, string otherwise) =>
        To(written, candidates) is { } meant ? $"Did you mean \"{meant}\"?" : otherwise;

    private static int Allowed(string written, string candidate) =>
        Math.Max(written.Length, candidate.Length) switch
        {
            <= 2 => 0,
            <= 4 => 1,
            <= 8 => 2,
            _ => 3,
        };

    private static string? OnlyLonger(string written, List<string> all)
    {
        var longer = all.Where(candidate => candidate.StartsWith(written, StringComparison.OrdinalIgnoreCase)).ToList();
        return written.Length >= 3 && longer.Count == 1 ? longer[0] : null;
    }

    /// <summary>Letters to add, drop, change or swap with their neighbour; upper and lower case are one.</summary>
    private static int Slips(string one, string other)
    {
        if (Math.Abs(one.Length - other.Length) > 3)
            return int.MaxValue;
        var table = new int[one.Length + 1, other.Length + 1];
        for (var row = 0; row <= one.Length; row++)
        for (var column = 0; column <= other.Length; column++)
            table[row, column] =
                Math.Min(row, column) == 0 ? Math.Max(row, column) : Step(table, one, other, row, column);
        return table[one.Length, other.Length];
    }

    private static int Step(int[,] table, string one, string other, int row, int column)
    {
        var change = Same(one[row - 1], other[column - 1]) ? 0 : 1;
        var least = Math.Min(table[row - 1, column] + 1, table[row, column - 1] + 1);
        least = Math.Min(least, table[row - 1, column - 1] + change);
        var swapped =
            row > 1 && column > 1 && Same(one[row - 1], other[column - 2]) && Same(one[row - 2], other[column - 1]);
        return swapped ? Math.Min(least, table[row - 2, column - 2] + 1) : least;
    }

    private static bool Same(char one, char other) => char.ToUpperInvariant(one) == char.ToUpperInvariant(other);
}
