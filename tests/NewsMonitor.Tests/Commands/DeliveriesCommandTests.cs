using System.CommandLine;
using System.Text.Json;
using NewsMonitor.Commands;
using NewsMonitor.Ledger;
using NewsMonitor.Tests.Ledger;
using Xunit;

namespace NewsMonitor.Tests.Commands;

public sealed class DeliveriesCommandTests : IAsyncDisposable
{
    private readonly LedgerWorld _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Deliveries_are_listed_while_the_monitor_runs_on_the_same_folder()
    {
        using var running = DataFolderLock.Acquire(_world.Folder);
        await _world.OweAsync("g1", "desk");
        await _world.OweAsync("g2", "hook");

        var (code, output, _) = await RunAsync("list");

        Assert.Equal(ExitCode.Ok, code);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("Id\tState\tReceiver\tRule\tHeadline", lines[0], StringComparison.Ordinal);
        Assert.Contains("\tdue\thook\tIraq troop withdrawal\tTitle of g2\t0\t", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_dead_letter_list_says_why()
    {
        await _world.OweAsync("g1", "desk", "hook");
        await RejectAsync("desk");

        var (_, output, _) = await RunAsync("list", "--dead", "--format", "ndjson");

        using var row = JsonDocument.Parse(output);
        Assert.Equal("dead", row.RootElement.GetProperty("state").GetString());
        Assert.Equal("desk", row.RootElement.GetProperty("receiver").GetString());
        Assert.Equal("550 unknown", row.RootElement.GetProperty("reason").GetString());
        Assert.Equal(1, row.RootElement.GetProperty("attempts").GetInt32());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(2, "--due")]
    [InlineData(1, "--dead")]
    [InlineData(3, "--dead", "--due")]
    [InlineData(0, "--sent")]
    [InlineData(1, "--due", "--receiver", "hook")]
    [InlineData(1, "--limit", "1")]
    public async Task Choices_narrow_the_list(int expected, params string[] arguments)
    {
        await _world.OweAsync("g1", "desk", "hook", "ops");
        await RejectAsync("desk");
        await _world.ClaimAsync("hook");

        var (code, output, _) = await RunAsync(["list", "--format", "json", .. arguments]);

        Assert.Equal(ExitCode.Ok, code);
        using var rows = JsonDocument.Parse(output);
        Assert.Equal(expected, rows.RootElement.GetArrayLength());
    }

    [Fact]
    public async Task A_dead_letter_is_sent_anew_by_the_beginning_of_its_id()
    {
        var alert = (await _world.OweAsync("g1", "desk"))[0];
        await RejectAsync("desk");

        var (code, output, _) = await RunAsync("resend", alert.DeliveryId.Value[..10]);

        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains("\tdue\tdesk\t", output, StringComparison.Ordinal);
        Assert.Equal(AlertState.Due, (await _world.OnlyAsync()).State);
    }

    [Fact]
    public async Task The_whole_dead_letter_list_of_a_receiver_is_sent_anew()
    {
        await _world.OweAsync("g1", "desk", "hook");
        await RejectAsync("desk");
        await RejectAsync("hook");

        var (code, _, _) = await RunAsync("resend", "--dead", "--receiver", "hook");

        Assert.Equal(ExitCode.Ok, code);
        Assert.Equal(["hook"], await _world.Alerts.ReceiversOwedAsync(LedgerWorld.Token));
    }

    [Fact]
    public async Task With_one_wrong_id_nothing_is_dropped()
    {
        var alert = (await _world.OweAsync("g1", "desk"))[0];

        var (code, output, errors) = await RunAsync("drop", alert.DeliveryId.Value, "ffffffff00");

        Assert.Equal(ExitCode.Failed, code);
        Assert.Empty(output);
        Assert.Contains("\"ffffffff00\"", errors, StringComparison.Ordinal);
        Assert.Equal(AlertState.Due, (await _world.OnlyAsync()).State);
    }

    [Fact]
    public async Task A_dropped_alert_is_dropped_once()
    {
        var alert = (await _world.OweAsync("g1", "desk"))[0];

        Assert.Equal(ExitCode.Ok, (await RunAsync("drop", alert.DeliveryId.Value)).Code);
        var (code, _, errors) = await RunAsync("drop", alert.DeliveryId.Value);

        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("sent or dropped before", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alert_on_its_way_is_not_sent_twice()
    {
        var alert = (await _world.OweAsync("g1", "desk"))[0];
        await _world.ClaimAsync();

        var (code, _, errors) = await RunAsync("resend", alert.DeliveryId.Value);

        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("is being sent", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_headline_cannot_command_the_terminal_or_break_the_line()
    {
        var item = LedgerWorld.Item("g1") with { Title = "a\u001b[2Jb\nc\td\u202ee" };
        var poll = _world.Poll(item);
        await _world.RecordAsync(poll with { Page = poll.Page! with { Alerts = [LedgerWorld.Alert(item)] } });

        var (_, output, _) = await RunAsync("list");

        Assert.Contains("\ta [2Jb c d e\t", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("resend")]
    [InlineData("drop")]
    [InlineData("resend", "abcd", "--dead")]
    [InlineData("resend", "abcd", "--receiver", "desk")]
    [InlineData("list", "--limit", "0")]
    [InlineData("list", "--limit", "many")]
    [InlineData("list", "--format", "xml")]
    public void A_command_that_does_not_say_what_is_refused(params string[] arguments) =>
        Assert.NotEmpty(DeliveriesCommand.Create().Parse(arguments).Errors);

    [Fact]
    public async Task A_folder_without_a_ledger_is_said_and_left_empty()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_world.Folder, "empty")).FullName;

        var (code, _, errors) = await RunOnAsync(folder, "list");

        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains(folder, errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    private async Task RejectAsync(string receiver) =>
        await _world.Alerts.RejectAsync(
            (await _world.ClaimAsync(receiver))!,
            _world.Now,
            "550 unknown",
            null,
            LedgerWorld.Token
        );

    private Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments) =>
        RunOnAsync(_world.Folder, arguments);

    private static async Task<(int Code, string Output, string Errors)> RunOnAsync(
        string folder,
        params string[] arguments
    )
    {
        var output = new StringWriter();
        var errors = new StringWriter();
        var code = await DeliveriesCommand
            .Create()
            .Parse([.. arguments, "--data", folder])
            .InvokeAsync(new InvocationConfiguration { Output = output, Error = errors }, LedgerWorld.Token);
        return (code, output.ToString(), errors.ToString());
    }
}
