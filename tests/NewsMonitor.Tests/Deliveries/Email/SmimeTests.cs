using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using NewsMonitor.Deliveries.Email;
using Xunit;

namespace NewsMonitor.Tests.Deliveries.Email;

/// <summary>Signatures that mail programs check, held against a program that is not ours.</summary>
public sealed class SmimeTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("monitor-smime-");
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Openssl_finds_the_signature_good_and_a_changed_text_bad(bool dkimToo)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/openssl"), "openssl is not here");
        var raw = await ComposeAsync(dkimToo);
        Assert.Equal(0, await VerifyAsync(raw));
        Assert.NotEqual(0, await VerifyAsync(raw.Replace("withdraw", "increase", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_program_that_knows_no_signatures_shows_the_same_mail()
    {
        using var plain = Compose(Sender);
        using var signed = Compose(Sender with { Smime = Settings() });
        Assert.Equal(plain.HtmlBody, signed.HtmlBody);
        Assert.Equal(plain.TextBody, signed.TextBody);
        Assert.Equal(plain.MessageId, signed.MessageId);
    }

    [Fact]
    public void What_holds_no_certificate_with_its_key_is_not_usable()
    {
        var settings = Settings();
        Assert.True(settings.IsUsable);
        Assert.False((settings with { CertificateFile = settings.KeyFile }).IsUsable);
        Assert.False((settings with { KeyFile = settings.CertificateFile }).IsUsable);
        Assert.False((settings with { KeyFile = Path.Combine(_folder.FullName, "none") }).IsUsable);
    }

    private static MailSender Sender { get; } = new(MailboxAddress.Parse("Monitor <monitor@example.org>"));

    private static MimeMessage Compose(MailSender sender) =>
        AlertMail.Compose(Sample.Alert(), sender, new("", "desk@example.org"), Sample.FirstSeen);

    private async Task<string> ComposeAsync(bool dkimToo)
    {
        var settings = Settings();
        var dkim = dkimToo ? new DkimSettings("example.org", "monitor", settings.KeyFile) : null;
        using var mail = Compose(Sender with { Smime = settings, Signer = dkim });
        using var wire = new MemoryStream();
        await mail.WriteToAsync(MailFormat.OnTheWire, wire, Token);
        return System.Text.Encoding.Latin1.GetString(wire.ToArray());
    }

    private SmimeSettings Settings()
    {
        using var key = RSA.Create(2_048);
        var request = new CertificateRequest(
            "CN=monitor@example.org",
            key,
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        );
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.4")], critical: false)
        );
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var settings = new SmimeSettings(PathOf("certificate.pem"), PathOf("key.pem"));
        File.WriteAllText(settings.CertificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(settings.KeyFile, key.ExportPkcs8PrivateKeyPem());
        return settings;
    }

    private async Task<int> VerifyAsync(string raw)
    {
        await File.WriteAllTextAsync(PathOf("mail.eml"), raw, System.Text.Encoding.Latin1, Token);
        var start = new ProcessStartInfo(
            "/usr/bin/openssl",
            ["cms", "-verify", "-in", PathOf("mail.eml"), "-CAfile", PathOf("certificate.pem"), "-out", "/dev/null"]
        )
        {
            RedirectStandardError = true,
        };
        using var openssl = Process.Start(start)!;
        await openssl.StandardError.ReadToEndAsync(Token);
        await openssl.WaitForExitAsync(Token);
        return openssl.ExitCode;
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}
