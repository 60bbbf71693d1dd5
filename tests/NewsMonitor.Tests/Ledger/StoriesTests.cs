using System.Collections.Immutable;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Rules;
using NewsMonitor.Ledger;
using Xunit;
using static NewsMonitor.Tests.Ledger.WithdrawalStory;

namespace NewsMonitor.Tests.Ledger;

/// <summary>One story, told once, and taken back when it is denied: matching, stories, alerts and the ledger together.</summary>
public sealed class StoriesTests : IAsyncDisposable
{
    private readonly LedgerWorld _world = new();
    private int _items;

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_report_is_told_at_once_and_its_copies_are_not()
    {
        Assert.Equal(["new story to desk", "new story to risk"], await TellAsync("wire", Report, ReportText));

        Assert.Empty(await TellAsync("courier", Copy, CopyText));
        Assert.Empty(await TellAsync("horizon", Report, ReportText));
    }

    [Fact]
    public async Task Whoever_got_the_report_gets_the_denial_though_the_rule_does_not_find_it()
    {
        var report = await TellAlertsAsync("wire", Report, ReportText);
        await SendAllAsync(_world);

        var denial = await TellAlertsAsync("courier", Denial, DenialText);

        Assert.Equal(["state changed to desk", "state changed to risk"], denial.Select(Words));
        var told = denial[0].Story!;
        Assert.Equal(ReportStatus.Denied, told.State!.Status);
        Assert.Contains("Esper", told.State.Who, StringComparison.Ordinal);
        Assert.Equal((report[0].Id, "wire"), (told.First!.Alert, told.First.Source));
        Assert.Equal(report[0].Story!.Key, told.Key);
        Assert.Equal(Report, told.Title);
    }

    [Theory]
    [InlineData("Seely denies letter on withdrawal")]
    [InlineData("Pentagon: Seely letter on withdrawal to Baghdad is fake")]
    public async Task A_denial_needs_no_not_to_be_followed(string denial)
    {
        await TellAsync("wire", Report, ReportText);
        await SendAllAsync(_world);

        Assert.Equal(["state changed to desk", "state changed to risk"], await TellAsync("courier", denial, ""));
    }

    [Fact]
    public async Task A_denial_that_comes_before_the_report_was_sent_is_told_with_it()
    {
        await TellAsync("wire", Report, ReportText);

        Assert.Empty(await TellAsync("courier", Denial, DenialText));

        var sent = await _world.ClaimAsync();
        Assert.Equal(AlertReason.NewStory, sent!.Alert.Reason);
        Assert.Equal(ReportStatus.Denied, sent.Alert.Story!.State!.Status);
    }

    [Fact]
    public async Task An_item_that_is_edited_into_its_opposite_is_told_to_those_who_got_it()
    {
        var report = await TellAlertsAsync("wire", Report, ReportText);
        await TellAsync("courier", Copy, CopyText);
        await SendAllAsync(_world);

        Assert.Empty(await EditAsync("wire", "g0", Report + ", again", ReportText));
        var denial = await EditAsync("wire", "g0", "Pentagon denies US troops will withdraw from Iraq", ReportText);

        Assert.Equal(["state changed to desk", "state changed to risk"], denial.Select(Words));
        Assert.Equal(ReportStatus.Denied, denial[0].Story!.State!.Status);
        Assert.Equal(_world.Now, denial[0].Story!.State!.At);
        Assert.Equal((report[0].Story!.Key, report[0].Id), (denial[0].Story!.Key, denial[0].Story!.First!.Alert));
        Assert.Empty(await EditAsync("wire", "g0", "Pentagon denies US troops withdraw from Iraq", ReportText));
    }

    [Fact]
    public async Task An_item_that_is_edited_before_it_was_sent_is_told_once_as_it_is_now()
    {
        await TellAsync("wire", Report, ReportText);

        Assert.Empty(await EditAsync("wire", "g0", "Pentagon denies US troops will withdraw from Iraq", ReportText));

        Assert.Equal(ReportStatus.Denied, (await _world.ClaimAsync())!.Alert.Story!.State!.Status);
    }

    [Fact]
    public async Task Who_was_told_of_nothing_hears_of_no_denial()
    {
        Assert.Empty(await TellAsync("courier", Denial, DenialText));
        Assert.Empty(await TellAsync("wire", "Esper denies letter on Iraq", DenialText));
    }

    [Fact]
    public async Task A_denial_that_was_polled_before_its_report_is_told_with_it()
    {
        var denied = LedgerWorld.Start + TimeSpan.FromMinutes(1);
        Assert.Empty(await TellAsync("courier", Denial, DenialText, published: denied));
        await _world.ReopenAsync();

        var report = await TellAlertsAsync("wire", Report, ReportText, published: LedgerWorld.Start);

        Assert.Equal(["new story to desk", "new story to risk"], report.Select(Words));
        var state = report[0].Story!.State!;
        Assert.Equal((ReportStatus.Denied, denied, "courier"), (state.Status, state.At, state.Source));
        Assert.Contains("Esper", state.Who, StringComparison.Ordinal);
        Assert.Empty(await TellAsync("horizon", Report, ReportText));
    }

    [Fact]
    public async Task What_was_denied_before_it_was_reported_is_not_denied_by_that()
    {
        Assert.Empty(await TellAsync("courier", Denial, DenialText, published: LedgerWorld.Start));

        var report = await TellAlertsAsync(
            "wire",
            Report,
            ReportText,
            published: LedgerWorld.Start + TimeSpan.FromMinutes(1)
        );

        Assert.Equal(["new story to desk", "new story to risk"], report.Select(Words));
        Assert.Null(report[0].Story!.State);
    }

    [Fact]
    public async Task A_story_denied_before_its_second_source_came_is_told_as_denied()
    {
        var rule = Withdrawal with { Stories = StoryTelling.Default with { ConfirmBy = 2 } };
        Assert.Empty(await TellAsync("wire", Report, ReportText, rule));
        Assert.Empty(await TellAsync("courier", Denial, DenialText, rule));

        var second = await TellAlertsAsync(
            "horizon",
            "Seely letter: American troops withdraw from Iraq",
            "The general has written to Baghdad, officials there say.",
            rule
        );

        Assert.Equal(["new story to desk", "new story to risk"], second.Select(Words));
        Assert.Equal(ReportStatus.Denied, second[0].Story!.State!.Status);
    }

    [Fact]
    public async Task A_denial_of_something_else_is_no_denial_of_the_story()
    {
        await TellAsync("wire", Report, ReportText);
        await SendAllAsync(_world);

        Assert.Empty(await TellAsync("courier", "Minister denies taking bribes from builder", "The bridge was late."));
        Assert.Empty(await TellAsync("courier", "Iraq denies border was closed to Baghdad lorries", "Traffic flows."));
    }

    [Fact]
    public async Task After_the_window_a_story_is_followed_no_more()
    {
        var rule = Withdrawal with { Stories = StoryTelling.Default with { Window = TimeSpan.FromHours(2) } };
        await TellAsync("wire", Report, ReportText, rule);
        await SendAllAsync(_world);
        _world.Time.Advance(TimeSpan.FromHours(3));

        Assert.Empty(await TellAsync("courier", Denial, DenialText, rule));
    }

    [Fact]
    public async Task Who_wants_no_follow_ups_gets_none()
    {
        var rule = Withdrawal with { Stories = StoryTelling.Default with { FollowUps = FollowUps.None } };
        await TellAsync("wire", Report, ReportText, rule);
        await SendAllAsync(_world);

        Assert.Empty(await TellAsync("courier", Denial, DenialText, rule));
    }

    [Fact]
    public async Task A_new_number_is_a_development_and_waits_its_turn()
    {
        await TellAsync("wire", Report, ReportText);

        var news = await TellAlertsAsync("courier", "US to withdraw 5,300 troops from Iraq, letter says", CopyText);

        Assert.All(news, alert => Assert.Equal(AlertReason.Development, alert.Reason));
        Assert.All(news, alert => Assert.Equal("a new number: 5,300", alert.Story!.Development));
        Assert.Equal(2, news.Length);
        Assert.Equal(2, (await OwedAsync()).Count(owed => owed.State == AlertState.Held));
    }

    [Fact]
    public async Task With_corrections_only_a_new_number_is_not_told()
    {
        var rule = Withdrawal with { Stories = StoryTelling.Default with { FollowUps = FollowUps.Corrections } };
        await TellAsync("wire", Report, ReportText, rule);

        Assert.Empty(await TellAsync("courier", "US to withdraw 5,300 troops from Iraq, letter says", CopyText, rule));
    }

    [Fact]
    public async Task A_story_that_two_must_carry_waits_for_the_second()
    {
        var rule = Withdrawal with { Stories = StoryTelling.Default with { ConfirmBy = 2 } };

        Assert.Empty(await TellAsync("wire", Report, ReportText, rule));
        Assert.Empty(await TellAsync("wire", Copy, CopyText, rule));
        Assert.Empty(await TellAsync("courier", Copy, CopyText, rule));
        Assert.Equal(
            ["new story to desk", "new story to risk"],
            await TellAsync("horizon", "Letter: US troops withdraw from Iraq", "Seely wrote it, Baghdad says.", rule)
        );
    }

    [Fact]
    public async Task Five_outlets_with_one_agency_s_text_are_one_source_before_and_after_a_restart()
    {
        var rule = Withdrawal with { Stories = StoryTelling.Default with { ConfirmBy = 2 } };
        const string agency =
            "US troops will withdraw from Iraq within weeks, a letter by General William Seely tells the defence ministry in Baghdad. Helicopters are to fly over the green zone by night.";

        foreach (var outlet in new[] { "wire", "courier", "horizon", "globe", "herald" })
        {
            Assert.Empty(await TellAsync(outlet, Report, $"{outlet.ToUpperInvariant()} - {agency}", rule));
            await _world.ReopenAsync();
        }
        var told = await TellAlertsAsync(
            "gulf",
            "US troops to leave Iraq within weeks, says letter to Baghdad",
            "Iraqi officers have seen the letter in which General William Seely tells Baghdad that US troops withdraw from Iraq; the ministry keeps silent.",
            rule
        );

        Assert.Equal(["new story to desk", "new story to risk"], told.Select(Words));
        Assert.Equal((6, 4), (told[0].Story!.Sources, told[0].Story!.Copies));
        var kept = Assert.Single(await new StoryRegister(_world.Store).ListAsync(null, 10, Token));
        Assert.Equal(["gulf", "wire"], kept.Story.OwnFeeds);
    }

    [Fact]
    public async Task A_text_that_was_told_is_not_told_again_for_its_new_headline()
    {
        const string agency =
            "US troops will withdraw from Iraq within weeks, a letter by General William Seely tells the defence ministry in Baghdad. Helicopters are to fly over the green zone by night.";
        await TellAsync("wire", Report, agency);

        Assert.Empty(await TellAsync("courier", "Night flights over Baghdad as troops withdraw from Iraq", agency));
        Assert.NotEmpty(
            await TellAsync(
                "horizon",
                "US troops to withdraw from Iraq in 9 days, letter says",
                agency.Replace("within weeks", "within 9 days", StringComparison.Ordinal)
            )
        );
    }

    [Fact]
    public async Task A_feed_that_lists_an_item_once_more_under_another_guid_tells_nothing_new()
    {
        await TellAsync("wire", Report, "");

        Assert.Empty(await TellAsync("wire", Report, ""));
        Assert.NotEmpty(await TellAsync("wire", Report + ", Jordan and Syria", ""));
    }

    [Fact]
    public async Task A_story_that_an_earlier_release_kept_counts_every_feed_as_a_source_of_its_own()
    {
        await TellAsync("wire", Report, ReportText);
        await TellAsync("horizon", Report, ReportText);
        var packed = (byte[])
            (
                await _world.Store.ReadAsync(
                    one => one.Rows("SELECT payload FROM stories", row => row.GetFieldValue<byte[]>(0)),
                    Token
                )
            ).Single();
        using var json = Packed.Open(packed);
        var kept = System.Text.Json.Nodes.JsonNode.Parse(json)!;
        Assert.True(kept["head"]!.AsObject().Remove("ownFeeds"));
        foreach (var member in kept["members"]!.AsArray())
        foreach (var name in new[] { "copy", "headline", "text" })
            member!.AsObject().Remove(name);

        var (story, _) = StoryJson.Read(Packed.Of(System.Text.Encoding.UTF8.GetBytes(kept.ToJsonString())))!.Value;

        Assert.Equal(["horizon", "wire"], story.OwnFeeds);
        Assert.All(story.Members, member => Assert.Null(member.Print ?? (object?)member.Copy));
    }

    [Fact]
    public async Task Events_that_differ_in_nothing_but_the_place_are_each_told()
    {
        var rule = Withdrawal with { Condition = new Phrase { Words = "earthquake" } };
        string[] places = ["Tonga", "Fiji", "Chile", "Japan", "Peru", "Vanuatu", "Samoa", "Alaska"];

        foreach (var place in places)
            Assert.Equal(
                ["new story to desk", "new story to risk"],
                await TellAsync("wire", $"Strong earthquake strikes off {place}", $"The ground shook in {place}.", rule)
            );
        Assert.Empty(await TellAsync("courier", "Earthquake strikes off Peru", "The ground shook in Peru.", rule));
    }

    [Fact]
    public async Task A_new_turn_of_a_story_is_told_although_it_names_nobody_new()
    {
        var rule = Withdrawal with { Condition = new Phrase { Words = "disease outbreak" } };
        await TellAsync("wire", "Ebola outbreak kills 65 in Congo", "Congo reports an Ebola outbreak.", rule);
        await TellAsync("wire", "Ebola outbreak in Congo kills 65", "An Ebola outbreak in Congo kills 65.", rule);

        Assert.NotEmpty(
            await TellAsync(
                "horizon",
                "Ebola outbreak in Congo declared global health emergency",
                "Congo has Ebola.",
                rule
            )
        );
    }

    [Fact]
    public async Task Without_stories_every_item_is_told_on_its_own()
    {
        var rule = Withdrawal with { Stories = StoryTelling.Default with { Enabled = false } };

        Assert.Equal(2, (await TellAsync("wire", Report, ReportText, rule)).Length);
        Assert.Equal(2, (await TellAsync("courier", Report, ReportText, rule)).Length);
        Assert.Equal(0, await _world.Store.ReadAsync(one => one.Number("SELECT COUNT(*) FROM stories"), Token));
    }

    [Fact]
    public async Task A_restart_between_any_two_items_changes_nothing()
    {
        (string Feed, string Title, string Text)[] stream =
        [
            ("wire", Report, ReportText),
            ("courier", Copy, CopyText),
            ("wire", "Germany withdraws 130 troops from Iraq", "Berlin moves its soldiers to Jordan."),
            ("horizon", Denial, DenialText),
            ("courier", "Germany to withdraw some troops from Iraq", "Berlin says its soldiers go to Jordan."),
            (
                "horizon",
                "US confirms letter on Iraq troops was real",
                "The Pentagon confirms General William Seely's letter."
            ),
        ];
        await using var steady = new LedgerWorld();
        var ledger = steady.Feeds;

        foreach (var (feed, title, text) in stream)
        {
            var poll = PollOf(_world, ItemOf(feed, _items++, title, text), Withdrawal);
            var inOne = await ledger.RecordAsync(poll, Token);
            await _world.ReopenAsync();
            Assert.Equal(inOne, await _world.Feeds.RecordAsync(poll, Token));
        }

        Assert.Equal(
            (await new StoryRegister(steady.Store).ListAsync(null, 100, Token)).Select(Shown),
            (await new StoryRegister(_world.Store).ListAsync(null, 100, Token)).Select(Shown)
        );
    }

    private static CancellationToken Token => LedgerWorld.Token;

    private static string Shown(KeptStory kept) =>
        $"{kept.Story.Story.Id} {kept.Story.Story.State.Status} {kept.Story.Pull:0.0000} "
        + string.Join(',', kept.Story.Members.Select(member => member.Key))
        + $" {kept.Told?.Thread} {kept.Told?.LastAt:O} {string.Join(',', kept.Told?.Receivers ?? [])}";

    private static string Words(Alert alert) =>
        $"{NewsMonitor.Deliveries.ReasonWording.Of(alert.Reason)} to {alert.Receiver}";

    private async Task<string[]> TellAsync(
        string feed,
        string title,
        string text,
        WatchRule? rule = null,
        DateTimeOffset? published = null
    ) => [.. (await TellAlertsAsync(feed, title, text, rule, published)).Select(Words)];

    /// <summary>Polls a feed that lists one new item, five minutes later; the alerts that are owed for it.</summary>
    private async Task<ImmutableArray<Alert>> TellAlertsAsync(
        string feed,
        string title,
        string text,
        WatchRule? rule = null,
        DateTimeOffset? published = null
    )
    {
        _world.Time.Advance(TimeSpan.FromMinutes(5));
        var item = ItemOf(feed, _items++, title, text) with { Published = published };
        await _world.RecordAsync(PollOf(_world, item, rule ?? Withdrawal));
        return
        [
            .. (await OwedAsync())
                .Select(owed => owed.Alert)
                .Where(alert => (alert.Item.Feed, alert.Item.Key) == (feed, item.Key))
                .OrderBy(alert => alert.Receiver, StringComparer.Ordinal),
        ];
    }

    /// <summary>Polls a feed whose item was edited, five minutes later; the alerts that are owed for the edit.</summary>
    private async Task<ImmutableArray<Alert>> EditAsync(string feed, string guid, string title, string text)
    {
        _world.Time.Advance(TimeSpan.FromMinutes(5));
        var item = LedgerWorld.Item(guid, content: $"{title} {text}", feed: feed) with
        {
            Title = title,
            Summary = text,
        };
        var seen = await _world.Feeds.RecogniseAsync(feed, IdentityPolicy.Guid, [item], Token);
        var edit = Assert.Single(seen.Recognition.Edited);
        var desk = new AlertDesk(new Matcher(RuleIndex.Build([Withdrawal])));
        var before = (await OwedAsync()).Select(owed => owed.Alert.DeliveryId).ToHashSet();
        var poll = _world.Poll(item);
        await _world.RecordAsync(
            poll with
            {
                Feed = feed,
                Page = poll.Page! with
                {
                    Unseen = [],
                    Changed = [edit],
                    Edits = new PageNews(desk.Find([item], new FeedOrigin(feed, feed, [])), feed, desk),
                },
            }
        );
        return
        [
            .. (await OwedAsync())
                .Select(owed => owed.Alert)
                .Where(alert => !before.Contains(alert.DeliveryId))
                .OrderBy(alert => alert.Receiver, StringComparer.Ordinal),
        ];
    }

    private Task<ImmutableArray<OwedAlert>> OwedAsync() => _world.Register.ListAsync(null, null, 100, Token);
}
