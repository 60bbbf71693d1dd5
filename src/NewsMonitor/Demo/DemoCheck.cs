using System.Collections.Immutable;
using System.Net;
using MimeKit;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Deliveries;
using NewsMonitor.Ledger;

namespace NewsMonitor.Demo;

/// <summary>Holds what was owed and what arrived against what was expected.</summary>
/// <param name="Seeds">The story and its expectations.</param>
/// <param name="Owed">Every alert in the ledger.</param>
/// <param name="Stories">Every story in the ledger.</param>
/// <param name="Mails">Every mail that arrived.</param>
/// <param name="Calls">Every webhook call that arrived.</param>
internal sealed record DemoCheck(
    Seeds Seeds,
    ImmutableArray<OwedAlert> Owed,
    ImmutableArray<KeptStory> Stories,
    ImmutableArray<ReceivedMail> Mails,
    ImmutableArray<ReceivedCall> Calls
)
{
    /// <summary>Developments that wait to be told with those that follow: the demo ends before their time comes.</summary>
    public IEnumerable<OwedAlert> Waiting =>
        Owed.Where(owed => owed is { State: AlertState.Held, Alert.Reason: AlertReason.Development });

    /// <summary>All other alerts.</summary>
    public IEnumerable<OwedAlert> Due => Owed.Except(Waiting);

    /// <summary>Each way in which it is not as expected, in plain words; none when all is well.</summary>
    public ImmutableArray<string> Differences() =>
        [
            .. Missing(),
            .. Unexpected(),
            .. Unturned(),
            .. Parted(),
            .. Unsettled(),
            .. WrongCopies(),
            .. Strangers(),
            .. Unsigned(),
            .. BadMails(),
        ];

    /// <summary>The guid of an alert's item, or its link where it has no guid.</summary>
    public static string ReferenceOf(Alert alert) =>
        alert.Item.Guid ?? alert.Item.Link?.OriginalString ?? alert.Item.Key;

    /// <summary>Items that were held back because those whom they concern were told the same already.</summary>
    public IEnumerable<ExpectedAlert> HeldBack() =>
        from kept in Stories
        where kept.Told is not null
        from member in kept.Story.Members
        from receiver in kept.Told!.Receivers
        select new ExpectedAlert(kept.RuleId, Seeds.ReferenceOf(member.Title), receiver);

    private IEnumerable<string> Missing() =>
        from alert in Seeds.Expected.Alerts.Except(Owed.Select(Identity)).Except(HeldBack())
        select $"missing: {Describe(alert)}";

    private IEnumerable<string> Unexpected() =>
        from alert in Owed.Select(Identity).Except(Seeds.Expected.Alerts).Except(Seeds.Expected.FollowUps)
        select $"not expected: {Describe(alert)}{Because(alert)}";

    private IEnumerable<string> Unturned() =>
        from turn in Seeds.Expected.Turns
        where
            !Owed.Any(owed =>
                owed.Alert is { Reason: AlertReason.StateChanged, Story: { First: not null, State: { } state } }
                && (owed.Alert.RuleId, owed.Alert.Receiver) == (turn.Rule, turn.Receiver)
                && StoryWording.WordOf(state.Status) == turn.State
            )
        select $"never told as {turn.State}: the story of rule {turn.Rule} to {turn.Receiver}";

    /// <summary>A follow-up stands in the conversation of the alert that it follows.</summary>
    private IEnumerable<string> Parted()
    {
        var threads = Mails
            .DistinctBy(mail => mail.Id)
            .ToDictionary(mail => mail.Id, mail => mail.Message.References.FirstOrDefault());
        return from owed in Owed
            where
                owed.Alert.Story?.First is { } first
                && threads.TryGetValue(owed.Alert.DeliveryId.Value, out var thread)
                && (
                    !threads.TryGetValue(DeliveryId.Of(first.Alert, owed.Alert.Receiver).Value, out var firstThread)
                    || thread is null
                    || thread != firstThread
                )
            select $"not in the conversation of the alert that it follows: {Describe(Identity(owed))}";
    }

    private IEnumerable<string> Unsettled() =>
        from owed in Due
        where owed.State != AlertState.Delivered
        select $"{owed.State} after {owed.Attempts} attempts: {Describe(Identity(owed))}. {owed.LastReason}";

    private IEnumerable<string> WrongCopies()
    {
        var copies = Arrived().CountBy(id => id).ToDictionary();
        return from owed in Due
            let count = copies.GetValueOrDefault(owed.Alert.DeliveryId.Value)
            where count != 1
            select $"arrived {count} times instead of once: {Describe(Identity(owed))}";
    }

    private IEnumerable<string> Strangers() =>
        from id in Arrived().Except(Owed.Select(owed => owed.Alert.DeliveryId.Value))
        select $"arrived under an id that nothing was owed by: {id}";

    private IEnumerable<string> Unsigned() =>
        from call in Calls
        where !call.IsSigned
        select $"a webhook call without a good signature: {call.Id}";

    private IEnumerable<string> BadMails()
    {
        var mails = Mails.DistinctBy(mail => mail.Id).ToDictionary(mail => mail.Id);
        return from owed in Owed
            where mails.ContainsKey(owed.Alert.DeliveryId.Value)
            let fault = FaultOf(mails[owed.Alert.DeliveryId.Value].Message, owed.Alert)
            where fault is not null
            select $"{fault}: {Describe(Identity(owed))}";
    }

    /// <summary>Both parts of a mail must stand alone: headline and link in each.</summary>
    private static string? FaultOf(MimeMessage mail, Alert alert)
    {
        if (!Tells(mail.TextBody, alert.Item.Title, alert.Item.Link))
            return "the text part lacks headline or link";
        return Tells(WebUtility.HtmlDecode(mail.HtmlBody), alert.Item.Title, alert.Item.Link)
            ? null
            : "the HTML part lacks headline or link";
    }

    private static bool Tells(string? part, string title, Uri? link) =>
        part is not null
        && Squeezed(part).Contains(Squeezed(title), StringComparison.Ordinal)
        && (link is null || part.Contains(link.AbsoluteUri, StringComparison.Ordinal));

    /// <summary>Without white space, tags and the asterisks around marked words, so that a text reads as it is seen.</summary>
    private static string Squeezed(string text)
    {
        var isTag = false;
        return string.Concat(
            text.Where(letter =>
            {
                var wasTag = isTag;
                isTag = letter == '<' || (isTag && letter != '>');
                return !wasTag && !isTag && letter != '*' && !char.IsWhiteSpace(letter);
            })
        );
    }

    private IEnumerable<string> Arrived() => Mails.Select(mail => mail.Id).Concat(Calls.Select(call => call.Id));

    private static ExpectedAlert Identity(OwedAlert owed) =>
        new(owed.Alert.RuleId, ReferenceOf(owed.Alert), owed.Alert.Receiver);

    private string Describe(ExpectedAlert alert) =>
        $"rule {alert.Rule} on \"{Seeds.TitleOf(alert.Item)}\" to {alert.Receiver}";

    private string Because(ExpectedAlert alert) =>
        Seeds.Expected.Silence.FirstOrDefault(silence => silence.Item == alert.Item) is { } silence
            ? $" ({silence.Why})"
            : "";
}
