using System.CommandLine;
using NewsMonitor.Commands;
using NewsMonitor.Ledger;
using NewsMonitor.Tests.Configuration;
using NewsMonitor.Tests.Ledger;
using NewsMonitor.Tests.Loopback;
using Xunit;

namespace NewsMonitor.Tests.Commands;

/// <summary>What those who look after deliveries ask and do from the command line, on a real ledger.</summary>
public sealed class ReceiversAndSilenceTests : IAsyncLifetime
{
    private readonly LedgerWorld _ledger = new();
    private readonly ConfigurationWorld _configuration = new();
    private WebhookListener _hook = null!;

    public async ValueTask InitializeAsync()
    {
        _hook = await WebhookListener.StartAsync(LedgerWorld.Token);
        _configuration
            .Write("monitor.yaml", $"data: {_ledger.Folder}\nnetwork: {{ allow: [127.0.0.1] }}\n")
            .Write("feeds.yaml", "feeds: [\"https://example.org/world.xml\"]")
            .Write("receivers.yaml", $"receivers: [{{ name: hook, webhook: \"{_hook.Address}\" }}]")
            .Write("rules/iraq.yaml", "rules: [{ name: Iraq, id: iraq, places: [Iraq], notify: [hook] }]");
    }

    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        _configuration.Dispose();
        await _hook.DisposeAsync();
    }

    [Fact]
    public async Task A_silence_is_added_with_end_reason_and_author_listed_and_ended()
    {
        var (code, output, _) = await RunAsync(
            SilenceCommand.Create(),
            "add",
            "--rule",
            "iraq",
            "--for",
            "2h",
            "--reason",
            "known",
            "--author",
            "kim"
        );
        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains("silence 1 of kim until", output, StringComparison.Ordinal);
        Assert.Contains(
            "rule iraq\tkim\tknown",
            (await RunAsync(SilenceCommand.Create(), "list")).Output,
            StringComparison.Ordinal
        );

        Assert.Equal(ExitCode.Ok, (await RunAsync(SilenceCommand.Create(), "expire", "1")).Code);
        Assert.Equal(ExitCode.Failed, (await RunAsync(SilenceCommand.Create(), "expire", "1")).Code);
        Assert.Empty((await RunAsync(SilenceCommand.Create(), "list")).Output);
        Assert.Contains(
            "known",
            (await RunAsync(SilenceCommand.Create(), "list", "--all")).Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_silence_of_what_is_not_there_is_refused()
    {
        var (code, _, errors) = await RunAsync(
            SilenceCommand.Create(),
            "add",
            "--rule",
            "iran",
            "--for",
            "2h",
            "--reason",
            "known"
        );
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("No rule has the id \"iran\"", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("add", "--for", "2h", "--reason", "x")]
    [InlineData("add", "--rule", "iraq", "--for", "2", "--reason", "x")]
    [InlineData("add", "--rule", "iraq", "--for", "2h")]
    [InlineData("expire")]
    public void A_silence_that_does_not_say_what_how_long_or_why_is_refused(params string[] arguments) =>
        Assert.NotEmpty(SilenceCommand.Create().Parse(arguments).Errors);

    [Fact]
    public async Task A_test_goes_the_way_of_alerts_and_is_marked()
    {
        var (code, output, _) = await RunAsync(ReceiversCommand.Create(), "test", "hook");
        Assert.Equal((ExitCode.Ok, "hook has taken the test."), (code, output.Trim()));
        Assert.Contains(
            "\"reason\":\"test\"",
            System.Text.Encoding.UTF8.GetString(Assert.Single(_hook.Posts).Body),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_test_that_fails_says_why_without_the_address()
    {
        _hook.Then(403);
        var (code, _, errors) = await RunAsync(ReceiversCommand.Create(), "test", "hook");
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("answered 403", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disabled_receiver_is_listed_with_its_reason_and_enabled_once()
    {
        await _ledger.OweAsync("g1", "hook");
        await new ReceiverLedger(_ledger.Store).DisableAsync("hook", _ledger.Now, "answered 410", LedgerWorld.Token);
        Assert.Contains(
            "disabled since",
            (await RunAsync(ReceiversCommand.Create(), "list")).Output,
            StringComparison.Ordinal
        );

        Assert.Equal(ExitCode.Ok, (await RunAsync(ReceiversCommand.Create(), "enable", "hook")).Code);
        Assert.Equal(ExitCode.Failed, (await RunAsync(ReceiversCommand.Create(), "enable", "hook")).Code);
        Assert.Contains(
            "hook\twell",
            (await RunAsync(ReceiversCommand.Create(), "list")).Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_alert_is_shown_with_every_failure_and_what_the_receiver_answered()
    {
        var alert = (await _ledger.OweAsync("g1", "hook"))[0];
        await _ledger.Alerts.DeferAsync(
            (await _ledger.ClaimAsync("hook"))!,
            _ledger.Now,
            _ledger.Now,
            "hook.example answered 500",
            "out of\u001b[2J disk",
            LedgerWorld.Token
        );

        var (code, output, _) = await RunAsync(DeliveriesCommand.Create(), "show", alert.DeliveryId.Value[..10]);

        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains("1. 2020-01-06 20:00:00Z  hook.example answered 500", output, StringComparison.Ordinal);
        Assert.Contains("it answered: out of [2J disk", output, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(Command command, params string[] arguments)
    {
        var output = new StringWriter();
        var errors = new StringWriter();
        var code = await command
            .Parse([.. arguments, "--config", _configuration.Folder])
            .InvokeAsync(new InvocationConfiguration { Output = output, Error = errors }, LedgerWorld.Token);
        return (code, output.ToString(), errors.ToString());
    }
}
