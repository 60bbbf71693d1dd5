using System.Text.Json;
using System.Text.RegularExpressions;
using MimeKit;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Rules;
using NewsMonitor.Deliveries;
using NewsMonitor.Deliveries.Email;
using NewsMonitor.Deliveries.Webhook;
using NewsMonitor.Ledger;
using NewsMonitor.Tests.Ledger;
using Xunit;
using static NewsMonitor.Tests.Ledger.WithdrawalStory;

namespace NewsMonitor.Tests.Deliveries;

/// <summary>A digest tells each story once, as it stands when the digest is gathered: from items to the mail.</summary>
public sealed class DigestStoriesTests : IAsyncDisposable
{
    private static readonly WatchRule Evening = Withdrawal with
    {
        Receivers = ["desk"],
        Mode = new InDigest("evening"),
    };

    private readonly LedgerWorld _world = new();
    private int _items;

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task What_was_reported_and_denied_since_the_last_digest_is_one_block_that_says_denied_first()
    {
        await TellAsync("wire", Report, ReportText);
        await TellAsync("courier", Copy, CopyText);
        await TellAsync("gulf", Denial, DenialText);

        var digest = await DigestAsync();

        var tale = Assert.Single(digest.Tales);
        Assert.Equal((ReportStatus.Denied, true), (tale.State!.Status, tale.IsNews));
        Assert.Equal(
            [("Wire", ReportStatus.Reported), ("Courier", ReportStatus.Reported), ("Gulf", ReportStatus.Denied)],
            tale.TimeLine.Select(moment => (moment.Source, moment.Status))
        );
        Assert.Equal(
            ["https://wire.example/1", "https://courier.example/2", "https://gulf.example/3"],
            tale.Sources.Select(source => source.Link?.OriginalString)
        );
        using var mail = Compose(digest);
        var text = mail.TextBody!;
        Assert.Matches("^1 story, 1 denied\n", text);
        Assert.Matches(
            @"== Iraq troop withdrawal\n\n\* DENIED by .*Esper.*, 22:00 UTC — reported 20:00 UTC by Wire\n",
            text
        );
        Assert.Matches(@"  > Esper \*denies\* letter on Iraq", text);
        Assert.Matches(
            @"  - reported 20:00 UTC by Wire\n  - reported 21:00 UTC by Courier\n  - denied 22:00 UTC by .*\(Gulf\)\n",
            text
        );
        Assert.Single(Regex.Matches(text.Replace("*", "", StringComparison.Ordinal), Regex.Escape(Report)));
        Assert.Contains(
            "1 denied: DENIED by",
            Regex.Match(mail.HtmlBody!, "display:none[^>]*>([^<]*)<").Value,
            StringComparison.Ordinal
        );
        foreach (var link in tale.Sources.Select(source => source.Link!.OriginalString))
            Assert.Contains($"href=\"{link}\"", mail.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_whose_page_is_gone_is_withdrawn_by_what_was_seen_and_by_nobody()
    {
        await TellAsync("wire", Report, ReportText);
        await TellAsync("courier", Report, ReportText);
        var links = new LinkLedger(_world.Store, new Random(4));
        for (var look = 0; look < 2; look++)
        {
            var due = await links.TakeDueAsync(_world.Now, TimeSpan.FromHours(1), 25, LedgerWorld.Token);
            await links.RecordAsync(
                [new LinkLook(Assert.Single(due), 410)],
                new AlertDesk(new Matcher(RuleIndex.Build([Evening]))),
                _world.Now,
                LedgerWorld.Token
            );
            _world.Time.Advance(TimeSpan.FromMinutes(20));
        }

        var digest = await DigestAsync();

        Assert.Equal(ReportStatus.Withdrawn, Assert.Single(digest.Tales).State!.Status);
        using var mail = Compose(digest);
        Assert.Matches("^1 story, 1 withdrawn\n", mail.TextBody);
        Assert.Contains(
            "* WITHDRAWN: the page of Wire is gone (HTTP 410, checked 22:20 UTC) — reported 20:00 UTC by Wire\n",
            mail.TextBody,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "  - reported 20:00 UTC by Wire\n  - reported 21:00 UTC by Courier\n  - withdrawn 22:20 UTC: the page of Wire is gone (HTTP 410)\n",
            mail.TextBody,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Copies_that_came_after_the_report_stand_in_the_block_though_they_owed_no_alert()
    {
        await TellAsync("wire", Report, ReportText);
        await TellAsync("courier", Copy, CopyText);

        var tale = Assert.Single((await DigestAsync()).Tales);

        Assert.Null(tale.State);
        Assert.Equal(["Wire", "Courier"], tale.Sources.Select(source => source.Name));
        Assert.Equal(ReportText, tale.Sentence!.Text);
        Assert.Contains("troops withdraw", Marked(tale.Sentence), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_story_that_turns_after_its_digest_is_denied_in_the_next_one_with_how_it_began()
    {
        await TellAsync("wire", Report, ReportText);
        Assert.Null(Assert.Single((await DigestAsync("2020-01-06T21:00")).Tales).State);
        await TellAsync("gulf", Denial, DenialText);

        var digest = await DigestAsync("2020-01-07T07:00");

        var tale = Assert.Single(digest.Tales);
        Assert.Equal((ReportStatus.Denied, true), (tale.State!.Status, tale.IsNews));
        Assert.Equal(["Wire", "Gulf"], tale.TimeLine.Select(moment => moment.Source));
        using var mail = Compose(digest);
        Assert.Equal($"Re: [evening] {Report}", mail.Subject);
    }

    [Fact]
    public async Task The_subject_of_a_digest_of_many_stories_names_what_changed()
    {
        await TellOfProtestsAsync();
        await TellAsync("wire", Report, ReportText);
        await TellAsync("gulf", Denial, DenialText);

        var digest = await DigestAsync();

        Assert.Equal(2, digest.Tales.Length);
        using var mail = Compose(digest);
        Assert.Equal($"[evening] 2 stories, 1 denied: {Report}, …", mail.Subject);
    }

    [Fact]
    public async Task A_story_that_was_joined_with_another_is_one_block()
    {
        await TellOfProtestsAsync();
        await TellAsync("wire", Report, ReportText);
        var stories = await new StoryRegister(_world.Store).ListAsync("iraq", 10, LedgerWorld.Token);
        Assert.Equal(2, stories.Length);
        var ids = stories.Select(story => story.Story.Story.Id).ToArray();
        await new StoryRegister(_world.Store).ChangeAsync(
            new JoinByHand("iraq", ids[0], ids[1]),
            TimeSpan.FromHours(72),
            telling: null,
            _world.Now,
            LedgerWorld.Token
        );

        var digest = await DigestAsync();

        Assert.Equal(2, digest.Tales.SelectMany(tale => tale.Alerts).Distinct().Count());
        Assert.Single(digest.Tales.Select(tale => tale.StoryId).Distinct());
        Assert.Single(digest.Tales);
    }

    [Fact]
    public async Task A_webhook_gets_the_stories_of_a_digest_whole()
    {
        await TellAsync("wire", Report, ReportText);
        await TellAsync("courier", Copy, CopyText);
        await TellAsync("gulf", Denial, DenialText);

        var digest = await DigestAsync();
        using var body = JsonDocument.Parse(WebhookBody.Of(digest));

        var story = Assert.Single(body.RootElement.GetProperty("stories").EnumerateArray());
        Assert.Equal("denied", story.GetProperty("state").GetString());
        Assert.StartsWith("DENIED by", story.GetProperty("state_line").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            [
                "2020-01-06T20:00:00Z reported Wire",
                "2020-01-06T21:00:00Z reported Courier",
                "2020-01-06T22:00:00Z denied Gulf",
            ],
            story
                .GetProperty("timeline")
                .EnumerateArray()
                .Select(one => $"{one.GetProperty("at")} {one.GetProperty("state")} {one.GetProperty("source")}")
        );
        Assert.Contains("denies", story.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.Equal(3, story.GetProperty("sources").GetArrayLength());
        Assert.Equal(
            body.RootElement.GetProperty("members")
                .EnumerateArray()
                .Select(one => one.GetProperty("alert").GetString()),
            story.GetProperty("items").EnumerateArray().Select(one => one.GetString())
        );
    }

    [Fact]
    public async Task A_template_of_ones_own_tells_how_stories_stand()
    {
        await TellAsync("wire", Report, ReportText);
        await TellAsync("courier", Copy, CopyText);
        await TellAsync("gulf", Denial, DenialText);
        var template = AlertTemplate
            .Parse(
                "{{ for one in stories }}{{ one.state_line }} / {{ one.timeline[0].source }} / {{ one.sources.size }}{{ end }}",
                AlertTemplate.Escaping.None
            )
            .Template!;

        Assert.Matches("^DENIED by .*reported 20:00 UTC by Wire / Wire / 3$", template.Render(await DigestAsync()));
    }

    [Theory]
    [InlineData("Slack")]
    [InlineData("Teams")]
    [InlineData("Discord")]
    [InlineData("Mattermost")]
    [InlineData("Ntfy")]
    [InlineData("Telegram")]
    [InlineData("PagerDuty")]
    public async Task A_chat_reads_how_a_story_stands_before_its_headline(string preset)
    {
        await TellAsync("wire", Report, ReportText);
        await TellAsync("gulf", Denial, DenialText);
        var digest = await DigestAsync();

        using var body = JsonDocument.Parse(PresetBody.Of(ReceiverOf(preset), digest));

        var said = string.Join('\n', JsonText.StringsOf(body.RootElement)).Replace("\\", "", StringComparison.Ordinal);
        Assert.Matches("DENIED by .*21:00 UTC", said);
        if (preset != "PagerDuty")
            Assert.Contains("reported 20:00 UTC by Wire", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_time_line_is_folded_and_keeps_how_it_began_and_what_changed()
    {
        var tale = new StoryTale("s", "Report")
        {
            RuleId = "iraq",
            TimeLine =
            [
                .. Enumerable
                    .Range(0, 12)
                    .Select(hour => new TaleMoment(
                        LedgerWorld.Start.AddHours(-hour),
                        hour == 7 ? ReportStatus.Denied : ReportStatus.Reported,
                        "",
                        $"Outlet {hour}",
                        ""
                    ))
                    .Reverse(),
            ],
            Sources = [],
            Alerts = [],
        };

        var lines = TaleWording.Folded(tale, LedgerWorld.Start, most: 6);

        Assert.Equal(7, lines.Length);
        Assert.Equal("reported 09:00 UTC by Outlet 11", lines[0]);
        Assert.Equal("denied 13:00 UTC by Outlet 7", lines[1]);
        Assert.Equal("reported 20:00 UTC by Outlet 0", lines[5]);
        Assert.Equal("and 6 more", lines[6]);
    }

    private async Task TellAsync(string feed, string title, string text)
    {
        var item = ItemOf(feed, ++_items, title, text) with
        {
            Link = new Uri($"https://{feed}.example/{_items}"),
            Published = _world.Now,
        };
        await _world.RecordAsync(PollOf(_world, item, Evening));
        _world.Time.Advance(TimeSpan.FromHours(1));
    }

    private async Task<Alert> DigestAsync(string slot = "2020-01-06T23:30")
    {
        var held = new HeldAlerts(_world.Store, id => $"{char.ToUpperInvariant(id[0])}{id[1..]}");
        Assert.Equal(1, await held.GatherDigestAsync("evening", slot, _world.Now, LedgerWorld.Token));
        var claim = await _world.ClaimAsync();
        await _world.Alerts.DoneAsync(claim!, _world.Now, LedgerWorld.Token);
        return claim!.Alert;
    }

    private MimeMessage Compose(Alert alert) =>
        AlertMail.Compose(
            alert,
            new MailSender(MailboxAddress.Parse("Monitor <monitor@example.org>")),
            new MailboxAddress("", "desk@example.org"),
            _world.Now
        );

    /// <summary>Another event that the rule finds as well.</summary>
    private Task TellOfProtestsAsync() =>
        TellAsync("courier", "Iraq protests over troop withdrawal from Mosul base fade", "Rain fell on the square.");

    private static string Marked(TaleSentence sentence) =>
        string.Join(' ', sentence.Marks.Select(mark => sentence.Text[mark.Start..mark.End]));

    private static WebhookReceiver ReceiverOf(string preset) =>
        new()
        {
            Name = "hook",
            Address = new Uri("https://hooks.example.org/topic"),
            Preset = Enum.Parse<Preset>(preset),
            Chat = "-100",
            RoutingKey = "key",
        };
}
