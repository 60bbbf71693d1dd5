using System.Text.Json;
using NewsMonitor.Commands;
using NewsMonitor.Tests.Configuration;
using NewsMonitor.Tests.Ledger;
using Xunit;

namespace NewsMonitor.Tests.Commands;

public sealed class FeedsCommandTests : IAsyncDisposable
{
    private readonly LedgerWorld _ledger = new();
    private readonly ConfigurationWorld _world = new ConfigurationWorld().WriteLeast();

    public FeedsCommandTests() =>
        _world
            .Write(
                "feeds.yaml",
                $$"""
                feeds:
                  - { url: "{{LedgerWorld.Address}}?key=hidden", id: {{LedgerWorld.Feed}}, name: Example World }
                  - { url: "https://example.org/uk.xml", name: Example UK }
                  - { url: "https://example.org/old.xml", name: Example Old, enabled: false }
                """
            )
            .Write("monitor.yaml", $"data: \"{_ledger.Folder}\"");

    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        _world.Dispose();
    }

    [Fact]
    public async Task Every_configured_feed_is_listed_with_its_state_in_the_order_of_the_file()
    {
        await _ledger.RecordAsync(_ledger.Poll(LedgerWorld.Item("g1")));

        var run = await CommandRun.OfAsync("feeds", "list", "-c", _world.Folder);

        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Equal(4, run.Lines.Length);
        Assert.Equal("Feed\tState\tLast success\tRhythm\tNext poll\tRemark", run.Lines[0]);
        Assert.StartsWith(
            "Example World\tok\t2020-01-06 20:00:00Z\t-\t2020-01-06 ",
            run.Lines[1],
            StringComparison.Ordinal
        );
        Assert.Equal("Example UK\tnew\t-\t-\t-\t", run.Lines[2]);
        Assert.Equal("Example Old\toff\t-\t-\t-\t", run.Lines[3]);
    }

    [Fact]
    public async Task Failing_silent_empty_and_moved_are_told_apart_in_plain_words()
    {
        await _ledger.RecordAsync(
            _ledger.Poll(LedgerWorld.Item("g1")) with
            {
                MovedTo = "https://example.org/new.xml?key=hidden",
            }
        );
        await _ledger.RecordAsync(_ledger.Unchanged() with { Error = "HTTP 500 Internal Server Error" });
        await _ledger.RecordAsync(_ledger.Unchanged() with { Error = "HTTP 500 Internal Server Error" });
        var failing = await CommandRun.OfAsync("feeds", "list", "-c", _world.Folder);
        await _ledger.RecordAsync(_ledger.Poll());
        var empty = await CommandRun.OfAsync("feeds", "list", "-c", _world.Folder);
        var page = _ledger.Poll(LedgerWorld.Item("g2"));
        await _ledger.RecordAsync(page with { Page = page.Page! with { Rhythm = TimeSpan.FromMinutes(20) } });
        var silent = await CommandRun.OfAsync("feeds", "list", "-c", _world.Folder);

        Assert.Contains("\tfailing\t", failing.Lines[1], StringComparison.Ordinal);
        Assert.EndsWith(
            "HTTP 500 Internal Server Error (2 times since 2020-01-06 20:00:00Z); moved to https://example.org/new.xml",
            failing.Lines[1],
            StringComparison.Ordinal
        );
        Assert.Contains(
            "lists nothing since 2020-01-06 20:00:00Z; it listed 1 items",
            empty.Lines[1],
            StringComparison.Ordinal
        );
        Assert.Contains("\tsilent\t2020-01-06 20:00:00Z\t20 min\t", silent.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_get_a_line_of_json_a_feed_without_what_an_address_may_hide()
    {
        await _ledger.RecordAsync(_ledger.Poll(LedgerWorld.Item("g1")));

        var run = await CommandRun.OfAsync("feeds", "list", "-c", _world.Folder, "--format", "ndjson");

        using var row = JsonDocument.Parse(run.Lines[0]);
        Assert.Equal("ok", row.RootElement.GetProperty("state").GetString());
        Assert.Equal(LedgerWorld.Address, row.RootElement.GetProperty("address").GetString());
        Assert.Equal(LedgerWorld.Start, row.RootElement.GetProperty("last_success").GetDateTimeOffset());
        Assert.DoesNotContain("hidden", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_the_first_run_it_says_so_and_makes_no_ledger()
    {
        var folder = Path.Combine(_world.Folder, "later");
        _world.Write("monitor.yaml", $"data: \"{folder}\"");

        var run = await CommandRun.OfAsync("feeds", "list", "-c", _world.Folder, "--format", "json");

        Assert.Equal(ExitCode.Ok, run.Code);
        using var rows = JsonDocument.Parse(run.Output);
        Assert.Equal(3, rows.RootElement.GetArrayLength());
        Assert.Contains("'monitor run' makes it", run.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task A_broken_configuration_is_refused()
    {
        _world.Write("feeds.yaml", "feeds:");

        var run = await CommandRun.OfAsync("feeds", "list", "-c", _world.Folder);

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Empty(run.Output);
    }
}
