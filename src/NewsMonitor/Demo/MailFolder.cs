using System.Collections.Immutable;
using System.Globalization;
using NewsMonitor.Ledger;

namespace NewsMonitor.Demo;

/// <summary>The folder that the mails are left in, for people to open.</summary>
internal static class MailFolder
{
    /// <summary>Writes each mail as <c>.eml</c> and its HTML part as <c>.html</c>, in the order of the story.</summary>
    public static void Write(string folder, ImmutableArray<OwedAlert> alerts, ImmutableArray<ReceivedMail> mails)
    {
        Directory.CreateDirectory(folder);
        var byId = mails.DistinctBy(mail => mail.Id).ToDictionary(mail => mail.Id);
        var number = 0;
        foreach (
            var alert in alerts.Select(owed => owed.Alert).Where(alert => byId.ContainsKey(alert.DeliveryId.Value))
        )
        {
            var mail = byId[alert.DeliveryId.Value];
            var name = string.Create(CultureInfo.InvariantCulture, $"{++number:00}-{alert.Item.Feed}-{alert.RuleId}");
            File.WriteAllBytes(Path.Combine(folder, name + ".eml"), mail.Raw);
            File.WriteAllText(Path.Combine(folder, name + ".html"), mail.Message.HtmlBody);
        }
    }
}
