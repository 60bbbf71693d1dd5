using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using NewsMonitor.Core.Items;
using NewsMonitor.Ledger;
using Xunit;

namespace NewsMonitor.Tests.Ledger;

public sealed class LedgerArchiveTests : IAsyncDisposable
{
    private readonly LedgerWorld _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task What_items_say_is_kept_with_them_and_read_the_latest_first()
    {
        await _world.RecordAsync(_world.Poll(Item("g1", "Troops leave"), Item("g2", "Flood")));
        _world.Time.Advance(TimeSpan.FromDays(2));
        await _world.RecordAsync(_world.Poll(Item("g2", "Flood"), Item("g3", "Ураган и 洪水 🌊")));

        using var archive = Open();

        Assert.Equal(["Ураган и 洪水 🌊", "Flood", "Troops leave"], Titles(archive, LedgerWorld.Start));
        Assert.Equal(["Ураган и 洪水 🌊"], Titles(archive, LedgerWorld.Start + TimeSpan.FromDays(1)));
        var item = archive.ItemsSince(LedgerWorld.Start).Last();
        Assert.Equal((LedgerWorld.Feed, LedgerWorld.Start, false), (item.Feed, item.FirstSeen, item.IsListed));
        Assert.Equal(
            ("Summary of g1", "Body of g1", null, "https://example.org/story", "Jo"),
            (
                item.Text!.Summary,
                item.Text.Body,
                item.Text.BodyHtml?.Text,
                item.Text.Link!.AbsoluteUri,
                item.Text.Author
            )
        );
    }

    [Fact]
    public async Task A_long_body_is_cut_and_more_items_than_one_reading_are_all_read()
    {
        var items = Enumerable.Range(0, 1_203).Select(n => Item($"g{n}", $"Title {n}")).ToArray();
        items[0] = items[0] with { Body = new string('x', ItemText.LongestBody + 1) };
        await _world.RecordAsync(_world.Poll(items));

        using var archive = Open();
        var found = archive.ItemsSince(LedgerWorld.Start).ToList();

        Assert.Equal(1_203, found.DistinctBy(item => item.Row).Count());
        Assert.Equal(ItemText.LongestBody, found[^1].Text!.Body.Length);
    }

    [Fact]
    public async Task Texts_are_forgotten_after_their_time_and_the_items_stay_known()
    {
        var retention = new Retention(_world.Store, TimeSpan.FromDays(60), TimeSpan.FromDays(7));
        await _world.RecordAsync(_world.Poll(Item("g1", "Troops leave")));
        _world.Time.Advance(TimeSpan.FromDays(7) + TimeSpan.FromMinutes(1));
        await _world.RecordAsync(_world.Poll(Item("g2", "Flood")));

        Assert.Equal(0, await retention.ForgetAsync(_world.Now, LedgerWorld.Token));

        using var archive = Open();
        Assert.Equal(["Flood"], Titles(archive, LedgerWorld.Start));
        Assert.Null(Assert.Single(archive.Find(Item("g1", "").Key, 10)).Text);
    }

    [Fact]
    public async Task An_item_is_found_by_what_its_publisher_calls_it_and_by_the_beginning_of_its_key()
    {
        var identity = ItemIdentity.Of("urn:story:1", new Uri("https://example.org/1"), "Troops leave", "", "");
        var item = Item("g1", "Troops leave") with { Identity = identity, Key = identity.Key(IdentityPolicy.Guid) };
        await _world.RecordAsync(_world.Poll(item, Item("g2", "Flood")));

        using var archive = Open();

        foreach (
            var name in new[]
            {
                "urn:story:1",
                "https://example.org/1",
                item.Key,
                item.Key[..9],
                $"c-{identity.Content}",
            }
        )
            Assert.Equal("Troops leave", Assert.Single(archive.Find(name, 10)).Text!.Title);
        Assert.Empty(archive.Find("urn:story", 10));
        Assert.Empty(archive.Find("https://example.org/2", 10));
    }

    [Fact]
    public async Task Alerts_of_an_item_and_matches_of_a_rule_are_counted_once_for_all_receivers()
    {
        await _world.OweAsync("g1", "desk", "hook");
        await _world.Alerts.DoneAsync((await _world.ClaimAsync())!, _world.Now, LedgerWorld.Token);
        _world.Time.Advance(TimeSpan.FromDays(20));
        await _world.OweAsync("g2", "desk");

        using var archive = Open();

        var hits = Assert.Single(archive.HitsAt(_world.Now));
        Assert.Equal(("iraq", new RuleHits(_world.Now, 1, 2)), (hits.Key, hits.Value));
        Assert.Equal(
            (_world.Now, 0, 1),
            (
                hits.Value.Last,
                archive.HitsAt(_world.Now.AddDays(29))["iraq"].Week,
                archive.HitsAt(_world.Now.AddDays(29))["iraq"].Month
            )
        );
        var first = archive.ItemsSince(LedgerWorld.Start).Last();
        Assert.Equal(
            [("desk", AlertState.Delivered), ("hook", AlertState.Due)],
            archive.AlertsOf(first).Select(owed => (owed.Alert.Receiver, owed.State))
        );
    }

    [Fact]
    public void Without_a_ledger_there_is_no_archive_and_none_is_made()
    {
        var folder = Path.Combine(_world.Folder, "none");

        Assert.Null(LedgerArchive.Open(folder));
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task An_archive_writes_nothing()
    {
        await _world.RecordAsync(_world.Poll(Item("g1", "Troops leave")));
        using var archive = Open();
        using var connection = LedgerConnection.Open(_world.Store.File, isReadOnly: true);

        var fault = Assert.Throws<SqliteException>(() => connection.Execute("DELETE FROM texts"));

        Assert.Equal(SQLitePCL.raw.SQLITE_READONLY, fault.SqliteErrorCode);
    }

    [Fact]
    public async Task A_ledger_from_before_texts_were_kept_is_brought_up_to_date_with_all_its_items()
    {
        await _world.RecordAsync(_world.Poll(Item("g1", "Troops leave")));
        await _world.Store.WriteAsync(
            connection =>
            {
                connection.ExecuteScript(BackToSchema1);
                return connection.Execute("PRAGMA user_version = 1");
            },
            LedgerWorld.Token
        );
        Assert.Contains(
            "has schema 1",
            Assert.Throws<LedgerUnavailable>(() => Open()).Message,
            StringComparison.Ordinal
        );

        await _world.ReopenAsync();
        Assert.Empty(await _world.UnseenAsync(IdentityPolicy.Guid, Item("g1", "Troops leave")));
        await _world.RecordAsync(_world.Poll(Item("g1", "Troops leave"), Item("g2", "Flood")));

        using var archive = Open();
        Assert.Equal(["Flood"], Titles(archive, LedgerWorld.Start));
    }

    /// <summary>Undoes what the later scripts have added.</summary>
    private const string BackToSchema1 = """
        DROP TABLE links; DROP TABLE story_rules; DROP TABLE stories;
        DROP TABLE troubles; ALTER TABLE feeds DROP COLUMN failing_since; ALTER TABLE feeds DROP COLUMN hints;
        ALTER TABLE feeds DROP COLUMN rhythm; ALTER TABLE feeds DROP COLUMN wait; ALTER TABLE feeds DROP COLUMN listed;
        ALTER TABLE feeds DROP COLUMN listed_before; ALTER TABLE feeds DROP COLUMN empty_since;
        ALTER TABLE feeds DROP COLUMN gap_at; ALTER TABLE feeds DROP COLUMN held_until;
        DROP TABLE texts; DROP TABLE attempts; DROP TABLE receivers; DROP TABLE silences; DROP TABLE digests;
        DROP INDEX alerts_in_order; DROP INDEX alerts_by_rule; DROP INDEX alerts_held; DROP INDEX alerts_alone;
        DROP INDEX alerts_by_carrier;
        ALTER TABLE alerts DROP COLUMN feed; ALTER TABLE alerts DROP COLUMN urgent;
        ALTER TABLE alerts DROP COLUMN expires_at; ALTER TABLE alerts DROP COLUMN unfinished;
        ALTER TABLE alerts DROP COLUMN bundle; ALTER TABLE alerts DROP COLUMN carrier;
        ALTER TABLE alerts DROP COLUMN follows;
        CREATE INDEX alerts_in_order ON alerts (receiver, seq, next_attempt, planned_at, state) WHERE settled_at IS NULL;
        """;

    private LedgerArchive Open() => LedgerArchive.Open(_world.Folder)!;

    private static ImmutableArray<string> Titles(LedgerArchive archive, DateTimeOffset since) =>
        [.. archive.ItemsSince(since).Select(item => item.Text!.Title)];

    /// <summary>An item whose guid is its fingerprint, so that keys begin with hexadecimal digits.</summary>
    private static Item Item(string guid, string title)
    {
        var identity = ItemIdentity.Of(guid, null, title, "", "");
        return LedgerWorld.Item(guid) with
        {
            Identity = identity,
            Key = identity.Key(IdentityPolicy.Guid),
            Title = title,
            Summary = $"Summary of {guid}",
            Body = $"Body of {guid}",
            BodyHtml = SafeHtml.Sanitised("<p>Body</p>"),
            Author = "Jo",
        };
    }
}
