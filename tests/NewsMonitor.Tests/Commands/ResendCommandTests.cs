using System.CommandLine;
using NewsMonitor.Commands;
using NewsMonitor.Ledger;
using NewsMonitor.Tests.Ledger;
using Xunit;

namespace NewsMonitor.Tests.Commands;

/// <summary>Sending again what was lost on the other side: the same ids, once however often it is asked for.</summary>
public sealed class ResendCommandTests : IAsyncDisposable
{
    private readonly LedgerWorld _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Everything_since_a_time_is_sent_again_under_its_ids_and_a_second_time_changes_nothing()
    {
        var old = (await _world.OweAsync("g1", "hook"))[0];
        await DeliverAsync("hook", _world.Now - TimeSpan.FromDays(2));
        var sent = (await _world.OweAsync("g2", "hook"))[0];
        await DeliverAsync("hook", _world.Now);
        var dead = (await _world.OweAsync("g3", "hook"))[0];
        await RejectAsync("hook");
        var since = (_world.Now - TimeSpan.FromDays(1)).ToString("O");

        var (code, first, _) = await RunAsync("--since", since, "--receiver", "hook");
        var (again, second, _) = await RunAsync("--since", since, "--receiver", "hook");

        Assert.Equal((ExitCode.Ok, ExitCode.Ok), (code, again));
        Assert.Equal(2, first.Split("\tdue\thook\t").Length - 1);
        Assert.DoesNotContain("\tdue\t", second, StringComparison.Ordinal);
        var rows = await _world.Register.ListAsync(AlertState.Due, null, 10, LedgerWorld.Token);
        Assert.Equal(
            new[] { sent.DeliveryId, dead.DeliveryId }.OrderBy(id => id.Value),
            rows.Select(row => row.Alert.DeliveryId).OrderBy(id => id.Value)
        );
        Assert.Equal(
            AlertState.Delivered,
            (await _world.Register.FindAsync(old.DeliveryId.Value, LedgerWorld.Token))!.State
        );
    }

    [Fact]
    public async Task Of_the_dead_letters_those_since_a_time()
    {
        await _world.OweAsync("g1", "hook");
        await DeliverAsync("hook", _world.Now);
        await _world.OweAsync("g2", "hook");
        await RejectAsync("hook");

        var (code, _, _) = await RunAsync("--dead", "--since", (_world.Now - TimeSpan.FromDays(1)).ToString("O"));

        Assert.Equal(ExitCode.Ok, code);
        Assert.Single(await _world.Register.ListAsync(AlertState.Due, null, 10, LedgerWorld.Token));
    }

    [Fact]
    public async Task A_disabled_receiver_is_sent_nothing_until_it_is_enabled_with_it()
    {
        await _world.OweAsync("g1", "hook");
        await RejectAsync("hook");
        await _world.Register.Standings.DisableAsync("hook", _world.Now, "answered 410", LedgerWorld.Token);

        var (refused, _, errors) = await RunAsync("--dead");
        Assert.Equal(ExitCode.Failed, refused);
        Assert.Contains("hook is disabled", errors, StringComparison.Ordinal);
        Assert.Empty(await _world.Register.ListAsync(AlertState.Due, null, 10, LedgerWorld.Token));

        Assert.Equal(ExitCode.Ok, (await RunAsync("--dead", "--enable")).Code);
        Assert.Single(await _world.Register.ListAsync(AlertState.Due, null, 10, LedgerWorld.Token));
        Assert.Null(await _world.Register.Standings.StandingAsync("hook", LedgerWorld.Token));
    }

    [Fact]
    public async Task A_time_that_is_none_and_ids_beside_it_are_refused()
    {
        Assert.NotEqual(ExitCode.Ok, (await RunAsync("--since", "yesterday-ish")).Code);
        Assert.NotEqual(ExitCode.Ok, (await RunAsync("3fa9", "--since", "2h")).Code);
    }

    private async Task DeliverAsync(string receiver, DateTimeOffset at) =>
        await _world.Alerts.DoneAsync((await _world.ClaimAsync(receiver))!, at, LedgerWorld.Token);

    private async Task RejectAsync(string receiver) =>
        await _world.Alerts.RejectAsync(
            (await _world.ClaimAsync(receiver))!,
            _world.Now,
            "550 5.1.1 no such user",
            null,
            LedgerWorld.Token
        );

    private async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var streams = new InvocationConfiguration { Output = new StringWriter(), Error = new StringWriter() };
        var code = await DeliveriesCommand
            .Create()
            .Parse(["resend", .. arguments, "--data", _world.Folder])
            .InvokeAsync(streams, LedgerWorld.Token);
        return (code, streams.Output.ToString()!, streams.Error.ToString()!);
    }
}
