using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using NewsMonitor.Configuration.Binding;
using NewsMonitor.Deliveries.Email;

namespace NewsMonitor.Configuration;

/// <summary>Reads how mail leaves.</summary>
internal static class MailSection
{
    /// <summary>Reads <c>email:</c> of the main file.</summary>
    public static MailSettings Read(Section file)
    {
        if (file.Inner("email", KnownKeys.Email) is not { } email)
            return new();
        if (email.Has("pickup") && email.Has("smtp"))
            email.Complain("smtp", "mail leaves one way, and \"pickup\" and \"smtp\" are two: keep one of the two.");
        else if (!email.Has("pickup") && !email.Has("smtp"))
            file.Complain("email", "mail has no way out: add \"pickup: FOLDER\" or \"smtp:\" with a host.");
        return new()
        {
            From = email.Mailbox("from") ?? new MailSettings().From,
            PickupFolder = email.Folder("pickup"),
            Smtp = email.Inner("smtp", KnownKeys.Smtp) is { } smtp ? Smtp(smtp) : null,
            Unsubscribe = Unsubscribe(email),
            Dkim = email.Inner("dkim", KnownKeys.Dkim) is { } dkim ? Dkim(dkim) : null,
            Smime = email.Inner("smime", KnownKeys.Smime) is { } smime ? Smime(smime) : null,
            Templates = MailTemplateFile.Read(email),
        };
    }

    private static Uri? Unsubscribe(Section email)
    {
        if (!email.Has("unsubscribe") || email.Expanded("unsubscribe") is not { } text)
            return null;
        if (
            Uri.TryCreate(text, UriKind.Absolute, out var address)
            && address.Scheme is "https" or "mailto"
            && !text.Any(letter => letter is ' ' or '<' or '>' or ',')
        )
            return address;
        email.Complain(
            "unsubscribe",
            "this is where readers ask for no more mails: write https://… or mailto:desk@example.org."
        );
        return null;
    }

    private static DkimSettings? Dkim(Section dkim)
    {
        dkim.Require("domain", "the domain of the sender, domain: example.org.");
        dkim.Require("selector", "the name of the key in DNS, selector: monitor.");
        dkim.Require("key_file", "the private key, key_file: /run/secrets/dkim.pem.");
        var settings = new DkimSettings(
            dkim.Text("domain") ?? "",
            dkim.Text("selector") ?? "",
            dkim.ExistingFile("key_file") ?? ""
        );
        if (settings.KeyFile.Length > 0 && !settings.IsUsable)
            dkim.Complain("key_file", "this file holds no private key that can sign: it takes an RSA key in PEM.");
        return settings;
    }

    private static SmimeSettings? Smime(Section smime)
    {
        smime.Require("certificate", "the sender's certificate in PEM, certificate: /run/secrets/smime.pem.");
        if (smime.ExistingFile("certificate") is not { } file)
            return null;
        var settings = new SmimeSettings(file, smime.ExistingFile("key_file") ?? file);
        if (!settings.IsUsable)
            smime.Complain(
                "certificate",
                "no certificate with its key can be read here: both are PEM, the key unencrypted, in this file or in key_file: PATH."
            );
        return settings;
    }

    private static SmtpSettings Smtp(Section smtp)
    {
        smtp.Require("host", "write the name of the mail server, host: smtp.example.org.");
        var security = smtp.Choice(
            "security",
            ("starttls", SmtpSecurity.StartTls),
            ("tls", SmtpSecurity.Tls),
            ("plain", SmtpSecurity.Plain)
        );
        var settings = new SmtpSettings
        {
            Host = smtp.Host("host") ?? "",
            Security = security ?? SmtpSecurity.StartTls,
            Port = smtp.Number("port", 1, ushort.MaxValue) ?? PortOf(security ?? SmtpSecurity.StartTls),
            User = smtp.Expanded("user"),
            Password = smtp.Secret("password", "password_file"),
            CertificateAuthority = CertificateFile(smtp),
        };
        CheckAuthentication(smtp, settings);
        return settings;
    }

    private static int PortOf(SmtpSecurity security) =>
        security switch
        {
            SmtpSecurity.Tls => 465,
            SmtpSecurity.Plain => 25,
            _ => 587,
        };

    private static void CheckAuthentication(Section smtp, SmtpSettings settings)
    {
        var hasPassword = smtp.Has("password") || smtp.Has("password_file");
        if (smtp.Has("user") && !hasPassword)
            smtp.Complain("user", "a user needs a password: add password: \"${NAME}\" or password_file: PATH.");
        if (hasPassword && !smtp.Has("user"))
            smtp.Complain(
                smtp.Has("password") ? "password" : "password_file",
                "a password needs a user: add user: NAME."
            );
        if (hasPassword && settings.Security == SmtpSecurity.Plain && !MonitorFile.IsThisMachine(settings.Host))
            smtp.Reading.Problems.Warn(
                smtp.At("security"),
                "the password crosses the network unprotected: write security: starttls."
            );
    }

    private static string? CertificateFile(Section smtp)
    {
        if (smtp.ExistingFile("ca_file") is not { } path)
            return null;
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPemFile(path);
            if (certificates.Count > 0)
                return path;
        }
        catch (Exception fault) when (fault is CryptographicException or IOException or UnauthorizedAccessException)
        {
            // The complaint below says what to do about each of these.
        }
        smtp.Complain(
            "ca_file",
            "this file holds no readable certificate: it takes PEM, which begins with -----BEGIN CERTIFICATE-----."
        );
        return null;
    }
}
