namespace NewsMonitor.Core.Stories;

/// <summary>How finely items are gathered into stories. The defaults were measured; see <c>Benchmarks stories</c>.</summary>
public sealed record StorySettings
{
    /// <summary>The evidence that an item needs to join a story of short headlines, in nats; of longer texts it needs less. 0 to 20.</summary>
    public double JoinAt { get; init; } = 5.9;

    /// <summary>How much more evidence, in nats, it takes before an alert may be held back: between the two the item is only "probably part of" the story. 0 to 50.</summary>
    public double HoldAbove { get; init; } = 6;

    /// <summary>The evidence that a story must give for being two before it is split, in nats. 0 to 100.</summary>
    public double SplitAt { get; init; } = 5;

    /// <summary>The evidence that two stories must give for being one before they are joined, in nats for each word of an average item. 0 to 20.</summary>
    public double MergePerWord { get; init; } = 2;

    /// <summary>The evidence for an item that the rule itself did not find, in nats. 0 to 50.</summary>
    public double RelatedAt { get; init; } = 8;

    /// <summary>How long an item keeps e⁻¹ of its pull on later items. 1 h to 30 d.</summary>
    public TimeSpan Memory { get; init; } = TimeSpan.FromHours(72);

    /// <summary>How long after its last item a story stays open. 1 d to 90 d.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromDays(14);

    /// <summary>The most stories that stay open; beyond it the one that was silent longest is closed. 100 to 100,000.</summary>
    public int MostOpen { get; init; } = 20_000;

    /// <summary>The most items of a story that are kept with their words; older ones are only counted. 10 to 1,000.</summary>
    public int MostKept { get; init; } = 60;
}
