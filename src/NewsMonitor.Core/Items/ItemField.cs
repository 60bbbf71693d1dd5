namespace NewsMonitor.Core.Items;

/// <summary>The parts of an item that rules read.</summary>
public enum ItemField
{
    /// <summary>The headline.</summary>
    Title,

    /// <summary>The summary or description.</summary>
    Summary,

    /// <summary>The full content.</summary>
    Body,

    /// <summary>The article on its own page, if it was fetched.</summary>
    Article,
}
