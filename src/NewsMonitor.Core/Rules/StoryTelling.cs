namespace NewsMonitor.Core.Rules;

/// <summary>How the stories of a rule are told: what comes after the first alert, and how often.</summary>
public sealed record StoryTelling
{
    /// <summary>What a rule means that says nothing of stories.</summary>
    public static StoryTelling Default { get; } = new();

    /// <summary>False: every item that the rule finds is told on its own.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>What those who were told of a story hear of it later.</summary>
    public FollowUps FollowUps { get; init; } = FollowUps.All;

    /// <summary>How long after its first alert a story is followed. 1 h to 30 d.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromHours(72);

    /// <summary>The shortest time between two alerts of mere developments of one story. 0 to 7 d.</summary>
    public TimeSpan UpdateEvery { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How many feeds must carry a story before it is told; 1 for at once. 1 to 10.</summary>
    public int ConfirmBy { get; init; } = 1;

    /// <summary>
    /// True: it is looked a few times whether the pages that people were pointed to are still there. True by default: who was
    /// told of a report wants to know that its publisher took it off, and nobody else says so; it costs each page four visits.
    /// </summary>
    public bool CheckPages { get; init; } = true;

    /// <summary>True when pages are looked at, and somebody is told of what is found.</summary>
    public bool FollowsPages => Enabled && CheckPages && FollowUps != FollowUps.None;
}

/// <summary>What is told of a story after its first alert.</summary>
public enum FollowUps
{
    /// <summary>Developments, and every change of its state.</summary>
    All,

    /// <summary>Only that it was confirmed, disputed, denied, corrected or withdrawn.</summary>
    Corrections,

    /// <summary>Nothing.</summary>
    None,
}
