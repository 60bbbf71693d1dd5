using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Items;
using NewsMonitor.Ledger;
using Xunit;

namespace NewsMonitor.Tests.Ledger;

/// <summary>A real ledger in a folder of its own, under a clock that the test moves.</summary>
internal sealed class LedgerWorld : IAsyncDisposable
{
    public const string Feed = "example-world";
    public const string Address = "https://example.org/world.xml";
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    public static readonly DateTimeOffset Start = new(2020, 1, 6, 20, 0, 0, TimeSpan.Zero);

    public LedgerWorld()
    {
        Folder = Directory.CreateTempSubdirectory("monitor-ledger-").FullName;
        Store = LedgerStore.Open(Folder, Time);
    }

    public string Folder { get; }
    public FakeTimeProvider Time { get; } = new(Start);
    public LedgerStore Store { get; private set; }
    public FeedLedger Feeds => new(Store);
    public AlertLedger Alerts => new(Store);
    public AlertRegister Register => new(Store);
    public DateTimeOffset Now => Time.GetUtcNow();
    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>As a restart does.</summary>
    public async Task ReopenAsync(bool asHolder = true)
    {
        await Store.DisposeAsync();
        Store = asHolder ? LedgerStore.OpenAsHolder(Folder, Time) : LedgerStore.Open(Folder, Time);
    }

    public static Item Item(string? guid, string? link = null, string content = "", string feed = Feed)
    {
        var identity = new ItemIdentity(guid, link, content.Length > 0 ? content : $"text of {guid} {link}");
        return new Item
        {
            Feed = feed,
            Identity = identity,
            Key = identity.Key(IdentityPolicy.Guid),
            Guid = guid,
            Title = $"Title of {guid}",
            Link = new Uri("https://example.org/story"),
        };
    }

    public static Alert Alert(Item item, string receiver = "desk", string rule = "iraq") =>
        new()
        {
            Id = AlertId.Of(rule, item.Feed, item.Key, AlertReason.NewStory),
            Receiver = receiver,
            Reason = AlertReason.NewStory,
            RuleId = rule,
            RuleName = "Iraq troop withdrawal",
            Source = "Example World",
            Item = item,
            Evidence = [],
            FirstSeen = Start,
        };

    /// <summary>A poll that read a page with these items.</summary>
    public PollRecord Poll(params Item[] listed) =>
        Unchanged() with
        {
            Page = new ListedPage
            {
                ETag = "\"a\"",
                LastModified = "Monday-ish",
                DocumentHash = "hash",
                Policy = IdentityPolicy.Guid,
                Listed = [.. listed],
                Unseen = [.. listed],
                Alerts = [],
            },
        };

    /// <summary>A poll that was told "not modified".</summary>
    public PollRecord Unchanged() =>
        new()
        {
            Feed = Feed,
            Address = Address,
            At = Now,
            NextPoll = Now + TimeSpan.FromMinutes(5),
        };

    public Task RecordAsync(PollRecord poll) => Feeds.RecordAsync(poll, Token);

    /// <summary>Records one new item and the alerts it owes to these receivers.</summary>
    public async Task<ImmutableArray<Alert>> OweAsync(string guid, params string[] receivers)
    {
        var item = Item(guid);
        ImmutableArray<Alert> alerts = [.. receivers.Select(receiver => Alert(item, receiver))];
        var poll = Poll(item);
        await RecordAsync(poll with { Page = poll.Page! with { Alerts = alerts } });
        return alerts;
    }

    public Task<ImmutableArray<Item>> UnseenAsync(IdentityPolicy policy, params Item[] items) =>
        Feeds.UnseenAsync(Feed, policy, [.. items], Token);

    public Task<Claim?> ClaimAsync(string receiver = "desk") => Alerts.ClaimNextAsync(receiver, Now, Lease, Token);

    public async Task<OwedAlert> OnlyAsync() => Assert.Single(await Register.ListAsync(null, null, 10, Token));

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
