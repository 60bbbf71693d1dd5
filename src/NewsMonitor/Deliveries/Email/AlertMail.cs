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

    /// <summary>Writes the mail. For one alert it is the same at every attempt, but for its Date and what signs it.</summary>
    public static MimeMessage Compose(Alert alert, MailSender sender, MailboxAddress to, DateTimeOffset now)
    {
        var content = MailContent.Of(alert);
        var body = BodyOf(alert, content, sender.Templates);
        var mail = new MimeMessage
        {
            MessageId = IdOf(alert.Id, alert, sender),
            Date = now.ToUniversalTime(),
            Subject = SubjectOf(alert, content),
            Body = sender.Smime is { } certificate ? certificate.Sign(body, alert.DeliveryId) : body,
        };
        // Copies: an address knows every mail it stands in, and one that lives on would keep them all in memory.
        mail.From.Add(sender.From.Clone());
        mail.To.Add(to.Clone());
        AddHeaders(mail.Headers, alert, sender);
        AddThread(mail, alert, sender);
        sender.Signer?.Sign(mail, now);
        return mail;
    }

    /// <summary>Mails of one story have one subject, that of its first: mail programs part threads by it.</summary>
    private static string SubjectOf(Alert alert, MailContent content)
    {
        var title =
            alert.Story is { } story ? CleanText.Line(story.Title)
            : alert.Members.IsEmpty ? content.Title
            : CleanText.Line(alert.Item.Title);
        var mark =
            alert.Reason == AlertReason.Test ? "[TEST] "
            : alert.Story?.First is not null ? "Re: "
            : "";
        return CleanText.Cut($"{mark}[{CleanText.Cut(content.Rule, LongestRuleInSubject)}] {title}", LongestSubject);
    }

    /// <summary>
    /// All mails of a story to one reader name one root, which no mail has itself: so the thread holds even when its first
    /// mail was lost, or told in a digest. Those that follow it are replies to it.
    /// </summary>
    private static void AddThread(MimeMessage mail, Alert alert, MailSender sender)
    {
        if (alert.Story is not { } story)
            return;
        var root = $"{DeliveryId.Of(new AlertId(story.Key), alert.Receiver)}.story@{sender.Host}";
        mail.References.Add(root);
        if (story.First is { } first)
            mail.References.Add(IdOf(first.Alert, alert, sender));
        mail.InReplyTo = mail.References[^1];
    }

    /// <summary>The Message-ID of an alert to the receiver of this one.</summary>
    private static string IdOf(AlertId id, Alert alert, MailSender sender) =>
        $"{DeliveryId.Of(id, alert.Receiver)}@{sender.Host}";

    private static void AddUnsubscribe(HeaderList headers, MailSender sender)
    {
        var address = sender.Unsubscribe ?? new Uri($"mailto:{sender.From.Address}?subject=unsubscribe");
        headers.Add(HeaderId.ListUnsubscribe, $"<{address.OriginalString}>");
        // One click may only be offered over https and under a signature (RFC 8058 §4).
        if (address.Scheme == Uri.UriSchemeHttps && sender.Signer is not null)
            headers.Add(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click");
    }

    private static void AddHeaders(HeaderList headers, Alert alert, MailSender sender)
    {
        headers.Add(HeaderId.ListId, $"<{Label(alert.RuleId)}.monitor.{sender.Host}>");
        AddUnsubscribe(headers, sender);
        headers.Add(
            "Feedback-ID",
            $"{Label(alert.RuleId)}:{Label(alert.Receiver)}:{ReasonWording.Of(alert.Reason).Replace(' ', '-')}:monitor"
        );
        headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        if (alert.Urgent)
            headers.Add("Importance", "high");
        headers.Add("X-Monitor-Rule", Value(alert.RuleId));
        headers.Add("X-Monitor-Item", Value(alert.Item.Guid ?? alert.Item.Key));
        headers.Add("X-Monitor-Alert", alert.Id.Value);
    }

    /// <summary>Text first, HTML last: the best form comes last (RFC 2046 §5.1.4).</summary>
    private static MultipartAlternative BodyOf(Alert alert, MailContent content, MailTemplates? templates)
    {
        var body = new MultipartAlternative
        {
            Part(TextFormat.Plain, templates?.Text?.Render(alert) ?? AlertText.Of(content)),
            Part(TextFormat.Html, templates?.Html?.Render(alert) ?? AlertPage.Of(content)),
        };
        body.Boundary = $"=_{alert.DeliveryId}";
        if (content.Language is { } language)
            body.Headers.Add(HeaderId.ContentLanguage, language);
        return body;
    }

    /// <summary>Quoted-printable keeps every line short and every byte ASCII, whatever the server offers.</summary>
    private static TextPart Part(TextFormat format, string text) =>
        new(format) { Text = text, ContentTransferEncoding = ContentEncoding.QuotedPrintable };

    private static string Value(string text) => CleanText.Cut(CleanText.Line(text), LongestHeader);

    /// <summary>A label of a List-Id (RFC 2919 §2): letters, digits and hyphens.</summary>
    private static string Label(string ruleId)
    {
        var label = string.Concat(ruleId.Take(60).Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));
        return label.Trim('-') is { Length: > 0 } named ? named : "rule";
    }
}
