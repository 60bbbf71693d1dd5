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
