using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Rules;
using NewsMonitor.Deliveries;
using NewsMonitor.Tests.Configuration;
using NewsMonitor.Tests.Ledger;
using Xunit;

namespace NewsMonitor.Tests.Scheduling;

/// <summary>A report whose page its publisher takes off: looked at a few times, and told to those who were told of the report.</summary>
public sealed class LinkRoundTests
{
    private const string Agency =
        "US troops will withdraw from Iraq within weeks, a letter by General William Seely tells the defence ministry in Baghdad. Helicopters are to fly over the green zone by night.";

    private static readonly TimeSpan Window = TimeSpan.FromHours(73);

    [Theory]
    [InlineData(404)]
    [InlineData(410)]
    public async Task A_page_that_is_gone_twice_is_told_once_in_the_thread_to_those_who_were_told(int status)
    {
        await using var world = await ToldAsync();
        var report = (await world.AlertsAsync())[0];
        world.TakeOff("/letter", status);

        await world.PassUntilAskedAsync("/letter");
        Assert.Empty(await world.FollowUpsAsync());
        await world.PassUntilAskedAsync("/letter");
        var told = await world.FollowUpsAsync();
        await world.PassAsync(Window);

        Assert.Equal(
            ["state changed to desk", "state changed to risk"],
            told.Select(alert => $"{ReasonWording.Of(alert.Reason)} to {alert.Receiver}").Order(StringComparer.Ordinal)
        );
        Assert.All(told, alert => Assert.Equal(report.Story!.Key, alert.Story!.Key));
        Assert.All(told, alert => Assert.Equal(report.Id, alert.Story!.First!.Alert));
        Assert.Equal(ReportStatus.Withdrawn, told[0].Story!.State!.Status);
        Assert.Equal(told.Length, (await world.FollowUpsAsync()).Length);
        Assert.Equal(2, world.Server.VisitsTo("/letter"));
        Assert.Equal(0, await world.RowsAsync());
    }

    [Fact]
    public async Task The_first_line_says_what_was_seen_of_whose_page_and_when()
    {
        await using var world = await ToldAsync();
        world.TakeOff("/letter");
        await world.PassUntilAskedAsync("/letter");
        await world.PassUntilAskedAsync("/letter");

        var line = StoryWording.Of((await world.FollowUpsAsync())[0]);

        var hour = StoryWording.Clock(world.Time.GetUtcNow(), LinkWorld.Start);
        Assert.Equal(
            $"WITHDRAWN: the page of The wire is gone (HTTP 410, checked {hour}) — reported 20:01 UTC by The wire",
            line
        );
    }

    [Fact]
    public async Task A_page_that_was_gone_once_and_is_back_is_no_news()
    {
        await using var world = await ToldAsync();
        world.TakeOff("/letter");
        await world.PassUntilAskedAsync("/letter");

        world.Server.Serve("/letter", "<p>Back again</p>", "text/html");
        await world.PassAsync(Window);

        Assert.Empty(await world.FollowUpsAsync());
        Assert.InRange(world.Server.VisitsTo("/letter"), 4, 5);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(429)]
    [InlineData(451)]
    public async Task A_server_in_trouble_or_a_wall_is_no_evidence(int status)
    {
        await using var world = await ToldAsync();
        world.TakeOff("/letter", status);

        await world.PassAsync(Window);

        Assert.Empty(await world.FollowUpsAsync());
        Assert.InRange(world.Server.VisitsTo("/letter"), 3, 4);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/not-found")]
    public async Task A_redirect_is_no_evidence_and_is_not_followed(string target)
    {
        await using var world = await ToldAsync();
        world.Server.Redirect("/letter", 301, target);
        world.Server.Serve("/", "<p>Front page</p>", "text/html");
        world.TakeOff("/not-found", 404);

        await world.PassAsync(Window);

        Assert.Empty(await world.FollowUpsAsync());
        Assert.Equal((4, 0), (world.Server.VisitsTo("/letter"), world.Server.VisitsTo(target)));
    }

    [Fact]
    public async Task An_address_that_is_refused_is_no_evidence()
    {
        await using var world = await LinkWorld.StartAsync();
        // Loopback as well, and not among the hosts that are allowed.
        var refused = new UriBuilder(world.Server.At("/letter")) { Host = "127.0.0.2" }
            .Uri
            .AbsoluteUri;
        await world.TellAsync("wire", WithdrawalStory.Report, WithdrawalStory.ReportText, refused);

        await world.PassAsync(Window);

        Assert.Empty(await world.FollowUpsAsync());
        Assert.Equal(0, world.Server.VisitsTo("/letter"));
    }

    [Fact]
    public async Task After_the_window_no_page_is_looked_at()
    {
        await using var world = await ToldAsync(StoryTelling.Default with { Window = TimeSpan.FromHours(2) });
        await world.PassAsync(TimeSpan.FromHours(2));
        var looks = world.Server.VisitsTo("/letter");
        world.TakeOff("/letter");

        await world.PassAsync(Window);

        Assert.Equal((1, 1), (looks, world.Server.VisitsTo("/letter")));
        Assert.Empty(await world.FollowUpsAsync());
    }

    [Fact]
    public async Task A_restart_between_the_two_looks_changes_nothing()
    {
        await using var world = await ToldAsync();
        world.TakeOff("/letter");
        await world.PassUntilAskedAsync("/letter");
        await world.RestartAsync();

        await world.PassUntilAskedAsync("/letter");
        Assert.Equal(2, (await world.FollowUpsAsync()).Length);
        await world.RestartAsync();
        await world.PassAsync(Window);

        Assert.Equal(2, (await world.FollowUpsAsync()).Length);
        Assert.Equal(2, world.Server.VisitsTo("/letter"));
    }

    [Fact]
    public async Task A_look_that_is_broken_off_is_made_again()
    {
        await using var world = await ToldAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(LinkWorld.Token);
        world.Server.Serve(
            "/letter",
            async context =>
            {
                await stop.CancelAsync();
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            }
        );
        world.Time.Advance(TimeSpan.FromMinutes(70));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.Round.LookAsync(stop.Token));
        world.TakeOff("/letter");
        await world.RestartAsync();

        await world.PassAsync(TimeSpan.FromHours(1));

        Assert.Equal((2, 3), ((await world.FollowUpsAsync()).Length, world.Server.VisitsTo("/letter")));
    }

    [Fact]
    public async Task A_page_of_an_item_that_nobody_was_told_of_is_never_asked_for()
    {
        await using var world = await ToldAsync();
        await world.TellAsync("courier", WithdrawalStory.Copy, WithdrawalStory.CopyText, "/held-back");
        await world.TellAsync("courier", "Sunshine all week", "It stays warm.", "/weather");

        await world.PassAsync(Window);

        Assert.Equal((0, 0), (world.Server.VisitsTo("/held-back"), world.Server.VisitsTo("/weather")));
        Assert.Equal(4, world.Server.VisitsTo("/letter"));
    }

    [Theory]
    [InlineData(false, FollowUps.All, true)]
    [InlineData(true, FollowUps.None, true)]
    [InlineData(true, FollowUps.All, false)]
    public async Task No_page_is_asked_for_where_nobody_wants_to_hear_of_it(
        bool checkPages,
        FollowUps followUps,
        bool stories
    )
    {
        await using var world = await ToldAsync(
            new()
            {
                CheckPages = checkPages,
                FollowUps = followUps,
                Enabled = stories,
            }
        );
        world.TakeOff("/letter");

        await world.PassAsync(Window);

        Assert.Equal(0, world.Server.VisitsTo("/letter"));
    }

    [Fact]
    public async Task A_rule_that_is_changed_to_check_no_pages_asks_for_none_from_then_on()
    {
        await using var world = await ToldAsync();
        await world.PassUntilAskedAsync("/letter");
        await world.RestartAsync(rule => rule with { Stories = rule.Stories with { CheckPages = false } });

        await world.PassAsync(Window);

        Assert.Equal((1, 0), (world.Server.VisitsTo("/letter"), await world.RowsAsync()));
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("", ", check_pages: false", false)]
    [InlineData("check_pages: false", "", false)]
    [InlineData("check_pages: false", ", check_pages: true", false)]
    [InlineData("stories: false", "", false)]
    public void Pages_are_checked_unless_the_rule_or_monitor_yaml_says_otherwise(
        string settings,
        string rule,
        bool expected
    )
    {
        using var files = new ConfigurationWorld();
        files
            .WriteLeast()
            .Write("monitor.yaml", settings)
            .Write("receivers.yaml", "receivers: [{ name: desk, webhook: \"https://example.org/hook\" }]")
            .Write("rules/iraq.yaml", $"rules: [{{ name: Iraq, id: iraq, places: [Iraq], notify: [desk]{rule} }}]");

        var edition = MonitorHost.EditionOf(files.Load());

        Assert.Equal(expected, edition.Desk.RuleOf("iraq")!.Stories.FollowsPages);
    }

    [Fact]
    public async Task Who_wants_corrections_only_hears_that_the_page_is_gone()
    {
        await using var world = await ToldAsync(StoryTelling.Default with { FollowUps = FollowUps.Corrections });
        world.TakeOff("/letter");

        await world.PassAsync(Window);

        Assert.Equal(2, (await world.FollowUpsAsync()).Length);
    }

    [Fact]
    public async Task While_another_outlet_carries_the_story_in_words_of_its_own_it_is_not_withdrawn()
    {
        await using var world = await ToldAsync();
        await world.TellAsync(
            "horizon",
            "Letter: US troops withdraw from Iraq",
            "Seely wrote it, Baghdad says, and wants to know when.",
            "/horizon-page"
        );
        world.TakeOff("/letter");

        await world.PassAsync(Window);

        Assert.DoesNotContain(await world.FollowUpsAsync(), alert => alert.Reason == AlertReason.StateChanged);
        Assert.Equal(2, world.Server.VisitsTo("/letter"));
    }

    [Fact]
    public async Task Copies_of_a_text_that_its_publisher_took_off_do_not_keep_the_story_up()
    {
        await using var world = await LinkWorld.StartAsync();
        await world.TellAsync("wire", WithdrawalStory.Report, Agency, "/letter");
        await world.TellAsync("courier", "Night flights over Baghdad", $"By wire staff - {Agency}", "/copy");
        world.TakeOff("/letter");

        await world.PassAsync(Window);

        Assert.Equal(2, (await world.FollowUpsAsync()).Count(alert => alert.Reason == AlertReason.StateChanged));
        Assert.Equal(0, world.Server.VisitsTo("/copy"));
    }

    [Fact]
    public async Task A_story_is_withdrawn_once_when_the_pages_of_all_its_outlets_are_gone()
    {
        await using var world = await ToldAsync();
        await world.TellAsync(
            "courier",
            "US to withdraw 5,300 troops from Iraq, letter says",
            "Courier reporters have read in Basra that 5,300 US troops withdraw from Iraq.",
            "/number"
        );
        world.TakeOff("/letter");
        await world.PassAsync(TimeSpan.FromHours(4));
        Assert.DoesNotContain(await world.FollowUpsAsync(), alert => alert.Reason == AlertReason.StateChanged);

        world.TakeOff("/number", 404);
        await world.PassAsync(Window);

        var withdrawn = (await world.FollowUpsAsync())
            .Where(alert => alert.Reason == AlertReason.StateChanged)
            .ToList();
        Assert.Equal(2, withdrawn.Count);
        Assert.Equal(("The courier", 404), (withdrawn[0].Story!.State!.Source, withdrawn[0].Story!.State!.PageStatus));
    }

    [Fact]
    public async Task When_many_pages_of_one_host_are_gone_nobody_is_told_of_any_and_the_log_says_so()
    {
        await using var world = await EarthquakesAsync();
        foreach (var (page, _, _) in Earthquakes)
            world.TakeOff(page, 404);

        await world.PassAsync(Window);

        Assert.Empty(await world.FollowUpsAsync());
        Assert.Contains(world.Log.Warnings, line => line.StartsWith("127.0.0.1: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_page_of_many_that_is_gone_is_told()
    {
        await using var world = await EarthquakesAsync();
        world.TakeOff("/cusco", 404);

        await world.PassAsync(Window);

        Assert.All(await world.FollowUpsAsync(), alert => Assert.Equal(Earthquakes[0].Title, alert.Item.Title));
        Assert.Equal(2, (await world.FollowUpsAsync()).Length);
        Assert.Empty(world.Log.Warnings);
    }

    private static readonly (string Page, string Title, string Text)[] Earthquakes =
    [
        ("/cusco", "Earthquake buries 14 miners near Cusco", "Rescuers dig by hand in the copper mine, Peru says."),
        ("/tonga", "Cable to Tonga torn by earthquake", "Banks and telephones are out, the king asks for calm."),
        ("/osaka", "Osaka stops bullet trains after earthquake", "Engineers walk along 80 km of rails."),
        ("/izmir", "Izmir theatre cracked in earthquake, play moved", "Actors carry costumes to a school gym."),
        (
            "/quito",
            "Ecuador's president sleeps in tent after earthquake",
            "He will not enter the palace before Friday."
        ),
        (
            "/naples",
            "Naples zoo loses flamingos in earthquake",
            "A fence fell; keepers found 3 of them at the harbour."
        ),
    ];

    private static async Task<LinkWorld> EarthquakesAsync()
    {
        var world = await LinkWorld.StartAsync(
            WithdrawalStory.Withdrawal with
            {
                Condition = new Phrase { Words = "earthquake" },
            }
        );
        foreach (var (page, title, text) in Earthquakes)
            await world.TellAsync("wire", title, text, page);
        Assert.Equal(
            2 * Earthquakes.Length,
            (await world.AlertsAsync()).Count(alert =>
                alert is { Reason: AlertReason.NewStory, Story.IsProbable: false }
            )
        );
        return world;
    }

    private static async Task<LinkWorld> ToldAsync(StoryTelling? terms = null)
    {
        var world = await LinkWorld.StartAsync(
            WithdrawalStory.Withdrawal with
            {
                Stories = terms ?? StoryTelling.Default,
            }
        );
        await world.TellAsync("wire", WithdrawalStory.Report, WithdrawalStory.ReportText, "/letter");
        return world;
    }
}
