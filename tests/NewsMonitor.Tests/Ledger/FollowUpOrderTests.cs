using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Rules;
using NewsMonitor.Ledger;
using Xunit;

namespace NewsMonitor.Tests.Ledger;

/// <summary>A denial or a development never reaches a receiver before the report that it follows.</summary>
public sealed class FollowUpOrderTests : IAsyncDisposable
{
    private static readonly TimeSpan Wait = TimeSpan.FromHours(1);
    private readonly LedgerWorld _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData(AlertReason.StateChanged, false)]
    [InlineData(AlertReason.StateChanged, true)]
    [InlineData(AlertReason.Development, false)]
    [InlineData(AlertReason.Development, true)]
    public async Task What_follows_a_deferred_report_waits_for_it_also_when_urgent(AlertReason reason, bool isUrgent)
    {
        var report = await OweReportAsync();
        await DeferAsync();
        await OweAsync(FollowUp(report, "g2", reason) with { Urgent = isUrgent });

        Assert.Null(await _world.ClaimAsync());
        Assert.Equal(_world.Now + Wait, await _world.Alerts.NextDueAsync("desk", onlyUrgent: false, LedgerWorld.Token));

        _world.Time.Advance(Wait);
        var again = await _world.ClaimAsync();
        Assert.Equal("Title of g1", again!.Alert.Item.Title);
        Assert.Null(await _world.ClaimAsync());

        await _world.Alerts.DoneAsync(again, _world.Now, LedgerWorld.Token);
        Assert.Equal("Title of g2", (await _world.ClaimAsync())!.Alert.Item.Title);
    }

    [Fact]
    public async Task What_follows_a_report_that_was_given_up_is_told_at_once()
    {
        var report = await OweReportAsync();
        var claim = await _world.ClaimAsync();
        await OweAsync(FollowUp(report, "g2"));
        await _world.Alerts.RejectAsync(claim!, _world.Now, "550 no such user", null, LedgerWorld.Token);

        Assert.Equal("Title of g2", (await _world.ClaimAsync())!.Alert.Item.Title);
    }

    [Fact]
    public async Task What_follows_a_report_that_this_receiver_was_never_owed_waits_for_nothing()
    {
        var report = await OweReportAsync();
        await DeferAsync();
        await OweAsync(FollowUp(report, "g2") with { Receiver = "night" });

        Assert.Equal("Title of g2", (await _world.ClaimAsync("night"))!.Alert.Item.Title);
    }

    [Fact]
    public async Task What_waits_for_its_report_holds_up_nothing_else()
    {
        var report = await OweReportAsync();
        await DeferAsync();
        await OweAsync(FollowUp(report, "g2"));
        await _world.OweAsync("g3", "desk");

        Assert.Equal("Title of g3", (await _world.ClaimAsync())!.Alert.Item.Title);
        Assert.Null(await _world.ClaimAsync());
    }

    [Fact]
    public async Task In_a_batch_with_others_it_does_not_overtake_its_report_either()
    {
        var report = await OweReportAsync();
        await DeferAsync();
        var window = new Batch(TimeSpan.FromMinutes(10));
        await OweAsync(FollowUp(report, "g2") with { Mode = window });
        foreach (var other in new[] { "g3", "g4" })
            await OweAsync(LedgerWorld.Alert(LedgerWorld.Item(other)) with { Mode = window });

        _world.Time.Advance(window.Window);
        await new HeldAlerts(_world.Store).ReleaseDueAsync("desk", _world.Now, LedgerWorld.Token);

        var batch = await _world.ClaimAsync();
        Assert.Equal(["Title of g3", "Title of g4"], batch!.Alert.Members.Select(member => member.Item.Title));
        Assert.Null(await _world.ClaimAsync());
    }

    [Fact]
    public async Task A_report_that_a_batch_tells_is_told_when_the_batch_is()
    {
        var window = new Batch(TimeSpan.FromMinutes(10));
        var report = LedgerWorld.Alert(LedgerWorld.Item("g1")) with { Mode = window };
        await OweAsync(report);
        await OweAsync(LedgerWorld.Alert(LedgerWorld.Item("g3")) with { Mode = window });
        _world.Time.Advance(window.Window);
        await new HeldAlerts(_world.Store).ReleaseDueAsync("desk", _world.Now, LedgerWorld.Token);
        await DeferAsync();
        await OweAsync(FollowUp(report, "g2"));

        Assert.Null(await _world.ClaimAsync());
        _world.Time.Advance(Wait);
        var batch = await _world.ClaimAsync();
        Assert.Equal(2, batch!.Alert.Members.Length);
        await _world.Alerts.DoneAsync(batch, _world.Now, LedgerWorld.Token);
        Assert.Equal("Title of g2", (await _world.ClaimAsync())!.Alert.Item.Title);
    }

    [Fact]
    public async Task An_older_ledger_learns_which_reports_are_waited_for()
    {
        var report = await OweReportAsync();
        await OweAsync(FollowUp(report, "g2"));
        var script = Schema.Scripts[6];
        script = script[
            script.IndexOf("UPDATE alerts", StringComparison.Ordinal)..script.IndexOf(
                "DROP INDEX",
                StringComparison.Ordinal
            )
        ];

        var follows = await _world.Store.WriteAsync(
            connection =>
            {
                connection.Execute("UPDATE alerts SET follows = NULL");
                connection.ExecuteScript(script);
                return connection.Rows(
                    "SELECT follows FROM alerts ORDER BY seq",
                    row => row.IsDBNull(0) ? null : row.GetString(0)
                );
            },
            LedgerWorld.Token
        );

        Assert.Equal([null, report.DeliveryId.Value], follows);
    }

    /// <summary>However many wait, a claim is found in the order of its index, and each report by its id.</summary>
    [Theory]
    [InlineData(ClaimRows.NextUnsuspected, "alerts_in_order")]
    [InlineData(ClaimRows.NextDue, "alerts_in_order")]
    [InlineData(ClaimRows.NextDueOfRule, "alerts_by_rule")]
    public async Task Claims_and_the_reports_they_wait_for_are_found_by_index(string sql, string index)
    {
        var plan = await _world.Store.ReadAsync(
            connection =>
                connection.Rows(
                    $"EXPLAIN QUERY PLAN {sql}",
                    row => row.GetString(3),
                    [
                        .. new[] { "@receiver", "@urgent", "@now", "@due", "@slack", "@claimed", "@farthest" }
                            .Append("@rule")
                            .Where(name => sql.Contains(name, StringComparison.Ordinal))
                            .Select(name => (name, (object?)0)),
                    ]
                ),
            LedgerWorld.Token
        );

        Assert.Contains(plan, step => step.Contains($"SEARCH alerts USING INDEX {index}", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN alerts", StringComparison.Ordinal));
        Assert.Contains(
            plan,
            step =>
                step.Contains("SEARCH report", StringComparison.Ordinal)
                && step.Contains("delivery_id=?", StringComparison.Ordinal)
        );
    }

    private static Alert FollowUp(Alert report, string guid, AlertReason reason = AlertReason.StateChanged)
    {
        var alert = LedgerWorld.Alert(LedgerWorld.Item(guid));
        return alert with
        {
            Id = AlertId.Of(alert.RuleId, alert.Item.Feed, alert.Item.Key, reason),
            Reason = reason,
            Story = new StoryThread("story", "Title of g1")
            {
                First = new(report.Id, report.Source, LedgerWorld.Start),
            },
        };
    }

    private async Task<Alert> OweReportAsync()
    {
        var report = LedgerWorld.Alert(LedgerWorld.Item("g1")) with { Story = new StoryThread("story", "Title of g1") };
        await OweAsync(report);
        return report;
    }

    private Task<bool> OweAsync(Alert alert) => _world.Alerts.OweAsync(alert, _world.Now, LedgerWorld.Token);

    /// <summary>The receiver puts the next one off.</summary>
    private async Task DeferAsync() =>
        await _world.Alerts.DeferAsync(
            (await _world.ClaimAsync())!,
            _world.Now,
            _world.Now + Wait,
            "450 try later",
            null,
            LedgerWorld.Token
        );
}
