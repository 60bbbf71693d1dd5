using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using NewsMonitor.Commands;
using NewsMonitor.Status;
using NewsMonitor.Tests.Configuration;
using NewsMonitor.Tests.Ledger;
using Xunit;

namespace NewsMonitor.Tests.Commands;

public sealed class HealthCommandTests : IAsyncDisposable
{
    private readonly LedgerWorld _ledger = new();
    private readonly ConfigurationWorld _world = new ConfigurationWorld().WriteLeast();
    private readonly RunningConfiguration _running = new(
        new ConfigurationStanding { Rules = 3, Since = LedgerWorld.Start }
    );
    private readonly string _address = $"127.0.0.1:{FreePort()}";

    public HealthCommandTests() => _world.Write("monitor.yaml", $"status: {{ listen: \"{_address}\" }}");

    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        _world.Dispose();
    }

    [Fact]
    public async Task A_worker_that_is_well_is_one_line()
    {
        var run = await AskAsync();

        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Equal("ok: 0 feeds, 0 failing; 0 alerts due, 0 dead letters", run.Output.TrimEnd());
    }

    [Fact]
    public async Task What_is_wrong_follows_with_what_to_do()
    {
        await _ledger.OweAsync("g1", "desk");
        var claim = await _ledger.ClaimAsync();
        await _ledger.Alerts.RejectAsync(claim!, _ledger.Now, "550 unknown", null, LedgerWorld.Token);

        var run = await AskAsync();

        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Equal("degraded: 0 feeds, 0 failing; 0 alerts due, 1 dead letters", run.Lines[0].TrimEnd());
        Assert.Contains("'monitor deliveries list --dead'", run.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_that_are_older_than_the_files_are_said_with_the_first_problem_and_what_waits_for_a_restart()
    {
        _running.Now = _running.Now with
        {
            OlderSince = LedgerWorld.Start,
            FirstProblem = "rules/iraq.yaml:4:5    \"plases\" is not a key of a rule.",
            AwaitRestart = ["receivers", "email"],
        };

        var run = await AskAsync();

        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.StartsWith("degraded:", run.Output, StringComparison.Ordinal);
        Assert.Equal(
            "  the running rules are older than the files since 2020-01-06 20:00:00Z: rules/iraq.yaml:4:5    \"plases\" is not a key of a rule. See 'monitor check'",
            run.Lines[1].TrimEnd()
        );
        Assert.Equal("  restart to apply what was changed: receivers, email", run.Lines[2].TrimEnd());
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public async Task Metrics_say_in_a_number_whether_the_files_are_in_force(bool isRefused, int isInForce)
    {
        if (isRefused)
            _running.Now = _running.Now with { OlderSince = LedgerWorld.Start, FirstProblem = "a problem" };

        var text = MetricsText.Of(await Check().LookAsync(LedgerWorld.Token));

        Assert.Contains(
            $"\nmonitor_configuration_last_reload_successful {isInForce}\n",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("\nmonitor_rules 3\n", text, StringComparison.Ordinal);
        Assert.Contains("monitor_ledger_writable 1\n", text, StringComparison.Ordinal);
        Assert.All(
            text.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.Matches(@"^(# (HELP|TYPE) \w+ .+|\w+ \d+)$", line)
        );
    }

    [Fact]
    public async Task Programs_get_the_answer_as_it_is()
    {
        var run = await AskAsync("--format", "json");

        using var health = JsonDocument.Parse(run.Output);
        Assert.Equal("ok", health.RootElement.GetProperty("status").GetString());
        Assert.Equal(0, health.RootElement.GetProperty("alerts_due").GetInt32());
    }

    [Fact]
    public async Task A_worker_that_does_not_answer_ends_with_1_and_the_address_that_was_asked()
    {
        var run = await CommandRun.OfAsync("health", "-c", _world.Folder);

        Assert.Equal(ExitCode.Failed, run.Code);
        Assert.Empty(run.Output);
        Assert.Contains($"no answer at {_address}", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_is_asked_although_its_files_are_broken()
    {
        _world.Write("rules/none.yaml", "rules: [");

        var run = await AskAsync();

        Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Errors));
    }

    [Fact]
    public async Task Where_the_listener_is_off_nobody_can_be_asked()
    {
        _world.Write("monitor.yaml", "status: off");

        var run = await CommandRun.OfAsync("health", "-c", _world.Folder);

        Assert.Equal(ExitCode.Failed, run.Code);
        Assert.Contains("status is off in monitor.yaml", run.Errors, StringComparison.Ordinal);
    }

    private HealthCheck Check() => new(_running, _ledger.Store, _ledger.Feeds, _ledger.Register, _ledger.Time);

    private async Task<CommandRun> AskAsync(params string[] options)
    {
        var server = new StatusServer(_address, Check(), NullLogger<StatusServer>.Instance);
        await server.StartAsync(LedgerWorld.Token);
        try
        {
            return await CommandRun.OfAsync(["health", "-c", _world.Folder, .. options]);
        }
        finally
        {
            await server.StopAsync(LedgerWorld.Token);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
