using Xunit;

namespace NewsMonitor.AcceptanceTests;

/// <summary>The books must have teeth: each kind of loss is made on purpose and must be counted.</summary>
public sealed class CrashReportTests
{
    private static readonly CrashReport Good = new()
    {
        Items = ["a", "b"],
        Arrivals = [Mail("a", "1"), Mail("b", "2"), Call("a", "3"), Call("b", "4")],
        Kills = 5,
        Integrity = ["ok"],
        MaxMiB = 90,
        Recoveries = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)],
        Took = TimeSpan.FromSeconds(60),
    };

    [Fact]
    public void A_clean_run_is_told_in_one_line() =>
        Assert.Equal(
            "5 kills, 2 alerts, 0 never on a recorded page, 2 channels, 4 delivered distinct, 0 LOST, 0 duplicated, 0 extra copies, 1 max copies, 1 distinct ids per alert, integrity ok (1 checks), max RSS 90 MiB, restart-to-first-delivery 2.0 s median 3.0 s max, 60 seconds",
            Good.ToString()
        );

    [Fact]
    public void An_alert_that_one_channel_lacks_is_lost() =>
        Assert.Equal(1, (Good with { Arrivals = Good.Arrivals.RemoveAt(3) }).Lost);

    [Fact]
    public void An_alert_that_no_recorded_poll_found_listed_is_not_owed_and_counted_apart()
    {
        var report = Good with { Arrivals = [Mail("a", "1"), Call("a", "3")], Unread = ["b"] };

        Assert.Equal(0, report.Lost);
        Assert.Contains("1 never on a recorded page", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_and_third_copy_are_two_extra_copies_of_one_alert()
    {
        var report = Good with { Arrivals = [.. Good.Arrivals, Mail("a", "1"), Mail("a", "1")] };

        Assert.Equal(
            (1, 2, 3, 2),
            (report.Duplicated, report.ExtraCopies, report.MaxCopies, report.ExtraCopiesOn("mail"))
        );
    }

    [Fact]
    public void A_copy_under_another_id_is_seen() =>
        Assert.Equal(2, (Good with { Arrivals = [.. Good.Arrivals, Mail("a", "other")] }).MaxIds);

    [Fact]
    public void Two_alerts_under_one_id_are_seen() =>
        Assert.Equal(1, (Good with { Arrivals = [.. Good.Arrivals, Call("c", "4")] }).SharedIds);

    [Fact]
    public void A_broken_ledger_is_seen() => Assert.False((Good with { Integrity = ["ok", "row 3 missing"] }).IsIntact);

    private static Arrival Mail(string item, string id) => new("mail", item, id, DateTimeOffset.UnixEpoch);

    private static Arrival Call(string item, string id) => new("webhook", item, id, DateTimeOffset.UnixEpoch);
}
