using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;
using NewsMonitor.Ledger;
using Xunit;

namespace NewsMonitor.Tests.Ledger;

public sealed class AlertJsonTests
{
    [Fact]
    public void An_alert_comes_back_from_the_ledger_as_it_went_in()
    {
        var item = LedgerWorld.Item("tag:example.org,2020:1", "l1") with
        {
            Title = "États-Unis: \"withdraw\" 👍 <b>撤军</b>",
            Summary = "First line\nSecond line",
            SummaryHtml = SafeHtml.Sanitised("<p>First</p>"),
            Author = "A. Writer",
            Published = new DateTimeOffset(2020, 1, 6, 15, 4, 5, TimeSpan.FromHours(-5)),
            Updated = LedgerWorld.Start,
            Language = "fr",
            Tags = ["world", "iraq"],
        };
        var alert = LedgerWorld.Alert(item) with
        {
            RuleSource = "rules/iraq.yaml:3:5",
            Evidence =
            [
                new Evidence(
                    "phrase: troop withdrawal",
                    ItemField.Summary,
                    "withdraw the troops",
                    4,
                    23,
                    "They withdraw the troops.",
                    0,
                    [new TextSpan(4, 12), new TextSpan(17, 23)],
                    EvidenceReason.VerbNoun
                ),
            ],
        };

        var read = AlertJson.Read(AlertJson.Write(alert))!;

        Assert.Equivalent(alert, read, strict: true);
        Assert.Equal(alert.DeliveryId, read.DeliveryId);
        Assert.Equal(item.Published!.Value.Offset, read.Item.Published!.Value.Offset);
    }

    [Fact]
    public void Text_is_kept_in_its_own_script()
    {
        var json = AlertJson.Write(LedgerWorld.Alert(LedgerWorld.Item("g") with { Title = "撤军" }));
        Assert.Contains("撤军", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_character_does_not_lose_the_alert()
    {
        var alert = LedgerWorld.Alert(LedgerWorld.Item("g") with { Title = "broken \ud83d here" });
        Assert.Equal("broken \ufffd here", AlertJson.Read(AlertJson.Write(alert))!.Item.Title);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"v":2,"id":"a"}""")]
    public void What_this_release_cannot_read_is_no_alert(string json) => Assert.Null(AlertJson.Read(json));
}
