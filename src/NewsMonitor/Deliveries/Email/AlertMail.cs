using MimeKit;
using MimeKit.Text;
using NewsMonitor.Core.Alerts;

namespace NewsMonitor.Deliveries.Email;

/// <summary>Writes the mail of an alert.</summary>
internal static class AlertMail
{
    private const int LongestSubject = 200;
    private const int LongestRuleInSubject = 60;
    private const int LongestHeader = 400;

    /// <summary>Writes the mail. For one alert it is the same at every attempt, but for its Date.</summary>
    public static MimeMessage Compose(Alert alert, MailboxAddress from, MailboxAddress to, DateTimeOffset now)
    {
        var content = MailContent.Of(alert);
        var mail = new MimeMessage
        {
            MessageId = $"{alert.DeliveryId}@{HostOf(from)}",
            Date = now.ToUniversalTime(),
            Subject = SubjectOf(content),
            Body = BodyOf(alert, content),
        };
        mail.From.Add(from);
        mail.To.Add(to);
        AddHeaders(mail.Headers, alert, from);
        return mail;
    }

    private static string SubjectOf(MailContent content) =>
        CleanText.Cut($"[{CleanText.Cut(content.Rule, LongestRuleInSubject)}] {content.Title}", LongestSubject);

    private static void AddHeaders(HeaderList headers, Alert alert, MailboxAddress from)
    {
        headers.Add(HeaderId.ListId, $"<{Label(alert.RuleId)}.monitor.{HostOf(from)}>");
        headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        headers.Add("X-Monitor-Rule", Value(alert.RuleId));
        headers.Add("X-Monitor-Item", Value(alert.Item.Guid ?? alert.Item.Key));
        headers.Add("X-Monitor-Alert", alert.Id.Value);
    }

    /// <summary>Text first, HTML last: the best form comes last (RFC 2046 §5.1.4).</summary>
    private static MultipartAlternative BodyOf(Alert alert, MailContent content)
    {
        var body = new MultipartAlternative
        {
            Part(TextFormat.Plain, AlertText.Of(content)),
            Part(TextFormat.Html, AlertPage.Of(content)),
        };
        body.Boundary = $"=_{alert.DeliveryId}";
        if (content.Language is { } language)
            body.Headers.Add(HeaderId.ContentLanguage, language);
        return body;
    }

    /// <summary>Quoted-printable keeps every line short and leaves no bare CR, no lone dot and no "From " at its start.</summary>
    private static TextPart Part(TextFormat format, string text) =>
        new(format) { Text = text, ContentTransferEncoding = ContentEncoding.QuotedPrintable };

    private static string Value(string text) => CleanText.Cut(CleanText.Line(text), LongestHeader);

    /// <summary>A label of a List-Id (RFC 2919 §2): letters, digits and hyphens.</summary>
    private static string Label(string ruleId)
    {
        var label = string.Concat(ruleId.Take(60).Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));
        return label.Trim('-') is { Length: > 0 } named ? named : "rule";
    }

    private static string HostOf(MailboxAddress from) =>
        from.GetAddress(idnEncode: true) is var address && address.LastIndexOf('@') is >= 0 and var at
            ? address[(at + 1)..]
            : "localhost";
}
