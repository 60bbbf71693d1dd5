using NewsMonitor.Core.Rules;
using NewsMonitor.Deliveries;
using NewsMonitor.Deliveries.Webhook;
using Xunit;

namespace NewsMonitor.Tests.Configuration;

/// <summary>How people write when and how alerts go out, and what they are told when they write it wrongly.</summary>
public sealed class DeliveryWordsTests
{
    [Fact]
    public void Modes_quiet_hours_rates_digests_and_presets_are_read()
    {
        using var world = World()
            .Write(
                "monitor.yaml",
                """
                digests: [{ name: morning, cron: "0 7 * * *", zone: Europe/London }]
                deliveries: { flood: 5/1h, catch_up: 2/s, disable_after: 2d }
                watchdog: { every: 30m, ping: "https://dead.example/1" }
                email: { pickup: mail, unsubscribe: "mailto:stop@example.org" }
                """
            )
            .Write(
                "receivers.yaml",
                """
                receivers:
                  - { name: desk, email: desk@example.org, mode: digest morning, quiet: { from: "22:00", to: "7:00", zone: Europe/London }, rate: 30/h }
                  - { name: chat, webhook: "${HOOK_URL}", preset: telegram, chat: "-1001" }
                """
            )
            .Write(
                "rules/iraq.yaml",
                "rules: [{ name: Iraq, places: [Iraq], notify: [desk], mode: batch 10m, urgent: true, expires: 2h }]"
            );

        var read = world.Load();

        var digest = Assert.Single(read.Digests);
        Assert.Equal(("morning", "Europe/London"), (digest.Name, digest.Zone.Id));
        Assert.Equal(new Rate(5, TimeSpan.FromHours(1)), read.Deliveries.Flood);
        Assert.Equal(new Rate(2, TimeSpan.FromSeconds(1)), read.Deliveries.CatchUp);
        Assert.Equal(TimeSpan.FromMinutes(30), read.Watchdog!.Every);
        var desk = read.Receivers[0];
        Assert.Equal(new InDigest("morning"), desk.Mode);
        Assert.Equal((new TimeOnly(22, 0), new TimeOnly(7, 0)), (desk.Quiet!.From, desk.Quiet.To));
        Assert.Equal(new Rate(30, TimeSpan.FromHours(1)), desk.Rate);
        Assert.Equal(
            (Preset.Telegram, "-1001"),
            Assert.IsType<WebhookReceiver>(read.Receivers[1]) is var chat ? (chat.Preset, chat.Chat) : default
        );
        var rule = Assert.Single(read.Rules);
        Assert.Equal(
            (new Batch(TimeSpan.FromMinutes(10)), true, TimeSpan.FromHours(2)),
            (rule.Mode, rule.Urgent, rule.Expires)
        );
    }

    [Theory]
    [InlineData("mode: sometimes", "is not a mode: write instant, batch 10m, or digest NAME")]
    [InlineData("mode: batch 2d", "a batch waits from 1m to 1d")]
    [InlineData("mode: digest evening", "monitor.yaml has no digest \"evening\"")]
    [InlineData("rate: often", "is not a rate")]
    [InlineData("quiet: { from: \"22:00\" }", "needs \"to\"")]
    [InlineData("quiet: { from: \"25:00\", to: \"07:00\" }", "is not a time of day")]
    [InlineData("quiet: { from: \"22:00\", to: \"22:00\" }", "quiet hours that end when they begin")]
    [InlineData("preset: slak", "is not one of slack")]
    [InlineData("preset: telegram", "add chat:")]
    [InlineData("preset: pagerduty", "routing_key")]
    [InlineData("chat: \"1\"", "goes with preset: telegram")]
    [InlineData("bearer: plain", "a secret stands here in plain text")]
    [InlineData("client_certificate: none.pem", "there is no file none.pem")]
    [InlineData("template: bad.json", "this template is not understood")]
    public void What_is_wrong_is_told_with_the_remedy(string line, string told)
    {
        using var world = World()
            .Write("bad.json", "{{ if }}")
            .Write("receivers.yaml", $"receivers: [{{ name: hook, webhook: \"${{HOOK_URL}}\", {line} }}]");
        Assert.Contains(
            world.Problems(),
            problem =>
                problem.Contains(told, StringComparison.Ordinal)
                && problem.StartsWith("receivers.yaml:1:", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("watchdog: { every: 1h }", "a watchdog that nobody hears is none")]
    [InlineData(
        "watchdog: { ping: \"https://dead.example/x\", notify: [nobody] }",
        "receivers.yaml has no receiver \"nobody\""
    )]
    [InlineData("digests: morning", "\"digests\" is a list")]
    [InlineData("digests: [{ name: morning, cron: \"0 25 * * *\" }]", "this cron is not understood")]
    [InlineData("deliveries: { flood: much }", "is not a rate")]
    [InlineData("email: { pickup: mail, unsubscribe: \"ftp://x\" }", "where readers ask for no more mails")]
    [InlineData(
        "email: { pickup: mail, dkim: { domain: example.org, selector: x, key_file: bad.pem } }",
        "holds no private key"
    )]
    [InlineData("email: { pickup: mail, smime: { certificate: bad.pem } }", "no certificate with its key")]
    [InlineData("email: { pickup: mail, templates: empty }", "neither mail.html nor mail.txt")]
    public void What_is_wrong_in_the_main_file_is_told_with_the_remedy(string line, string told)
    {
        using var world = World()
            .Write("bad.pem", "no key")
            .Write("empty/note", "x")
            .Write("monitor.yaml", line + "\n");
        Assert.Contains(
            world.Problems(),
            problem =>
                problem.Contains(told, StringComparison.Ordinal)
                && problem.StartsWith("monitor.yaml:1:", StringComparison.Ordinal)
        );
    }

    private static ConfigurationWorld World() => new ConfigurationWorld().WriteLeast();

    [Theory]
    [InlineData("watchdog")]
    [InlineData("Watchdog")]
    public void A_receiver_that_has_the_name_of_the_watchdog_is_refused(string name)
    {
        using var world = World()
            .Write("receivers.yaml", $"receivers: [{{ name: {name}, webhook: \"${{HOOK_URL}}\" }}]");
        Assert.Contains(
            world.Problems(),
            problem =>
                problem.StartsWith("receivers.yaml:1:", StringComparison.Ordinal)
                && problem.Contains("is the name of Monitor's own watchdog", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_feed_that_has_the_id_of_the_watchdog_is_refused()
    {
        using var world = World()
            .Write("feeds.yaml", "feeds: [{ url: \"https://example.org/x.xml\", id: monitor-watchdog }]");
        Assert.Contains(
            world.Problems(),
            problem => problem.Contains("is the feed of Monitor's own watchdog", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_receiver_that_only_the_watchdog_tells_is_not_called_idle()
    {
        using var world = World()
            .Write("monitor.yaml", "watchdog: { notify: [hook] }\n")
            .Write("receivers.yaml", "receivers: [{ name: hook, webhook: \"${HOOK_URL}\" }]");
        Assert.DoesNotContain(world.Warnings(), warning => warning.Contains("no rule tells", StringComparison.Ordinal));
    }
}
