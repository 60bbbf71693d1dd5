using MimeKit;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Items;
using NewsMonitor.Demo;
using NewsMonitor.Ledger;
using Xunit;

namespace NewsMonitor.Tests.Demo;

/// <summary>The check must have teeth: each fault is made on purpose and must be named.</summary>
public sealed class DemoCheckTests
{
    private const string Headline = "Troops & tents leave";
    private static readonly DateTimeOffset At = new(2020, 1, 3, 0, 0, 0, TimeSpan.Zero);
    private static readonly OwedAlert ToDesk = Owed("desk");
    private static readonly OwedAlert ToHook = Owed("hook");
    private static readonly DemoCheck Good = new(
        new Seeds(
            "",
            [],
            new ExpectedAlerts(At, At, [new("rule", "guid-1", "desk"), new("rule", "guid-1", "hook")], [])
        ),
        [ToDesk, ToHook],
        [],
        [
            MailOf(
                ToDesk,
                $"{Headline}\nhttps://x.example/1",
                "<b>Troops &amp; tents</b> leave <a href='https://x.example/1'>"
            ),
        ],
        [CallOf(ToHook)]
    );

    [Fact]
    public void All_as_expected_leaves_nothing_to_say() => Assert.Empty(Good.Differences());

    [Fact]
    public void A_missing_alert_is_named() =>
        AssertSays("missing: rule rule on \"guid-1\" to hook", Good with { Owed = [ToDesk], Calls = [] });

    [Fact]
    public void An_alert_that_nobody_expected_is_named() =>
        AssertSays(
            "not expected: rule rule on \"guid-1\" to other",
            Good with
            {
                Owed = [ToDesk, ToHook, Owed("other")],
            }
        );

    [Fact]
    public void An_alert_that_never_arrived_is_named() =>
        AssertSays("arrived 0 times instead of once: rule rule on \"guid-1\" to hook", Good with { Calls = [] });

    [Fact]
    public void An_alert_that_arrived_twice_is_named() =>
        AssertSays("arrived 2 times instead of once", Good with { Calls = [CallOf(ToHook), CallOf(ToHook)] });

    [Fact]
    public void A_call_under_an_unknown_id_is_named() =>
        AssertSays("arrived under an id", Good with { Calls = [CallOf(ToHook), CallOf(Owed("stranger"))] });

    [Fact]
    public void A_call_without_a_good_signature_is_named() =>
        AssertSays("without a good signature", Good with { Calls = [CallOf(ToHook) with { IsSigned = false }] });

    [Fact]
    public void An_alert_that_is_still_due_is_named_with_its_reason() =>
        AssertSays(
            "Due after 2 attempts: rule rule on \"guid-1\" to desk. no route",
            Good with
            {
                Owed = [ToDesk with { State = AlertState.Due, Attempts = 2, LastReason = "no route" }, ToHook],
            }
        );

    [Fact]
    public void A_mail_whose_text_part_lacks_the_headline_is_named() =>
        AssertSays("the text part lacks", Good with { Mails = [MailOf(ToDesk, "https://x.example/1", Headline)] });

    [Fact]
    public void A_mail_whose_html_part_lacks_the_link_is_named() =>
        AssertSays(
            "the HTML part lacks",
            Good with
            {
                Mails = [MailOf(ToDesk, $"{Headline}\nhttps://x.example/1", Headline)],
            }
        );

    private static void AssertSays(string words, DemoCheck check) =>
        Assert.Contains(check.Differences(), difference => difference.Contains(words, StringComparison.Ordinal));

    private static OwedAlert Owed(string receiver) =>
        new()
        {
            Alert = new Alert
            {
                Id = AlertId.Of("rule", "feed", "g-1", AlertReason.NewStory),
                Receiver = receiver,
                Reason = AlertReason.NewStory,
                RuleId = "rule",
                RuleName = "Rule",
                Source = "Feed",
                Item = new Item
                {
                    Feed = "feed",
                    Identity = new ItemIdentity("1", null, "1"),
                    Key = "g-1",
                    Guid = "guid-1",
                    Title = Headline,
                    Link = new Uri("https://x.example/1"),
                },
                Evidence = [],
                FirstSeen = At,
            },
            State = AlertState.Delivered,
            Attempts = 1,
            OwedSince = At,
        };

    private static ReceivedCall CallOf(OwedAlert owed) => new(owed.Alert.DeliveryId.Value, [], IsSigned: true, At);

    private static ReceivedMail MailOf(OwedAlert owed, string text, string html)
    {
        using var message = new MimeMessage
        {
            MessageId = $"{owed.Alert.DeliveryId}@x.example",
            Body = new MultipartAlternative
            {
                new TextPart("plain") { Text = text },
                new TextPart("html") { Text = html },
            },
        };
        using var raw = new MemoryStream();
        message.WriteTo(raw);
        return new ReceivedMail("monitor@x.example", ["desk@x.example"], raw.ToArray(), At);
    }
}
