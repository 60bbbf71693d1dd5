using NewsMonitor.Core.Items;

namespace NewsMonitor.Core.Alerts.Notices;

/// <summary>Something that whoever runs Monitor should know: it travels as an alert, under the same promise.</summary>
/// <param name="Key">What it is about, and since when: the same key is the same notice, and is sent once.</param>
/// <param name="Title">One line.</param>
/// <param name="Text">What was seen, what happens next, what can be done; a paragraph a line.</param>
/// <param name="At">When it was seen.</param>
public sealed record Notice(string Key, string Title, string Text, DateTimeOffset At)
{
    /// <summary>What stands where an alert has the id of its rule.</summary>
    public const string Origin = "monitor";

    /// <summary>The notice as an alert for this receiver.</summary>
    public Alert For(string receiver)
    {
        var identity = ItemIdentity.Of(Key, null, Title, Text, "");
        return new Alert
        {
            Id = AlertId.Of(Origin, Origin, Key, AlertReason.Notice),
            Receiver = receiver,
            Reason = AlertReason.Notice,
            RuleId = Origin,
            RuleName = "Monitor",
            Source = "Monitor",
            Item = new Item
            {
                Feed = Origin,
                Identity = identity,
                Key = identity.Key(IdentityPolicy.Guid),
                Guid = Key,
                Title = Title,
                Summary = Text,
            },
            Evidence = [],
            FirstSeen = At,
        };
    }
}
