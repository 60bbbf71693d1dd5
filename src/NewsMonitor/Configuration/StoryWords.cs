using NewsMonitor.Configuration.Binding;
using NewsMonitor.Core.Rules;

namespace NewsMonitor.Configuration;

/// <summary>How people write what they want to hear of a story: <c>follow_ups</c>, <c>update_every</c>, <c>confirm_by</c>, <c>check_pages</c>.</summary>
internal static class StoryWords
{
    private const int MostSources = 10;

    private static readonly TimeSpan ShortestWindow = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(7);

    /// <summary>Reads the lines of a rule that are about its stories.</summary>
    public static StoryTelling Read(Section rule)
    {
        var usual = StoryTelling.Default;
        return new()
        {
            Enabled = rule.Flag("stories", usual.Enabled),
            FollowUps =
                rule.Choice(
                    "follow_ups",
                    ("all", FollowUps.All),
                    ("corrections", FollowUps.Corrections),
                    ("none", FollowUps.None)
                ) ?? usual.FollowUps,
            Window = rule.Duration("follow_up_window", ShortestWindow, LongestWindow) ?? usual.Window,
            UpdateEvery = rule.Duration("update_every", TimeSpan.Zero, LongestPause) ?? usual.UpdateEvery,
            ConfirmBy = Sources(rule) ?? usual.ConfirmBy,
            CheckPages = rule.Flag("check_pages", usual.CheckPages),
        };
    }

    /// <summary><c>2 sources</c></summary>
    private static int? Sources(Section rule)
    {
        if (rule.Text("confirm_by") is not { } text)
            return null;
        if (
            text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var number, "source" or "sources"]
            && int.TryParse(number, out var sources)
            && sources is >= 1 and <= MostSources
        )
            return sources;
        rule.Complain("confirm_by", $"write how many feeds must carry it: 2 sources; from 1 to {MostSources}.");
        return null;
    }
}
