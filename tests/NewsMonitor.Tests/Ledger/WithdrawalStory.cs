using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Rules;
using NewsMonitor.Ledger;

namespace NewsMonitor.Tests.Ledger;

/// <summary>A report, a copy of it by another outlet, and a denial that the rule does not find.</summary>
internal static class WithdrawalStory
{
    public const string Report = "Letter says US troops will withdraw from Iraq";
    public const string ReportText =
        "A letter by General William Seely tells Baghdad that US troops withdraw from Iraq.";
    public const string Copy = "US troops to withdraw from Iraq, letter says";
    public const string CopyText =
        "General William Seely tells Baghdad in a letter that US troops will withdraw from Iraq.";
    public const string Denial = "Esper denies letter on Iraq: no decision to leave";
    public const string DenialText =
        "The Pentagon chief says the letter by General William Seely to Baghdad was a mistake.";

    public static readonly WatchRule Withdrawal = new()
    {
        Id = "iraq",
        Name = "Iraq troop withdrawal",
        Condition = new All([new Phrase { Words = "troop withdrawal" }, new Place { Words = "Iraq" }]),
        Receivers = ["desk", "risk"],
    };

    /// <summary>An item of a feed.</summary>
    public static Item ItemOf(string feed, int number, string title, string text) =>
        LedgerWorld.Item($"g{number}", feed: feed) with
        {
            Title = title,
            Summary = text,
        };

    /// <summary>A poll of a feed that lists one new item.</summary>
    public static PollRecord PollOf(LedgerWorld world, Item item, WatchRule rule)
    {
        var desk = new AlertDesk(new Matcher(RuleIndex.Build([rule])));
        var found = desk.Find([item], new FeedOrigin(item.Feed, item.Feed, []));
        var poll = world.Poll(item);
        return poll with { Feed = item.Feed, Page = poll.Page! with { News = new PageNews(found, item.Feed, desk) } };
    }

    /// <summary>Delivers everything that is due to those whom the rule tells.</summary>
    public static async Task SendAllAsync(LedgerWorld world)
    {
        foreach (var receiver in Withdrawal.Receivers)
            while (await world.ClaimAsync(receiver) is { } claim)
                await world.Alerts.DoneAsync(claim, world.Now, LedgerWorld.Token);
    }
}
