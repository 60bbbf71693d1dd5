namespace NewsMonitor.Deliveries.Email;

/// <summary>How mail leaves: through an SMTP server, or into a folder of <c>.eml</c> files while there is none.</summary>
internal sealed record MailSettings
{
    /// <summary>The sender, as RFC 5322 mailbox: <c>Monitor &lt;monitor@example.org&gt;</c>.</summary>
    public string From { get; init; } = "Monitor <monitor@localhost>";

    /// <summary>The folder that receives one <c>.eml</c> file a mail; null when <see cref="Smtp"/> is used.</summary>
    public string? PickupFolder { get; init; }

    /// <summary>The server; null when <see cref="PickupFolder"/> is used.</summary>
    public SmtpSettings? Smtp { get; init; }

    /// <summary>Where readers ask for no more mails: <c>mailto:</c> or https; null for none.</summary>
    public Uri? Unsubscribe { get; init; }

    /// <summary>Signs the mails; null for no signature.</summary>
    public DkimSettings? Dkim { get; init; }

    /// <summary>Signs the mails' bodies with a certificate; null for no signature.</summary>
    public SmimeSettings? Smime { get; init; }

    /// <summary>A person's own templates; null for ours.</summary>
    public MailTemplates? Templates { get; init; }
}

/// <summary>An SMTP submission server.</summary>
internal sealed record SmtpSettings
{
    /// <summary>Name or address.</summary>
    public required string Host { get; init; }

    /// <summary>587 for STARTTLS, 465 for TLS by default.</summary>
    public int Port { get; init; } = 587;

    /// <summary>STARTTLS by default. Never falls back to less.</summary>
    public SmtpSecurity Security { get; init; } = SmtpSecurity.StartTls;

    /// <summary>The user to authenticate as; null for none.</summary>
    public string? User { get; init; }

    /// <summary>The password of <see cref="User"/>; null for none.</summary>
    public string? Password { get; init; }

    /// <summary>A PEM file of certificates that are trusted beside the system's; null for none.</summary>
    public string? CertificateAuthority { get; init; }
}

/// <summary>How the connection to the server is protected.</summary>
internal enum SmtpSecurity
{
    /// <summary>Plain, then TLS before anything is said (RFC 3207); required, not hoped for.</summary>
    StartTls,

    /// <summary>TLS from the first byte (RFC 8314).</summary>
    Tls,

    /// <summary>None: only where a person has written it.</summary>
    Plain,
}
