namespace NewsMonitor.Feeds.Parsing;

/// <summary>Sentences about limits that more than one reader says.</summary>
internal static class LimitWarnings
{
    /// <summary>The document lists more items than we read.</summary>
    public static readonly string Items = $"limit reached: only the first {ParseLimits.Items} items were read";
}
