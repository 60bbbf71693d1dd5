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
        await _ledger.Alerts.RejectAsync(claim!, _ledger.Now, "550 unknown", LedgerWorld.Token);

        var run = await AskAsync();

        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Equal("degraded: 0 feeds, 0 failing; 0 alerts due, 1 dead letters", run.Lines[0].TrimEnd());
        Assert.Contains("'monitor deliveries list --dead'", run.Lines[1], StringComparison.Ordinal);
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
    public async Task Where_the_listener_is_off_nobody_can_be_asked()
    {
        _world.Write("monitor.yaml", "status: off");

        var run = await CommandRun.OfAsync("health", "-c", _world.Folder);

        Assert.Equal(ExitCode.Failed, run.Code);
        Assert.Contains("status is off in monitor.yaml", run.Errors, StringComparison.Ordinal);
    }

    private async Task<CommandRun> AskAsync(params string[] options)
    {
        var check = new HealthCheck(new HashSet<string>(), _ledger.Store, _ledger.Feeds, _ledger.Alerts, _ledger.Time);
        var server = new StatusServer(_address, check, NullLogger<StatusServer>.Instance);
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
