using MimeKit;

namespace NewsMonitor.Deliveries.Email;

/// <summary>Who writes the mails, and how they are written and signed.</summary>
/// <param name="From">The sender.</param>
/// <param name="Unsubscribe">Where readers ask for no more mails, <c>mailto:</c> or https; null for none.</param>
/// <param name="Signer">Signs the mails; null when no key is configured.</param>
/// <param name="Templates">A person's own templates; null for ours.</param>
/// <param name="Smime">Signs the bodies; null when no certificate is configured.</param>
internal sealed record MailSender(
    MailboxAddress From,
    Uri? Unsubscribe = null,
    DkimSettings? Signer = null,
    MailTemplates? Templates = null,
    SmimeSettings? Smime = null
)
{
    /// <summary>Reads the settings.</summary>
    public static MailSender Of(MailSettings settings) =>
        new(
            MailboxAddress.Parse(settings.From),
            settings.Unsubscribe,
            settings.Dkim,
            settings.Templates,
            settings.Smime
        );

    /// <summary>The right side of our ids.</summary>
    public string Host =>
        From.GetAddress(idnEncode: true) is var address && address.LastIndexOf('@') is >= 0 and var at
            ? address[(at + 1)..]
            : "localhost";
}

/// <summary>Templates that take the place of ours.</summary>
/// <param name="Html">The HTML part; null for ours.</param>
/// <param name="Text">The text part; null for ours.</param>
internal sealed record MailTemplates(AlertTemplate? Html, AlertTemplate? Text);
