using System.Collections.Immutable;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Rules;
using Xunit;

namespace NewsMonitor.Tests.Alerts;

public sealed class AlertPolicyTests
{
    private static readonly DateTimeOffset Now = new(2020, 1, 6, 20, 5, 0, TimeSpan.Zero);

    [Fact]
    public void Each_receiver_of_a_rule_is_owed_an_alert_of_its_own()
    {
        var alerts = AlertPolicy.Decide([MatchFor("desk", "ops-hook")], "Example Daily", Now);

        Assert.Equal(["desk", "ops-hook"], alerts.Select(alert => alert.Receiver));
        Assert.Single(alerts.Select(alert => alert.Id).Distinct());
        Assert.Equal(2, alerts.Select(alert => alert.DeliveryId).Distinct().Count());
    }

    [Fact]
    public void A_receiver_named_twice_is_told_once() =>
        Assert.Single(AlertPolicy.Decide([MatchFor("desk", "desk")], "Example Daily", Now));

    [Fact]
    public void A_rule_that_notifies_nobody_owes_nothing() =>
        Assert.Empty(AlertPolicy.Decide([MatchFor()], "Example Daily", Now));

    [Fact]
    public void The_same_news_has_the_same_ids_in_every_process_and_release()
    {
        var alert = AlertId.Of("iraq", "daily", "g-1", AlertReason.NewStory);

        Assert.Equal(alert, AlertId.Of("iraq", "daily", "g-1", AlertReason.NewStory));
        Assert.Equal(DeliveryId.Of(alert, "desk"), DeliveryId.Of(alert, "desk"));
    }

    [Theory]
    [InlineData("iraq", "daily", "g-2")]
    [InlineData("iraq", "daily2", "g-1")]
    [InlineData("iraqd", "aily", "g-1")]
    public void Other_rules_feeds_and_items_have_other_ids(string rule, string feed, string item) =>
        Assert.NotEqual(
            AlertId.Of("iraq", "daily", "g-1", AlertReason.NewStory),
            AlertId.Of(rule, feed, item, AlertReason.NewStory)
        );

    [Fact]
    public void An_id_holds_nothing_that_a_header_could_trip_over()
    {
        var id = DeliveryId.Of(AlertId.Of("a.b\r\n Bcc: x", "f", "k", AlertReason.NewStory), "Zoë <z@example.org>");

        Assert.Matches("^[0-9a-f]{32}$", id.Value);
    }

    [Fact]
    public void A_long_summary_is_cut_between_words_and_shows_it()
    {
        var match = MatchFor("desk");
        var item = match.Item with { Summary = string.Join(' ', Enumerable.Repeat("withdrawal", 300)) };

        var summary = AlertPolicy.Decide([match with { Item = item }], "Example Daily", Now).Single().Item.Summary;

        Assert.True(summary.Length <= AlertPolicy.SummaryLimit + 1);
        Assert.EndsWith("withdrawal…", summary, StringComparison.Ordinal);
    }

    [Fact]
    public void The_body_stays_behind()
    {
        var match = MatchFor("desk");
        var item = match.Item with { Body = "long", BodyHtml = SafeHtml.Sanitised("<p>long</p>") };

        var alert = AlertPolicy.Decide([match with { Item = item }], "Example Daily", Now).Single();

        Assert.Empty(alert.Item.Body);
        Assert.Null(alert.Item.BodyHtml);
    }

    private static Match MatchFor(params ImmutableArray<string> receivers)
    {
        var rule = new WatchRule
        {
            Id = "iraq",
            Name = "Iraq",
            Condition = new Place { Words = "Iraq" },
            Receivers = receivers,
        };
        var item = new Item
        {
            Feed = "daily",
            Identity = new ItemIdentity("1", null, "c"),
            Key = "g-1",
            Title = "Rockets hit Baghdad",
        };
        return new Match(rule, item, []);
    }
}
