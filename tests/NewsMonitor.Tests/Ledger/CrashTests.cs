using System.Collections.Immutable;
using System.Diagnostics;
using NewsMonitor.Ledger;
using Xunit;

namespace NewsMonitor.Tests.Ledger;

/// <summary>
/// The order of writing, under a real SIGKILL: this test program starts itself again, has one alert owed, claimed and done,
/// and is killed on the way.
/// </summary>
public sealed class CrashTests
{
    private const string FolderVariable = "MONITOR_TEST_LEDGER";

    private static readonly ImmutableArray<(string Point, AlertState? Left, int Attempts)> Steps =
    [
        ("before-owed", null, 0),
        ("after-owed", AlertState.Due, 0),
        ("before-claim", AlertState.Due, 0),
        ("claimed", AlertState.Claimed, 1),
        ("before-done", AlertState.Claimed, 1),
        ("after-done", AlertState.Delivered, 1),
    ];

    [Fact]
    public Task A_kill_at_any_step_leaves_what_was_promised_and_nothing_else()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a killed process looks different on Windows");
        return Task.WhenAll(Steps.Select(step => KillAsync(step.Point, step.Left, step.Attempts)));
    }

    [Fact]
    public async Task Without_a_kill_the_alert_is_owed_claimed_and_done()
    {
        var given = Environment.GetEnvironmentVariable(FolderVariable);
        var folder = given ?? Directory.CreateTempSubdirectory("monitor-crash-").FullName;
        await using (var store = LedgerStore.Open(folder, TimeProvider.System))
        {
            var now = TimeProvider.System.GetUtcNow();
            var item = LedgerWorld.Item("g1");
            await new FeedLedger(store).RecordAsync(
                new PollRecord
                {
                    Feed = LedgerWorld.Feed,
                    Address = LedgerWorld.Address,
                    At = now,
                    NextPoll = now + TimeSpan.FromMinutes(5),
                    Page = new ListedPage
                    {
                        ETag = "\"a\"",
                        DocumentHash = "hash",
                        Policy = default,
                        Listed = [item],
                        Unseen = [item],
                        Alerts = [LedgerWorld.Alert(item)],
                    },
                },
                LedgerWorld.Token
            );
            var alerts = new AlertLedger(store);
            var claim = await alerts.ClaimNextAsync("desk", now, LedgerWorld.Lease, LedgerWorld.Token);
            await alerts.DoneAsync(claim!, now, LedgerWorld.Token);

            Assert.Equal(1, (await new AlertRegister(store).CountsAsync(LedgerWorld.Token)).Delivered);
        }
        if (given is null)
            Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("claimed:3", "claimed", 3)]
    [InlineData("smtp-data-sent:1", "smtp-data-sent", 1)]
    public void A_crash_point_is_a_name_and_the_pass_at_which_to_die(string setting, string name, int pass) =>
        Assert.Equal((name, pass), CrashPoint.Read(setting));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("claimed")]
    [InlineData(":1")]
    [InlineData("claimed:0")]
    [InlineData("claimed:often")]
    public void What_names_no_crash_point_kills_nobody(string? setting) => Assert.Null(CrashPoint.Read(setting));

    private static async Task KillAsync(string point, AlertState? left, int attempts)
    {
        var folder = Directory.CreateTempSubdirectory("monitor-crash-").FullName;
        try
        {
            Assert.Equal((point, 128 + 9), (point, await LiveAsync(folder, point)));
            Assert.Equal((left, attempts), await StandingAsync(folder, asHolder: false));
            // Whoever was claimed when the process died is due again at once, with that attempt counted.
            var next = left is AlertState.Claimed ? AlertState.Due : left;
            Assert.Equal((next, attempts), await StandingAsync(folder, asHolder: true));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>How far the one alert has come, with its attempts; checks that the feed's page is there exactly if it is.</summary>
    private static async Task<(AlertState? State, int Attempts)> StandingAsync(string folder, bool asHolder)
    {
        var time = TimeProvider.System;
        await using var store = asHolder ? LedgerStore.OpenAsHolder(folder, time) : LedgerStore.Open(folder, time);
        var alerts = await new AlertRegister(store).ListAsync(null, null, 10, LedgerWorld.Token);
        var feeds = await new FeedLedger(store).AllAsync(LedgerWorld.Token);
        Assert.Equal(alerts.Length, feeds.Count(feed => feed is { HasBaseline: true, ETag: "\"a\"" }));
        return alerts.IsEmpty ? (null, 0) : (Assert.Single(alerts).State, alerts[0].Attempts);
    }

    /// <summary>Runs the test above in a process of its own; its exit code, which for a killed one is 128 + 9.</summary>
    private static async Task<int> LiveAsync(string folder, string point)
    {
        var itself = typeof(CrashTests).Assembly.Location;
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(itself);
        start.ArgumentList.Add("-method");
        start.ArgumentList.Add($"*.{nameof(Without_a_kill_the_alert_is_owed_claimed_and_done)}");
        start.Environment[FolderVariable] = folder;
        start.Environment["MONITOR_CRASH_AT"] = $"{point}:1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(LedgerWorld.Token);
        var errors = process.StandardError.ReadToEndAsync(LedgerWorld.Token);
        await process.WaitForExitAsync(LedgerWorld.Token);
        TestContext.Current.TestOutputHelper?.WriteLine(await output + await errors);
        return process.ExitCode;
    }
}
